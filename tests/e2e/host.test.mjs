// The host missing, killed, too old, silent; the background stopped; the index empty or damaged: the page says nothing
// false, the popup says "could not check", why, and the one next step; and all of it recovers by itself.
import assert from 'node:assert/strict';
import {readFileSync, rmSync, statSync, truncateSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {manifestPath, registerHost, startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {damageIndex, indexOf} from '../support/damage.mjs';
import {countMarks} from '../support/marks.mjs';
import {eventually, until} from '../support/patience.mjs';
import {popupText, readPopup} from '../support/popup.mjs';
import {registerScripted} from '../support/scripted_host.mjs';

let session;
let page;
before(async () => {
  session = await startSession();
  page = await session.newPage();
});
after(() => session?.close());

const PHOTOSTREAM = flickrPages[0].url;
const RIGHT = {photos: 25, listed: 7, accounts: 18, test: 0, tags: 0};
const UNMARKED = {photos: 25, listed: 0, accounts: 0, test: 0, tags: 0};
const counts = async () => countMarks(await session.marks(page));

const data = {
  starter: home => {
    mustBycatch(home, 'import', '--starter');
  },
  empty: () => {},
  damaged: home => {
    mustBycatch(home, 'import', '--starter');
    damageIndex(home);
  },
  cut: home => {
    mustBycatch(home, 'import', '--starter');
    const index = indexOf(home);
    truncateSync(index, Math.floor(statSync(index).size / 2));
  },
};

/** Puts host and index into a state, with nothing left over from the state before. */
async function given({host = 'real', index = 'starter'}) {
  const manifest = manifestPath(session.where, session.kind);
  rmSync(manifest, {force: true});
  if (host !== 'missing') registerHost(session.home, session.where, session.kind);
  if (!['real', 'missing'].includes(host)) registerScripted(manifest, session.folder, host);
  session.killHosts();
  rmSync(session.home, {recursive: true, force: true});
  data[index](session.home);
  await page.goto('about:blank');
  await session.killBackground();
  await page.goto(PHOTOSTREAM);
}

async function withPopup(work) {
  const popup = await session.openPopup(page);
  try {
    return await work(popup);
  } finally {
    await popup.close();
  }
}

/** The popup's text, once it holds all that is wanted. */
const shownText = (wanted, within = 20_000) =>
  withPopup(async popup => {
    let text = '';
    const isThere = async () => {
      ({text} = await popup.run(readPopup));
      return wanted.every(part => text.includes(part));
    };
    await until(isThere, {within, what: `a popup that says ${JSON.stringify(wanted)}`}).catch(
      error => {
        throw new Error(`${error.message}; it says: ${text}`);
      },
    );
    return text;
  });

const CASES = [
  {name: 'host missing', host: 'missing', says: 'reasonHostMissing'},
  {name: 'host too old', host: 'old', says: 'reasonHostOld'},
  {name: 'extension too old', host: 'new', says: 'reasonExtensionOld'},
  {name: 'host that ends at the first question', host: 'dead', says: 'reasonHostDied'},
  {name: 'host that never answers', host: 'late', says: 'reasonTimeout', within: 40_000},
  {name: 'index empty', index: 'empty', says: 'reasonNoIndex'},
  {name: 'index damaged', index: 'damaged', says: 'reasonCorrupt'},
  {name: 'index cut short', index: 'cut', says: 'reasonCorrupt'},
];

for (const {name, says, within = 20_000, ...state} of CASES) {
  test(`${name}: could not check, why, and one next step; never "not listed"`, async () => {
    await given(state);
    await eventually(counts, UNMARKED, {within});
    const text = await shownText(
      [popupText(says), popupText(`${says}Step`), 'could be checked'],
      within,
    );
    assert.ok(!text.includes(popupText('popupNotListed')), text);
    assert.equal((await session.badge(page)) || '', '');
  });
}

test('a host that is installed later is found: the open page gets its marks', async () => {
  await given({host: 'missing'});
  await eventually(counts, UNMARKED);
  registerHost(session.home, session.where, session.kind);
  await shownText([popupText('popupGroupPhotos')], 15_000);
  await eventually(counts, RIGHT);
});

test('host killed: the next lookup starts it again', async () => {
  await given({});
  await eventually(counts, RIGHT);
  const killed = session.hosts();
  assert.ok(killed.length > 0, 'a real host runs');
  session.killHosts();
  await page.goto(flickrPages.find(v => v.name === 'flickr-gallery').url);
  await eventually(
    counts,
    {photos: 20, listed: 4, accounts: 0, test: 0, tags: 0},
    {within: 40_000},
  );
  assert.ok(session.hosts().every(pid => !killed.includes(pid)));
});

test('background stopped: nothing is lost, and the next lookup is answered', async () => {
  await given({});
  await eventually(counts, RIGHT);
  const badge = await session.badge(page);
  await session.killBackground();
  const groups = await withPopup(popup =>
    until(
      async () => {
        const read = await popup.run(readPopup);
        return read.isReady && read.groups;
      },
      {what: 'the popup'},
    ),
  );
  assert.equal(groups.photo, 7);
  await page.evaluate(() => document.querySelector('.global-nav nav a[href*="galleries"]').click());
  await eventually(
    counts,
    {photos: 20, listed: 4, accounts: 0, test: 0, tags: 0},
    {within: 40_000},
  );
  assert.notEqual(badge, '');
});

test('browser closed: no host stays behind', async () => {
  const other = await startSession();
  const tab = await other.newPage();
  await tab.goto(PHOTOSTREAM);
  const hosts = await until(
    () => {
      const pids = other.hosts();
      return pids.length && pids;
    },
    {what: 'a host'},
  );
  await other.close();
  const isAlive = pid => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').includes('(bycatch-host)');
    } catch {
      return false;
    }
  };
  await eventually(async () => hosts.filter(isAlive), []);
});

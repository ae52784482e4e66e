// What a person or an organisation sets, by the options page and by policy, and what it does to pages that are open.
import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {browserKind, startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {countMarks} from '../support/marks.mjs';
import {eventually, until} from '../support/patience.mjs';
import {readPopup} from '../support/popup.mjs';

let session;
let page;
let options;
before(async () => {
  session = await startSession();
  page = await session.newPage();
  await page.goto(flickrPages[0].url);
  options = await session.openExtensionPage('pages/options.html');
  await page.bringToFront();
});
after(() => session?.close());

const ALL = {photos: 25, listed: 7, accounts: 18, test: 0, tags: 0};
const counts = async () => countMarks(await session.marks(page));
const switchOf = name => `[data-setting="${name}"]`;

async function flip(name) {
  await options.bringToFront();
  await options.waitForSelector(switchOf(name));
  await options.click(switchOf(name));
  await page.bringToFront();
}

test('a kind that is switched off gets no mark; the popup lists it all the same', async () => {
  await eventually(counts, ALL);
  await flip('markAccount');
  await eventually(counts, {...ALL, accounts: 0});
  const popup = await session.openPopup(page);
  const {groups} = await until(
    async () => {
      const read = await popup.run(readPopup);
      return read.isReady && read;
    },
    {what: 'the popup'},
  );
  await popup.close();
  assert.ok(groups.account > 0);
  await flip('markAccount');
  await eventually(counts, ALL);
});

test('blur: frosted glass lies over each listed photo, and over no other', async () => {
  const veiled = async () => (await session.marks(page)).filter(m => m.isVeiled).length;
  await flip('blurListed');
  await eventually(veiled, 7);
  assert.deepEqual(await counts(), ALL);
  await flip('blurListed');
  await eventually(veiled, 0);
});

test('a site that is switched off is not looked at, and forgotten', async () => {
  await flip('siteFlickr');
  await eventually(counts, {photos: 0, listed: 0, accounts: 0, test: 0, tags: 0});
  await eventually(async () => (await session.badge(page)) || '', '');
  await page.reload();
  await page.waitForSelector('img');
  await eventually(counts, {photos: 0, listed: 0, accounts: 0, test: 0, tags: 0});
  await flip('siteFlickr');
  await eventually(counts, ALL);
  await until(async () => Number(await session.badge(page)) > 0, {what: 'the badge'});
});

test('the number on the button can be switched off', async () => {
  await flip('badgeCount');
  await eventually(async () => (await session.badge(page)) || '', '');
  await flip('badgeCount');
  await until(async () => Number(await session.badge(page)) > 0, {what: 'the badge'});
});

test('data: the lists that are held and their size', async () => {
  const text = await options.evaluate(
    () => document.querySelector('[data-part="data"]').textContent,
  );
  assert.match(text, /\d MB/);
});

// Chromium reads policies from one place of the whole machine; what is made of them is the same code.
test('what an organisation enforces is locked, and holds', {
  skip: browserKind !== 'firefox',
}, async () => {
  const managed = await startSession({
    prepare: home => {
      mustBycatch(home, 'import', '--starter');
      const file = join(dirname(home), 'home/.mozilla/managed-storage/bycatch@bycatch.org.json');
      mkdirSync(dirname(file), {recursive: true});
      const data = {'enforced.markAccount': false, 'recommended.blurListed': true};
      writeFileSync(
        file,
        JSON.stringify({name: 'bycatch@bycatch.org', description: 'test', type: 'storage', data}),
      );
    },
  });
  try {
    const own = await managed.openExtensionPage('pages/options.html');
    await own.waitForSelector(switchOf('markAccount'));
    const stateOf = name =>
      own.evaluate(selector => {
        const {checked, disabled} = document.querySelector(selector);
        return {checked, disabled};
      }, switchOf(name));
    assert.deepEqual(await stateOf('markAccount'), {checked: false, disabled: true});
    assert.deepEqual(await stateOf('blurListed'), {checked: true, disabled: false});
    const site = await managed.newPage();
    await site.goto(flickrPages[0].url);
    await eventually(async () => countMarks(await managed.marks(site)), {...ALL, accounts: 0});
  } finally {
    await managed.close();
  }
});

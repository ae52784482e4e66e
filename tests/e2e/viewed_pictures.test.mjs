// Photos that are viewed are compared as pictures where the page's own pictures can be read (Instagram's), without asking
// any server for anything; elsewhere it is said that they were compared by identifier only.
import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {instagramPages} from '../fixtures/instagram_pages.mjs';
import {manifestPath, registerHost, startSession} from '../support/browsers.mjs';
import {eventually, until} from '../support/patience.mjs';
import {popupText, readPopup} from '../support/popup.mjs';
import {registerScripted} from '../support/scripted_host.mjs';

let session;
let page;
const pageOf = name => [...flickrPages, ...instagramPages].find(view => view.name === name).url;
before(async () => {
  session = await startSession();
  page = await session.newPage();
});
after(() => session?.close());

async function givenHost(mode) {
  const manifest = manifestPath(session.where, session.kind);
  rmSync(manifest, {force: true});
  registerHost(session.home, session.where, session.kind);
  if (mode) registerScripted(manifest, session.folder, mode);
  await page.goto('about:blank');
  session.killHosts();
  await session.killBackground();
}

/** What the popup says, once it says how far pictures were compared. It stays open: it follows what is found. */
async function popupSays(wanted) {
  const popup = await session.openPopup(page);
  try {
    return await until(
      async () => {
        const read = await popup.run(readPopup);
        return read.isReady && read.text.includes(wanted) && read;
      },
      {what: `a popup that says ${wanted}`},
    );
  } finally {
    await popup.close();
  }
}

const copies = async () => (await session.marks(page)).filter(({shape}) => shape === 'copy').length;
/** Pictures of photos on the page that are loaded and may be read. */
const readable = () =>
  page.evaluate(
    () =>
      [...document.querySelectorAll('img[crossorigin]:not([draggable="false"])')].filter(
        ({complete, naturalWidth}) => complete && naturalWidth > 0,
      ).length,
  );
const asked = () =>
  [...session.server.requests]
    .filter(([host]) => /cdninstagram|staticflickr/.test(host))
    .flatMap(([, paths]) => paths);

test('viewed, instagram: pictures are compared from what the page has loaded, and nothing is loaded again', async () => {
  await givenHost('viewer');
  session.server.requests.clear();
  await page.goto(pageOf('instagram-tag'));
  await until(async () => (await readable()) > 5, {what: 'pictures'});
  await eventually(async () => (await copies()) === (await readable()), true);
  const paths = asked();
  assert.ok(paths.length > 5);
  assert.deepEqual(paths, [...new Set(paths)], 'each picture was asked for once');
  const shown = await popupSays(popupText('popupComparedAll'));
  await eventually(async () => Number(await session.badge(page)), shown.counted.length);
  assert.ok(shown.counted.every(key => /^instagram:asset:/.test(key)));
  assert.equal(shown.counted.length, await readable());
});

test('viewed, flickr: pictures that cannot be read are compared by identifier only, and that is said', async () => {
  await givenHost(undefined);
  await page.goto(pageOf('flickr-photostream'));
  await until(async () => Number(await session.badge(page)) > 0, {what: 'a badge'});
  await popupSays(popupText('popupByIdentifier'));
});

test('viewed, instagram: without fingerprints in the lists nothing is compared, and that is said', async () => {
  await givenHost(undefined);
  await page.goto(pageOf('instagram-feed'));
  await until(async () => Number(await session.badge(page)) > 0, {what: 'a badge'});
  await popupSays(popupText('popupByIdentifier'));
  assert.equal(await copies(), 0);
});

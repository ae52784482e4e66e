// "Check a photo" takes pictures as well as addresses: dropped anywhere on the page, pasted or chosen, with the real host
// where it can answer.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {checkPage} from '../support/axe.mjs';
import {manifestPath, registerHost, startSession} from '../support/browsers.mjs';
import {drawMosaic} from '../support/draw_thumbnail.mjs';
import {eventually, until} from '../support/patience.mjs';
import {popupText} from '../support/popup.mjs';
import {bring} from '../support/posting.mjs';
import {registerScripted} from '../support/scripted_host.mjs';

let session;
const folder = mkdtempSync(join(tmpdir(), 'bycatch-check-'));
before(async () => {
  session = await startSession();
});
after(async () => {
  await session?.close();
  rmSync(folder, {recursive: true, force: true});
});

function fileOf(name, bytes) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}
const picture = seed => fileOf(`picture-${seed}.png`, drawMosaic(String(seed)));
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>';

async function open() {
  const page = await session.openExtensionPage('pages/check.html');
  await page.waitForSelector('[data-part="pictures"] input');
  return page;
}
const states = page =>
  page.evaluate(() => [...document.querySelectorAll('[data-file]')].map(one => one.dataset.file));
const said = page => page.evaluate(() => document.querySelector('main').textContent);

test('check: what cannot be compared says why, and is never said not to be listed', async () => {
  const page = await open();
  const input = await page.$('[data-part="pictures"] input');
  await input.uploadFile(
    picture(51),
    fileOf('drawing.svg', SVG),
    fileOf('nothing.jpg', ''),
    fileOf('half.png', drawMosaic('52').subarray(0, 400)),
    fileOf('words.jpg', 'these are words'),
  );
  // The starter lists name photos and hold no fingerprints of pictures.
  await eventually(() => states(page), ['no_imprints', 'svg', 'empty', 'cut_short', 'undecodable']);
  const words = await said(page);
  for (const key of ['fileNoImprints', 'fileSvg', 'fileEmpty', 'fileCutShort', 'fileUndecodable'])
    assert.ok(words.includes(popupText(key)), key);
  assert.ok(!words.includes(popupText('checkNotListed')));
  assert.deepEqual(await checkPage(page), []);
  await page.close();
});

test('check: pictures are dropped anywhere on the page, a picture of a page by its address', async () => {
  const manifest = manifestPath(session.where, session.kind);
  registerScripted(manifest, session.folder, 'copies');
  session.killHosts();
  try {
    const page = await open();
    await bring(page, 'drop', 'h1', [picture(53)]);
    await eventually(() => states(page), ['listed']);
    const card = await page.evaluate(() => document.querySelector('[data-file] h1').textContent);
    assert.equal(card, popupText('itemPicture'));
    assert.match(await said(page), /made-up-pictures/);
    assert.match(await said(page), /differs from one in the list in 6 of 256 bits/);
    assert.deepEqual(await checkPage(page), []);
    await page.close();
  } finally {
    rmSync(manifest);
    registerHost(session.home, session.where, session.kind);
    await session.killBackground(); // and with it the connection to the other host
  }
  const page = await open();
  await page.evaluate(() => {
    const transfer = new DataTransfer();
    transfer.setData('text/uri-list', 'https://www.flickr.com/photos/example/9000000000001/');
    const drop = {bubbles: true, cancelable: true, dataTransfer: transfer};
    document.body.dispatchEvent(new DragEvent('drop', drop));
  });
  await page.waitForSelector('[data-result="photo"]');
  await page.close();
});

test('check: the way without a pointer; more than are looked at is said', async () => {
  const page = await open();
  const isOnIt = () => page.evaluate(() => document.activeElement.type === 'file');
  for (let i = 0; i < 20 && !(await isOnIt()); i++) await page.keyboard.press('Tab');
  assert.ok(await isOnIt(), 'the button that chooses pictures is among the stops of Tab');
  assert.ok(
    await page.evaluate(
      () => getComputedStyle(document.querySelector('.drop .action')).outlineStyle !== 'none',
    ),
    'and shows that it has the focus',
  );
  const many = Array.from({length: 21}, (_, i) => fileOf(`drawing-${i}.svg`, SVG));
  await (await page.$('[data-part="pictures"] input')).uploadFile(...many);
  await eventually(async () => (await states(page)).filter(state => state === 'svg').length, 20);
  await page.waitForSelector('[data-notice="cut"]');
  await page.close();
});

test('check: a picture that no program could answer for is asked about again', async () => {
  rmSync(manifestPath(session.where, session.kind));
  session.killHosts();
  const page = await open();
  await bring(page, 'drop', 'main', [picture(54)]);
  await eventually(() => states(page), ['host_missing']);
  assert.ok((await said(page)).includes(popupText('reasonHostMissingStep')));
  registerHost(session.home, session.where, session.kind);
  await page.evaluate(() => document.querySelector('[data-file] button').click());
  await eventually(() => states(page), ['no_imprints']);
  await until(async () => (await said(page)).includes(popupText('fileNoImprints')), {
    what: 'the answer',
  });
  await page.close();
});

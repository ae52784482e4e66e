// The extension's own pages, with the real host: setup goes on by itself and ends with the test photo, diagnostics says
// what is wrong, a right click checks a photo, a card reports itself.
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {manifestPath, registerHost, startSession} from '../support/browsers.mjs';
import {bycatch} from '../support/bycatch_command.mjs';
import {eventually, until} from '../support/patience.mjs';
import {popupText, readPopup} from '../support/popup.mjs';

let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

const textOf = page => page.evaluate(() => document.querySelector('main').textContent);
const LISTED = 'https://www.flickr.com/photos/example/9000000000001/';

test('setup: waits for the program, goes on by itself, and ends with the test photo', async () => {
  const manifest = manifestPath(session.where, session.kind);
  rmSync(manifest);
  // A host that is only starting is not seen yet: none now, and none a second later.
  const ended = () => {
    const count = session.hosts().length;
    session.killHosts();
    return count;
  };
  await eventually(ended, 0, {steady: 1000});
  const page = await session.openExtensionPage('pages/setup.html');
  const done = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('[data-step]')].map(step => step.dataset.done === 'true'),
    );
  await eventually(done, [false, false, false]);
  await until(async () => (await textOf(page)).includes(popupText('setupProgramWaiting')), {
    what: 'a page that waits',
  });
  registerHost(session.home, session.where, session.kind);
  await eventually(done, [true, true, true], {within: 20_000});
  assert.ok((await textOf(page)).includes(popupText('setupTestDone')));
  await page.close();
});

test('setup: the tabs are one stop of Tab, arrows choose', async () => {
  const manifest = manifestPath(session.where, session.kind);
  rmSync(manifest);
  session.killHosts();
  const page = await session.openExtensionPage('pages/setup.html');
  try {
    await page.waitForSelector('[role="tab"][aria-selected="true"]');
    const chosen = () =>
      page.evaluate(() => document.querySelector('[aria-selected="true"]').dataset.tab);
    const before = await chosen();
    await page.focus('[role="tab"][aria-selected="true"]');
    await page.keyboard.press('ArrowRight');
    const after = await chosen();
    assert.notEqual(after, before);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.tab), after);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.role === 'tab'), false);
  } finally {
    registerHost(session.home, session.where, session.kind);
    await page.close();
  }
});

test('diagnostics: says what there is; without the program, why and the next step', async () => {
  const page = await session.openExtensionPage('pages/diagnostics.html');
  await until(() => page.evaluate(() => document.querySelector('[data-notice="works"]') !== null), {
    what: 'a page that says all is well',
  });
  const report = () =>
    page.evaluate(() => document.querySelector('[data-part="report"] pre').textContent);
  assert.match(await report(), /host: \d+\.\d+\.\d+, protocol 1 to 1\n/);
  assert.match(await report(), /index: ready, generation \S+/);
  const [, root] = /packs: \S+ .* root ([0-9a-f]{64})/.exec(await report());
  assert.ok((await textOf(page)).includes(root), 'the root hash, which two people compare');
  const [, whole] = /\nroot: ([0-9a-f]{64})\n/.exec(await report());
  assert.ok((await textOf(page)).includes(whole), 'and the one over all');
  assert.doesNotMatch(await report(), /not granted|X11|Linux/);
  await eventually(async () => (await textOf(page)).includes(session.home), true);
  assert.ok(!(await report()).includes(session.home), 'a path is shown and not reported');
  rmSync(manifestPath(session.where, session.kind));
  session.killHosts();
  const again = await session.openExtensionPage('pages/diagnostics.html');
  await until(async () => (await textOf(again)).includes(popupText('reasonHostMissingStep')), {
    what: 'the reason',
  });
  await eventually(
    () =>
      again.evaluate(() =>
        document.querySelector('[data-part="error"]').textContent.includes('not found'),
      ),
    true,
  );
  registerHost(session.home, session.where, session.kind);
  await page.close();
  await again.close();
});

test('diagnostics: lists of a newer kind than the program are not called damaged', async () => {
  const live = readFileSync(join(session.home, 'live'), 'utf8').trim();
  const path = join(session.home, 'generations', live, 'manifest.json');
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, JSON.stringify({...JSON.parse(before), format: 99}));
  session.killHosts();
  const page = await session.openExtensionPage('pages/diagnostics.html');
  try {
    await page.waitForSelector('[data-reason="unsupported"]');
    assert.ok((await textOf(page)).includes(popupText('reasonUnsupportedStep')));
  } finally {
    writeFileSync(path, before);
    session.killHosts();
    await page.close();
  }
});

test('options: public lists are loaded by a press, and photos are looked up in them', async () => {
  const list = join(session.folder, 'public-list');
  const text = '9000000000888\n';
  writeFileSync(list, text);
  const source = {
    dataset: 'pipa',
    url: list,
    format: 'photo-id-list',
    sha256: createHash('sha256').update(text).digest('hex'),
    size_bytes: text.length,
    rows: 1,
  };
  const sources = join(session.home, 'sources.json');
  const page = await session.openExtensionPage('pages/options.html');
  await page.waitForSelector('[data-lists=none] button');
  const get = () => page.evaluate(() => document.querySelector('[data-lists] button').click());
  try {
    writeFileSync(sources, JSON.stringify({sources: [{...source, sha256: '0'.repeat(64)}]}));
    await get();
    await page.waitForSelector('[data-lists=failed]');
    assert.match(await textOf(page), /hash_mismatch/);
    writeFileSync(sources, JSON.stringify({sources: [source]}));
    await get();
    await page.waitForSelector('[data-lists=done]');
    assert.ok((await textOf(page)).includes(popupText('getListsDone')));
    const {status, stdout} = bycatch(
      session.home,
      'check',
      'https://www.flickr.com/photos/x/9000000000888/',
    );
    assert.equal(status, 1, stdout);
  } finally {
    rmSync(sources);
    await page.close();
  }
});

test('options: a choice that the browser does not keep is told, and the switch turns back', async () => {
  const page = await session.openExtensionPage('pages/options.html');
  await page.waitForSelector('[data-setting="markTest"]');
  const press = () =>
    page.evaluate(() => document.querySelector('[data-setting="markTest"]').click());
  const isOn = () =>
    page.evaluate(() => document.querySelector('[data-setting="markTest"]').checked);
  await page.evaluate(() => {
    chrome.storage.local.set = () => Promise.reject(new Error('no room'));
  });
  await press();
  await page.waitForSelector('[data-notice="not-kept"]');
  assert.equal(await isOn(), true);
  await page.close();
});

test('check: an address that is typed; listed, not listed and not checkable are told apart', async () => {
  const page = await session.openExtensionPage('pages/check.html');
  await page.waitForSelector('input[type="url"]');
  const check = async address => {
    await page.click('input[type="url"]', {count: 3});
    await page.type('input[type="url"]', address);
    await page.keyboard.press('Enter');
  };
  await check(LISTED);
  await page.waitForSelector('[data-result="photo"]');
  await check('https://www.flickr.com/photos/example/9200000000999/');
  await page.waitForSelector('[data-notice="not-listed"]');
  await check('https://example.org/cat.jpg');
  await page.waitForSelector('[data-reason="not_checkable"]');
  await page.close();
});

test('check: a right click on a photo opens its answer, also where the photo lies under a link', async () => {
  const site = await session.newPage();
  await site.goto(flickrPages[0].url);
  await until(async () => (await session.marks(site)).some(m => m.shape === 'photo'), {
    what: 'marks',
  });
  const {box} = (await session.marks(site)).find(m => m.shape === 'photo');
  await site.mouse.click(box.x + box.width + 40, box.y + 40, {button: 'right'});
  await session.clickMenu(site, {menuItemId: 'check-page', pageUrl: site.url()});
  const shown = await session.checkWindow();
  await until(() => shown.run(d => d.querySelector('[data-result="photo"]') !== null), {
    what: 'the answer',
  });
  assert.notEqual(await shown.run(d => d.querySelector('input').value), '');
  await shown.close();
  await site.close();
});

test('a card reports itself: the text is shown whole before it is copied', async () => {
  const site = await session.newPage();
  await site.goto(flickrPages.find(v => v.name === 'flickr-photo').url);
  await until(async () => Number(await session.badge(site)) > 0, {what: 'a badge'});
  const popup = await session.openPopup(site);
  const press = selector =>
    popup.run((document, s) => document.querySelector(s)?.click(), selector);
  await until(async () => (await popup.run(readPopup)).isReady, {what: 'the popup'});
  await until(() => popup.run(d => d.querySelector('.item') !== null), {what: 'an item'});
  await press('.item');
  await until(() => popup.run(d => d.querySelector('[data-report]') !== null), {what: 'the card'});
  await press('[data-report]');
  const report = await until(() => popup.run(d => d.querySelector('.report pre')?.textContent), {
    what: 'the report',
  });
  assert.match(report, /^listing: \S+, match photo/m);
  assert.match(report, /^flickr photo: \d+$/m);
  await popup.close();
  await site.close();
});

// axe-core on the component page (every state of marks, cards and popup) and on the popup over a real page.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {instagramPages} from '../fixtures/instagram_pages.mjs';
import {checkPage, checkPopup} from '../support/axe.mjs';
import {startSession} from '../support/browsers.mjs';
import {eventually, sleep, until} from '../support/patience.mjs';
import {popupText, readPopup} from '../support/popup.mjs';

let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

for (const name of ['options', 'setup', 'diagnostics', 'check', 'components']) {
  for (const [look, media] of Object.entries({dark: {isDark: true}, light: {}})) {
    test(`${name} page, ${look}: no violation`, async () => {
      const page = await session.openExtensionPage(`pages/${name}.html`);
      await session.setMedia(page, media);
      await until(() => page.evaluate(() => document.querySelector('h1') !== null), {what: name});
      assert.deepEqual(await checkPage(page), []);
      await page.close();
    });
  }
}

for (const direction of ['ltr', 'rtl']) {
  test(`at 360 px no page scrolls sideways, ${direction}`, async () => {
    for (const name of ['options', 'setup', 'diagnostics', 'check', 'components']) {
      const page = await session.openExtensionPage(`pages/${name}.html`);
      await page.setViewport({width: 360, height: 800});
      await until(() => page.evaluate(() => document.querySelector('h1') !== null), {what: name});
      const tooWide = await page.evaluate(dir => {
        document.documentElement.dir = dir;
        const isOut = ({left, right, width}) => width > 0 && (left < -1 || right > 361);
        const wide = [...document.querySelectorAll('main *')].filter(
          element =>
            !element.closest('.scrolls, .sample') && isOut(element.getBoundingClientRect()),
        );
        const scrolls = document.documentElement.scrollWidth > 361;
        return scrolls ? ['the page', ...wide.map(e => `${e.localName}.${e.className}`)] : [];
      }, direction);
      assert.deepEqual(tooWide, [], name);
      await page.close();
    }
  });
}

test('component page: a planted violation is seen', async () => {
  const page = await session.openExtensionPage('pages/components.html');
  await page.evaluate(() =>
    document.querySelector('main').append(document.createElement('button')),
  );
  const found = await checkPage(page);
  assert.deepEqual(
    found.map(v => v.id),
    ['button-name'],
  );
  await page.close();
});

for (const view of [flickrPages[0], instagramPages[0]]) {
  test(`popup over ${view.name}: no violation`, async () => {
    const page = await session.newPage();
    await page.goto(view.url);
    await until(async () => Number(await session.badge(page)) > 0, {what: 'a badge'});
    const popup = await session.openPopup(page);
    try {
      await until(async () => (await popup.run(readPopup)).isReady, {what: 'the popup'});
      assert.deepEqual(await checkPopup(popup), []);
    } finally {
      await popup.close();
      await page.close();
    }
  });
}

test('popup: a planted violation is seen', async () => {
  const page = await session.newPage();
  await page.goto(flickrPages[0].url);
  const popup = await session.openPopup(page);
  try {
    await until(async () => (await popup.run(readPopup)).isReady, {what: 'the popup'});
    await popup.run(document => {
      document.querySelector('main').append(document.createElement('button'));
    });
    assert.deepEqual(
      (await checkPopup(popup)).map(v => v.id),
      ['button-name'],
    );
  } finally {
    await popup.close();
    await page.close();
  }
});

test('marks: assistive technology is told of each, by name', async () => {
  const page = await session.newPage();
  await page.goto(flickrPages[0].url);
  const named = async key =>
    (await session.buttonNames(page)).filter(name => name === popupText(key)).length;
  await eventually(
    async () => ({photos: await named('markPhoto'), accounts: await named('markAccount')}),
    {photos: 7, accounts: 18},
  );
  await page.close();
});

test('marks: reached by Tab, opened by Enter, closed by Escape, and focus comes back', async () => {
  const page = await session.newPage();
  await page.goto(flickrPages.find(v => v.name === 'flickr-photo').url);
  await eventually(
    async () => (await session.marks(page)).filter(m => m.shape === 'photo').length,
    1,
  );
  const isOnMark = () => page.evaluate(() => document.activeElement.localName === 'bycatch-mark');
  for (let i = 0; i < 30 && !(await isOnMark()); i++) await page.keyboard.press('Tab');
  assert.ok(await isOnMark(), 'a mark is among the stops of Tab');
  await page.keyboard.press('Enter');
  const hasCard = async () => (await session.marks(page)).some(m => m.frame);
  await until(hasCard, {what: 'the card'});
  await sleep(500);
  await session.pressEscape(page);
  await eventually(hasCard, false);
  assert.ok(await isOnMark(), 'focus is back on the mark');
  await page.close();
});

test('popup: all of it by keyboard', async () => {
  const site = await session.newPage();
  await site.goto(flickrPages.find(v => v.name === 'flickr-photo').url);
  await until(async () => Number(await session.badge(site)) > 0, {what: 'a badge'});
  const asker = await session.openExtensionPage('pages/check.html');
  const [{id}] = await asker.evaluate(() => chrome.tabs.query({url: 'https://www.flickr.com/*'}));
  await asker.close();
  // In a tab, where both drivers can press keys.
  const popup = await session.openExtensionPage(`pages/popup.html?tab=${id}`);
  await popup.waitForSelector('button.item');
  const at = () => popup.evaluate(() => document.activeElement.dataset.finding);
  const keys = await popup.evaluate(() =>
    [...document.querySelectorAll('button.item')].map(item => item.dataset.finding),
  );
  assert.ok(keys.length > 1);
  await popup.keyboard.press('ArrowDown');
  assert.equal(await at(), keys[0]);
  await popup.keyboard.press('ArrowDown');
  assert.equal(await at(), keys[1]);
  await popup.keyboard.press('Enter');
  await popup.waitForSelector('.card-view');
  const stops = new Set();
  for (let i = 0; i < 40 && !stops.has('report'); i++) {
    await popup.keyboard.press('Tab');
    stops.add(await popup.evaluate(() => 'report' in document.activeElement.dataset && 'report'));
  }
  assert.ok(stops.has('report'), 'the report is among the stops of Tab');
  await popup.keyboard.press('Enter');
  await popup.waitForSelector('.report pre');
  await popup.keyboard.press('Escape');
  await popup.waitForSelector('button.item');
  assert.equal(await at(), keys[1], 'whoever comes back is where they left');
  await popup.close();
  await site.close();
});

test('options: a switch is reached by Tab, named, and turned by Space', async () => {
  const page = await session.openExtensionPage('pages/options.html');
  await page.waitForSelector('[data-setting="markTest"]');
  const focused = () => page.evaluate(() => document.activeElement.dataset.setting);
  for (let i = 0; i < 30 && (await focused()) !== 'markTest'; i++) await page.keyboard.press('Tab');
  assert.equal(await focused(), 'markTest');
  const isOn = () => page.evaluate(() => document.activeElement.checked);
  assert.equal(await isOn(), true);
  await page.keyboard.press('Space');
  await eventually(isOn, false);
  await page.keyboard.press('Space');
  await eventually(isOn, true);
  await page.close();
});

// axe-core on the popup over a real page; marks and popup by keyboard and to assistive technology.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {instagramPages} from '../fixtures/instagram_pages.mjs';
import {checkPopup} from '../support/axe.mjs';
import {startSession} from '../support/browsers.mjs';
import {eventually, sleep, until} from '../support/patience.mjs';
import {popupText, readPopup} from '../support/popup.mjs';

let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

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

test('popup: it fills its window from side to side, in either direction', async () => {
  const page = await session.newPage();
  await page.goto(flickrPages[0].url);
  await until(async () => Number(await session.badge(page)) > 0, {what: 'a badge'});
  const popup = await session.openPopup(page);
  try {
    await until(() => popup.run(d => d.querySelector('.item') !== null), {what: 'an item'});
    for (const direction of ['ltr', 'rtl']) {
      const sides = () =>
        popup.run((document, dir) => {
          document.documentElement.dir = dir;
          const {left, width} = document.querySelector('.popup-view').getBoundingClientRect();
          const {clientWidth, scrollWidth} = document.documentElement;
          return {left, narrower: clientWidth - width, wider: scrollWidth - clientWidth};
        }, direction);
      await eventually(sides, {left: 0, narrower: 0, wider: 0});
    }
  } finally {
    await popup.close();
    await page.close();
  }
});

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
  const asker = await session.openExtensionPage('pages/check.html');
  const siteTabs = () =>
    asker.evaluate(async () =>
      (await chrome.tabs.query({url: 'https://www.flickr.com/*'})).map(tab => tab.id),
    );
  // A tab of a test before that is still closing has a badge of its own.
  await eventually(siteTabs, []);
  const site = await session.newPage();
  await site.goto(flickrPages.find(v => v.name === 'flickr-photo').url);
  await until(async () => Number(await session.badge(site)) > 0, {what: 'a badge'});
  const [id] = await siteTabs();
  await asker.close();
  // In a tab, where both drivers can press keys.
  const popup = await session.openExtensionPage(`pages/popup.html?tab=${id}`);
  const at = () => popup.evaluate(() => document.activeElement.dataset.finding);
  const keys = await until(
    async () => {
      const found = await popup.evaluate(() =>
        [...document.querySelectorAll('button.item')].map(item => item.dataset.finding),
      );
      return found.length > 1 && found;
    },
    {what: 'two findings in the popup'},
  );
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

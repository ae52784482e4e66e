// axe-core on the component page (every state of marks, cards and popup) and on the popup over a real page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { flickrPages, } from '../fixtures/flickr_pages.mjs';
import { instagramPages } from '../fixtures/instagram_pages.mjs';
import { checkPage, checkPopup } from '../support/axe.mjs';
import { startSession } from '../support/browsers.mjs';
import { until } from '../support/patience.mjs';
import { readPopup } from '../support/popup.mjs';

let session;
before(async () => { session = await startSession(); });
after(() => session?.close());

test('component page: no violation', async () => {
  const page = await session.openExtensionPage('pages/components.html');
  assert.deepEqual(await checkPage(page), []);
  await page.close();
});

test('component page: a planted violation is seen', async () => {
  const page = await session.openExtensionPage('pages/components.html');
  await page.evaluate(() => document.querySelector('main').append(document.createElement('button')));
  const found = await checkPage(page);
  assert.deepEqual(found.map((v) => v.id), ['button-name']);
  await page.close();
});

for (const view of [flickrPages[0], instagramPages[0]]) {
  test(`popup over ${view.name}: no violation`, async () => {
    const page = await session.newPage();
    await page.goto(view.url);
    await until(async () => Number(await session.badge(page)) > 0, { what: 'a badge' });
    const popup = await session.openPopup(page);
    try {
      await until(async () => (await popup.run(readPopup)).isReady, { what: 'the popup' });
      assert.deepEqual(await checkPopup(popup), []);
    } finally {
      await popup.close();
      await page.close();
    }
  });
}

// axe-core on every full page and on the component page, which holds every state of marks, cards, popup and pages; in
// light and dark. At 360 px nothing scrolls sideways.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {checkPage} from '../support/axe.mjs';
import {startSession} from '../support/browsers.mjs';
import {NARROW, tooWide} from '../support/narrow.mjs';
import {eventually, until} from '../support/patience.mjs';

/** The component page shows several pages at once, each with its own way to the others. */
const MANY_PAGES = {'landmark-unique': {enabled: false}};

let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

for (const name of ['options', 'setup', 'diagnostics', 'check', 'components']) {
  test(`${name} page: no violation, in light and dark`, async () => {
    const page = await session.openExtensionPage(`pages/${name}.html`);
    await until(() => page.evaluate(() => document.querySelector('h1') !== null), {what: name});
    for (const isDark of [true, false]) {
      await session.setMedia(page, {isDark});
      assert.deepEqual(await checkPage(page, name === 'components' ? MANY_PAGES : {}), []);
    }
    await page.close();
  });
}

for (const direction of ['ltr', 'rtl']) {
  test(`at 360 px no page scrolls sideways, ${direction}`, async () => {
    for (const one of NARROW) assert.deepEqual(await tooWide(session, one, direction), [], one[0]);
  });
}

test('options page: a planted violation is seen', async () => {
  const page = await session.openExtensionPage('pages/options.html');
  await page.waitForSelector('h1');
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

test('options: a switch is reached by Tab, named, and turned by Space', async () => {
  const page = await session.openExtensionPage('pages/options.html');
  await page.waitForSelector('[data-setting="markTest"]');
  const focused = () => page.evaluate(() => document.activeElement.dataset.setting);
  for (let i = 0; i < 30 && (await focused()) !== 'markTest'; i++) await page.keyboard.press('Tab');
  assert.equal(await focused(), 'markTest');
  const isOn = () => page.evaluate(() => document.activeElement.checked);
  assert.equal(await isOn(), true);
  await page.keyboard.press(' ');
  await eventually(isOn, false);
  await page.keyboard.press(' ');
  await eventually(isOn, true);
  await page.close();
});

// The extension in other languages: the one with the longest words, and one that is read from the right.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {checkPage} from '../support/axe.mjs';
import {startSession} from '../support/browsers.mjs';
import {read} from '../support/check-locales.mjs';
import {NARROW, tooWide} from '../support/narrow.mjs';
import {until} from '../support/patience.mjs';

for (const [language, direction] of [
  ['de', 'ltr'],
  ['ar', 'rtl'],
]) {
  test(`languages: ${language} is spoken on every page, ${direction}, and nothing sticks out at 360 px`, async () => {
    const words = read(language);
    const session = await startSession({language});
    try {
      const page = await session.openExtensionPage('pages/options.html');
      await until(() => page.evaluate(() => document.querySelector('h1') !== null), {what: 'it'});
      const said = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        dir: document.documentElement.dir,
        title: document.querySelector('h1').textContent,
      }));
      assert.deepEqual(said, {lang: language, dir: direction, title: words.pageOptions.message});
      assert.deepEqual(await checkPage(page), []);
      await page.close();
      for (const one of NARROW) assert.deepEqual(await tooWide(session, one), [], one[0]);
      const site = await session.newPage();
      await site.goto(flickrPages[0].url);
      const named = async () =>
        (await session.buttonNames(site)).filter(name => name === words.markPhoto.message).length;
      await until(async () => (await named()) > 0, {what: 'a mark with a name in that language'});
    } finally {
      await session.close();
    }
  });
}

test('languages: a release, whose words are packed, says the same', async () => {
  const words = read('de');
  const session = await startSession({language: 'de', isReleased: true});
  try {
    const page = await session.openExtensionPage('pages/options.html');
    await until(() => page.evaluate(() => document.querySelector('h1') !== null), {what: 'it'});
    const said = await page.evaluate(() => document.body.textContent);
    for (const key of ['pageOptions', 'optionsMarkPhotoEffect', 'optionsPrivacyLocal'])
      assert.ok(said.includes(words[key].message), key);
    const site = await session.newPage();
    await site.goto(flickrPages[0].url);
    const names = () => session.buttonNames(site);
    await until(async () => (await names()).includes(words.markPhoto.message), {what: 'a mark'});
  } finally {
    await session.close();
  }
});

// What somebody watches: a tag's mark, and what new lists hold, in popup and page.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {checkPage} from '../support/axe.mjs';
import {startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {until} from '../support/patience.mjs';
import {popupText} from '../support/popup.mjs';

let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

const textOf = (page, selector) =>
  page.evaluate(s => document.querySelector(s)?.textContent ?? '', selector);
const press = (page, selector) => page.evaluate(s => document.querySelector(s).click(), selector);
async function openWatch() {
  const page = await session.openExtensionPage('pages/photos.html');
  await until(() => page.evaluate(() => document.querySelector('.watch form') !== null), {
    what: 'the watch list',
  });
  return page;
}
async function add(page, word) {
  await page.evaluate(value => {
    const field = document.querySelector('.watch input');
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true}));
  }, word);
  await press(page, '.watch button[type=submit]');
}
const watched = page =>
  page.evaluate(() => [...document.querySelectorAll('[data-watch]')].map(li => li.dataset.watch));
const listed = () => mustBycatch(session.home, 'watch', 'list');

test('watch: a tag and an account are put on the list, and taken off', async () => {
  const page = await openWatch();
  await add(page, '#QuiteLikelyUnused');
  await until(async () => (await watched(page)).length === 2, {what: 'a tag of both sites'});
  await add(page, '99999900001@N00');
  await until(async () => (await watched(page)).includes('flickr:account:99999900001@N00'), {
    what: 'an account',
  });
  assert.match(listed(), /#quitelikelyunused {2}instagram/);
  assert.deepEqual(await checkPage(page), []);
  await add(page, 'two words');
  await until(() => textOf(page, '[data-notice=watch-refused]'), {what: 'a refusal'});
  await press(page, '[data-watch="instagram:tag:quitelikelyunused"] button');
  await until(async () => (await watched(page)).length === 2, {what: 'one less'});
  assert.doesNotMatch(listed(), /instagram/);
  await page.close();
});

test('watch: what new lists hold is told in popup and page until it was seen', async () => {
  const list = join(session.folder, 'more.tsv');
  writeFileSync(
    list,
    [1, 2, 3].map(n => `flickr\tphoto\t910000000000${n}\t99999900001@N00\n`).join(''),
  );
  mustBycatch(session.home, 'import', '--dataset', 'pipa', list);
  let page = await openWatch();
  const told = () => textOf(page, '[data-notice=watched-news]');
  // The host looks for new lists once a second; a page asks when it is opened. It is opened anew:
  // Firefox does not always report the end of an extension page's reload.
  const news = await until(
    async () => {
      const said = await until(told, {within: 2000, what: 'the news'}).catch(() => '');
      if (said) return said;
      await page.close();
      page = await openWatch();
      return '';
    },
    {what: 'the news'},
  );
  assert.match(news, /3 new since today/);
  assert.match(news, /99999900001@N00/);
  assert.deepEqual(await checkPage(page), []);
  const popup = await session.openExtensionPage('pages/popup.html?tab=999999');
  await until(async () => (await textOf(popup, '[data-notice=watched-news]')).includes('3 new'), {
    what: 'the news in the popup',
  });
  assert.ok(
    (await textOf(popup, '[data-notice=watched-news] a')).includes(popupText('watchNewsLink')),
  );
  await press(page, '[data-notice=watched-news] button');
  await until(async () => (await textOf(page, '[data-notice=watched-news]')) === '', {
    what: 'no news any more',
  });
  await popup.close();
  const later = await session.openExtensionPage('pages/popup.html?tab=999999');
  await until(() => textOf(later, '.popup-view .top'), {what: 'the popup'});
  assert.equal(await textOf(later, '[data-notice=watched-news]'), '');
  await later.close();
  await page.close();
});

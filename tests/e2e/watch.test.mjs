// What somebody watches: a tag's mark, and what new lists hold, in popup and page.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {checkPage} from '../support/axe.mjs';
import {startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {eventually, until} from '../support/patience.mjs';
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
/** Where there is no desktop to show it, as in Firefox without a head, it is closed at once. */
const notified = page =>
  page.evaluate(async () => {
    const id = 'watched-news';
    return id in (await chrome.notifications.getAll()) || document.body.dataset.told === id;
  });
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
  const beside = await session.openExtensionPage('pages/options.html');
  await beside.evaluate(() => {
    chrome.notifications.onClosed.addListener(id => document.body.setAttribute('data-told', id));
  });
  mustBycatch(session.home, 'import', '--dataset', 'pipa', list);
  const page = await openWatch();
  const news = await until(() => textOf(page, '[data-notice=watched-news]'), {what: 'the news'});
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
  await eventually(() => notified(beside), true);
  await press(page, '[data-notice=watched-news] button');
  await until(async () => (await textOf(page, '[data-notice=watched-news]')) === '', {
    what: 'no news any more',
  });
  await popup.close();
  const later = await session.openExtensionPage('pages/popup.html?tab=999999');
  await until(() => textOf(later, '.popup-view .top'), {what: 'the popup'});
  assert.equal(await textOf(later, '[data-notice=watched-news]'), '');
  await later.close();
  await beside.close();
  await page.close();
});

test('watch: no notification is shown when the person wants none', async () => {
  const beside = await session.openExtensionPage('pages/options.html');
  await beside.waitForSelector('[data-setting=notifyWatched]');
  await press(beside, '[data-setting=notifyWatched]');
  await beside.evaluate(async () => {
    await chrome.notifications.clear('watched-news');
    chrome.notifications.onClosed.addListener(id => document.body.setAttribute('data-told', id));
  });
  const list = join(session.folder, 'one.tsv');
  writeFileSync(list, 'flickr\tphoto\t9100000000009\t99999900001@N00\n');
  mustBycatch(session.home, 'import', '--dataset', 'ffhq', list);
  const page = await openWatch();
  await until(() => textOf(page, '[data-notice=watched-news]'), {what: 'the news'});
  const popup = await session.openExtensionPage('pages/popup.html?tab=999999');
  await until(() => textOf(popup, '[data-notice=watched-news]'), {what: 'the news in the popup'});
  assert.equal(await notified(beside), false);
  for (const one of [popup, page, beside]) await one.close();
});

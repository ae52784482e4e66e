// The page on which posting is rehearsed, with the real host: the scripts of both sites work on it as on the sites, every
// state of the panel can be seen, and nothing leaves.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {checkPage} from '../support/axe.mjs';
import {startSession} from '../support/browsers.mjs';
import {isBrowsersOwn} from '../support/page_server.mjs';
import {eventually} from '../support/patience.mjs';
import {pictureFolder} from '../support/picture_folder.mjs';
import {popupText} from '../support/popup.mjs';
import {EMPTY, panel, panelSays, pressInPanel} from '../support/posting.mjs';

let session;
const {picture, ...folder} = pictureFolder();
before(async () => {
  session = await startSession();
});
after(async () => {
  await session?.close();
  folder.remove();
});

/** What was asked of the network, but for the browser's own business. */
const asked = () => [...session.server.requests].filter(([host]) => !isBrowsersOwn(host));

const NO_IMPRINTS = popupText('fileNoImprints');

async function open(part) {
  const page = await session.openExtensionPage(`pages/rehearsal.html?site=${part}`);
  await page.waitForSelector('h1');
  return page;
}
const act = (page, name) =>
  page.evaluate(which => document.querySelector(`[data-act="${which}"]`).click(), name);

test('rehearsal, instagram: pictures and the test tag are checked, and nothing is posted', async () => {
  const page = await open('instagram');
  assert.deepEqual(asked(), []);
  await (await page.$('[role=dialog] input[type=file]')).uploadFile(picture(1));
  await panelSays(page, [NO_IMPRINTS]);
  await act(page, 'test-tag');
  await panelSays(page, ['tag:bycatchtest']);
  await act(page, 'post');
  await page.waitForSelector('[data-notice=ended]');
  await eventually(() => panel(page), EMPTY);
  assert.deepEqual(session.server.posts, []);
  assert.deepEqual(asked(), []);
  await act(page, 'again');
  await page.waitForSelector('[role=dialog]');
  await page.close();
});

test('rehearsal, flickr: an open licence names datasets that chose by licence, the test tag is known', async () => {
  const page = await open('flickr');
  await (await page.$('input.choose-from-client')).uploadFile(picture(2));
  await panelSays(page, [NO_IMPRINTS]);
  await page.select('select', 'cc-by');
  await panelSays(page, ['licence']);
  await pressInPanel(page, popupText('panelCopyNoCv')); // with all details unfolded
  const {text} = await panelSays(page, [popupText('panelLicenceWho').split('$1')[0]]);
  assert.match(text, /FFHQ/);
  assert.doesNotMatch(text, /made up/i);
  await page.evaluate(() => document.querySelector('#editr-panel-privacy-private-0').click());
  await panelSays(page, [NO_IMPRINTS]); // an open licence matters no more
  await pressInPanel(page, popupText('panelOpen'));
  await panelSays(page, [popupText('panelAudiencePrivate')]);
  await act(page, 'test-tag');
  await panelSays(page, ['tag:bycatchtest']);
  await act(page, 'discard');
  await eventually(() => panel(page), EMPTY);
  await page.close();
});

for (const [site, title] of [
  ['instagram', 'Instagram'],
  ['flickr', 'Flickr'],
]) {
  test(`rehearsal, ${site}: the test picture is known as the test picture`, async () => {
    const page = await open(site);
    await act(page, 'test-picture');
    const {items, text} = await panelSays(page, ['copy:f1']);
    assert.deepEqual(items, ['copy:f1'], title);
    assert.match(text, /test/i);
    assert.deepEqual(asked(), []);
    await page.close();
  });
}

test('rehearsal: where what is read from a canvas is altered, as by privacy tools, that is said', async () => {
  const page = await open('instagram');
  await page.evaluate(() => {
    for (const {prototype} of [OffscreenCanvasRenderingContext2D, CanvasRenderingContext2D]) {
      const {getImageData} = prototype;
      prototype.getImageData = function (...where) {
        const image = getImageData.apply(this, where);
        for (let at = 0; at < image.data.length; at += 61) image.data[at] ^= 1;
        return image;
      };
    }
  });
  await act(page, 'test-picture');
  await panelSays(page, [popupText('fileAlteredPixels')]);
  await page.close();
});

test('rehearsal: what the page says of the account is told', async () => {
  const page = await open('instagram');
  await (await page.$('[role=dialog] input[type=file]')).uploadFile(picture(3));
  await panelSays(page, [NO_IMPRINTS]);
  await pressInPanel(page, popupText('panelOpen'));
  await panelSays(page, [popupText('panelAudienceUnknown')]);
  for (const [choice, says] of [
    ['public', 'panelAudiencePublic'],
    ['private', 'panelAudiencePrivate'],
  ]) {
    await page.select('select', choice);
    await panelSays(page, [popupText(says)]);
  }
  await page.close();
});

test('options: what is not to be shown before a post is listed there, and comes back', async () => {
  const page = await open('instagram');
  await act(page, 'test-tag');
  await panelSays(page, ['tag:bycatchtest']);
  await pressInPanel(page, popupText('panelHushTag').replace('$1', 'bycatchtest'));
  const options = await session.openExtensionPage('pages/options.html');
  await options.waitForSelector('[data-quiet="tag:bycatchtest"]');
  await options.evaluate(() => document.querySelector('[data-quiet] button').click());
  await options.waitForSelector('[data-quiet]', {hidden: true});
  await options.close();
  await panelSays(page, ['tag:bycatchtest']);
  await page.close();
});

test('rehearsal: every state of the panel has an address, and says there what its link says', async () => {
  const page = await open('states');
  const addresses = await page.evaluate(() =>
    [...document.querySelectorAll('.states a[href^="#/"]')].map(link => link.getAttribute('href')),
  );
  assert.ok(addresses.length > 35, String(addresses.length));
  for (const address of addresses) {
    const [name, says] = await page.evaluate(async href => {
      const link = document.querySelector(`.states a[href="${href}"]`);
      link.click();
      const shown = () => document.querySelector(`[data-state="${href.slice(2)}"]`);
      while (!shown()) await new Promise(requestAnimationFrame);
      // biome-ignore lint/performance/useDomNodeTextContent: what a person reads, without what is folded
      return [link.textContent, shown().innerText];
    }, address);
    assert.ok(says.toLowerCase().includes(name.toLowerCase()), `${address}: ${name} in ${says}`);
  }
  await page.close();
  const straight = await session.openExtensionPage('pages/rehearsal.html?site=states#/heic');
  await straight.waitForSelector('[data-state="heic"] .panel-summary');
  await straight.close();
});

for (const part of ['instagram', 'flickr', 'states']) {
  test(`rehearsal, ${part}: no violation in light and dark, and at 360 px nothing scrolls sideways`, async () => {
    const page = await open(part);
    for (const isDark of [true, false]) {
      await session.setMedia(page, {isDark});
      assert.deepEqual(await checkPage(page), []);
    }
    await page.setViewport({width: 360, height: 800});
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 361));
    await page.close();
  });
}

test('rehearsal: options lead to it', async () => {
  const page = await session.openExtensionPage('pages/options.html');
  await page.waitForSelector('a[href="rehearsal.html"]');
  await page.close();
});

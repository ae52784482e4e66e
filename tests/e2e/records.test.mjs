// The pages of records: the ledger, my photos, requests. Real host, the starter list, the built-in catalogue.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {checkPage} from '../support/axe.mjs';
import {registerHost, startSession} from '../support/browsers.mjs';
import {eventually, until} from '../support/patience.mjs';
import {popupText} from '../support/popup.mjs';

let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

/** Opens a page of ours and waits for something in it. */
async function open(path, selector, from = session) {
  const page = await from.openExtensionPage(path);
  await until(() => page.evaluate(s => document.querySelector(s) !== null, selector), {
    what: `${selector} on ${path}`,
  });
  return page;
}
const textOf = (page, selector) =>
  page.evaluate(s => document.querySelector(s)?.textContent ?? '', selector);
const rows = page =>
  page.evaluate(() =>
    [...document.querySelectorAll('tr[data-dataset]')].map(r => r.dataset.dataset),
  );
/** What a person types, in any field of Preact's. */
const type = (page, selector, value) =>
  page.evaluate(
    (s, v) => {
      const field = document.querySelector(s);
      field.value = v;
      field.dispatchEvent(
        new Event(field.localName === 'select' ? 'change' : 'input', {bubbles: true}),
      );
    },
    selector,
    value,
  );
const press = (page, selector) => page.evaluate(s => document.querySelector(s).click(), selector);

test('ledger: the datasets are searched, filtered and sorted', async () => {
  const page = await open('pages/ledger.html', 'tr[data-dataset]');
  const all = (await rows(page)).length;
  assert.ok(all > 60, `${all} datasets`);
  await type(page, '.filters input', 'microsoft');
  await until(async () => (await rows(page)).length < all, {what: 'fewer rows'});
  assert.ok((await rows(page)).includes('ms-celeb-1m'));
  await type(page, '.filters input', '');
  await type(page, '.filters label:nth-of-type(5) select', 'never');
  await eventually(async () => (await rows(page)).includes('ffhq'), false);
  assert.ok((await rows(page)).includes('brainwash'));
  await type(page, '.filters label:nth-of-type(5) select', '');
  const head = '.datasets .col-images button';
  await page.evaluate(s => document.querySelector(s).focus(), head);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await eventually(
    () => page.evaluate(() => document.querySelector('.col-images').getAttribute('aria-sort')),
    'descending',
  );
  assert.equal((await rows(page))[0], 'laion-5b');
  assert.deepEqual(await checkPage(page), []);
  await page.close();
});

test('ledger: each dataset has an address, and says by which keys it can be looked up', async () => {
  const page = await open(
    'pages/ledger.html#/dataset/demo-street-portraits',
    '[data-part=matching]',
  );
  const matching = await textOf(page, '[data-part=matching]');
  for (const key of ['matchedListed', 'kindPhoto', 'kindAccount'])
    assert.ok(matching.includes(popupText(key)), `${key} in ${matching}`);
  assert.deepEqual(await checkPage(page), []);
  await page.evaluate(() => {
    location.hash = '#/dataset/ms-celeb-1m';
  });
  await until(
    async () =>
      (await textOf(page, '[data-part=matching]')).includes(popupText('matchedNeverLong')),
    {what: 'the other dataset'},
  );
  assert.ok((await textOf(page, '[data-part=users]')).length > 100);
  assert.deepEqual(await checkPage(page), []);
  await page.close();
});

test('ledger: every chart is also read aloud, and the figures stand with their sources', async () => {
  const page = await open('pages/ledger.html#/charts', '[data-figures]');
  const charts = await page.evaluate(() =>
    [...document.querySelectorAll('[data-chart]')].map(chart => ({
      name: chart.dataset.chart,
      readable: [...chart.querySelectorAll('table tbody tr, .family li')].some(
        row => row.closest('[aria-hidden]') === null,
      ),
    })),
  );
  assert.deepEqual(
    charts.map(({name}) => name),
    ['years', 'sources', 'uses', 'families'],
  );
  assert.deepEqual(
    charts.filter(({readable}) => !readable),
    [],
  );
  const figures = await textOf(page, '[data-figures=megapixels-2019]');
  assert.match(figures, /over 24,000,000/);
  assert.match(figures, /Z6Mag/);
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  assert.deepEqual(await checkPage(page), []);
  await page.close();
});

test('my photos: what is pasted is checked, and what is not an address is said to be none', async () => {
  const page = await open('pages/photos.html', 'textarea');
  assert.deepEqual(await checkPage(page), []);
  const pasted = [
    'https://www.flickr.com/photos/somebody/9000000000001/',
    '9000000000002',
    '99999900001@N00',
    '9100000000001',
    'https://example.org/nothing.html',
    'hello',
  ];
  await type(page, 'textarea', pasted.join('\n'));
  await press(page, 'button[type=submit]');
  await until(async () => (await rows(page)).includes('demo-street-portraits'), {what: 'a result'});
  const cells = await page.evaluate(() =>
    [...document.querySelectorAll('tr[data-dataset=demo-street-portraits] td.number')].map(
      cell => cell.textContent,
    ),
  );
  assert.deepEqual(cells, ['2', '0', '1']);
  assert.match(await textOf(page, '[data-part=summary]'), /3 are listed.*1 is not in the lists/s);
  assert.match(await textOf(page, '[data-notice=unchecked]'), /1 could not be checked/);
  assert.match(await textOf(page, '[data-notice=refused]'), /hello/);
  assert.deepEqual(await checkPage(page), []);
  await page.close();
});

test('my photos: an open Flickr tab is counted as it is scrolled', async () => {
  const flickr = await session.newPage();
  await flickr.goto(flickrPages[0].url);
  await until(async () => Number(await session.badge(flickr)) > 0, {what: 'a badge'});
  const page = await open('pages/photos.html', '[data-tab=tab]');
  await press(page, '[data-tab=tab]');
  await until(async () => (await rows(page)).includes('demo-street-portraits'), {what: 'a result'});
  assert.match(await textOf(page, '[role=tabpanel]'), /photos seen in that tab/);
  assert.deepEqual(await checkPage(page), []);
  await page.close();
  await flickr.close();
});

test('requests: a letter is filled in, noted, sent, and due by the law it cites', async () => {
  const page = await open('pages/requests.html#/new/ffhq', '[data-part=write] textarea');
  await until(() => textOf(page, '[data-notice=missing]'), {what: 'what is missing'});
  assert.deepEqual(await checkPage(page), []);
  await type(page, '[data-part=write] textarea', 'flickr photo 9000000000001');
  await type(page, '.pair label:nth-child(1) input', 'Juniper Vale');
  await type(page, '.pair label:nth-child(2) input', 'juniper@example.org');
  const letter = await until(() => textOf(page, '.letter pre'), {what: 'the letter'});
  for (const given of ['9000000000001', 'Juniper Vale', 'juniper@example.org', 'article 17'])
    assert.ok(letter.includes(given), given);
  assert.doesNotMatch(letter, /[{}]/);
  assert.match(await textOf(page, '.address'), /researchinquiries@nvidia\.com/);
  await press(page, '[data-part=write] .action.main');
  await until(() => textOf(page, '[data-request="1"]'), {what: 'the request'});
  await type(page, '[data-request="1"] select', 'sent');
  await until(() => textOf(page, '[data-due]'), {what: 'a due date'});
  assert.deepEqual(await checkPage(page), []);
  await page.close();
  const again = await open('pages/requests.html', '[data-due=waiting]');
  assert.doesNotMatch(await textOf(again, 'main'), /Juniper|9000000000001/);
  await again.close();
});

test('requests: where no route is known, that is said', async () => {
  const page = await open('pages/requests.html', '[data-part=no-route]');
  assert.ok((await textOf(page, '[data-part=no-route]')).includes('Brainwash'));
  await page.close();
});

test('pages of records: without a host each says why and what to do, and goes on when it is there', async () => {
  const alone = await startSession({register: false});
  try {
    for (const path of ['pages/ledger.html', 'pages/photos.html', 'pages/requests.html']) {
      const page = await open(path, '[data-reason]', alone);
      assert.match(await textOf(page, '[data-reason] code'), /bycatch register/);
      assert.doesNotMatch(await textOf(page, 'main'), /not in the lists/);
      assert.deepEqual(await checkPage(page), []);
      await page.close();
    }
    const photos = await open('pages/photos.html', 'textarea', alone);
    await type(photos, 'textarea', '9000000000001');
    await press(photos, 'button[type=submit]');
    await until(() => textOf(photos, '[data-notice=unchecked]'), {what: 'that it was not checked'});
    registerHost(alone.home, alone.where, alone.kind);
    await press(photos, '[data-notice=unchecked] button');
    await until(async () => (await rows(photos)).includes('demo-street-portraits'), {
      what: 'the result after a second try',
    });
    assert.equal(await textOf(photos, '[data-notice=unchecked]'), '');
  } finally {
    await alone.close();
  }
});

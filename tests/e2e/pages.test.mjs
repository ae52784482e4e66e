// Every view of both sites: what is recognised, what is marked, what is counted, and that looking up asks nothing of
// the network.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {instagramPages} from '../fixtures/instagram_pages.mjs';
import {startSession} from '../support/browsers.mjs';
import {countMarks} from '../support/marks.mjs';
import {isBrowsersOwn} from '../support/page_server.mjs';
import {eventually, until} from '../support/patience.mjs';
import {readPopup} from '../support/popup.mjs';

let session;
let page;
before(async () => {
  session = await startSession();
  page = await session.newPage();
});
after(() => session?.close());

const expectation = () =>
  page.evaluate(() => JSON.parse(document.getElementById('expect').textContent));
const marks = () => session.marks(page);
const counts = async () => countMarks(await marks());
const pick = ({photos, listed, accounts, test, tags}) => ({photos, listed, accounts, test, tags});

async function badgeAndPopup() {
  const popup = await session.openPopup(page);
  try {
    const shown = await until(
      async () => {
        const read = await popup.run(readPopup);
        return read.isReady && read;
      },
      {what: 'the popup'},
    );
    return {badge: Number((await session.badge(page)) || 0), shown};
  } finally {
    await popup.close();
  }
}

for (const view of [...flickrPages, ...instagramPages]) {
  test(`${view.name}: photos and tags are marked as the page expects`, async () => {
    await page.goto(view.url);
    await eventually(counts, pick(await expectation()));
    const all = await marks();
    assert.deepEqual(
      all.filter(m => m.text !== ''),
      [],
      'no mark has text that a page could find',
    );
    // A page that is being laid out moves photo and mark one after the other.
    await until(
      async () => (await marks()).every(m => !m.shape || m.place === 'inline' || m.isInside),
      {what: 'every mark in its photo'},
    );
    assert.ok(
      all.filter(m => m.shape).every(m => m.label.length > 3),
      'every mark has a name',
    );
  });
}

for (const name of [
  'flickr-photostream',
  'flickr-photo',
  'flickr-search',
  'instagram-feed',
  'instagram-tag',
]) {
  test(`${name}: the badge counts what the popup lists`, async () => {
    const view = [...flickrPages, ...instagramPages].find(v => v.name === name);
    await page.goto(view.url);
    const expected = await expectation();
    await eventually(counts, pick(expected));
    await eventually(async () => Number((await session.badge(page)) || 0) > 0, true);
    const {badge, shown} = await badgeAndPopup();
    assert.equal(badge, shown.counted.length);
    assert.equal(shown.groups.photo ?? 0, expected.listed);
    assert.equal(
      (shown.groups.test ?? 0) > 0,
      expected.test > 0 || name === 'flickr-photo' || name === 'instagram-feed',
    );
  });
}

test('lookups cause no request: the host is asked, the network is not', async () => {
  await page.goto(flickrPages[0].url);
  await eventually(counts, pick(await expectation()));
  const before = [...session.server.requests]
    .filter(([host]) => !/flickr|instagram/.test(host))
    .map(([host]) => host);
  const paths = host => (session.server.requests.get(host) ?? []).length;
  const asked = paths('www.flickr.com') + paths('www.instagram.com');
  await page.evaluate(() => {
    const shown = document.querySelector('.photo-list-photo-view');
    const more = shown.cloneNode(true);
    more.dataset.viewSignature = more.dataset.viewSignature.replace(
      /__id_\d+__/,
      '__id_9000000000012__',
    );
    more.querySelector('img').removeAttribute('src');
    more.querySelector('bycatch-mark')?.remove();
    document.querySelector('.photo-list-view').append(more);
  });
  await until(async () => (await counts()).listed === 8, {
    what: 'a mark for the photo without a picture',
  });
  assert.equal(paths('www.flickr.com') + paths('www.instagram.com'), asked);
  const strangers = [...session.server.requests]
    .map(([host]) => host)
    .filter(
      host =>
        !/^(www\.flickr\.com|www\.instagram\.com|[\w-]+\.staticflickr\.com|[\w-]+\.cdninstagram\.com)$/.test(
          host,
        ),
    );
  assert.deepEqual(
    strangers.filter(host => !isBrowsersOwn(host)),
    [],
    `before: ${before}`,
  );
});

test('a move inside the site: marks and badge are those of the new view', async () => {
  await page.goto(flickrPages.find(v => v.name === 'flickr-gallery').url);
  await eventually(counts, pick(await expectation()));
  await page.evaluate(() =>
    document.querySelector('.global-nav nav a[href="/photos/junipervale/"]').click(),
  );
  await until(
    () =>
      page.evaluate(
        () =>
          location.pathname === '/photos/junipervale/' &&
          document.querySelector('.coverphoto') !== null,
      ),
    {what: 'the photostream'},
  );
  await eventually(counts, pick(await expectation()));
  await eventually(
    async () => {
      const {badge, shown} = await badgeAndPopup();
      return {equal: badge === shown.counted.length, photos: shown.groups.photo};
    },
    {equal: true, photos: 7},
    {within: 40_000},
  );
  await page.evaluate(() => history.back());
  await until(
    () => page.evaluate(() => document.querySelector('.photo-list-gallery-view') !== null),
    {what: 'the gallery again'},
  );
  await eventually(counts, pick(await expectation()));
});

test('a photo page that reuses its nodes for the next photo: the old mark does not stay', async () => {
  await page.goto(flickrPages.find(v => v.name === 'flickr-photo').url);
  await eventually(counts, pick(await expectation()));
  await page.evaluate(() => document.querySelector('.navigate-target').click());
  await eventually(async () => ({...(await counts()), tags: undefined}), {
    photos: 1,
    listed: 0,
    accounts: 1,
    test: 0,
    tags: undefined,
  });
});

test('a feed that mounts only what is near: marks come and go with the posts', async () => {
  await page.goto(instagramPages[0].url);
  await eventually(counts, pick(await expectation()));
  await page.evaluate(() => scrollTo(0, 824 * 6 + 200));
  // Posts 5 to 10 are mounted: three of six pictures are listed, one caption has a tag that is warned of.
  await eventually(counts, {photos: 6, listed: 3, accounts: 0, test: 0, tags: 1});
  assert.ok((await marks()).filter(m => m.shape && m.place !== 'inline').every(m => m.isInside));
  await page.evaluate(() => scrollTo(0, 0));
  await eventually(counts, pick(await expectation()));
});

test('a carousel: each slide has its own answer, also when slides are mounted anew', async () => {
  await page.goto(instagramPages.find(v => v.name === 'instagram-carousel').url);
  await eventually(counts, pick(await expectation()));
  const next = () => page.evaluate(() => document.querySelector('[aria-label="Next"]').click());
  await next();
  await eventually(counts, {photos: 3, listed: 2, accounts: 0, test: 0, tags: 1});
  await next();
  await next();
  await eventually(counts, {photos: 3, listed: 1, accounts: 0, test: 0, tags: 1});
});

test('a story that reuses its picture: the mark goes with the photo it was for', async () => {
  await page.goto(instagramPages.find(v => v.name === 'instagram-story').url);
  await eventually(counts, pick(await expectation()));
  await page.evaluate(() => document.querySelector('[aria-label="Next"]').click());
  await eventually(counts, {photos: 1, listed: 0, accounts: 0, test: 0, tags: 0});
});

test('generated class names may change: the same is recognised', async () => {
  session.server.renameClasses('another salt');
  try {
    for (const view of instagramPages.slice(0, 4)) {
      await page.goto(view.url);
      await eventually(counts, pick(await expectation()));
    }
  } finally {
    session.server.renameClasses('a');
  }
});

test("a mark stays in its photo and above the site's own overlays after scrolling and zooming", async () => {
  await page.goto(flickrPages[0].url);
  await eventually(counts, pick(await expectation()));
  const moves = [
    () => page.evaluate('scrollTo(0, 700)'),
    () => session.setZoom(page, 1.5),
    () => page.evaluate('scrollTo(0, 300)'),
    () => session.setZoom(page, 0.5),
    () => session.setZoom(page, 1),
  ];
  for (const move of moves) {
    await move();
    await eventually(
      async () => {
        const [width, height] = await page.evaluate(() => [innerWidth, innerHeight]);
        const shown = (await marks()).filter(m => m.shape);
        const inView = shown.filter(
          m => m.box.y > 60 && m.box.y + m.box.height < height && m.box.x + m.box.width < width,
        );
        return {
          inside: shown.filter(m => !m.isInside).length,
          covered: inView.filter(m => !m.isOnTop).length,
          some: inView.length > 0,
        };
      },
      {inside: 0, covered: 0, some: true},
    );
  }
});

test('look-alike hosts get no mark', async () => {
  for (const url of [
    'https://www.flickr.com.evil.example/photos/junipervale/',
    'https://evilflickr.com/photos/junipervale/',
    'https://www.instagram.com.evil.example/',
    'https://evilinstagram.com/',
  ]) {
    await page.goto(url);
    await page.waitForSelector('img');
    await new Promise(resolve => setTimeout(resolve, 500));
    assert.equal(
      await page.evaluate(() => document.querySelectorAll('bycatch-mark').length),
      0,
      url,
    );
    assert.equal(Number((await session.badge(page)) || 0), 0, url);
  }
});

test('a click on a mark opens the card of that photo; Escape closes it', async () => {
  await page.goto(flickrPages.find(v => v.name === 'flickr-photo').url);
  await eventually(counts, pick(await expectation()));
  const {box} = (await marks()).find(m => m.shape === 'photo');
  const before = page.url();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await until(async () => (await marks()).some(m => m.frame), {what: 'the card'});
  assert.equal(page.url(), before, 'the site was not navigated');
  await session.pressEscape(page);
  await eventually(async () => (await marks()).some(m => m.frame), false);
});

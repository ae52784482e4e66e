// A site that was redesigned: what no built-in selector finds is found by those of a feed, without a new extension.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {instagramPages} from '../fixtures/instagram_pages.mjs';
import {accounts, listedFlickr, listedInstagram, shortcode} from '../fixtures/made_up.mjs';
import {startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {countMarks} from '../support/marks.mjs';
import {eventually} from '../support/patience.mjs';
import {beginFeed, serveFeed} from '../support/publisher.mjs';

const SITES = [
  {
    platform: 'instagram',
    url: instagramPages.find(({name}) => name === 'instagram-profile').url,
    link: `/p/${shortcode(listedInstagram(12).pk)}/`,
  },
  {
    platform: 'flickr',
    url: flickrPages.find(({name}) => name === 'flickr-photo').url,
    link: `/photos/${accounts.juniper.nsid}/${listedFlickr(3)}/`,
  },
];

const scratch = mkdtempSync(join(tmpdir(), 'bycatch-hints-'));
let session;
let home;
let mirror;

before(async () => {
  session = await startSession({
    prepare: folder => {
      home = folder;
      mustBycatch(home, 'import', '--starter');
    },
  });
});
after(async () => {
  mirror?.stop();
  await session?.close();
  rmSync(scratch, {recursive: true, force: true});
});

/** Syncs a feed of one unrelated list and of hints for both sites. */
async function syncHints() {
  const feed = beginFeed(scratch);
  feed.list([9200000000000]);
  for (const {platform} of SITES) {
    const file = join(scratch, `${platform}.json`);
    writeFileSync(file, JSON.stringify({platform, photos: ['[data-testid="tile"] > .picture']}));
    feed.add('--hints', file);
  }
  feed.build();
  mirror = await serveFeed(feed.folder);
  mustBycatch(home, 'sync', '--feed', mirror.url, '--root', feed.root);
}

/** Puts a redesign's tiles into a page: a photo behind a link, one without any address, and one known without hints. */
const redesign = (page, link) =>
  page.evaluate(href => {
    const picture = '<div class="picture" style="width: 220px; height: 220px"></div>';
    const tiles = document.createElement('section');
    tiles.innerHTML = `
      <a href="${href}" data-testid="tile" id="photo">${picture}</a>
      <div data-testid="tile" id="none">${picture}</div>
      <a href="${href}" data-testid="tile" id="known">${picture}</a>`;
    const known = tiles.querySelector('#known .picture');
    known.innerHTML = '<img src="/missing.jpg" width="200" height="200" alt="">';
    document.body.prepend(tiles);
  }, link);

/** Photos marked as listed because of the tiles, on a page that marks photos of its own. */
async function markedTiles({url, link}, wanted) {
  const page = await session.newPage();
  await page.goto(url);
  const said = await page.evaluate(() => JSON.parse(document.getElementById('expect').textContent));
  const marked = async () => {
    const {photos, listed} = countMarks(await session.marks(page));
    return {photos: photos - said.photos, listed: listed - said.listed};
  };
  await eventually(marked, {photos: 0, listed: 0});
  await redesign(page, link);
  await eventually(marked, {photos: wanted, listed: wanted});
  await page.close();
}

for (const site of SITES) {
  test(`hints, ${site.platform}: without them only what is known is seen in a redesign`, () =>
    markedTiles(site, 1));
}

test('hints: a sync brings them', syncHints);

for (const site of SITES) {
  test(`hints, ${site.platform}: what they name is seen, once, and only with an address`, () =>
    markedTiles(site, 2));
}

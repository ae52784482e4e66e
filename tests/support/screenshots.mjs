// Pictures of every page of the extension, as different people see it, for looking at:
//   node tests/support/screenshots.mjs [chromium|firefox] [LANGUAGE] [WORD in a page's name]
// Writes build/screenshots/BROWSER[-LANGUAGE]/PAGE-LOOK.png.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {startSession} from './browsers.mjs';
import {languages} from './check-locales.mjs';
import {sleep, until} from './patience.mjs';

const words = process.argv.slice(2);
const kinds = ['chromium', 'firefox'];
const only = words.find(word => kinds.includes(word));
const language = words.find(word => languages().includes(word));
const part = words.find(word => word !== only && word !== language) ?? '';

/** Browsers draw no picture that is higher. */
const MAX_HEIGHT = 15_000;

const LOOKS = {
  light: {},
  dark: {isDark: true},
  rtl: {direction: 'rtl'},
  narrow: {width: 360},
  forced: {isForced: true},
};

/** `path` is told the number of a tab that shows a page with findings. */
const PAGES = [
  {name: 'popup', path: tab => `pages/popup.html?tab=${tab}`, width: 360},
  ...['options', 'setup', 'diagnostics', 'check', 'ledger', 'photos', 'requests'].map(name => ({
    name,
    path: () => `pages/${name}.html`,
  })),
  {name: 'charts', path: () => 'pages/ledger.html#/charts'},
  {name: 'dataset', path: () => 'pages/ledger.html#/dataset/ffhq'},
  ...['instagram', 'flickr', 'states'].map(site => ({
    name: `rehearsal-${site}`,
    path: () => `pages/rehearsal.html?site=${site}`,
  })),
  {name: 'components', path: () => 'pages/components.html', width: 2200},
].filter(({name}) => name.includes(part));

async function shootPage(session, folder, tab, {name, path, width: own = 1100}) {
  for (const [look, {direction, width = own, ...media}] of Object.entries(LOOKS)) {
    const page = await session.openExtensionPage(path(tab));
    await page.setViewport({width, height: 900});
    await session.setMedia(page, media);
    await until(() => page.evaluate(() => document.querySelector('h1') !== null), {what: name});
    // A page takes its direction from the language; here the words stay English.
    if (direction) await page.evaluate(`document.documentElement.dir = '${direction}'`);
    await sleep(300); // what the host is asked for has come
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    // Chromium shifts what lies beyond the window sideways where one reads from the right: all of it is in the window.
    await page.setViewport({width, height: Math.min(height, MAX_HEIGHT)});
    await page.screenshot({path: join(folder, `${name}-${look}.png`)});
    await page.close();
  }
  await session.setMedia(await session.newPage(), {});
}

/** Marks and the card, in a page of Flickr. */
async function shootSite(session, folder, site) {
  await site.bringToFront();
  const {box} = (await session.marks(site)).find(m => m.shape === 'photo');
  await site.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await until(async () => (await session.marks(site)).some(m => m.frame), {what: 'the card'});
  await sleep(700);
  await site.screenshot({path: join(folder, 'site-card.png')});
  await session.pressEscape(site);
}

for (const kind of kinds.filter(name => only === undefined || name === only)) {
  const folder = fileURLToPath(
    new URL(`../../build/screenshots/${kind}${language ? `-${language}` : ''}/`, import.meta.url),
  );
  mkdirSync(folder, {recursive: true});
  const session = await startSession({kind, language});
  try {
    const site = await session.newPage();
    await site.goto(flickrPages.find(v => v.name === 'flickr-photo').url);
    await until(async () => Number(await session.badge(site)) > 0, {what: 'a badge'});
    const asker = await session.openExtensionPage('pages/check.html');
    const [tab] = await asker.evaluate(() => chrome.tabs.query({url: 'https://www.flickr.com/*'}));
    await asker.close();
    for (const page of PAGES) await shootPage(session, folder, tab.id, page);
    if ('site'.includes(part)) await shootSite(session, folder, site);
  } finally {
    await session.close();
  }
  console.log(folder);
}

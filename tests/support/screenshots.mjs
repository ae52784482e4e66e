// Pictures of every page of the extension, as different people see it, for looking at:
//   node tests/support/screenshots.mjs [chromium|firefox] [WORD in a page's name]
// Writes build/screenshots/BROWSER/PAGE-LOOK.png.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {startSession} from './browsers.mjs';
import {until} from './patience.mjs';

const words = process.argv.slice(2);
const kinds = ['chromium', 'firefox'];
const only = words.find(word => kinds.includes(word));
const part = words.find(word => word !== only) ?? '';

const PAGES = ['options', 'components'].map(name => ({name, path: `pages/${name}.html`}));

const LOOKS = {
  light: {},
  dark: {isDark: true},
  rtl: {direction: 'rtl'},
  narrow: {width: 360},
  forced: {isForced: true},
};

async function shoot(session, folder, {name, path}) {
  for (const [look, {direction, width = 1100, ...media}] of Object.entries(LOOKS)) {
    const page = await session.openExtensionPage(path);
    await page.setViewport({width, height: 900});
    await session.setMedia(page, media);
    await until(() => page.evaluate(() => document.querySelector('h1') !== null), {what: name});
    // A page takes its direction from the language; here the words stay English.
    if (direction) await page.evaluate(`document.documentElement.dir = '${direction}'`);
    await page.screenshot({path: join(folder, `${name}-${look}.png`), fullPage: true});
    await page.close();
  }
}

for (const kind of kinds.filter(name => only === undefined || name === only)) {
  const folder = fileURLToPath(new URL(`../../build/screenshots/${kind}/`, import.meta.url));
  mkdirSync(folder, {recursive: true});
  const session = await startSession({kind});
  try {
    const site = await session.newPage();
    await site.goto(flickrPages.find(v => v.name === 'flickr-photo').url);
    for (const page of PAGES.filter(({name}) => name.includes(part)))
      await shoot(session, folder, page);
  } finally {
    await session.close();
  }
  console.log(folder);
}

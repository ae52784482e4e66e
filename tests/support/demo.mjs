// `./run demo`: a browser of its own opens local pages that look like the two sites; Bycatch marks what the built-in
// starter list holds. No network. With a display the browser stays open until it is closed.
import {mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {instagramPages} from '../fixtures/instagram_pages.mjs';
import {startSession} from './browsers.mjs';
import {mustBycatch} from './bycatch_command.mjs';
import {countMarks} from './marks.mjs';
import {until} from './patience.mjs';
import {readPopup} from './popup.mjs';

const folder = fileURLToPath(new URL('../../build/demo/', import.meta.url));
const headless = !(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const shots = [];

const STOPS = [
  {name: 'flickr-photostream', title: 'Flickr photostream'},
  {name: 'flickr-photo', title: 'Flickr photo page', card: true},
  {name: 'flickr-search', title: 'Flickr search'},
  {name: 'instagram-feed', title: 'Instagram feed'},
  {name: 'instagram-profile', title: 'Instagram profile'},
  {name: 'instagram-tag', title: 'Instagram #facemask'},
].map(stop => ({...stop, ...[...flickrPages, ...instagramPages].find(v => v.name === stop.name)}));

rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
const session = await startSession({kind: 'chromium', folder, headless});
const page = await session.newPage();

async function shoot(target, name, clip) {
  const path = join(folder, `${name}.png`);
  await target.screenshot({path, ...(clip && {clip})});
  shots.push(path);
  return path;
}

/** Waits until marks have stood still for a moment. */
async function settledMarks() {
  let before = '';
  return until(
    async () => {
      const marks = await session.marks(page);
      const now = JSON.stringify(countMarks(marks));
      const isStill = marks.length > 0 && now === before;
      before = now;
      await new Promise(resolve => setTimeout(resolve, 250));
      return isStill && marks;
    },
    {what: 'marks'},
  );
}

async function popupShot(name) {
  const popup = await session.openPopup(page);
  const read = await until(
    async () => {
      const now = await popup.run(readPopup);
      return now.isReady && now;
    },
    {what: 'the popup'},
  );
  const [width, height] = await popup.page.evaluate(() => [
    document.body.getBoundingClientRect().width,
    innerHeight,
  ]);
  const path = await shoot(popup.page, name, {x: 0, y: 0, width, height}); // without the gutter of the scroll bar
  await popup.close();
  return {...read, path};
}

async function visit({name, title, url, card}) {
  await page.goto(url);
  const found = countMarks(await settledMarks());
  const pagePath = await shoot(page, name);
  if (card) {
    const {box} = (await session.marks(page)).find(m => m.shape === 'photo');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await until(async () => (await session.marks(page)).some(m => m.frame), {what: 'the card'});
    await new Promise(resolve => setTimeout(resolve, 700));
    await shoot(page, `${name}-card`);
    await session.pressEscape(page);
  }
  const popup = await popupShot(`${name}-popup`);
  return {title, found, badge: (await session.badge(page)) || '0', popup, pagePath};
}

/** Page and popup as a person sees them together: both pictures are the browser's own, the frame around is drawn. */
async function compose({pagePath, popup, badge}, url, name) {
  const data = path => `data:image/png;base64,${readFileSync(path).toString('base64')}`;
  const icon = data(
    fileURLToPath(new URL('../../build/extension-chromium/icons/icon-32.png', import.meta.url)),
  );
  const frame = await session.newPage();
  await frame.setViewport({width: 1280, height: 860});
  await frame.setContent(`<style>
    body { margin: 0; background: #dfe3e8; font: 13px system-ui, sans-serif; color: #3a4048; }
    .bar { height: 48px; display: flex; align-items: center; gap: 14px; padding: 0 16px; background: #eef1f4; border-bottom: 1px solid #d3d8de; }
    .dots { display: flex; gap: 7px } .dots i { width: 11px; height: 11px; border-radius: 50%; background: #c3c9d0; }
    .place { flex: 1; height: 30px; border-radius: 15px; background: #fff; display: flex; align-items: center; padding: 0 16px; }
    .action { position: relative; width: 34px; height: 34px; display: grid; place-items: center; border-radius: 8px; background: #dce1e7; }
    .action img { width: 20px; } .action b { position: absolute; right: -3px; bottom: -2px; padding: 0 4px; border-radius: 4px; background: #4b4f58; color: #fff; font-size: 10px; line-height: 14px; }
    .page { display: block; width: 1280px; height: 812px; object-fit: cover; object-position: top; }
    .popup { position: absolute; top: 54px; right: 14px; max-height: 780px; border-radius: 12px; box-shadow: 0 12px 44px rgb(15 25 40 / .42), 0 0 0 1px rgb(15 25 40 / .12); }
  </style><div class="bar"><span class="dots"><i></i><i></i><i></i></span><span class="place">${new URL(url).host}${new URL(url).pathname}</span>
  <span class="action"><img src="${icon}"><b>${badge}</b></span></div><img class="page" src="${data(pagePath)}"><img class="popup" src="${data(popup.path)}">`);
  await shoot(frame, name);
  await frame.close();
}

const results = [];
for (const stop of STOPS) results.push({...(await visit(stop)), url: stop.url});
await compose(results[0], results[0].url, 'bycatch-on-flickr');
await compose(results[3], results[3].url, 'bycatch-on-instagram');

const columns = [
  ['page', r => r.title],
  ['photos', r => r.found.photos],
  ['listed', r => r.found.listed],
  ['account', r => r.found.accounts],
  ['tags', r => r.found.tags],
  ['test', r => r.found.test],
  ['badge', r => r.badge],
  ['popup lists', r => r.popup.counted.length],
];
const rows = [
  columns.map(([head]) => head),
  ...results.map(r => columns.map(([, cell]) => String(cell(r)))),
];
const widths = columns.map((_, i) => Math.max(...rows.map(row => row[i].length)));
console.log(
  `\n${rows.map(row => row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ')).join('\n')}`,
);
console.log(`\n${mustBycatch(session.home, 'status').trim()}`);
console.log(`\nPictures:\n${shots.map(path => `  ${path}`).join('\n')}`);

if (!headless) {
  await page.goto(STOPS[0].url);
  console.log(
    '\nThe browser stays open: go around in the pages, click marks, open the popup. Close it to end.',
  );
  await new Promise(resolve => session.browser.once('disconnected', resolve));
}
await session.close();

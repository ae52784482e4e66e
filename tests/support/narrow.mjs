// The extension's pages as wide as a phone.
import {until} from './patience.mjs';

/** Each page with what shows that it is all there. */
export const NARROW = [
  ['options.html', '[data-part="data"] code'],
  ['setup.html', 'h1'],
  ['diagnostics.html', '[data-part="index"]'],
  ['check.html', 'h1'],
  ['ledger.html', 'tr[data-dataset]'],
  ['ledger.html#/charts', '[data-figures]'],
  ['ledger.html#/dataset/ffhq', '[data-part="matching"]'],
  ['photos.html', 'textarea'],
  ['rehearsal.html', 'h1'],
  ['requests.html#/new/ffhq', '[data-part="write"] textarea'],
  ['popup.html?tab=1', 'h1'],
  ['card.html', '.card-view'],
  ['components.html', '[data-component="card-test"]'],
];

/** What sticks out at 360 px; empty when nothing does. Without a direction the page keeps its own. */
export async function tooWide(session, [path, ready], direction) {
  const page = await session.openExtensionPage(`pages/${path}`);
  await page.setViewport({width: 360, height: 800});
  await until(() => page.evaluate(s => document.querySelector(s) !== null, ready), {what: path});
  const found = await page.evaluate(dir => {
    if (dir) document.documentElement.dir = dir;
    const isOut = ({left, right, width}) => width > 0 && (left < -1 || right > 361);
    const wide = [...document.querySelectorAll('main *')].filter(
      element => !element.closest('.scrolls') && isOut(element.getBoundingClientRect()),
    );
    const scrolls = document.documentElement.scrollWidth > 361;
    return scrolls ? ['the page', ...wide.map(e => `${e.localName}.${e.className}`)] : [];
  }, direction);
  await page.close();
  return found;
}

// axe-core on a page or on the popup, in either browser.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const run =
  rules => `axe.run(document, {resultTypes: ['violations'], rules: ${JSON.stringify(rules)}}).then(found => JSON.stringify(found.violations.map(v => ({
  id: v.id, impact: v.impact, nodes: v.nodes.map(n => n.target.join(' ') + ': ' + n.failureSummary)}))))`;

/** Colours on their way from one look to another are of neither. */
const settled = () => Promise.all(document.getAnimations().map(animation => animation.finished));

/** Violations on a page; `rules` switches rules of axe off that cannot hold there. */
export async function checkPage(page, rules = {}) {
  await page.evaluate(`${source};0`);
  await page.evaluate(settled);
  return JSON.parse(await page.evaluate(run(rules)));
}

/** Violations in an open popup. */
export async function checkPopup(popup) {
  if (popup.page) return checkPage(popup.page);
  return JSON.parse(await popup.run(inSandbox, source, run({})));
}

/** For Firefox, whose popup no driver reaches: with the browser's rights, in a sandbox over the popup's window. */
async function inSandbox(document, library, run) {
  const window = document.defaultView;
  const box = Components.utils.Sandbox(window, {sandboxPrototype: window, wantXrays: false});
  Components.utils.evalInSandbox(library, box);
  return Components.utils.evalInSandbox(run, box);
}

// What each key of a policy does in a real browser: enforced, recommended, changed while it runs, taken away. Prints a row
// a key. Firefox reads its policies when it starts; there each state is a start of its own.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {browserKind, startSession} from './browsers.mjs';
import {bycatchProgram} from './bycatch_command.mjs';
import {until} from './patience.mjs';
import {popupText} from './popup.mjs';
import {EMPTY, instagram, panel, panelSays, pressInPanel} from './posting.mjs';
import {startWebhook} from './webhook.mjs';

const root = new URL('../../', import.meta.url);
const read = file => readFileSync(fileURLToPath(new URL(file, root)), 'utf8');
const {keys} = JSON.parse(read('manifests/policy/schema.json'));
const ids = read('manifests/extension/ids.cmake');
const CHROMIUM_ID = /CHROMIUM_ID "([^"]+)"/.exec(ids)[1];
const FIREFOX_ID = /FIREFOX_ID "([^"]+)"/.exec(ids)[1];
const TEST_PICTURE = fileURLToPath(new URL('shared/catalogue/test-picture.png', root));
const FILE = {
  chromium: '/etc/chromium/policies/managed/bycatch.json',
  firefox: '/etc/firefox/policies/policies.json',
}[browserKind];

function policy(values) {
  if (!values) return rmSync(FILE, {force: true});
  const all =
    browserKind === 'chromium'
      ? {'3rdparty': {extensions: {[CHROMIUM_ID]: values}}}
      : {policies: {'3rdparty': {Extensions: {[FIREFOX_ID]: values}}}};
  writeFileSync(FILE, JSON.stringify(all));
}

process.env.BYCATCH_POLICY = join(mkdtempSync(join(tmpdir(), 'bycatch-policy-')), 'policy.json');
let session;
const syncWhileServing = () =>
  new Promise(resolve => {
    const env = {...process.env, BYCATCH_HOME: session.home};
    spawn(bycatchProgram(), ['sync'], {env, stdio: 'ignore'}).on('close', resolve);
  });
/** From now on this holds: in Chromium as soon as it has noticed, in Firefox from a new start. */
async function withPolicy(values) {
  policy(values);
  if (session && browserKind === 'chromium') return;
  await session?.close();
  session = await startSession();
}

const switchOf = name => `[data-setting="${name}"]`;
const stateOf = (page, name) =>
  page.evaluate(selector => {
    const {checked, disabled} = document.querySelector(selector) ?? {};
    return JSON.stringify({checked, disabled});
  }, switchOf(name));
async function options(name, wanted) {
  const page = await session.openExtensionPage('pages/options.html');
  await page.waitForSelector(switchOf(name));
  const text = JSON.stringify(wanted);
  await until(async () => (await stateOf(page, name)) === text, {
    what: `${name} as ${text}`,
    within: 40_000,
  });
  await page.close();
}

const switches = Object.entries(keys).filter(([, {say}]) => say);
const all = (level, turn) =>
  Object.fromEntries(switches.map(([name, {default: own}]) => [`${level}.${name}`, turn(own)]));
const rows = new Map(switches.map(([name]) => [name, []]));
const steps = [
  ['enforced', all('enforced', own => !own), own => ({checked: !own, disabled: true})],
  ['changed', all('enforced', own => own), own => ({checked: own, disabled: true})],
  ['recommended', all('recommended', own => !own), own => ({checked: !own, disabled: false})],
  [
    'unknown and wrong',
    {'enforced.none': true, 'enforced.markTag': 'yes', 'enforced.blurListed': true},
    (own, name) => ({checked: name === 'blurListed' ? true : own, disabled: name === 'blurListed'}),
  ],
  ['removed', undefined, own => ({checked: own, disabled: false})],
];
try {
  for (const [what, values, wanted] of steps) {
    await withPolicy(values);
    for (const [name, {default: own}] of switches) {
      await options(name, wanted(own, name));
      rows.get(name).push(what);
    }
  }
  // What is no switch, by what it does to a post.
  for (const mode of ['block', 'confirm', 'warn']) {
    await withPolicy({
      'enforced.modeInstagramCopy': mode,
      'enforced.organisation': 'Example Embassy',
    });
    const page = await session.newPage();
    await until(
      async () => {
        await instagram.open(page);
        await instagram.choose(page, TEST_PICTURE);
        const {text} = await panelSays(page, ['Bycatch test list']);
        const isHeld = text.includes(popupText('panelHoldFiles'));
        const isBlocked = text.includes(popupText('panelHoldBlock'));
        const isNamed = text.includes('Example Embassy');
        const found = !isHeld ? 'warn' : isBlocked ? 'block' : 'confirm';
        // It may hold no more: the policy comes when the browser has noticed.
        if (isHeld) await pressInPanel(page, popupText('panelKeep')).catch(() => undefined);
        await page.goto('about:blank');
        return found === mode && isNamed === (mode !== 'warn');
      },
      {what: `mode ${mode}`, within: 60_000},
    );
    await page.close();
    rows.set(`modeInstagramCopy: ${mode}`, ['enforced', 'changed']);
  }
  // Counts, to the webhook of the system's own file.
  const hook = await startWebhook();
  try {
    writeFileSync(process.env.BYCATCH_POLICY, JSON.stringify({events: hook.url}));
    await withPolicy({'enforced.events': true, 'enforced.modeInstagramCopy': 'block'});
    let page = await session.newPage();
    const sums = {};
    await until(
      async () => {
        await instagram.open(page);
        await instagram.choose(page, TEST_PICTURE);
        await panelSays(page, ['Bycatch test list']);
        await page.goto('about:blank');
        await syncWhileServing();
        for (const {body} of hook.reports.splice(0))
          for (const {day, ...counts} of JSON.parse(body).days)
            for (const [name, count] of Object.entries(counts))
              sums[name] = (sums[name] ?? 0) + count;
        return sums.warned > 0 && sums.blocked > 0;
      },
      {what: 'a report of what was held back', within: 60_000},
    );
    assert.equal(sums.present, 1);
    // Ten posts that were posted anyway, told as ten.
    await withPolicy({'enforced.events': true, 'enforced.modeInstagramCopy': 'warn'});
    page = await session.newPage();
    let posts = 0;
    await until(
      async () => {
        await instagram.open(page);
        await instagram.choose(page, TEST_PICTURE);
        const {text} = await panelSays(page, ['Bycatch test list']);
        if (text.includes(popupText('panelHoldFiles'))) return false;
        await instagram.toCaption(page);
        // By the mouse: what a script presses is nobody's post.
        const buttons = await page.$$('[role=dialog] [data-fixture=next]');
        await buttons.at(-1).click();
        await until(() => session.server.posts.some(({path}) => path.includes('configure')), {
          what: 'the post',
        });
        session.server.posts.splice(0);
        await instagram.close(page);
        posts += 1;
        return posts === 10;
      },
      {what: 'ten posts', within: 120_000},
    );
    await until(
      async () => {
        await syncWhileServing();
        return hook.reports.some(({body}) => body.includes('"posted_anyway":10'));
      },
      {what: 'a report of ten posts', within: 30_000},
    );
    rows.set('events', ['enforced']);
  } finally {
    hook.stop();
  }
  // A finding for the helpdesk: shown first, then a mail of the very words.
  await withPolicy({'enforced.helpdeskUrl': 'mailto:desk@example.org'});
  const photos = await session.newPage();
  await photos.goto(flickrPages[0].url);
  const popup = await session.openPopup(photos);
  const press = selector =>
    until(
      () =>
        popup.run((shown, name) => {
          const found = shown.querySelector(name);
          found?.click();
          return found !== null;
        }, selector),
      {what: selector, within: 40_000},
    );
  await press('button[data-finding]');
  await press('[data-report^="helpdesk:"]');
  const [words, href] = await until(
    () =>
      popup.run(shown => {
        const link = shown.querySelector('.report a');
        return link && [shown.querySelector('.report pre').textContent, link.href];
      }),
    {what: 'a mail to the helpdesk'},
  );
  assert.equal(new URLSearchParams(href.split('?')[1]).get('body'), words);
  rows.set('helpdeskUrl', ['enforced']);
  for (const [name, cells] of rows) console.log(`${browserKind} | ${name} | ${cells.join(', ')}`);
  assert.deepEqual(EMPTY.items, (await panel(await session.newPage())).items);
  console.log('every key holds');
} finally {
  await session?.close();
  policy(undefined);
}

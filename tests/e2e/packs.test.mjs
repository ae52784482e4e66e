// Which packs are held is chosen in the options: what the feed offers, what each costs, and how far it is.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {checkPage} from '../support/axe.mjs';
import {startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {eventually} from '../support/patience.mjs';
import {popupText} from '../support/popup.mjs';
import {beginFeed, serveFeed} from '../support/publisher.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'bycatch-packs-'));
let session;
let mirror;
let page;
before(async () => {
  process.env.BYCATCH_POLICY = join(scratch, 'policy.json');
  session = await startSession({prepare: home => mustBycatch(home, 'import', '--starter')});
  page = await session.openExtensionPage('pages/options.html');
});
after(async () => {
  mirror?.stop();
  await session?.close();
  rmSync(scratch, {recursive: true, force: true});
});

const packs = () =>
  JSON.parse(mustBycatch(session.home, 'status', '--json'))
    .packs.map(({id}) => id)
    .sort();
const press = selector => page.evaluate(s => document.querySelector(s).click(), selector);
const state = () => page.evaluate(() => document.querySelector('[data-packs]')?.dataset.packs);
const said = () => page.evaluate(() => document.querySelector('[data-packs]').textContent);
const offered = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-packs] tbody label')].map(label => [
      label.textContent.trim(),
      label.querySelector('input').checked,
    ]),
  );

test('packs: without a feed it is said how one is chosen', async () => {
  await eventually(state, 'none');
  await press('[data-packs] button');
  await eventually(state, 'failed');
  assert.ok((await said()).includes(popupText('packsNoFeed')));
  assert.ok((await said()).includes('bycatch sync --feed'));
});

test('packs: the feed says what it offers, what is chosen comes, and what is not goes', async () => {
  const feed = beginFeed(scratch);
  feed.list([9200000000000]);
  const more = join(scratch, 'more.txt');
  writeFileSync(more, '9200000000001\n9200000000002\n');
  const words = ['--dataset', 'made-up-too', '--legal-basis', 'made up'];
  const pack = ['--pack', 'more', '--title', 'More faces', '--on-request'];
  feed.add(...words, ...pack, '--format', 'photo-id-list', more);
  feed.build();
  mirror = await serveFeed(feed.folder);
  mustBycatch(session.home, 'sync', '--feed', mirror.url, '--root', feed.root);
  assert.deepEqual(packs(), ['imported', 'lists']);

  await press('[data-packs] button');
  await eventually(offered, [
    ['lists', true],
    ['More faces', false],
  ]);
  assert.deepEqual(await checkPage(page), []);
  for (const place of [1, 2])
    await press(`[data-packs] tbody tr:nth-child(${place}) input[type=checkbox]`);
  await press('[data-packs] [type=submit]');
  await eventually(async () => packs(), ['imported', 'more']);
  await eventually(state, 'done');
  assert.ok((await said()).includes(popupText('packsDone')));
  await eventually(
    () =>
      page.evaluate(() => document.querySelector('[data-part=data]').textContent.includes('more')),
    true,
  );
});

test('packs: when the organisation says which, they are shown and cannot be chosen', async () => {
  writeFileSync(process.env.BYCATCH_POLICY, JSON.stringify({packs: ['lists']}));
  await press('[data-packs] button');
  await eventually(
    () =>
      page.evaluate(() => [
        [...document.querySelectorAll('[data-packs] input')].every(input => input.disabled),
        document.querySelectorAll('[data-packs] input').length,
        document.querySelector('[data-packs] [type=submit]') === null,
      ]),
    [true, 2, true],
  );
  assert.ok((await said()).includes(popupText('packsManaged')));
});

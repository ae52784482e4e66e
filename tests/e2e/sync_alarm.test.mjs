// Lists that come by themselves: the extension's alarm has the program look for new ones.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {eventually, until} from '../support/patience.mjs';
import {beginFeed, serveFeed} from '../support/publisher.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'bycatch-alarm-'));
let session;
let mirror;
let feed;
before(async () => {
  feed = beginFeed(scratch);
  feed.list([9200000000000]);
  feed.build();
  mirror = await serveFeed(feed.folder);
  session = await startSession({
    prepare: home => mustBycatch(home, 'sync', '--feed', mirror.url, '--root', feed.root),
  });
});
after(async () => {
  mirror?.stop();
  await session?.close();
  rmSync(scratch, {recursive: true, force: true});
});

/** As if it had last looked for lists a day ago. */
function waitADay() {
  const file = join(session.home, 'feed/state.json');
  const state = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({...state, checked_at: state.checked_at - 86_400}));
}

test('sync alarm: when it rings the new lists of the feed come, and a page hears of them', async () => {
  feed.list([9200000000000, 9200000000001]);
  feed.build();
  const name = 'metadata/timestamp.json';
  const served = async () => (await fetch(mirror.url + name)).text();
  await eventually(served, readFileSync(join(feed.folder, name), 'utf8'));
  waitADay();
  const page = await session.openExtensionPage('pages/options.html');
  const period = await page.evaluate(async () => {
    const alarm = await chrome.alarms.get('sync');
    await chrome.alarms.create('sync', {when: Date.now(), periodInMinutes: 60});
    return alarm?.periodInMinutes;
  });
  assert.equal(period, 60);
  const records = () => JSON.parse(mustBycatch(session.home, 'status', '--json')).records;
  await eventually(async () => records(), 2);
  const dataOf = () => page.evaluate(() => document.querySelector('[data-part=data]').textContent);
  await page.evaluate(() => location.reload());
  await until(async () => /lists\s*2/.test(await dataOf().catch(() => '')), {what: 'the lists'});
  await page.close();
  const diagnostics = await session.openExtensionPage('pages/diagnostics.html');
  const drawn = () =>
    diagnostics.evaluate(() => [
      document.querySelectorAll('[data-part=syncs] .sync-chart .loaded').length,
      document.querySelectorAll('[data-part=syncs] tbody tr').length,
    ]);
  await eventually(drawn, [2, 2]);
  await diagnostics.close();
});

// What an organisation is told, from the page that was looked at to its webhook: numbers, once, as the options show them.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {checkPage} from '../support/axe.mjs';
import {startSession} from '../support/browsers.mjs';
import {bycatchProgram} from '../support/bycatch_command.mjs';
import {eventually, until} from '../support/patience.mjs';
import {startWebhook} from '../support/webhook.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'bycatch-events-'));
let session;
let hook;
const set = policy => writeFileSync(process.env.BYCATCH_POLICY, JSON.stringify(policy));
before(async () => {
  process.env.BYCATCH_POLICY = join(scratch, 'policy.json');
  hook = await startWebhook();
  session = await startSession();
});
after(async () => {
  await session?.close();
  hook?.stop();
  rmSync(scratch, {recursive: true, force: true});
});

/** Without a feed it has nothing to load, and reports all the same. */
const sync = async () => {
  const child = spawn(bycatchProgram(), ['sync'], {
    env: {...process.env, BYCATCH_HOME: session.home},
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', text => {
    said += text;
  });
  await new Promise(resolve => child.on('close', resolve));
  return said;
};
const shown = async () => {
  const page = await session.openExtensionPage('pages/options.html');
  await page.waitForSelector('[data-part=privacy]');
  await until(() => page.evaluate(() => document.querySelector('[data-part=data] code') !== null), {
    what: 'what the host says',
  });
  const boxes = await page.evaluate(() =>
    [...document.querySelectorAll('[data-part=events] pre')].map(({textContent}) => textContent),
  );
  return {page, boxes};
};
const view = async () => {
  const page = await session.newPage();
  await page.goto('https://www.flickr.com/trial/latency/');
  await page.evaluate(() => window.trial.insert([9300000000000, 9300000000001]));
  return page;
};

test('events: where no organisation has set it, nothing is counted, sent or shown', async () => {
  const page = await view();
  await eventually(() => page.evaluate(() => window.trial.pending()), 0);
  await page.close();
  await sync();
  assert.deepEqual(hook.reports, []);
  const options = await shown();
  assert.deepEqual(options.boxes, []);
  await options.page.close();
});

test('events: a day is told as numbers, and the options show it as it is sent', async () => {
  writeFileSync(join(scratch, 'token'), 'made-up-token\n');
  set({events: hook.url, eventsToken: join(scratch, 'token')});
  await view();
  const waiting = async () => {
    const {page, boxes} = await shown();
    await page.close();
    return boxes[0];
  };
  const today = new Date().toISOString().slice(0, 10);
  await eventually(waiting, `[{"day":"${today}","present":1}]`);
  assert.equal(await sync().then(said => /not reported/.test(said)), false);
  const [{method, url, headers, body}] = hook.reports;
  assert.deepEqual([method, url], ['POST', '/counts']);
  assert.equal(headers.authorization, 'Bearer made-up-token');
  assert.equal(headers['content-type'], 'application/json');
  const {report, version, age_days, ...rest} = JSON.parse(body);
  assert.match(report, /^[0-9a-f]{32}$/);
  assert.match(version, /^\d+\.\d+\.\d+$/);
  assert.ok(age_days >= 0);
  assert.deepEqual(rest, {format: 1, days: [{day: today, present: 1}]});
  const options = await shown();
  assert.deepEqual(options.boxes, ['[]', body]);
  assert.deepEqual(await checkPage(options.page), []);
  await options.page.close();
});

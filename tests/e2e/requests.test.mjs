// Requests for removal, which the program keeps: the page of the extension and the command line show the same ones.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {checkPage} from '../support/axe.mjs';
import {registerHost, startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {until} from '../support/patience.mjs';
import {popupText} from '../support/popup.mjs';

let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

async function openRequests(selector, from = session) {
  const page = await from.openExtensionPage('pages/requests.html');
  await until(() => page.evaluate(s => document.querySelector(s) !== null, selector), {
    what: `${selector} on the page of requests`,
  });
  return page;
}
const textOf = (page, selector) =>
  page.evaluate(s => document.querySelector(s)?.textContent ?? '', selector);
const setState = (page, number, state) =>
  page.evaluate(
    (s, value) => {
      const field = document.querySelector(s);
      field.value = value;
      field.dispatchEvent(new Event('change', {bubbles: true}));
    },
    `[data-request="${number}"] select`,
    state,
  );
const told = home =>
  mustBycatch(home, 'request', 'list', '--json')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));

test('requests: page and command line show the same, whoever changed it', async () => {
  mustBycatch(session.home, 'request', 'new', 'ffhq', '--letter', 'ccpa');
  const page = await openRequests('[data-request="1"]');
  await setState(page, 1, 'sent');
  await until(() => textOf(page, '[data-due]'), {what: 'a due date'});
  const [sent] = told(session.home);
  assert.equal(sent.state, 'sent');
  assert.ok(sent.due > sent.sent, `${sent.due} after ${sent.sent}`);
  mustBycatch(session.home, 'request', 'mark', '1', 'answered');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await until(
    () => page.evaluate(() => document.querySelector('[data-request] select').value === 'answered'),
    {what: 'what the command line noted'},
  );
  assert.deepEqual(await checkPage(page), []);
  await page.close();
});

test('requests: what the browser kept lies there until the program has it, and is taken over once', async () => {
  const alone = await startSession({register: false});
  try {
    const kept = {
      number: 3,
      dataset: 'ffhq',
      letter: 'gdpr_erasure',
      state: 'sent',
      created: '2026-10-01',
      sent: '2026-10-02',
      changed: '2026-10-02',
    };
    const options = await alone.openExtensionPage('pages/options.html');
    const store = value =>
      options.evaluate(
        stored => chrome.storage.local.set({removal_requests: stored}).then(() => true),
        value,
      );
    const stored = () =>
      options.evaluate(() =>
        chrome.storage.local.get('removal_requests').then(all => all.removal_requests?.length ?? 0),
      );
    await store([kept]);
    const page = await openRequests('[data-part=requests-unknown]', alone);
    await until(() => textOf(page, '[data-request="3"]'), {what: 'what is kept in the browser'});
    assert.match(await textOf(page, '[data-reason] code'), /bycatch register/);
    assert.equal(
      await page.evaluate(() => document.querySelector('[data-request] select').disabled),
      true,
    );
    assert.deepEqual(await checkPage(page), []);
    assert.equal(await stored(), 1);

    registerHost(alone.home, alone.where, alone.kind);
    await page.evaluate(() => document.querySelector('[data-reason] button').click());
    await until(() => textOf(page, '[data-request="1"]'), {what: 'the request in the program'});
    assert.equal(await stored(), 0);
    assert.deepEqual(
      told(alone.home).map(({dataset, state, sent, due}) => [dataset, state, sent, due]),
      [['ffhq', 'sent', '2026-10-02', '2026-11-02']],
    );
    // As after a stop between the program's answer and the forgetting.
    await store([kept]);
    await page.close();
    const again = await openRequests('[data-request="1"]', alone);
    assert.equal(await stored(), 0);
    assert.equal(told(alone.home).length, 1);
    await again.close();
    await options.close();
  } finally {
    await alone.close();
  }
});

test('requests: without the program the page says where they are, and never that there are none', async () => {
  const alone = await startSession({register: false});
  try {
    const page = await openRequests('[data-part=requests-unknown]', alone);
    const main = await textOf(page, 'main');
    assert.ok(main.includes(popupText('requestsUnknown')), main);
    assert.ok(!main.includes(popupText('requestsNone')), main);
    assert.deepEqual(await checkPage(page), []);
    await page.close();
  } finally {
    await alone.close();
  }
});

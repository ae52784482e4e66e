// Another extension and a page try to use the host and the extension: neither gets a word.
import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {startSession} from '../support/browsers.mjs';
import {countMarks} from '../support/marks.mjs';
import {eventually, until} from '../support/patience.mjs';

let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

const HELLO = {id: 1, verb: 'hello', protocol: {min: 1, max: 1}, version: '0.1.0'};
const TOLD = 'https://www.flickr.com/stranger?';

/** An extension that asks the host and our extension, and opens a page whose address tells what it got. */
function writeStranger(folder, ours) {
  mkdirSync(folder, {recursive: true});
  const script = 'background.js';
  const manifest = {
    manifest_version: 3,
    name: 'Stranger',
    version: '1',
    permissions: ['nativeMessaging'],
    background: session.kind === 'chromium' ? {service_worker: script} : {scripts: [script]},
    ...(session.kind === 'firefox' && {
      browser_specific_settings: {
        gecko: {
          id: 'stranger@example.org',
          data_collection_permissions: {required: ['none']},
        },
      },
    }),
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(
    join(folder, script),
    `const silence = () => new Promise(resolve => setTimeout(resolve, 5000, null));
    const said = ask => Promise.race([ask(), silence()]).then(value => ({got: value ?? null}), error => ({error: String(error.message ?? error)}));
    (async () => {
      const host = await said(async () => chrome.runtime.sendNativeMessage('org.bycatch.host', ${JSON.stringify(HELLO)}));
      const extension = await said(async () => chrome.runtime.sendMessage('${ours}', {kind: 'viewTab'}));
      chrome.tabs.create({url: '${TOLD}' + encodeURIComponent(JSON.stringify({host, extension}))});
    })();`,
  );
}

test('another extension gets nothing from the host, and nothing from ours', async () => {
  const ours = session.kind === 'chromium' ? new URL(session.origin).host : 'bycatch@bycatch.org';
  const folder = join(session.folder, 'stranger');
  writeStranger(folder, ours);
  await session.browser.installExtension(folder);
  const told = await until(
    () =>
      session.browser
        .targets()
        .map(target => target.url())
        .find(url => url.startsWith(TOLD)),
    {within: 60_000, what: 'what the other extension got'},
  );
  const {host, extension} = JSON.parse(decodeURIComponent(told.slice(TOLD.length)));
  assert.match(host.error, /forbidden|No such native application/);
  assert.ok(extension.error ?? extension.got === null, JSON.stringify(extension));
});

test('a page gets nothing from our extension, and goes on being answered for', async () => {
  const page = await session.newPage();
  await page.goto(flickrPages[0].url);
  const got = await page.evaluate(
    async ours => {
      const runtime = globalThis.chrome?.runtime ?? globalThis.browser?.runtime;
      if (!runtime?.sendMessage) return 'no way to ask';
      return await new Promise(resolve => {
        try {
          runtime.sendMessage(ours, {kind: 'viewTab'}, answer => resolve(answer ?? 'no answer'));
        } catch (error) {
          resolve(`refused: ${error.message}`);
        }
      });
    },
    session.kind === 'chromium' ? new URL(session.origin).host : 'bycatch@bycatch.org',
  );
  assert.match(got, /^(no way to ask|no answer|refused)/);
  await eventually(async () => countMarks(await session.marks(page)), {
    photos: 25,
    listed: 7,
    accounts: 18,
    test: 0,
    tags: 0,
  });
});

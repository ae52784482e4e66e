// What an organisation watches for its people: signed by it, loaded by sync, and said on the card of what is listed.
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {startSession} from '../support/browsers.mjs';
import {bycatch, mustBycatch} from '../support/bycatch_command.mjs';
import {until} from '../support/patience.mjs';
import {popupText} from '../support/popup.mjs';

const scratch = mkdtempSync(join(tmpdir(), 'bycatch-watch-pack-'));
const at = name => join(scratch, name);
let session;
before(async () => {
  process.env.BYCATCH_POLICY = at('policy.json');
  writeFileSync(at('accounts'), 'flickr 99999900001@N00\n');
  const words = ['--name', 'Example Embassy', '--key', at('key'), '--out', at('pack.json')];
  mustBycatch(scratch, 'publish', 'watchpack', ...words, '--accounts', at('accounts'));
  const policy = {watchPack: at('pack.json'), watchPackKey: at('key.pub')};
  writeFileSync(process.env.BYCATCH_POLICY, JSON.stringify(policy));
  session = await startSession();
  // Without a feed it has nothing else to load.
  assert.doesNotMatch(bycatch(session.home, 'sync').stderr, /watch pack/);
});
after(async () => {
  await session?.close();
  rmSync(scratch, {recursive: true, force: true});
});

test('watch pack: the card of a listed account says that the organisation watches it', async () => {
  const page = await session.newPage();
  await page.goto(flickrPages[0].url);
  const popup = await session.openPopup(page);
  const open = key =>
    popup.run((shown, name) => {
      const item = shown.querySelector(`button[data-finding="${name}"]`);
      item?.click();
      return item !== null;
    }, key);
  await until(() => open('flickr:account:99999900001@N00'), {what: 'the account'});
  const said = await until(
    () => popup.run(shown => shown.querySelector('.card-view [data-watched]')?.textContent),
    {what: 'that it is watched'},
  );
  assert.equal(said, popupText('cardWatched'));
  await popup.close();
});

test('watch pack: the diagnostics say whose it is and until when', async () => {
  const page = await session.openExtensionPage('pages/diagnostics.html');
  const said = await until(
    () => page.evaluate(() => document.querySelector('[data-part="watch-pack"]')?.textContent),
    {what: 'the watch pack'},
  );
  assert.ok(said.includes('Example Embassy'));
  await page.close();
});

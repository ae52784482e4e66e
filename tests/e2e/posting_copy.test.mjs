// A listed picture on its way to a post, with the real program, the real host and lists of real imprints: the terminal
// and the panel beside the site's dialog say the same of it.
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {startSession} from '../support/browsers.mjs';
import {bycatch, mustBycatch} from '../support/bycatch_command.mjs';
import {drawMosaic} from '../support/draw_thumbnail.mjs';
import {popupText} from '../support/popup.mjs';
import {instagram, panelSays} from '../support/posting.mjs';

const TEST_PICTURE = fileURLToPath(
  new URL('../../shared/catalogue/test-picture.png', import.meta.url),
);
const DATASET = 'demo-street-portraits';

let session;
let page;
const folder = mkdtempSync(join(tmpdir(), 'bycatch-copies-'));

function fileOf(name, bytes) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

before(async () => {
  mkdirSync(join(folder, 'listed'));
  for (const seed of ['51', '52', '53']) fileOf(join('listed', `${seed}.png`), drawMosaic(seed));
  session = await startSession({
    prepare(home) {
      mustBycatch(home, 'import', '--starter');
      mustBycatch(home, 'import', '--dataset', DATASET, '--images', join(folder, 'listed'));
    },
  });
  page = await session.newPage();
});
after(async () => {
  await session?.close();
  rmSync(folder, {recursive: true, force: true});
});

/** What the command line says of a file. */
function reviewed(path) {
  const {status, stdout} = bycatch(
    session.home,
    'review',
    path,
    '--platform',
    'instagram',
    '--json',
  );
  return {status, answer: JSON.parse(stdout)};
}

/** Whoever saves a picture and posts it again has another file: smaller, and coded anew by the browser. */
async function copyOf(bytes, {mirrored = false} = {}) {
  const base64 = await page.evaluate(
    async (source, isMirrored) => {
      const bitmap = await createImageBitmap(
        await (await fetch(`data:image/png;base64,${source}`)).blob(),
      );
      const canvas = new OffscreenCanvas(bitmap.width * 0.75, bitmap.height * 0.75);
      const context = canvas.getContext('2d');
      if (isMirrored) context.setTransform(-1, 0, 0, 1, canvas.width, 0);
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const blob = await canvas.convertToBlob({type: 'image/jpeg', quality: 0.6});
      return btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer())));
    },
    bytes.toString('base64'),
    mirrored,
  );
  return Buffer.from(base64, 'base64');
}

test('a copy of a listed picture is told before it is posted, as the terminal tells it', async () => {
  await page.goto('https://www.instagram.com/');
  for (const mirrored of [false, true]) {
    const path = fileOf(`copy-${mirrored}.jpg`, await copyOf(drawMosaic('52'), {mirrored}));
    const {status, answer} = reviewed(path);
    assert.equal(status, 1);
    assert.deepEqual(
      answer.listings.map(({dataset, match}) => [dataset, match]),
      [[DATASET, 'copy']],
    );
    await instagram.open(page);
    await instagram.choose(page, path);
    await panelSays(page, [popupText('panelFound_one').replace('$1', '1')]);
    await panelSays(page, ['Street Portraits', popupText('panelTwin')]);
    await instagram.toCaption(page);
    const posts = await instagram.share(page, session.server);
    assert.deepEqual(posts[0].body, readFileSync(path));
  }
});

test('a picture that is in no list is said to be in none', async () => {
  const path = fileOf('other.png', drawMosaic('54'));
  const {status, answer} = reviewed(path);
  assert.equal(status, 0);
  assert.deepEqual([answer.state, answer.listings, answer.coverage.could_hold], ['checked', [], 1]);
  await instagram.open(page);
  await instagram.choose(page, path);
  await panelSays(page, [popupText('panelNotListed').split('$1')[0]]);
});

test('the published test picture is found by the panel and by the terminal', async () => {
  const {status, answer} = reviewed(TEST_PICTURE);
  assert.equal(status, 1);
  assert.deepEqual(answer.listings, [{dataset: 'bycatch-test', match: 'copy', distance: 0}]);
  await instagram.open(page);
  await instagram.choose(page, TEST_PICTURE);
  const {text} = await panelSays(page, ['Bycatch test list']);
  assert.ok(text.includes('almost certainly the same picture'), text);
});

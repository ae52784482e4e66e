// Pictures that are hard to read before a post: very many pixels, and a browser that hides from pages what they draw.
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {browserKind, startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {jpegOf} from '../support/jpeg_files.mjs';
import {pictureFolder} from '../support/picture_folder.mjs';
import {popupText} from '../support/popup.mjs';
import {instagram, panelSays} from '../support/posting.mjs';

const TEST_PICTURE = fileURLToPath(
  new URL('../../shared/catalogue/test-picture.png', import.meta.url),
);
const {fileOf, path, ...folder} = pictureFolder();
after(() => folder.remove());

test('pixels: a photo of 48 megapixels is known by the small copy of it that is listed', async () => {
  const session = await startSession();
  try {
    const page = await session.newPage();
    await page.goto('https://www.instagram.com/');
    // Drawn by shares of the width and height: the same picture in either size.
    mkdirSync(join(path, 'listed'));
    fileOf('listed/small.jpg', await jpegOf(page, 1000, 750));
    const big = fileOf('big.jpg', await jpegOf(page, 8000, 6000));
    const listed = join(path, 'listed');
    mustBycatch(session.home, 'import', '--dataset', 'demo-street-portraits', '--images', listed);
    await instagram.open(page);
    await instagram.choose(page, big);
    await panelSays(page, ['Street Portraits', popupText('panelTwin')], 60_000);
    await instagram.toCaption(page);
    const [post] = await instagram.share(page, session.server);
    assert.deepEqual(post.body, readFileSync(big));
  } finally {
    await session.close();
  }
});

test('pixels: where the browser resists fingerprinting, a listed picture is known all the same', {
  skip: browserKind !== 'firefox' && 'the other browser has no such setting',
}, async () => {
  const session = await startSession({prefs: {'privacy.resistFingerprinting': true}});
  try {
    const page = await session.newPage();
    await instagram.open(page);
    // Pages read altered pixels; if what we read were altered as well, that would be said.
    await instagram.choose(page, TEST_PICTURE);
    await panelSays(page, ['Bycatch test list']);
    await instagram.toCaption(page);
    const [post] = await instagram.share(page, session.server);
    assert.deepEqual(post.body, readFileSync(TEST_PICTURE));
  } finally {
    await session.close();
  }
});

// Files and captions of every bad kind: each has an answer or a reason, and is posted as it is.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {startSession} from '../support/browsers.mjs';
import {drawMosaic} from '../support/draw_thumbnail.mjs';
import {pictureFolder} from '../support/picture_folder.mjs';
import {popupText} from '../support/popup.mjs';
import {flickr, instagram, panelSays} from '../support/posting.mjs';

let session;
let page;
const {fileOf, picture, ...folder} = pictureFolder();
before(async () => {
  session = await startSession();
  page = await session.newPage();
});
after(async () => {
  await session?.close();
  folder.remove();
});

const NO_IMPRINTS = popupText('fileNoImprints');

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
const BAD = [
  ['empty.jpg', () => Buffer.alloc(0), 'fileEmpty'],
  ['cut.png', () => drawMosaic('9').subarray(0, 200), 'fileCutShort'],
  ['drawing.jpg', () => Buffer.from(svg), 'fileSvg'],
  ['film.jpg', () => Buffer.from('\0\0\0\x14ftypisom\0\0\0\0', 'latin1'), 'fileVideo'],
  ['text.jpg', () => Buffer.from('%PDF-1.7 renamed'), 'fileUndecodable'],
  ['phone.heic', () => Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'fileHeic'],
  ['huge.png', () => hugePng(), 'fileTooManyPixels'],
  ['moving.gif', () => gif(2), 'fileMoving'],
];

/** A PNG that claims 200 million pixels. */
function hugePng() {
  const png = Buffer.from(drawMosaic('10'));
  png.writeUInt32BE(20_000, 16);
  png.writeUInt32BE(10_000, 20);
  return png;
}

function gif(frames) {
  const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
  return Buffer.from([
    ...Buffer.from('GIF89a'),
    ...[1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255],
    ...Array(frames).fill(frame).flat(),
    0x3b,
  ]);
}

for (const [name, make, reason] of BAD) {
  test(`bad file ${name}: could not check, with the reason, and it is posted as it is`, async () => {
    await flickr.open(page);
    const bytes = make();
    await flickr.choose(page, fileOf(name, bytes));
    await panelSays(page, [popupText('panelUnchecked').replace('$1', popupText(reason))]);
    const [posted] = await flickr.share(page, session.server);
    assert.deepEqual(posted.body, bytes);
  });
}

test('a renamed picture is what its bytes say', async () => {
  await flickr.open(page);
  await flickr.choose(page, fileOf('picture.txt', drawMosaic('11')));
  await panelSays(page, [NO_IMPRINTS]);
});

const LONG = [
  ['100,000 characters', 'word '.repeat(20_000)],
  ['a wall of tags', '#wall#facemask'.repeat(400)],
  [
    'right to left, emoji, joiners and full-width',
    'שלום ＃ｆａｃｅｍａｓｋ 👩‍👩‍👧 #ma\u200dsk '.repeat(60),
  ],
];
for (const [name, caption] of LONG) {
  test(`caption, ${name}: nothing of it is lost`, async () => {
    await instagram.open(page);
    await instagram.choose(page, picture(12));
    await instagram.toCaption(page);
    await instagram.paste(page, caption);
    await page.keyboard.type('!');
    if (caption.includes('mask')) await panelSays(page, ['tag:facemask'], 15_000);
    const posts = await instagram.share(page, session.server);
    assert.equal(JSON.parse(posts.at(-1).body).caption, `${caption}!`);
  });
}

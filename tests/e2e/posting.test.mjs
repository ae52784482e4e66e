// Preparing posts on both sites with the real host: what the panel says, and that what is posted is what was chosen and
// typed, byte by byte.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {checkPage} from '../support/axe.mjs';
import {startSession} from '../support/browsers.mjs';
import {jpegOf, withExif} from '../support/jpeg_files.mjs';
import {eventually, until} from '../support/patience.mjs';
import {pictureFolder} from '../support/picture_folder.mjs';
import {popupText} from '../support/popup.mjs';
import {
  bring,
  EMPTY,
  flickr,
  instagram,
  panel,
  panelFrame,
  panelSays,
  pressInPanel,
} from '../support/posting.mjs';

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

const bodies = posts => posts.map(({body}) => body);
const NO_IMPRINTS = popupText('fileNoImprints');

test('instagram: a picture and a caption are checked while the dialog changes its steps', async () => {
  await instagram.open(page);
  assert.deepEqual(await panel(page), EMPTY);
  const path = picture(1);
  await instagram.choose(page, path);
  await panelSays(page, [popupText('panelUnchecked').replace('$1', NO_IMPRINTS)]);
  await instagram.toCaption(page);
  await instagram.type(page, 'At the market #morning #FaceMask');
  const said = await panelSays(page, ['tag:facemask']);
  assert.deepEqual(said.items, ['tag:facemask']);
  assert.match(said.text, /^1 thing to know before you post/);
  const posts = await instagram.share(page, session.server);
  assert.deepEqual(bodies(posts), [
    readFileSync(path),
    Buffer.from(JSON.stringify({caption: 'At the market #morning #FaceMask'})),
  ]);
  await instagram.close(page);
  await eventually(() => panel(page), EMPTY);
});

test('instagram: details name level, dataset, years, number, source and other words to use', async () => {
  await instagram.open(page, 'es');
  await instagram.choose(page, picture(2));
  await instagram.toCaption(page);
  await instagram.type(page, '#facemask');
  await panelSays(page, ['tag:facemask']);
  await pressInPanel(page, popupText('panelEdit'));
  const {text} = await panel(page);
  for (const word of [popupText('levelInferred'), '2020', '1,205', 'TechSpot']) {
    assert.ok(text.includes(word), `${word} in ${text}`);
  }
  await instagram.close(page);
});

test('instagram: the caption without the tags goes to the clipboard, the editor keeps its own', async () => {
  await instagram.open(page);
  await instagram.choose(page, picture(3));
  await instagram.toCaption(page);
  await instagram.paste(page, 'Walk #facemask today #morning');
  await panelSays(page, ['tag:facemask', popupText('panelCopyWithout')]);
  await pressInPanel(page, popupText('panelCopyWithout'));
  await panelSays(page, [popupText('panelCopied')]);
  const [, caption] = await instagram.share(page, session.server);
  assert.equal(JSON.parse(caption.body).caption, 'Walk #facemask today #morning');
});

test('instagram: a tag that is not to be shown again is quiet, and comes back', async () => {
  await instagram.open(page);
  await instagram.choose(page, picture(4));
  await instagram.toCaption(page);
  await instagram.type(page, '#facemask');
  await panelSays(page, ['tag:facemask']);
  await pressInPanel(page, popupText('panelHushTag').replace('$1', 'facemask'));
  await until(async () => (await panel(page)).items.length === 0, {what: 'a quiet panel'});
  await pressInPanel(page, popupText('panelOpen'));
  await pressInPanel(page, popupText('panelUnhush'));
  await panelSays(page, ['tag:facemask']);
});

test('panel: no violation, and a planted one is seen', async () => {
  await instagram.open(page);
  await instagram.choose(page, picture(13));
  await instagram.toCaption(page);
  await instagram.type(page, '#facemask');
  await panelSays(page, ['tag:facemask']);
  await pressInPanel(page, popupText('panelEdit')); // with all details unfolded
  const frame = await panelFrame(page);
  assert.deepEqual(await checkPage(frame), []);
  await frame.evaluate(() =>
    document.querySelector('main').append(document.createElement('button')),
  );
  assert.deepEqual(
    (await checkPage(frame)).map(({id}) => id),
    ['button-name'],
  );
});

test('instagram: ten pictures, dropped, pasted, taken out, added again and discarded', async () => {
  const paths = Array.from({length: 10}, (_, index) => picture(20 + index));
  await instagram.open(page);
  await bring(page, 'drop', '[role=dialog]', paths.slice(0, 4));
  // Firefox makes no paste event that carries files.
  const second = session.kind === 'firefox' ? 'drop' : 'paste';
  await bring(page, second, '[role=dialog]', paths.slice(4, 7));
  await page.waitForSelector('[data-fixture=preview]');
  await instagram.choose(page, ...paths.slice(7));
  const ten = popupText('panelPictures_other').replace('$1', '10');
  await panelSays(page, [NO_IMPRINTS]);
  await pressInPanel(page, popupText('panelOpen'));
  await panelSays(page, [ten]);
  // The first is taken out and chosen again: it is still one of ten.
  await page.evaluate(() => document.querySelector('[data-fixture=preview] [role=button]').click());
  await instagram.choose(page, paths[0]);
  await panelSays(page, [ten]);
  await instagram.toCaption(page);
  const posts = await instagram.share(page, session.server);
  const wanted = [...paths.slice(1), paths[0]].map(path => readFileSync(path));
  assert.deepEqual(bodies(posts).slice(0, -1), wanted);

  await instagram.open(page);
  await instagram.choose(page, paths[0]);
  await panelSays(page, [NO_IMPRINTS]);
  await instagram.close(page); // asks
  await page.waitForSelector('[data-fixture=question]');
  await page.evaluate(() =>
    document.querySelector('[data-fixture=question] [role=button]').click(),
  );
  await eventually(() => panel(page), EMPTY);
  assert.deepEqual(session.server.posts, []);
});

test("instagram: an avatar that is chosen is nobody's post", async () => {
  await page.goto('https://www.instagram.com/');
  await page.evaluate(() => {
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    dialog.innerHTML =
      '<form enctype="multipart/form-data"><input type="file" accept="image/jpeg,image/png"></form>';
    document.body.append(dialog);
  });
  await (await page.$('[role=dialog] input')).uploadFile(picture(5));
  await eventually(() => panel(page), EMPTY, {steady: 1000});
});

test('flickr: tags, title and description are checked, and tags that became parts of the page', async () => {
  await flickr.open(page);
  const path = picture(6);
  await flickr.choose(page, path);
  await panelSays(page, [NO_IMPRINTS]);
  await flickr.type(page, '#editr-panel-tags input', 'harbour face ');
  await panelSays(page, ['tag:face']);
  await page.keyboard.press('Enter');
  await flickr.type(page, '[name=title]', 'A #bycatchtest title');
  const {items} = await panelSays(page, ['tag:face', 'tag:bycatchtest']);
  assert.deepEqual(items.sort(), ['tag:bycatchtest', 'tag:face']);
  const posts = await flickr.share(page, session.server);
  assert.deepEqual(bodies(posts), [
    readFileSync(path),
    Buffer.from(
      JSON.stringify({title: 'A #bycatchtest title', description: '', tags: ['harbour', 'face']}),
    ),
  ]);
});

test('flickr: an open licence is told with its setting and the tag no_cv', async () => {
  await flickr.open(page, 'cc-by');
  await flickr.choose(page, picture(7));
  const {text} = await panelSays(page, ['licence']);
  assert.ok(text.includes('CC-BY'), text);
  await page.evaluate(() => document.querySelector('#editr-panel-privacy-private-0').click());
  await until(async () => !(await panel(page)).items.includes('licence'), {
    what: 'no word of the licence',
  });
});

/** A PNG of blocks on a ground, or on nothing. */
async function blocksOn(ground) {
  const base64 = await page.evaluate(async colour => {
    const canvas = new OffscreenCanvas(300, 200);
    const context = canvas.getContext('2d');
    context.fillStyle = colour ?? 'transparent';
    context.fillRect(0, 0, 300, 200);
    for (let i = 0; i < 60; i++) {
      context.fillStyle = `hsl(${i * 47} 70% ${25 + ((i * 13) % 50)}%)`;
      context.fillRect((i * 73) % 290, (i * 29) % 190, 10 + (i % 17), 10 + (i % 11));
    }
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    return btoa(String.fromCharCode(...bytes));
  }, ground);
  return Buffer.from(base64, 'base64');
}

test('flickr: what is transparent is compared as white', async () => {
  await flickr.open(page);
  const grounds = {nothing: undefined, white: '#fff', black: '#000'};
  const paths = [];
  for (const [name, colour] of Object.entries(grounds))
    paths.push(fileOf(`${name}.png`, await blocksOn(colour)));
  await flickr.choose(page, ...paths);
  await panelSays(page, [NO_IMPRINTS]);
  const reader = await session.openExtensionPage('pages/options.html');
  const [nothing, white, black] = await reader.evaluate(async () => {
    for (;;) {
      const drafts = Object.entries(await chrome.storage.session.get(null))
        .filter(([key]) => key.startsWith('draft:'))
        .map(([, draft]) => draft);
      const photos = drafts.find(draft => draft.photos[0]?.name === 'nothing.png')?.photos ?? [];
      const prints = photos.flatMap(({answer}) => answer?.identifiers.map(({id}) => id) ?? []);
      if (prints.length === 3) return prints;
      await new Promise(resolve => chrome.storage.onChanged.addListener(resolve));
    }
  });
  await reader.close();
  assert.equal(nothing, white);
  assert.notEqual(nothing, black);
});

test('flickr: a file that tells a place is told of, and its copy shows the same pixels', async () => {
  await flickr.open(page);
  const original = withExif(await jpegOf(page, 320, 200));
  await flickr.choose(page, fileOf('place.jpg', original));
  await panelSays(page, ['tells:f1']);
  const downloads = join(folder.path, 'downloads');
  await session.allowDownloads(page, downloads);
  await pressInPanel(page, popupText('panelStrip'));
  const saved = await until(
    () => {
      const [name] = readdirSync(downloads).filter(file =>
        /^place-without-metadata.*\.jpg$/.test(file),
      );
      return (
        name &&
        readFileSync(join(downloads, name)).length > 0 &&
        readFileSync(join(downloads, name))
      );
    },
    {what: 'the copy'},
  );
  assert.ok(!saved.includes(Buffer.from([0x88, 0x25])), 'no place in it');
  const pixels = await page.evaluate(
    async files => {
      const read = async base64 => {
        const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/jpeg'}));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        context.drawImage(bitmap, 0, 0);
        const {data} = context.getImageData(0, 0, bitmap.width, bitmap.height);
        const digest = await crypto.subtle.digest('SHA-256', data);
        return [bitmap.width, bitmap.height, [...new Uint8Array(digest)].join()];
      };
      return Promise.all(files.map(read));
    },
    [original, saved].map(file => file.toString('base64')),
  );
  assert.deepEqual(pixels[0].slice(0, 2), [200, 320]);
  assert.deepEqual(pixels[0], pixels[1]);
});

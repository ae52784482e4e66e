// Posts that are held back: because the person wants to be asked first, and because an organisation wants it.
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {checkPage} from '../support/axe.mjs';
import {browserKind, manifestPath, startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
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

const TEST_PICTURE = fileURLToPath(
  new URL('../../shared/catalogue/test-picture.png', import.meta.url),
);
/** What points at a place in Exif. */
const PLACE = Buffer.from([0x88, 0x25]);
const {picture, fileOf, ...folder} = pictureFolder();
after(() => folder.remove());

const bodies = posts => posts.map(({body}) => body);
const previews = page =>
  page.evaluate(() => document.querySelectorAll('[data-fixture=preview]').length);
/** Whether the caption is still being written: the site's next step takes its place at once. */
const isWriting = page =>
  page.evaluate(() => document.querySelector('[role=dialog] [role=textbox]') !== null);

describe('ask first', () => {
  let session;
  let page;
  before(async () => {
    session = await startSession();
    const options = await session.openExtensionPage('pages/options.html');
    await options.waitForSelector('[data-setting=askFirst]');
    await options.evaluate(() => document.querySelector('[data-setting=askFirst]').click());
    await until(
      () => options.evaluate(() => document.querySelector('[data-setting=askFirst]').checked),
      {what: 'the setting'},
    );
    await options.close();
    page = await session.newPage();
  });
  after(() => session?.close());

  test('ask first, instagram: the site gets the file when the person says so, byte by byte', async () => {
    await instagram.open(page);
    const path = picture(1);
    await instagram.choose(page, path);
    await panelSays(page, [popupText('panelHoldFiles'), popupText('panelHoldDecide')]);
    assert.equal(await previews(page), 0);
    assert.deepEqual(await checkPage(await panelFrame(page)), []);
    await pressInPanel(page, popupText('panelGive'));
    await instagram.toCaption(page);
    await instagram.type(page, 'Held');
    assert.deepEqual(bodies(await instagram.share(page, session.server)), [
      readFileSync(path),
      Buffer.from(JSON.stringify({caption: 'Held'})),
    ]);
  });

  test('ask first, instagram: what is not given never arrives, and can be chosen again', async () => {
    await instagram.open(page);
    await instagram.choose(page, picture(2));
    await pressInPanel(page, popupText('panelKeep'));
    // What is pressed while the first question still stands there answers that one.
    await eventually(
      async () => (await panel(page)).text.includes(popupText('panelHoldDecide')),
      false,
    );
    assert.equal(await previews(page), 0);
    await instagram.choose(page, picture(2));
    await pressInPanel(page, popupText('panelGive'));
    await until(() => previews(page), {what: 'the picture'});
    await instagram.close(page);
  });

  test('ask first, instagram: what is dropped or pasted waits as well', async () => {
    await instagram.open(page);
    // Firefox makes no paste event that carries files.
    for (const kind of session.kind === 'firefox' ? ['drop'] : ['drop', 'paste']) {
      const before = await previews(page);
      await bring(page, kind, '[role=dialog]', [picture(before + 3), picture(before + 4)]);
      await panelSays(page, [popupText('panelHoldFiles')]);
      assert.equal(await previews(page), before);
      await pressInPanel(page, popupText('panelGive'));
      await until(async () => (await previews(page)) === before + 2, {what: 'both pictures'});
    }
    await instagram.close(page);
  });

  test('ask first, flickr: a copy without metadata is given in place of the file', async () => {
    await flickr.open(page);
    const path = fileOf('camera.jpg', withExif(await jpegOf(page, 320, 200)));
    await flickr.choose(page, path);
    await panelSays(page, [popupText('panelGiveStripped')]);
    await pressInPanel(page, popupText('panelGiveStripped'));
    await eventually(
      async () => (await panel(page)).text.includes(popupText('panelHoldFiles')),
      false,
    );
    const [file] = bodies(await flickr.share(page, session.server));
    assert.ok(file.length < readFileSync(path).length);
    assert.equal(file.includes(PLACE), false);
    // All of the picture is there: from its tables to its end.
    const whole = readFileSync(path);
    assert.ok(file.includes(whole.subarray(whole.indexOf(Buffer.from([0xff, 0xdb])))));
  });

  test('ask first: a dialog that is left takes with it what was held', async () => {
    await instagram.open(page);
    await instagram.choose(page, picture(9));
    await panelSays(page, [popupText('panelHoldFiles')]);
    await instagram.close(page);
    await eventually(() => panel(page), EMPTY);
    await instagram.open(page);
    assert.equal(await previews(page), 0);
    await instagram.close(page);
  });

  test('ask first: without the program the person still decides', async () => {
    const manifest = manifestPath(session.where, session.kind);
    const kept = readFileSync(manifest);
    rmSync(manifest);
    session.killHosts();
    try {
      await page.goto('about:blank');
      await session.killBackground();
      await instagram.open(page);
      await instagram.choose(page, picture(10));
      await pressInPanel(page, popupText('panelGive'));
      await until(() => previews(page), {what: 'the picture'});
      await instagram.close(page);
    } finally {
      writeFileSync(manifest, kept);
    }
  });
});

// Chromium reads policies from one place of the whole machine; what is made of them is the same code.
describe('by policy', {skip: browserKind !== 'firefox'}, () => {
  let session;
  let page;
  const policyFile = home =>
    join(dirname(home), 'home/.mozilla/managed-storage/bycatch@bycatch.org.json');
  const policy = (home, data) => {
    mkdirSync(dirname(policyFile(home)), {recursive: true});
    const all = {name: 'bycatch@bycatch.org', description: 'test', type: 'storage', data};
    writeFileSync(policyFile(home), JSON.stringify(all));
  };
  const start = async data => {
    session = await startSession({
      prepare(home) {
        mustBycatch(home, 'import', '--starter');
        policy(home, {
          'enforced.organisation': 'Example Embassy',
          'enforced.helpdeskText': 'Call 1234',
          'enforced.helpdeskUrl': 'https://help.example.org/',
          ...data,
        });
      },
    });
    page = await session.newPage();
  };
  const stop = () => session?.close();

  describe('confirm', () => {
    before(() =>
      start({
        'enforced.modeInstagramCopy': 'confirm',
        'enforced.modeFlickrCopy': 'block',
        'enforced.modeInstagramTag': 'block',
        'enforced.modeFlickrTag': 'confirm',
      }),
    );
    after(stop);

    test('policy, confirm: a listed picture waits for the person, and it says who set that', async () => {
      await instagram.open(page);
      await instagram.choose(page, TEST_PICTURE);
      const {text} = await panelSays(page, [popupText('panelHoldFiles')]);
      assert.ok(text.includes(popupText('panelSetBy').replace('$1', 'Example Embassy')), text);
      assert.ok(text.includes(`Call 1234 ${popupText('panelHelpdesk')}`), text);
      assert.equal(await previews(page), 0);
      await pressInPanel(page, popupText('panelGive'));
      await until(() => previews(page), {what: 'the picture'});
      await instagram.close(page);
    });

    test('policy, block: a listed picture cannot be given, other pictures of the page can', async () => {
      await flickr.open(page);
      await flickr.choose(page, TEST_PICTURE);
      const {text} = await panelSays(page, [popupText('panelHoldBlock')]);
      assert.ok(!text.includes(popupText('panelGive')), text);
      assert.ok(!text.includes(popupText('panelForget')), text);
      const thumbnails = () => page.evaluate(() => document.querySelectorAll('.photo-item').length);
      assert.equal(await thumbnails(), 0);
      await pressInPanel(page, popupText('panelKeep'));
      await eventually(
        async () => (await panel(page)).text.includes(popupText('panelHoldBlock')),
        false,
      );
      await flickr.choose(page, picture(61));
      await until(thumbnails, {what: 'the other picture'});
    });

    test('policy, block: words with a tag of warning are not posted; without it they are', async () => {
      await instagram.open(page);
      await instagram.choose(page, picture(62));
      await instagram.toCaption(page);
      await instagram.type(page, 'Hello #facemask');
      const posted = session.server.posts.length;
      await instagram.next(page); // share
      await panelSays(page, [popupText('panelHoldPost'), popupText('panelHoldBlock')]);
      assert.equal(await isWriting(page), true);
      assert.equal(session.server.posts.length, posted);
      await pressInPanel(page, popupText('panelEdit'));
      for (const _ of '#facemask') await page.keyboard.press('Backspace');
      const [, caption] = await instagram.share(page, session.server);
      assert.equal(JSON.parse(caption.body).caption, 'Hello ');
    });

    test('policy, confirm: words with a tag of warning wait, and are posted when the person says so', async () => {
      await flickr.open(page);
      await flickr.choose(page, picture(63));
      await flickr.type(page, '#editr-panel-tags input', 'face');
      const posted = session.server.posts.length;
      await page.evaluate(() => document.querySelector('#action-publish').click());
      await panelSays(page, [popupText('panelHoldPost'), popupText('panelHoldDecide')]);
      await pressInPanel(page, popupText('panelContinue'));
      await page.waitForSelector('#confirm-publish');
      assert.equal(session.server.posts.length, posted);
      // The site's own question comes next: of these words the person has said that they may go on.
      await page.evaluate(() => document.querySelector('#confirm-publish').click());
      await until(() => session.server.posts.some(({path}) => path.includes('publish')), {
        what: 'the post',
      });
    });

    test('policy: a press that was held is not made by itself when the words are others', async () => {
      await instagram.open(page);
      await instagram.choose(page, picture(65));
      await instagram.toCaption(page);
      await instagram.type(page, 'Bye #facemask');
      await instagram.next(page); // share
      await panelSays(page, [popupText('panelHoldPost')]);
      await page.focus('[role=dialog] [role=textbox]');
      for (const _ of '#facemask') await page.keyboard.press('Backspace');
      await eventually(
        async () => (await panel(page)).text.includes(popupText('panelHoldPost')),
        false,
      );
      assert.equal(await isWriting(page), true);
      const [, caption] = await instagram.share(page, session.server);
      assert.equal(JSON.parse(caption.body).caption, 'Bye ');
    });

    test('policy: a press that comes before the words were read waits for the answer', async () => {
      await instagram.open(page);
      await instagram.choose(page, picture(64));
      await instagram.toCaption(page);
      await instagram.paste(page, 'At once');
      const posts = await instagram.share(page, session.server);
      assert.equal(JSON.parse(posts.at(-1).body).caption, 'At once');
    });

    test('policy: what could not be checked is not held back, and that is said', async () => {
      await instagram.open(page);
      const manifest = manifestPath(session.where, session.kind);
      const kept = readFileSync(manifest);
      rmSync(manifest);
      session.killHosts();
      try {
        await session.killBackground();
        await instagram.choose(page, TEST_PICTURE);
        await until(() => previews(page), {what: 'the picture'});
        await panelSays(page, [popupText('panelPassedUnchecked')]);
        await instagram.toCaption(page);
        await instagram.type(page, '#facemask');
        const posts = await instagram.share(page, session.server);
        assert.deepEqual(bodies(posts)[0], readFileSync(TEST_PICTURE));
      } finally {
        writeFileSync(manifest, kept);
      }
    });
  });

  describe('unchecked', () => {
    before(() =>
      start({'enforced.modeInstagramCopy': 'confirm', 'enforced.onUncheckable': 'block'}),
    );
    after(stop);

    test('policy: an organisation can hold back what could not be checked', async () => {
      await instagram.open(page);
      await instagram.choose(page, fileOf('not-a-picture.png', Buffer.from('nothing')));
      await panelSays(page, [popupText('panelHoldUnchecked'), popupText('panelHoldBlock')]);
      assert.equal(await previews(page), 0);
      await pressInPanel(page, popupText('panelKeep'));
    });
  });
});

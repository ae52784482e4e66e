// Posts on both fixture sites, and what they are sent without the extension.
import assert from 'node:assert/strict';
import {rmSync} from 'node:fs';
import {manifestPath, registerHost, startSession} from './browsers.mjs';
import {mustBycatch} from './bycatch_command.mjs';
import {damageIndex} from './damage.mjs';
import {pictureFolder} from './picture_folder.mjs';
import {flickr, instagram} from './posting.mjs';
import {registerScripted} from './scripted_host.mjs';

/** Posts on each site; `meanwhile` runs when the pictures are chosen and the words are not written yet. */
async function postOnBoth(tab, server, paths, meanwhile) {
  await instagram.open(tab);
  await instagram.choose(tab, ...paths);
  await meanwhile();
  await instagram.toCaption(tab);
  await instagram.type(tab, 'Two #facemask pictures');
  const first = await instagram.share(tab, server);
  await flickr.open(tab);
  await flickr.choose(tab, paths[0]);
  await flickr.type(tab, '[name=title]', 'One');
  await flickr.type(tab, '#editr-panel-tags input', 'face');
  await meanwhile();
  const second = await flickr.share(tab, server);
  return [...first, ...second].map(({path, body}) => [path, body.toString('base64')]);
}

/**
 * A session with a page in it. `unchanged(meanwhile)` posts on both sites and asserts that they are sent the same, byte
 * by byte, as without the extension; `given(state)` puts host and lists into a state with nothing left of the one before.
 */
export async function startPosting() {
  const folder = pictureFolder();
  const paths = [31, 32].map(folder.picture);
  const plain = await startSession({hasExtension: false, register: false});
  let wanted;
  try {
    wanted = await postOnBoth(await plain.newPage(), plain.server, paths, async () => {});
    assert.equal(wanted.length, 5);
  } finally {
    await plain.close();
  }
  const session = await startSession();
  const page = await session.newPage();
  return {
    session,
    page,
    async unchanged(meanwhile) {
      assert.deepEqual(await postOnBoth(page, session.server, paths, meanwhile), wanted);
    },
    async given({host = 'real', index = 'starter'}) {
      const manifest = manifestPath(session.where, session.kind);
      rmSync(manifest, {force: true});
      registerHost(session.home, session.where, session.kind);
      if (host === 'missing') rmSync(manifest);
      else if (host !== 'real') registerScripted(manifest, session.folder, host);
      session.killHosts();
      rmSync(session.home, {recursive: true, force: true});
      if (index !== 'empty') mustBycatch(session.home, 'import', '--starter');
      if (index === 'damaged') damageIndex(session.home);
      await page.goto('about:blank');
      await session.killBackground();
    },
    async close() {
      await session.close();
      folder.remove();
    },
  };
}

// A publisher for a test: the real `bycatch publish` in a folder of its own, and the real mirror on loopback.
import {spawn} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {bycatchProgram, mustBycatch} from './bycatch_command.mjs';

/** Begins a feed under `scratch`. */
export function beginFeed(scratch) {
  const workshop = join(scratch, 'workshop');
  const keys = join(scratch, 'usb');
  mkdirSync(keys);
  const publish = (...words) => mustBycatch(scratch, 'publish', ...words);
  publish('init', workshop, '--root-keys', keys, '--no-passphrase');
  return {
    workshop,
    folder: join(workshop, 'feed'),
    root: join(workshop, 'root.json'),
    /** Takes the Flickr photos of these ids in place of those before. */
    list(ids) {
      const file = join(scratch, 'list.txt');
      writeFileSync(file, ids.map(id => `${id}\n`).join(''));
      const words = ['--dataset', 'made-up', '--legal-basis', 'made up'];
      publish('add', workshop, ...words, '--format', 'photo-id-list', file);
    },
    add: (...words) => publish('add', workshop, ...words),
    build: (...words) => publish('build', workshop, ...words),
  };
}

/** Serves a feed's folder; `stop()` must be called. */
export async function serveFeed(folder) {
  const words = ['--json', 'mirror', '--feed', folder, '--listen', '127.0.0.1:0'];
  const mirror = spawn(bycatchProgram(), words);
  const port = await new Promise(resolve => {
    mirror.stdout.once('data', line => resolve(JSON.parse(String(line)).port));
  });
  return {url: `http://127.0.0.1:${port}/`, stop: () => mirror.kill()};
}

// A feed in an object store that others wrote: s3rver, from the npm registry. (It believes any secret; that signatures
// are right is proven against a store of our own.)
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {createHash, randomBytes} from 'node:crypto';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {browserKind} from '../support/browsers.mjs';
import {bycatch, bycatchProgram, mustBycatch} from '../support/bycatch_command.mjs';
import {beginFeed} from '../support/publisher.mjs';

const skip = browserKind !== 'chromium' && 'no browser is in this: once is enough';
const scratch = mkdtempSync(join(tmpdir(), 'bycatch-store-'));
const s3rver = createRequire(import.meta.url).resolve('s3rver/bin/s3rver.js');
const MEGABYTE = 1 << 20;
let store;
let endpoint;

before(async () => {
  if (skip) return;
  const folder = join(scratch, 'store');
  mkdirSync(folder);
  // A program of its own: what is tested here waits for its answers.
  const place = ['--directory', folder, '--address', '127.0.0.1', '--port', '0'];
  const rules = ['--configure-bucket', 'feeds', '--allow-mismatched-signatures'];
  store = spawn(process.execPath, [s3rver, ...place, ...rules]);
  const said = await new Promise(resolve => {
    store.stdout.on('data', data => /127\.0\.0\.1:\d+/.test(String(data)) && resolve(String(data)));
  });
  endpoint = `http://127.0.0.1:${/127\.0\.0\.1:(\d+)/.exec(said)[1]}`;
});
after(() => {
  store?.kill();
  rmSync(scratch, {recursive: true, force: true});
});

const upload = workshop => {
  const words = ['--json', 'publish', 'upload', workshop, '--to', 's3://feeds/faces'];
  const {stdout, stderr} = spawnSync(bycatchProgram(), [...words, '--endpoint', endpoint], {
    env: {...process.env, AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER'},
    encoding: 'utf8',
  });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(stdout + stderr);
  }
};

test('object store: a feed is uploaded, in parts where it is large, and synced from there', {
  skip,
}, () => {
  const feed = beginFeed(scratch);
  feed.list([9200000000000, 9200000000001]);
  feed.build();
  const large = randomBytes(40 * MEGABYTE + 7);
  const hash = createHash('sha256').update(large).digest('hex');
  const name = `targets/${hash}.large.segment`;
  writeFileSync(join(feed.folder, name), large);

  const first = upload(feed.workshop);
  assert.ok(
    first.files >= 6 && first.held === 0 && first.bytes > large.length,
    JSON.stringify(first),
  );
  assert.deepEqual(upload(feed.workshop), {files: 0, held: first.files, removed: 0, bytes: 0});

  const reader = join(scratch, 'reader');
  const address = `${endpoint}/feeds/faces/`;
  const sync = () => mustBycatch(reader, 'sync', '--feed', address, '--root', feed.root);
  sync();
  const photo = id => `https://www.flickr.com/photos/x/${id}/`;
  assert.equal(bycatch(reader, 'check', photo(9200000000001)).status, 1, 'listed');
  const stored = join(scratch, 'store', 'feeds', 'faces', `${name}._S3rver_object`);
  assert.equal(createHash('sha256').update(readFileSync(stored)).digest('hex'), hash);

  // The next state takes the place of the first, whose files go.
  rmSync(join(feed.folder, name));
  feed.list([9200000000001, 9200000000002]);
  feed.build('--allow-shrink');
  const next = upload(feed.workshop);
  assert.ok(next.files > 0 && next.held > 0 && next.removed > 0, JSON.stringify(next));
  mustBycatch(reader, 'sync');
  assert.equal(bycatch(reader, 'check', photo(9200000000002)).status, 1, 'listed now');
});

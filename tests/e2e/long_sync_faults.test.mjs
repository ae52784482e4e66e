// Syncs that end anywhere: killed at system calls from the first to the last, and told at each write that the disk is full
// or broken. Whatever happens the lists that were held answer, or the new ones do, and the next run heals by itself.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {browserKind} from '../support/browsers.mjs';
import {bycatch, bycatchProgram, mustBycatch} from '../support/bycatch_command.mjs';
import {beginFeed, serveFeed} from '../support/publisher.mjs';

const why =
  browserKind !== 'chromium'
    ? 'no browser is in this: once is enough'
    : !existsSync('/usr/bin/strace') && 'no strace';
/** So many runs that a fault did nothing to end a sweep: there is no such call any more. */
const PATIENCE = 8;
/** 1 is every call. */
const KILL_STEP = Number(process.env.BYCATCH_KILL_STEP ?? 1);

const scratch = mkdtempSync(join(tmpdir(), 'bycatch-faults-'));
const homes = {base: join(scratch, 'base'), delta: join(scratch, 'delta')};
let made = 0;

const ids = (from, count) =>
  Array.from({length: count}, (_, i) => 9_100_000_000_000 + (from + i) * 3);
const photo = n => `https://www.flickr.com/photos/x/${9_100_000_000_000 + n * 3}/`;
const OLD = photo(5);
const NEW = photo(30_005);

let feed;
let mirror;

function publish(from, count) {
  feed.list(ids(from, count));
  feed.build();
}

before(async () => {
  if (why) return;
  feed = beginFeed(scratch);
  publish(0, 30_000);
  mirror = await serveFeed(feed.folder);
  mustBycatch(homes.delta, ...syncWords());
  publish(0, 30_200);
  cpSync(homes.delta, homes.base, {recursive: true});
  rmSync(homes.base, {recursive: true});
  // The mirror has looked at what was built when a sync finds it.
  const trial = fresh('delta');
  for (let tries = 0; tries < 100 && !holds(trial, NEW); tries++) mustBycatch(trial, 'sync');
  assert.ok(holds(trial, NEW));
  drop(trial);
});
after(() => {
  mirror?.stop();
  rmSync(scratch, {recursive: true, force: true});
});

function fresh(kind) {
  made += 1;
  const home = join(scratch, `home-${made}`);
  if (kind === 'delta') cpSync(homes.delta, home, {recursive: true});
  return home;
}
const drop = home => rmSync(home, {recursive: true, force: true});
const syncWords = () => ['sync', '--feed', mirror.url, '--root', feed.root];
const holds = (home, url) => bycatch(home, 'check', url).status === 1;

/** Runs a sync with a fault at one system call; its exit code, null when it was killed. */
function syncWith(home, fault) {
  const words = syncWords();
  const {status, signal, stderr} = spawnSync(
    'strace',
    ['-f', '-qq', '-o', '/dev/null', ...fault, bycatchProgram(), ...words],
    {env: {...process.env, BYCATCH_HOME: home}, encoding: 'utf8'},
  );
  return {status: signal ? null : status, stderr};
}

/** Which calls a sync makes, and how often, but for those by which any program starts. */
function callsOf(kind) {
  const home = fresh(kind);
  const counts = join(scratch, 'counts');
  const words = syncWords();
  spawnSync('strace', ['-f', '-c', '-U', 'calls,name', '-o', counts, bycatchProgram(), ...words], {
    env: {...process.env, BYCATCH_HOME: home},
  });
  drop(home);
  return [...readFileSync(counts, 'utf8').matchAll(/^ *(\d+) ([a-z]\w+)$/gm)]
    .map(([, count, call]) => [call, Number(count)])
    .filter(([call]) => !['execve', 'total', 'mprotect', 'munmap', 'brk'].includes(call));
}

/** What must hold after any fault. */
function assertWhole(home, kind, what, {status}) {
  const isNew = holds(home, NEW);
  if (kind === 'delta') assert.ok(holds(home, OLD), `${what}: what was held is lost`);
  else if (!isNew) assert.equal(bycatch(home, 'check', OLD).status, 2, `${what}: half a list`);
  if (status === 0) assert.ok(isNew, `${what}: it said that all is well, and it is not`);
  const healed = bycatch(home, ...syncWords());
  assert.equal(healed.status, 0, `${what}: the next run says ${healed.stderr}`);
  assert.ok(holds(home, NEW) && holds(home, OLD), `${what}: the next run did not heal it`);
}

for (const kind of ['base', 'delta']) {
  test(`sync, ${kind}: killed at every call, the lists are whole and the next run heals`, {
    skip: why,
  }, () => {
    let points = 0;
    for (const [call, count] of callsOf(kind)) {
      for (let at = 1; at <= count; at += KILL_STEP) {
        const home = fresh(kind);
        const fault = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${at}`];
        assertWhole(home, kind, `killed at ${call} ${at}`, syncWith(home, fault));
        points += 1;
        drop(home);
      }
    }
    console.log(`${kind}: killed at ${points} points`);
    assert.ok(points * KILL_STEP > 500, String(points));
  });

  test(`sync, ${kind}: a disk that is full or broken at any write`, {skip: why}, () => {
    const calls = [
      'write',
      'pwrite64',
      'fsync',
      'fdatasync',
      'ftruncate',
      'rename',
      'renameat',
      'mkdir',
      'openat',
    ];
    for (const call of calls) {
      for (const error of ['ENOSPC', 'EIO']) {
        let points = 0;
        let ended = 0;
        for (let at = 1; ended < PATIENCE && at < 400; at += call === 'openat' ? 3 : 1) {
          const home = fresh(kind);
          const outcome = syncWith(home, [
            '-e',
            `trace=${call}`,
            '-e',
            `inject=${call}:error=${error}:when=${at}`,
          ]);
          ended = outcome.status === 0 ? ended + 1 : 0;
          points += 1;
          const what = `${error} at ${call} ${at}`;
          // 127: the loader could not even open its libraries.
          assert.ok(
            [0, 2, 127].includes(outcome.status),
            `${what}: ${outcome.status} ${outcome.stderr}`,
          );
          assertWhole(home, kind, what, outcome);
          drop(home);
        }
        console.log(`${kind}: ${error} at ${points} calls of ${call}`);
      }
    }
  });

  test(`sync, ${kind}: a folder that may not be written, locked or renamed in`, {skip: why}, () => {
    const faults = {
      openat: ['EROFS', 'EACCES', 'ESTALE'],
      mkdir: ['EROFS', 'EACCES'],
      rename: ['EROFS', 'EACCES', 'EBUSY'],
      flock: ['ENOLCK', 'ESTALE'],
    };
    const codes = new Set();
    for (const [call, errors] of Object.entries(faults)) {
      for (const error of errors) {
        let ended = 0;
        for (let at = 1; ended < PATIENCE && at < 400; at += call === 'openat' ? 5 : 1) {
          const home = fresh(kind);
          const fault = ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${at}`];
          const outcome = syncWith(home, fault);
          ended = outcome.status === 0 ? ended + 1 : 0;
          const what = `${error} at ${call} ${at}`;
          assert.ok([0, 2, 127].includes(outcome.status), `${what}: ${outcome.status}`);
          if (outcome.status === 2) codes.add(error);
          assertWhole(home, kind, what, outcome);
          drop(home);
        }
      }
    }
    for (const error of ['EROFS', 'EACCES', 'EBUSY', 'ENOLCK', 'ESTALE']) {
      assert.ok(codes.has(error), `${error} was never told`);
    }
  });
}

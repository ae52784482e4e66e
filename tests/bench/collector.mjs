// What a collector holds out: node tests/bench/collector.mjs [MACHINES [MINUTES]]   (default: 10000 machines, 10 minutes)
// MACHINES report once an hour, each of the hour's reports at a time of chance, an hour being MINUTES long; on SQLite, and
// on PostgreSQL where a server is installed. Half way the collector is killed and started anew: what was answered by 204
// must be there at the end, once. Then, without a pause between, how many it takes. One JSON object a line.

import {spawn, spawnSync} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {Agent, request} from 'node:http';
import {cpus, tmpdir, userInfo} from 'node:os';
import {dirname, join} from 'node:path';
import {performance} from 'node:perf_hooks';
import {bycatchProgram} from '../support/bycatch_command.mjs';
import {print, quantile} from '../support/figures.mjs';
import {sleep} from '../support/patience.mjs';

const [machines = 10_000, minutes = 10] = process.argv.slice(2).map(Number);
const program = join(dirname(bycatchProgram()), 'bycatch-collector');
const scratch = mkdtempSync(join(tmpdir(), 'bycatch-collector-'));
const TOKENS = {fleet: 'fleet-token-made-up', admin: 'admin-token-made-up'};
for (const [name, token] of Object.entries(TOKENS)) writeFileSync(join(scratch, name), token);
const agent = new Agent({keepAlive: false});
const today = new Date().toISOString().slice(0, 10);

async function startCollector(store, port = 0) {
  const words = [...store, '--listen', `127.0.0.1:${port}`, '--rate', '100000'];
  words.push('--fleet-token', join(scratch, 'fleet'), '--admin-token', join(scratch, 'admin'));
  const child = spawn(program, words, {stdio: ['ignore', 'pipe', 'inherit']});
  const line = await new Promise(resolve => child.stdout.once('data', resolve));
  return {child, port: JSON.parse(String(line)).port};
}

const reportOf = () =>
  JSON.stringify({
    format: 1,
    report: randomBytes(16).toString('hex'),
    version: '0.1.0',
    age_days: 2,
    days: [{day: today, present: 1, checked: 40, listed: 1}],
  });

/** Status, or 0 when nobody answers. */
const post = (port, body, via = agent) =>
  new Promise(resolve => {
    const headers = {Authorization: `Bearer ${TOKENS.fleet}`, 'Content-Length': body.length};
    const sent = request({port, method: 'POST', path: '/counts', headers, agent: via}, answer => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    sent.on('error', () => resolve(0));
    sent.end(body);
  });

const machinesCounted = port =>
  new Promise((resolve, reject) => {
    const headers = {
      Authorization: `Basic ${Buffer.from(`admin:${TOKENS.admin}`).toString('base64')}`,
    };
    request({port, path: '/counts.csv', headers}, async answer => {
      let text = '';
      for await (const piece of answer) text += piece;
      resolve(Number(text.split('\n')[1].split(',')[1]));
    })
      .on('error', reject)
      .end();
  });

const memory = ({pid}) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

async function simulate(name, store) {
  let {child, port} = await startCollector(store);
  const times = [];
  let again = 0;
  const oneMachine = async () => {
    await sleep(Math.random() * minutes * 60_000);
    const body = reportOf();
    for (;;) {
      const start = performance.now();
      const status = await post(port, body);
      if (status === 204) times.push(performance.now() - start);
      if (status === 204 || status === 409) return;
      again += 1;
      await sleep(1000); // a machine waits an hour; what it sends then is the same
    }
  };
  const start = performance.now();
  const all = Promise.all(Array.from({length: machines}, oneMachine));
  await sleep(minutes * 30_000);
  const before = memory(child);
  child.kill('SIGKILL');
  await sleep(200);
  ({child} = await startCollector(store, port));
  await all;
  const seconds = (performance.now() - start) / 1000;
  const counted = await machinesCounted(port);
  print({
    figure: name,
    machines,
    seconds: Math.round(seconds),
    reports_a_second: Number((machines / seconds).toFixed(1)),
    p50_ms: quantile(times, 0.5),
    p99_ms: quantile(times, 0.99),
    sent_again: again,
    lost: machines - counted,
    peak_mib: Number(Math.max(before, memory(child)).toFixed(1)),
  });
  const flood = new Agent({keepAlive: true, maxSockets: 32});
  const begin = performance.now();
  const took = [];
  await Promise.all(
    Array.from({length: 32}, async () => {
      for (let at = 0; at < 300; at++) {
        const sent = performance.now();
        if ((await post(port, reportOf(), flood)) === 204) took.push(performance.now() - sent);
      }
    }),
  );
  print({
    figure: `${name}, without a pause`,
    reports_a_second: Math.round((took.length / (performance.now() - begin)) * 1000),
    p99_ms: quantile(took, 0.99),
    peak_mib: Number(memory(child).toFixed(1)),
  });
  flood.destroy();
  child.kill();
}

/** A server of its own, which is `stop()`ped; undefined when none is installed. */
async function startPostgres() {
  const [version] = readdirSync('/usr/lib/postgresql').sort().reverse();
  if (!version) return undefined;
  const programs = join('/usr/lib/postgresql', version, 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'bycatch-postgres-'));
  const isRoot = userInfo().uid === 0;
  const as = {stdio: 'ignore'};
  if (isRoot) {
    const [, , uid, gid] = /^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))[0].split(':');
    Object.assign(as, {uid: Number(uid), gid: Number(gid)});
    chownSync(folder, as.uid, as.gid);
  }
  const data = join(folder, 'data');
  const words = ['-D', data, '--auth', 'trust', '--username', 'test', '--encoding', 'UTF8'];
  spawnSync(join(programs, 'initdb'), words, as);
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-k', folder, '-h', ''], as);
  while (spawnSync(join(programs, 'pg_isready'), ['-q', '-h', folder]).status !== 0)
    await sleep(100);
  return {
    words: `host=${folder} user=test dbname=postgres`,
    async stop() {
      const ended = new Promise(resolve => server.on('close', resolve));
      server.kill('SIGINT');
      await ended;
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

print({figure: 'machine', cpu: cpus()[0].model, cores: cpus().length});
await simulate('SQLite', ['--sqlite', join(scratch, 'counts.db')]);
const postgres = await startPostgres().catch(() => undefined);
if (postgres) {
  await simulate('PostgreSQL', ['--postgres', postgres.words]);
  await postgres.stop();
} else {
  print({skipped: 'PostgreSQL: no server is installed'});
}
rmSync(scratch, {recursive: true, force: true});

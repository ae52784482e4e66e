// Many hosts on one index, as that many profiles have them: node tests/bench/hosts.mjs [HOSTS]
// Each is asked to check 256 photos again and again. Prints the time of an answer, and what memory each has of its own
// and shares, in KiB. Release build; the index is that of BYCATCH_HOME, or of the starter list.
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {cpus, tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {mustBycatch} from '../support/bycatch_command.mjs';

const HOSTS = Number(process.argv[2] ?? 32);
const ROUNDS = 40;
const root = fileURLToPath(new URL('../..', import.meta.url));
process.env.BYCATCH_BIN ??= join(root, 'build/release/bin');
const scratch = mkdtempSync(join(tmpdir(), 'bycatch-hosts-'));
const home = process.env.BYCATCH_HOME ?? scratch;
if (home === scratch) mustBycatch(home, 'import', '--starter');
const ids = readFileSync(join(root, 'manifests/extension/ids.cmake'), 'utf8');
const caller = `chrome-extension://${/CHROMIUM_ID "([^"]+)"/.exec(ids)[1]}/`;

class Host {
  constructor() {
    this.process = spawn(join(process.env.BYCATCH_BIN, 'bycatch-host'), [caller], {
      env: {...process.env, BYCATCH_HOME: home},
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.bytes = Buffer.alloc(0);
    this.process.stdout.on('data', part => {
      this.bytes = Buffer.concat([this.bytes, part]);
      this.take();
    });
  }
  take() {
    while (this.bytes.length >= 4 && this.bytes.length >= 4 + this.bytes.readUInt32LE()) {
      const end = 4 + this.bytes.readUInt32LE();
      const reply = JSON.parse(this.bytes.subarray(4, end).toString());
      this.bytes = this.bytes.subarray(end);
      if (reply.verb === 'error') throw new Error(reply.code);
      if (!reply.more) this.heard();
    }
  }
  ask(question) {
    const text = Buffer.from(JSON.stringify(question));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(text.length);
    const start = performance.now();
    this.process.stdin.write(Buffer.concat([size, text]));
    return new Promise(resolve => {
      this.heard = () => resolve(performance.now() - start);
    });
  }
  /** Of this process, and of its broker. */
  memory() {
    const children = readFileSync(
      `/proc/${this.process.pid}/task/${this.process.pid}/children`,
      'utf8',
    );
    return [this.process.pid, ...children.trim().split(' ').filter(Boolean)].map(pid => {
      const sums = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      const of = name => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(sums)[1]);
      return {
        own: of('Private_Clean') + of('Private_Dirty'),
        shared: of('Shared_Clean') + of('Shared_Dirty'),
      };
    });
  }
}

const photos = Array.from({length: 256}, (_, i) => ({
  subject: `p${i}`,
  urls: [`https://www.flickr.com/photos/x/${9_000_000_000_001 + i * 7}/`],
}));
const quantile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];

const hosts = Array.from({length: HOSTS}, () => new Host());
await Promise.all(
  hosts.map(host => host.ask({id: 1, verb: 'hello', protocol: {min: 1, max: 1}, version: '0.1.0'})),
);
const times = [];
await Promise.all(
  hosts.map(async host => {
    for (let round = 0; round < ROUNDS; round++)
      times.push(await host.ask({id: 2 + round, verb: 'check', photos}));
  }),
);
const memory = hosts.map(host => host.memory());
const most = (which, name) => Math.max(...memory.map(all => all[which]?.[name] ?? 0));
console.log(
  JSON.stringify({
    machine: `${cpus()[0].model}, ${cpus().length} cores`,
    hosts: HOSTS,
    photos: 256,
    p50_ms: Number(quantile(times, 0.5).toFixed(2)),
    p99_ms: Number(quantile(times, 0.99).toFixed(2)),
    answerer_own_kib: most(0, 'own'),
    answerer_shared_kib: most(0, 'shared'),
    broker_own_kib: most(1, 'own'),
  }),
);
for (const host of hosts) host.process.stdin.end();
rmSync(scratch, {recursive: true, force: true});

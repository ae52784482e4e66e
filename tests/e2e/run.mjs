// All end-to-end tests, both browsers: node tests/e2e/run.mjs [chromium|firefox] [WORD in a file's name]. Files named
// long_* run only when the word names them: node tests/e2e/run.mjs long_
import {spawn} from 'node:child_process';
import {readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const folder = fileURLToPath(new URL('./', import.meta.url));
const words = process.argv.slice(2);
const only = words.find(word => word === 'chromium' || word === 'firefox');
const part = words.find(word => word !== only) ?? '';
const files = readdirSync(folder)
  .filter(name => name.endsWith('.test.mjs') && name.includes(part))
  .filter(name => part.startsWith('long') || !name.startsWith('long_'))
  .sort()
  .map(name => folder + name);
if (!files.length) throw new Error(`no test file has ${part} in its name`);

// A single file that takes longer hangs.
const LIMIT_MS = part.startsWith('long') ? 3_600_000 : 300_000;

function run(browser) {
  const started = Date.now();
  const child = spawn(
    process.execPath,
    [
      '--test',
      '--test-concurrency=1',
      `--test-timeout=${LIMIT_MS}`,
      '--test-reporter=spec',
      ...files,
    ],
    {
      env: {...process.env, BYCATCH_BROWSER: browser},
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let text = '';
  child.stdout.on('data', data => {
    text += data;
  });
  return new Promise(resolve =>
    child.on('close', code => {
      console.log(
        `\n== ${browser}: ${code === 0 ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s\n${text}`,
      );
      resolve(code === 0);
    }),
  );
}

// One after the other: on two cores one browser can starve the other.
let failures = 0;
for (const browser of only ? [only] : ['chromium', 'firefox'])
  if (!(await run(browser))) failures++;
process.exit(failures ? 1 : 0);

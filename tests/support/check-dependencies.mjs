// Who may use whom in the extension, as .dependency-cruiser.cjs says. The tool passes when it reads nothing at all, so
// this fails when too few modules were read, and when a wrong import that it plants is not seen.
import {spawnSync} from 'node:child_process';
import {rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const root = path.resolve(import.meta.dirname, '../..');
const FEWEST_MODULES = 40;

/** Imports that must not pass, by the folder they would stand in. */
const WRONG = {
  content: '../background/tell.ts',
  sites: '../content/mark.ts',
  background: '../pages/wording.ts',
  pages: '../background/tell.ts',
  common: '../sites/flickr.ts',
};

function cruise() {
  const run = spawnSync(
    process.execPath,
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      'extension/src',
      '--output-type',
      'json',
    ],
    {cwd: root, encoding: 'utf8', maxBuffer: 64 << 20},
  );
  if (run.error || !run.stdout) throw new Error(`dependency-cruiser did not run: ${run.stderr}`);
  return JSON.parse(run.stdout).summary;
}

const fail = message => {
  process.stderr.write(`check-dependencies: ${message}\n`);
  process.exitCode = 1;
};

const {totalCruised, violations} = cruise();
if (totalCruised < FEWEST_MODULES) fail(`only ${totalCruised} modules were read`);
for (const {rule, from, to} of violations) fail(`${rule.name}: ${from} -> ${to}`);

const planted = Object.entries(WRONG).map(([folder, target]) => ({
  from: `extension/src/${folder}/planted-${process.pid}.ts`,
  target,
}));
try {
  for (const {from, target} of planted) {
    writeFileSync(path.join(root, from), `import * as wrong from '${target}';\nexport {wrong};\n`);
  }
  const seen = new Set(cruise().violations.map(({from}) => from));
  for (const {from, target} of planted) {
    if (!seen.has(from))
      fail(`a planted import of ${target} in ${path.dirname(from)} was not seen`);
  }
} finally {
  for (const {from} of planted) rmSync(path.join(root, from), {force: true});
}
if (!process.exitCode)
  process.stdout.write(`check-dependencies: ${totalCruised} modules, all as they may be\n`);

// The package, as people install it: built, installed, used in a browser and removed. Nothing of it stays on this machine.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {browserKind} from '../support/browsers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const why =
  process.getuid() !== 0
    ? 'only root can install a package'
    : !existsSync('/usr/bin/unshare') && 'no unshare';

test('package: installed, the first page is marked; removed, nothing is left behind', {
  skip: why,
}, () => {
  if (browserKind === 'chromium') execFileSync('./run', ['package'], {cwd: root});
  const trial = join(root, 'tests/support/package_trial.sh');
  const said = execFileSync('unshare', ['-m', trial, browserKind], {encoding: 'utf8'});
  console.log(said);
  assert.match(said, /listed photos marked/);
  assert.match(said, /nothing left behind/);
});

test('package: lintian finds no error', {
  skip: why || (!existsSync('/usr/bin/lintian') && 'no lintian'),
}, () => {
  const packages = join(root, 'build/packages');
  execFileSync('bash', ['-c', 'lintian --fail-on error,warning --allow-root ./*.deb'], {
    cwd: packages,
  });
});

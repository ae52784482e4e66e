// Policies from the files that administrators write, in the real browser.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {browserKind} from '../support/browsers.mjs';

const why =
  process.getuid() !== 0
    ? 'only root can write a policy for the machine'
    : !existsSync('/usr/bin/unshare') && 'no unshare';

test('policy file: each key is enforced, changed, recommended and taken away', {skip: why}, () => {
  const trial = fileURLToPath(new URL('../support/policy_trial.sh', import.meta.url));
  const said = execFileSync('unshare', ['-m', trial, browserKind], {encoding: 'utf8'});
  console.log(said);
  assert.match(said, /every key holds/);
});

// Every promise in BEHAVIOURS.md names tests that are there. What files named long_* prove is not proven by each run:
// such tests stand under a heading of their own that says by which command they are run, and no others stand there. Each
// fault of a sync (N network, S server, D disk, P process, C clock, K keys, X several at once, V privacy) has a row or a
// line that says why it has none.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../..', import.meta.url).pathname;
const LONG_COMMAND = './run test long';
const isLong = (file) => file.includes('/long_');

const files = execFileSync('git', ['ls-files', 'tests/*_test.cpp', 'tests/*.test.ts', 'tests/*.test.mjs'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
const textOf = (some) => some.map((file) => readFileSync(root + file, 'utf8')).join('\n').replaceAll("\\'", "'");
const [always, onDemand] = [textOf(files.filter((file) => !isLong(file))), textOf(files.filter(isLong))];

let bad = 0;
const complain = (text) => {
  console.error(text);
  bad++;
};
let rows = 0;
let isUnderLong = false;
for (const line of readFileSync(`${root}tests/BEHAVIOURS.md`, 'utf8').split('\n')) {
  if (line.startsWith('| **')) isUnderLong = line.includes(`\`${LONG_COMMAND}\``);
  else if (line.startsWith('| ') && !line.startsWith('| promise')) {
    rows++;
    const [, promise, proof] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const names = [...proof.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
    if (names.length === 0) complain(`no test is named for: ${promise}`);
    for (const name of names) {
      if (always.includes(name) && !isUnderLong) continue;
      if (isUnderLong && onDemand.includes(name)) continue;
      if (isUnderLong) complain(`there is no test "${name}" in a file named long_* for: ${promise}`);
      else if (onDemand.includes(name)) complain(`"${name}" is not proven by each run, and stands above "${LONG_COMMAND}": ${promise}`);
      else complain(`there is no test "${name}" for: ${promise}`);
    }
  }
}
const FAULTS = { N: 30, S: 31, D: 22, P: 14, C: 12, K: 16, X: 10, V: 10 };
const told = new Map();
for (const line of readFileSync(`${root}tests/BEHAVIOURS.md`, 'utf8').split('\n')) {
  const ids = line.match(/^(?:\||-) ((?:[NSDPCKXV]\d+(?:, )?)+)/)?.[1] ?? '';
  for (const id of ids.match(/\b[NSDPCKXV]\d+\b/g) ?? []) told.set(id, line);
}
for (const [letter, count] of Object.entries(FAULTS)) {
  for (let number = 1; number <= count; number++) {
    if (!told.has(letter + number)) complain(`no row and no reason for the fault ${letter}${number}`);
  }
}
if (rows < 10) complain('BEHAVIOURS.md was not understood');
if (!readFileSync(`${root}tests/support/test.sh`, 'utf8').includes('run.mjs long_')) complain('test.sh runs no file named long_*');
process.exit(bad ? 1 : 0);

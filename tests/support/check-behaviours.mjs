// Every promise in BEHAVIOURS.md names tests that are there.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../..', import.meta.url).pathname;
const files = execFileSync('git', ['ls-files', 'tests/*_test.cpp', 'tests/*.test.ts', 'tests/*.test.mjs'], { cwd: root, encoding: 'utf8' });
const sources = files.trim().split('\n').map((file) => readFileSync(root + file, 'utf8')).join('\n').replaceAll("\\'", "'");
const rows = readFileSync(`${root}tests/BEHAVIOURS.md`, 'utf8').split('\n').filter((line) => line.startsWith('| ') && !line.includes('**'));
let bad = 0;
const complain = (text) => {
  console.error(text);
  bad++;
};
for (const row of rows.slice(1)) {
  const [, promise, proof] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
  const names = [...proof.matchAll(/`([^`]+)`/g)].map((match) => match[1]);
  if (names.length === 0) complain(`no test is named for: ${promise}`);
  for (const name of names) if (!sources.includes(name)) complain(`there is no test "${name}" for: ${promise}`);
}
if (rows.length < 10) complain('BEHAVIOURS.md was not understood');
process.exit(bad ? 1 : 0);

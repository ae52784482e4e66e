// Photos that are in two published lists and more, by pair of lists.
//   node tests/bench/list_overlap.mjs LIST.tsv...
import {readFileSync} from 'node:fs';
import {basename} from 'node:path';

const kinds = ['photo', 'media', 'asset', 'url'];
const holders = new Map(); // photo -> positions of lists
const names = process.argv.slice(2).map(path => basename(path, '.tsv'));

process.argv.slice(2).forEach((path, list) => {
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const [platform, kind, id] = line.split('\t');
    if (!kinds.includes(kind)) continue;
    const photo = `${platform} ${kind} ${id}`;
    const lists = holders.get(photo);
    if (!lists) holders.set(photo, [list]);
    else if (lists.at(-1) !== list) lists.push(list);
  }
});

const pairs = new Map();
let inSeveral = 0;
for (const lists of holders.values()) {
  if (lists.length > 1) inSeveral += 1;
  for (const [at, one] of lists.entries()) {
    for (const other of lists.slice(at + 1)) {
      const pair = `${names[one]} and ${names[other]}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
}
console.log(`${holders.size} photos, ${inSeveral} of them in two lists and more`);
for (const [pair, count] of [...pairs].sort((a, b) => b[1] - a[1]))
  console.log(`${String(count).padStart(8)}  ${pair}`);

// Who may include whom in C++: each folder's target sees the folders it links and no others. For each rule a planted
// include is compiled with that folder's own flags: the forbidden one must fail, the allowed one must compile.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../..', import.meta.url).pathname;
const commands = JSON.parse(readFileSync(join(root, 'build/dev/compile_commands.json'), 'utf8'));
const rules = [
  { folder: 'shared/core/identify', may: 'result.h', mayNot: ['durable_file.h', 'generation.h', 'answerer.h'] },
  { folder: 'shared/core/index', may: 'result.h', mayNot: ['durable_file.h', 'generation.h', 'catalogue.h'] },
  { folder: 'native-host/platform', may: 'result.h', mayNot: ['generation.h', 'list_tsv.h', 'answerer.h'] },
  { folder: 'native-host/store', may: 'index.h', mayNot: ['list_tsv.h', 'answerer.h'] },
  { folder: 'native-host/pictures', may: 'picture_imprint.h', mayNot: ['generation.h', 'vips/vips.h', 'list_tsv.h'] },
  { folder: 'native-host/decoder', may: 'picture_fault.h', mayNot: ['generation.h', 'list_tsv.h', 'answerer.h'] },
  { folder: 'native-host/publish', may: 'list_row.h', mayNot: ['generation.h', 'state_db.h', 'answerer.h'] },
  { folder: 'native-host/mirror', may: 'trusted_set.h', mayNot: ['generation.h', 'workshop.h', 'answerer.h'] },
  { folder: 'native-host/collect', may: 'event_report.h', mayNot: ['answerer.h', 'list_tsv.h', 'sync_run.h'] },
  { folder: 'native-host/host', may: 'generation.h', mayNot: ['list_tsv.h', 'sync.h'] },
];

function compiles(folder, header) {
  // A target's files may be compiled together, by way of a file in its build folder.
  const entry = commands.find(({ file }) => [root, join(root, 'build/dev')].some((at) => file.startsWith(join(at, folder, '/'))));
  if (!entry) throw new Error(`nothing of ${folder} is compiled`);
  const flags = entry.command.match(/(?:-I|-isystem )\S+/g) ?? [];
  const planted = join(root, 'build/dev/planted.cpp');
  writeFileSync(planted, `#include "${header}"\n`);
  try {
    execFileSync('g++', ['-std=c++23', '-fsyntax-only', ...flags.flatMap((flag) => flag.split(' ')), planted], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}

let bad = 0;
for (const { folder, may, mayNot } of rules) {
  if (!compiles(folder, may)) {
    console.error(`${folder} cannot include ${may}: the check itself is broken`);
    bad++;
  }
  for (const header of mayNot) {
    if (compiles(folder, header)) {
      console.error(`${folder} must not be able to include ${header}`);
      bad++;
    }
  }
}
process.exit(bad ? 1 : 0);

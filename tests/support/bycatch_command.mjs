// Runs the real `bycatch` against a data folder of the test's own.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Where bycatch and bycatch-host stand: $BYCATCH_BIN, else the release build, else the dev build. */
function programs() {
  const folders = [process.env.BYCATCH_BIN, 'build/release/bin', 'build/dev/bin']
    .filter(Boolean)
    .map(folder => join(repository, folder));
  const found = folders.find(
    folder => existsSync(join(folder, 'bycatch')) && existsSync(join(folder, 'bycatch-host')),
  );
  if (!found)
    throw new Error(
      'bycatch and bycatch-host are not built: cmake --preset release && cmake --build --preset release',
    );
  return found;
}

export const bycatchProgram = () => join(programs(), 'bycatch');

/** Exit code and output; `home` becomes BYCATCH_HOME. */
export function bycatch(home, ...words) {
  const {status, stdout, stderr} = spawnSync(bycatchProgram(), words, {
    env: {...process.env, BYCATCH_HOME: home},
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return {status, stdout, stderr};
}

/** The same; anything but exit 0 is an error. */
export function mustBycatch(home, ...words) {
  const done = bycatch(home, ...words);
  if (done.status !== 0)
    throw new Error(`bycatch ${words[0]} ended with ${done.status}: ${done.stderr}${done.stdout}`);
  return done.stdout;
}

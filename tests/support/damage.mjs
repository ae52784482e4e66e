// Damage to an index on disk.
import {closeSync, openSync, readdirSync, readFileSync, statSync, writeSync} from 'node:fs';
import {join} from 'node:path';

/** The file of the index in use. */
export function indexOf(home) {
  const live = readFileSync(join(home, 'live'), 'utf8').trim();
  const folder = join(home, 'generations', live);
  return join(
    folder,
    readdirSync(folder).find(name => name.endsWith('.segment')),
  );
}

/** Overwrites every byte but the first page's. */
export function damageIndex(home) {
  const path = indexOf(home);
  const size = statSync(path).size;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(size - 4096, 0x5a), 0, size - 4096, 4096);
  closeSync(file);
}

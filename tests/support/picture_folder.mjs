// Picture files on disk, for a browser to choose.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {drawMosaic} from './draw_thumbnail.mjs';

/** A folder of a test's own: each call that makes a file answers with its path; `remove` takes all away. */
export function pictureFolder() {
  const path = mkdtempSync(join(tmpdir(), 'bycatch-posting-'));
  const fileOf = (name, bytes) => {
    const file = join(path, name);
    writeFileSync(file, bytes);
    return file;
  };
  return {
    path,
    fileOf,
    /** Another picture for another seed. */
    picture: seed => fileOf(`picture-${seed}.png`, drawMosaic(String(seed))),
    remove: () => rmSync(path, {recursive: true, force: true}),
  };
}

import {MAX_REQUEST_BYTES} from '../../../shared/protocol/protocol.gen.ts';

export const MAX_BATCH = 256;
/** Room for the frame around the items. */
const FRAME_BYTES = 512;

const utf8 = new TextEncoder();

/** What an item may weigh at most once a browser has written it: some escape `<` and the like as \u003c. */
function weight(item: unknown): number {
  const json = JSON.stringify(item);
  const escaped = json.match(/[<>&\u007f\u2028\u2029]/g)?.length ?? 0;
  return utf8.encode(json).length + escaped * 5 + 1;
}

/** Splits items into requests that the host accepts: at most 256, at most 256 KiB. */
export function batches<T>(items: readonly T[]): T[][] {
  const all: T[][] = [];
  let batch: T[] = [];
  let bytes = FRAME_BYTES;
  for (const item of items) {
    const itemBytes = weight(item);
    if (batch.length > 0 && (batch.length === MAX_BATCH || bytes + itemBytes > MAX_REQUEST_BYTES)) {
      all.push(batch);
      batch = [];
      bytes = FRAME_BYTES;
    }
    batch.push(item);
    bytes += itemBytes;
  }
  if (batch.length > 0) all.push(batch);
  return all;
}

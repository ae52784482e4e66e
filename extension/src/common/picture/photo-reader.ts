// From a file that somebody is about to post to 256x256 grey, in the page's own process. The browser decodes; the
// averaging is ours, in pieces small enough that typing never waits.

import type {FileReason} from '../draft.ts';
import {readsTruly} from './canvas-trust.ts';
import {isMoving, isWhole, pixelsIn} from './file-facts.ts';
import type {FileKind} from './file-kind.ts';
import {HEAD_BYTES, kindOf, MIME_TYPES} from './file-kind.ts';
import {greyPicture} from './grey-picture.ts';
import type {Metadata} from './metadata.ts';
import {metadataOf} from './metadata.ts';
import {ownCopy} from './own-copy.ts';
import {Turns} from './turns.ts';

/** More pixels than any camera's; decoded they would take 400 MB. */
export const MAX_PIXELS = 100_000_000;
/** Larger files are decoded all the same, but not read through for what they tell beside the picture. */
const MAX_READ_BYTES = 64 * 2 ** 20;

export interface PhotoReading {
  kind: FileKind;
  /** 65,536 samples, or why there are none. */
  picture: Uint8Array | FileReason;
  /** Absent when it could not be read. */
  metadata?: Metadata;
}

export async function readPhoto(file: Blob): Promise<PhotoReading> {
  const bytes = await bytesOf(file);
  if (!bytes) return {kind: 'other', picture: 'unreadable'};
  const kind = kindOf(bytes.subarray(0, HEAD_BYTES));
  const isAll = bytes.length === file.size;
  const metadata = isAll ? metadataOf(bytes, kind) : undefined;
  const reason = objection(bytes, kind, isAll);
  const picture = reason ?? (await greyOf(file.slice(0, file.size, MIME_TYPES[kind] ?? ''), kind));
  return {kind, picture, ...(metadata && {metadata})};
}

async function bytesOf(file: Blob): Promise<Uint8Array | undefined> {
  try {
    const part = file.size > MAX_READ_BYTES ? file.slice(0, HEAD_BYTES) : file;
    return new Uint8Array(ownCopy(await part.arrayBuffer()));
  } catch {
    // It was moved or taken away after it was chosen.
    return undefined;
  }
}

/** Why a file need not be decoded to know that it cannot be compared. */
function objection(bytes: Uint8Array, kind: FileKind, isAll: boolean): FileReason | undefined {
  if (kind === 'empty' || kind === 'video' || kind === 'svg') return kind;
  if (kind === 'other') return 'undecodable';
  if (isMoving(bytes, kind)) return 'moving';
  if ((pixelsIn(bytes, kind) ?? 0) > MAX_PIXELS) return 'too_many_pixels';
  return isAll && !isWhole(bytes, kind) ? 'cut_short' : undefined;
}

async function greyOf(file: Blob, kind: FileKind): Promise<Uint8Array | FileReason> {
  if (!readsTruly()) return 'altered_pixels';
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return kind === 'heic' ? 'heic' : 'undecodable';
  }
  try {
    if (bitmap.width * bitmap.height > MAX_PIXELS) return 'too_many_pixels';
    return (await greyPicture(bitmap, new Turns())) ?? 'undecodable';
  } catch {
    return 'undecodable';
  } finally {
    bitmap.close();
  }
}

// What the bytes of a picture file say of the picture, before anybody decodes it.
import type {FileKind} from './file-kind.ts';
import {word} from './file-kind.ts';
import {jpegParts} from './jpeg.ts';
import {pngChunks} from './png.ts';

/** Whether a file is there to its end; true where its kind does not tell. */
export function isWhole(bytes: Uint8Array, kind: FileKind): boolean {
  if (kind === 'jpeg') return jpegParts(bytes) !== undefined;
  if (kind === 'png') return pngChunks(bytes) !== undefined;
  if (kind === 'webp') return bytes.length >= viewOf(bytes).getUint32(4, true) + 8;
  return true;
}

/** Whether it shows more than one picture after another. */
export function isMoving(bytes: Uint8Array, kind: FileKind): boolean {
  if (kind === 'gif') return framesOfGif(bytes) > 1;
  if (kind === 'webp') return word(bytes, 12) === 'VP8X' && ((bytes[20] ?? 0) & 2) !== 0;
  if (kind === 'png') return (pngChunks(bytes) ?? []).some(({type}) => type === 'acTL');
  return kind === 'avif' && word(bytes, 8) === 'avis';
}

/** Width times height as the file claims; undefined where it is not read. */
export function pixelsIn(bytes: Uint8Array, kind: FileKind): number | undefined {
  const view = viewOf(bytes);
  if (kind === 'png' && bytes.length >= 24) return view.getUint32(16) * view.getUint32(20);
  if (kind === 'gif' && bytes.length >= 10)
    return view.getUint16(6, true) * view.getUint16(8, true);
  if (kind === 'webp') return pixelsInWebp(bytes, view);
  if (kind !== 'jpeg') return undefined;
  for (const {marker, body, to} of jpegParts(bytes) ?? []) {
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame && body + 5 <= to) return view.getUint16(body + 1) * view.getUint16(body + 3);
  }
  return undefined;
}

function pixelsInWebp(bytes: Uint8Array, view: DataView): number | undefined {
  if (bytes.length < 30) return undefined;
  const three = (at: number): number => view.getUint16(at, true) + ((bytes[at + 2] ?? 0) << 16);
  const form = word(bytes, 12);
  if (form === 'VP8X') return (three(24) + 1) * (three(27) + 1);
  if (form === 'VP8 ')
    return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
  const bits = view.getUint32(21, true);
  return form === 'VP8L' ? ((bits & 0x3fff) + 1) * (((bits >>> 14) & 0x3fff) + 1) : undefined;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Counts to two. */
function framesOfGif(bytes: Uint8Array): number {
  const tableOf = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  const afterBlocks = (from: number): number => {
    let at = from;
    while ((bytes[at] ?? 0) !== 0) at += (bytes[at] ?? 0) + 1;
    return at + 1;
  };
  let frames = 0;
  let at = 13 + tableOf(bytes[10] ?? 0);
  while (frames < 2 && at < bytes.length) {
    if (bytes[at] === 0x21) at = afterBlocks(at + 2);
    else if (bytes[at] === 0x2c) {
      frames += 1;
      at = afterBlocks(at + 11 + tableOf(bytes[at + 9] ?? 0));
    } else break;
  }
  return frames;
}

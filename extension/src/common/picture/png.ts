// The chunks of a PNG file. Bytes are hostile: every length is checked against the file.
import {word} from './file-kind.ts';

export interface PngChunk {
  type: string;
  /** With length and checksum. */
  from: number;
  to: number;
  body: number;
}

export const SIGNATURE_BYTES = 8;
const MAX_CHUNKS = 1_000_000;

/** All chunks up to the last, in order; undefined when the file is cut short or no PNG. */
export function pngChunks(bytes: Uint8Array): PngChunk[] | undefined {
  const chunks: PngChunk[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = SIGNATURE_BYTES; at + 12 <= bytes.length && chunks.length < MAX_CHUNKS; ) {
    const to = at + 12 + view.getUint32(at);
    if (to > bytes.length) return undefined;
    const type = word(bytes, at + 4);
    chunks.push({type, from: at, to, body: at + 8});
    if (type === 'IEND') return chunks[0]?.type === 'IHDR' ? chunks : undefined;
    at = to;
  }
  return undefined;
}

/** Chunks that are the picture or say how it is to be shown; all others are about it, or unknown. */
const OF_PICTURE = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs acTL fcTL fdAT'.split(
    ' ',
  ),
);

export const isPictureOfPng = ({type}: PngChunk): boolean => OF_PICTURE.has(type);

/** Bytes of one chunk, with its checksum. */
export function pngChunk(type: string, body: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(body.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length);
  for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i);
  chunk.set(body, 8);
  view.setUint32(8 + body.length, crc32(chunk.subarray(4, 8 + body.length)));
  return chunk;
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return ~crc >>> 0;
}

// Small picture files, put together part by part as cameras and programs do.
import {deflateSync} from 'node:zlib';
import {pngChunk} from '../../extension/src/common/picture/png.ts';

const ascii = (text: string): number[] => [...text].map(letter => letter.charCodeAt(0));
const short = (value: number): number[] => [value >> 8, value & 0xff];

export const bytes = (...parts: readonly (number | Iterable<number>)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap(part => (typeof part === 'number' ? [part] : [...part])));

/** One part of a JPEG: marker, length, content. */
export const part = (
  marker: number,
  ...content: readonly (number | Iterable<number>)[]
): Uint8Array => {
  const body = bytes(...content);
  return bytes(0xff, marker, short(body.length + 2), body);
};

/** Fields of a TIFF directory: tag, type, count, value. */
type Field = [tag: number, type: number, count: number, value: number];

function directory(fields: readonly Field[], isLittle: boolean): number[] {
  const view = new DataView(new ArrayBuffer(2 + fields.length * 12 + 4));
  view.setUint16(0, fields.length, isLittle);
  fields.forEach(([tag, type, count, value], index) => {
    const at = 2 + index * 12;
    view.setUint16(at, tag, isLittle);
    view.setUint16(at + 2, type, isLittle);
    view.setUint32(at + 4, count, isLittle);
    if (type === 3) view.setUint16(at + 8, value, isLittle);
    else view.setUint32(at + 8, value, isLittle);
  });
  return [...new Uint8Array(view.buffer)];
}

interface Exif {
  orientation?: number;
  gps?: boolean;
  serial?: boolean;
  isLittle?: boolean;
}

/** A TIFF block with one main, one Exif and one GPS directory. */
export function tiff({
  orientation = 1,
  gps = false,
  serial = false,
  isLittle = true,
}: Exif): Uint8Array {
  const inner: Field[] = serial ? [[0xa431, 2, 4, 0x31323300]] : [[0x9000, 7, 4, 0x30323332]];
  const place: Field[] = gps
    ? [
        [1, 2, 2, 0x4e000000],
        [2, 5, 3, 200],
      ]
    : [[0, 1, 4, 0x02030000]];
  const size = (fields: readonly Field[]): number => 2 + fields.length * 12 + 4;
  const mainSize = 2 + 3 * 12 + 4;
  const main: Field[] = [
    [0x0112, 3, 1, orientation],
    [0x8769, 4, 1, 8 + mainSize],
    [0x8825, 4, 1, 8 + mainSize + size(inner)],
  ];
  const head = isLittle ? [0x49, 0x49, 42, 0, 8, 0, 0, 0] : [0x4d, 0x4d, 0, 42, 0, 0, 0, 8];
  return bytes(head, ...[main, inner, place].map(fields => directory(fields, isLittle)));
}

export const exifPart = (exif: Exif): Uint8Array => part(0xe1, ascii('Exif\0\0'), tiff(exif));
export const xmpPart = (text: string): Uint8Array =>
  part(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0'), ascii(text));

export const jfif = part(0xe0, ascii('JFIF\0'), [1, 1, 0, 0, 1, 0, 1, 0, 0]);
export const icc = part(0xe2, ascii('ICC_PROFILE\0'), [1, 1], ascii('a profile'));
export const adobe = part(0xee, ascii('Adobe'), [0, 100, 0, 0, 0, 0, 1]);
export const comment = part(0xfe, ascii('made on a Tuesday'));
export const iptc = part(0xed, ascii('Photoshop 3.0\0'), ascii('8BIM'));
/** Tables, a frame of 16 by 16 pixels and two scans with stuffed bytes and a restart marker. Not decodable. */
const coded = bytes(
  part(0xdb, [0], Array(64).fill(1)),
  part(0xc2, [8, 0, 16, 0, 16, 1, 1, 0x11, 0]),
  part(0xda, [1, 1, 0, 0, 63, 0]),
  [1, 0xff, 0, 2, 0xff, 0xd0, 3],
  part(0xc4, [0], Array(16).fill(0)),
  part(0xda, [1, 1, 0, 0, 63, 0]),
  [9, 8, 7],
);

export const jpeg = (...parts: readonly Uint8Array[]): Uint8Array =>
  bytes([0xff, 0xd8], ...parts, coded, [0xff, 0xd9]);

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
export const textChunk = (type: string, text: string): Uint8Array =>
  pngChunk(type, bytes(ascii(text)));

/** A grey PNG of two by two pixels with `chunks` before its picture. */
export const png = (...chunks: readonly Uint8Array[]): Uint8Array =>
  bytes(
    SIGNATURE,
    pngChunk('IHDR', bytes([0, 0, 0, 2, 0, 0, 0, 2, 8, 0, 0, 0, 0])),
    ...chunks,
    pngChunk('IDAT', deflateSync(Uint8Array.from([0, 10, 200, 0, 90, 40]))),
    pngChunk('IEND', bytes()),
  );

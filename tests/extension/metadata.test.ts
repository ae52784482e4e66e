import {expect, test} from 'vitest';
import {isMoving, isWhole, pixelsIn} from '../../extension/src/common/picture/file-facts.ts';
import {kindOf} from '../../extension/src/common/picture/file-kind.ts';
import {metadataOf} from '../../extension/src/common/picture/metadata.ts';
import {pngChunk} from '../../extension/src/common/picture/png.ts';
import {showsTheSame, strippedCopy} from '../../extension/src/compose/stripped-copy.ts';
import {
  adobe,
  bytes,
  comment,
  exifPart,
  icc,
  iptc,
  jfif,
  jpeg,
  png,
  textChunk,
  tiff,
  xmpPart,
} from './picture-file.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (file: Uint8Array | undefined): string => new TextDecoder('latin1').decode(file);
const nothing = {orientation: 1, hasPlace: false, hasSerial: false, hasFaces: false};

test.each([
  ['empty', bytes()],
  ['jpeg', jpeg()],
  ['png', png()],
  ['gif', ascii('GIF89a..')],
  ['webp', ascii('RIFF....WEBPVP8 ')],
  ['video', ascii('RIFF....AVI LIST')],
  ['avif', bytes([0, 0, 0, 24], ascii('ftypavif....mif1'))],
  ['heic', bytes([0, 0, 0, 24], ascii('ftypheic....mif1'))],
  ['heic', bytes([0, 0, 0, 24], ascii('ftypmif1....heic'))],
  ['video', bytes([0, 0, 0, 20], ascii('ftypisom....'))],
  ['video', bytes([0, 0, 0, 20], ascii('ftypqt  ....'))],
  ['video', bytes([0x1a, 0x45, 0xdf, 0xa3])],
  ['svg', ascii('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['other', ascii('%PDF-1.7')],
  ['other', bytes(0xff)],
] as const)('file kind: %s by its bytes', (kind, file) => {
  expect(kindOf(file)).toBe(kind);
});

test.each([
  ['nothing', jpeg(jfif, icc, adobe), nothing],
  ['a place', jpeg(exifPart({gps: true})), {...nothing, hasPlace: true}],
  [
    'a place, big-endian',
    jpeg(exifPart({gps: true, isLittle: false})),
    {...nothing, hasPlace: true},
  ],
  ['a serial number', jpeg(exifPart({serial: true})), {...nothing, hasSerial: true}],
  ['which way up', jpeg(exifPart({orientation: 6})), {...nothing, orientation: 6}],
  ['a direction that is none', jpeg(exifPart({orientation: 77})), nothing],
  ['faces', jpeg(xmpPart('<x mwg-rs:Regions="">')), {...nothing, hasFaces: true}],
  ['a name', jpeg(xmpPart('<Iptc4xmpExt:PersonInImage>')), {...nothing, hasFaces: true}],
  ['a place in XMP', jpeg(xmpPart('exif:GPSLatitude="1,2N"')), {...nothing, hasPlace: true}],
  ['a lens in XMP', jpeg(xmpPart('aux:LensSerialNumber="1"')), {...nothing, hasSerial: true}],
  ['a remark', jpeg(comment, iptc), nothing],
])('metadata: a JPEG that tells %s', (_what, file, wanted) => {
  expect(metadataOf(file, 'jpeg')).toEqual(wanted);
});

test('metadata: PNG and WebP tell the same', () => {
  const exif = tiff({gps: true, orientation: 3});
  const wanted = {...nothing, orientation: 3, hasPlace: true};
  expect(metadataOf(png(pngChunk('eXIf', exif)), 'png')).toEqual(wanted);
  const size = exif.length;
  const webp = bytes(ascii('RIFF....WEBPEXIF'), [size & 255, size >> 8, 0, 0], exif);
  expect(metadataOf(webp, 'webp')).toEqual(wanted);
  const named = textChunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0<MPRI:Regions>');
  expect(metadataOf(png(named), 'png')?.hasFaces).toBe(true);
});

const told = [
  exifPart({orientation: 6, gps: true, serial: true}),
  xmpPart('<mwg-rs:Regions/>'),
  iptc,
  comment,
];

test('stripped copy: a JPEG keeps its picture, its profile and its direction, and nothing else', () => {
  const file = bytes(jpeg(jfif, ...told, icc, adobe), ascii('a film behind the picture'));
  const copy = strippedCopy(file, 'jpeg');
  expect(metadataOf(copy ?? bytes(), 'jpeg')).toEqual({...nothing, orientation: 6});
  expect(text(copy)).toContain('a profile');
  expect(text(copy)).toContain('Adobe');
  for (const gone of ['Regions', 'Photoshop', 'Tuesday', 'film'])
    expect(text(copy)).not.toContain(gone);
  expect(showsTheSame(file, copy ?? bytes(), 'jpeg')).toBe(true);
});

test('stripped copy: a PNG likewise', () => {
  const file = png(
    pngChunk('iCCP', ascii('a profile')),
    pngChunk('eXIf', tiff({orientation: 8, gps: true})),
    textChunk('tEXt', 'Comment\0Tuesday'),
    textChunk('iTXt', 'XML:com.adobe.xmp\0\0\0\0\0<MPRI:Regions>'),
    textChunk('prVt', 'whatever'),
  );
  const copy = strippedCopy(file, 'png');
  expect(metadataOf(copy ?? bytes(), 'png')).toEqual({...nothing, orientation: 8});
  expect(text(copy)).toContain('a profile');
  for (const gone of ['Tuesday', 'Regions', 'whatever']) expect(text(copy)).not.toContain(gone);
});

test('stripped copy: another picture, profile or direction is seen', () => {
  const file = jpeg(jfif, icc);
  expect(showsTheSame(file, jpeg(jfif), 'jpeg')).toBe(false);
  expect(showsTheSame(file, jpeg(jfif, icc, exifPart({orientation: 6})), 'jpeg')).toBe(false);
  const other = jpeg(jfif, icc);
  other[other.length - 3] = 6;
  expect(showsTheSame(file, other, 'jpeg')).toBe(false);
});

test('stripped copy: none of a file of another kind', () => {
  expect(strippedCopy(ascii('GIF89a..'), 'gif')).toBeUndefined();
});

test('picture files cut anywhere, or with any byte changed, are survived', () => {
  const whole = {jpeg: jpeg(jfif, ...told, icc), png: png(pngChunk('eXIf', tiff({gps: true})))};
  for (const [kind, file] of Object.entries(whole) as ['jpeg' | 'png', Uint8Array][]) {
    for (let at = 0; at < file.length; at++) {
      const cut = file.subarray(0, at);
      expect([kind, at, isWhole(cut, kind), strippedCopy(cut, kind)]).toEqual([
        kind,
        at,
        false,
        undefined,
      ]);
      for (const byte of [0, 0x7f, 0xff]) {
        const changed = Uint8Array.from(file);
        changed[at] = byte;
        metadataOf(changed, kind);
        pixelsIn(changed, kind);
        isMoving(changed, kind);
        // Whatever the bytes, a copy that is handed out shows the same and tells nothing.
        const copy = strippedCopy(changed, kind);
        if (copy) {
          expect(showsTheSame(changed, copy, kind)).toBe(true);
          expect(metadataOf(copy, kind)).toMatchObject({
            hasPlace: false,
            hasSerial: false,
            hasFaces: false,
          });
        }
      }
    }
  }
});

test('file facts: size before decoding, and what moves', () => {
  expect(pixelsIn(jpeg(), 'jpeg')).toBe(256);
  expect(pixelsIn(png(), 'png')).toBe(4);
  expect(isMoving(png(pngChunk('acTL', bytes())), 'png')).toBe(true);
  expect(isMoving(png(), 'png')).toBe(false);
  const frame = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
  const gif = (count: number): Uint8Array =>
    bytes(
      ascii('GIF89a'),
      [1, 0, 1, 0, 0, 0, 0],
      [0x21, 0xf9, 4, 0, 0, 0, 0, 0],
      ...Array(count).fill(frame),
      0x3b,
    );
  expect([1, 2].map(count => isMoving(gif(count), 'gif'))).toEqual([false, true]);
});

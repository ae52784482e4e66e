// A copy of a picture file without what it tells beside the picture. Nothing is decoded or coded anew: the parts that
// make up the picture are copied byte by byte, so every pixel stays what it was.
import {orientationOnly} from '../common/picture/exif.ts';
import type {FileKind} from '../common/picture/file-kind.ts';
import {isPictureOfJpeg, JPEG, jpegParts} from '../common/picture/jpeg.ts';
import {metadataOf} from '../common/picture/metadata.ts';
import {isPictureOfPng, pngChunk, pngChunks, SIGNATURE_BYTES} from '../common/picture/png.ts';

/** Undefined: of this file no such copy can be made, or the copy could not be proven to show the same. */
export function strippedCopy(
  bytes: Uint8Array,
  kind: FileKind,
): Uint8Array<ArrayBuffer> | undefined {
  const orientation = metadataOf(bytes, kind)?.orientation ?? 1;
  const copy = kind === 'jpeg' ? copyJpeg(bytes, orientation) : copyPng(bytes, orientation);
  return copy && showsTheSame(bytes, copy, kind) ? copy : undefined;
}

/** Whether two files hold the same coded picture, to be shown the same way up and in the same colours. */
export function showsTheSame(a: Uint8Array, b: Uint8Array, kind: FileKind): boolean {
  const [ofA, ofB] = [pictureOf(a, kind), pictureOf(b, kind)];
  if (!ofA || !ofB || ofA.length !== ofB.length) return false;
  if (!ofA.every((part, index) => isEqual(part, ofB[index]))) return false;
  return metadataOf(a, kind)?.orientation === metadataOf(b, kind)?.orientation;
}

function pictureOf(bytes: Uint8Array, kind: FileKind): Uint8Array[] | undefined {
  const parts =
    kind === 'jpeg'
      ? jpegParts(bytes)?.filter(part => isPictureOfJpeg(bytes, part))
      : kind === 'png'
        ? pngChunks(bytes)?.filter(isPictureOfPng)
        : undefined;
  return parts?.map(({from, to}) => bytes.subarray(from, to));
}

function copyJpeg(bytes: Uint8Array, orientation: number): Uint8Array<ArrayBuffer> | undefined {
  const parts = pictureOf(bytes, 'jpeg');
  if (!parts) return undefined;
  // A JFIF part must follow the start at once.
  const place = parts[1]?.[1] === JPEG.app0 ? 2 : 1;
  return joined(orientation === 1 ? parts : parts.toSpliced(place, 0, exifPart(orientation)));
}

/** An APP1 part that says which way up. */
function exifPart(orientation: number): Uint8Array {
  const tiff = orientationOnly(orientation);
  const size = tiff.length + 8;
  const name = [...'Exif\0\0'].map(letter => letter.charCodeAt(0));
  return Uint8Array.from([0xff, JPEG.app1, size >> 8, size & 0xff, ...name, ...tiff]);
}

function copyPng(bytes: Uint8Array, orientation: number): Uint8Array<ArrayBuffer> | undefined {
  const [header, ...rest] = pictureOf(bytes, 'png') ?? [];
  if (!header) return undefined;
  const exif = orientation === 1 ? [] : [pngChunk('eXIf', orientationOnly(orientation))];
  return joined([bytes.subarray(0, SIGNATURE_BYTES), header, ...exif, ...rest]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, {length}) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function isEqual(a: Uint8Array, b: Uint8Array | undefined): boolean {
  if (a.length !== b?.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

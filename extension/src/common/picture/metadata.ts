// What a picture file tells beside the picture.

import {readExif} from './exif.ts';
import type {FileKind} from './file-kind.ts';
import {word} from './file-kind.ts';
import {isNamed, JPEG, jpegParts} from './jpeg.ts';
import {pngChunks} from './png.ts';

export interface Metadata {
  orientation: number;
  hasPlace: boolean;
  hasSerial: boolean;
  /** Somebody or some program has marked where faces are, or named who is shown. */
  hasFaces: boolean;
}

/** Exif blocks and XMP texts of a file. */
interface Blocks {
  exif: Uint8Array[];
  xmp: string[];
}

const XMP_NAMES = ['http://ns.adobe.com/xap/1.0/\0', 'http://ns.adobe.com/xmp/extension/\0'];
const XMP_PLACE = /exif:GPSL(?:at|ong)itude/;
const XMP_SERIAL = /(?:aux|exifEX):(?:(?:Lens|Body)?SerialNumber|OwnerName|CameraOwnerName)/;
/** Regions of the Metadata Working Group, of Microsoft and of IPTC, and names of persons shown. */
const XMP_FACES = /mwg-rs:Regions|MPReg:|MPRI:|Iptc4xmpExt:(?:PersonInImage|ImageRegion)/;

/** Undefined: the file could not be read so far. */
export function metadataOf(bytes: Uint8Array, kind: FileKind): Metadata | undefined {
  const blocks = blocksOf(bytes, kind);
  if (!blocks) return undefined;
  const facts = blocks.exif.map(readExif);
  const says = (words: RegExp): boolean => blocks.xmp.some(text => words.test(text));
  return {
    orientation: facts.find(({orientation}) => orientation !== 1)?.orientation ?? 1,
    hasPlace: facts.some(({hasPlace}) => hasPlace) || says(XMP_PLACE),
    hasSerial: facts.some(({hasSerial}) => hasSerial) || says(XMP_SERIAL),
    hasFaces: says(XMP_FACES),
  };
}

function blocksOf(bytes: Uint8Array, kind: FileKind): Blocks | undefined {
  switch (kind) {
    case 'jpeg':
      return blocksOfJpeg(bytes);
    case 'png':
      return blocksOfPng(bytes);
    case 'webp':
      return blocksOfWebp(bytes);
    case 'gif':
      return {exif: [], xmp: []};
    default:
      return undefined;
  }
}

function blocksOfJpeg(bytes: Uint8Array): Blocks | undefined {
  const parts = jpegParts(bytes);
  if (!parts) return undefined;
  const blocks: Blocks = {exif: [], xmp: []};
  for (const part of parts.filter(({marker}) => marker === JPEG.app1)) {
    if (isNamed(bytes, part, 'Exif\0\0')) blocks.exif.push(bytes.subarray(part.body + 6, part.to));
    else if (XMP_NAMES.some(name => isNamed(bytes, part, name)))
      blocks.xmp.push(latin(bytes.subarray(part.body, part.to)));
  }
  return blocks;
}

function blocksOfPng(bytes: Uint8Array): Blocks | undefined {
  const chunks = pngChunks(bytes);
  if (!chunks) return undefined;
  const blocks: Blocks = {exif: [], xmp: []};
  for (const {type, body, to} of chunks) {
    const content = bytes.subarray(body, to - 4);
    if (type === 'eXIf') blocks.exif.push(content);
    else if (type === 'iTXt' && latin(content.subarray(0, 18)).startsWith('XML:com.adobe.xmp'))
      blocks.xmp.push(latin(content));
  }
  return blocks;
}

function blocksOfWebp(bytes: Uint8Array): Blocks {
  const blocks: Blocks = {exif: [], xmp: []};
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 12; at + 8 <= bytes.length; ) {
    const size = view.getUint32(at + 4, true);
    const content = bytes.subarray(at + 8, at + 8 + size);
    const type = word(bytes, at);
    if (type === 'EXIF')
      blocks.exif.push(
        latin(content.subarray(0, 6)) === 'Exif\0\0' ? content.subarray(6) : content,
      );
    else if (type === 'XMP ') blocks.xmp.push(latin(content));
    at += 8 + size + (size % 2);
  }
  return blocks;
}

/** Names of fields are ASCII; what else the text holds is not read. */
const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

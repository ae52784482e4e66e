// The parts of a JPEG file. Bytes are hostile: every length is checked against the file.

export interface JpegPart {
  /** Second byte of the marker, 0xd8 for the start. */
  marker: number;
  /** With marker and length; of a scan also what it codes. */
  from: number;
  to: number;
  /** Where the part's own bytes begin, behind marker and length. */
  body: number;
}

export const JPEG = {
  start: 0xd8,
  end: 0xd9,
  scan: 0xda,
  app0: 0xe0,
  app1: 0xe1,
  app2: 0xe2,
  app14: 0xee,
};
/** No camera writes more; a file that has more was made to be many. */
const MAX_PARTS = 65_536;

/** All parts up to the end marker, in order; undefined when the file is cut short or no JPEG. */
export function jpegParts(bytes: Uint8Array): JpegPart[] | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== JPEG.start) return undefined;
  const parts: JpegPart[] = [{marker: JPEG.start, from: 0, to: 2, body: 2}];
  let at = 2;
  while (parts.length < MAX_PARTS) {
    if (bytes[at] !== 0xff) return undefined;
    // Any number of 0xff may stand before a marker.
    while (bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1];
    if (marker === undefined || marker === 0 || marker === JPEG.start) return undefined;
    if (marker === JPEG.end) {
      parts.push({marker, from: at, to: at + 2, body: at + 2});
      return parts;
    }
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const next = marker === JPEG.scan ? scanEnd(bytes, at + 2 + length) : at + 2 + length;
    if (length < 2 || next === undefined || next > bytes.length) return undefined;
    parts.push({marker, from: at, to: next, body: at + 4});
    at = next;
  }
  return undefined;
}

/** The next marker that is no restart marker and no stuffed byte. */
function scanEnd(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return undefined;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return undefined;
}

/** Whether a part begins with a name, as APPn parts do. */
export function isNamed(bytes: Uint8Array, {body, to}: JpegPart, name: string): boolean {
  if (body + name.length > to) return false;
  for (let i = 0; i < name.length; i++) if (bytes[body + i] !== name.charCodeAt(i)) return false;
  return true;
}

/** Whether a part is of the picture itself and of how it is to be shown, and not about it. */
export function isPictureOfJpeg(bytes: Uint8Array, part: JpegPart): boolean {
  const {marker} = part;
  if (marker === JPEG.app0) return isNamed(bytes, part, 'JFIF\0');
  if (marker === JPEG.app2) return isNamed(bytes, part, 'ICC_PROFILE\0');
  if (marker === JPEG.app14) return isNamed(bytes, part, 'Adobe');
  const isComment = marker === 0xfe;
  return !isComment && (marker < JPEG.app0 || marker > 0xef);
}

// What a file is by its own first bytes, whatever it is called: names and types are what somebody claims.

export type FileKind =
  | 'jpeg'
  | 'png'
  | 'gif'
  | 'webp'
  | 'avif'
  | 'heic'
  | 'svg'
  | 'video'
  | 'empty'
  | 'other';

/** As many bytes as kindOf looks at. */
export const HEAD_BYTES = 512;

const HEIC_BRANDS = /^(?:hei[cmsx]|hev[cmsx]|mif1|msf1)$/;

export function kindOf(head: Uint8Array): FileKind {
  if (head.length === 0) return 'empty';
  if (starts(head, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (starts(head, 0x1a, 0x45, 0xdf, 0xa3)) return 'video';
  if (word(head, 0) === 'GIF8') return 'gif';
  if (word(head, 0) === 'RIFF') return word(head, 8) === 'WEBP' ? 'webp' : 'video';
  if (word(head, 4) === 'ftyp') return brandOf(head);
  if (['moov', 'mdat', 'wide'].includes(word(head, 4))) return 'video';
  return /<svg[\s>]/i.test(new TextDecoder().decode(head)) ? 'svg' : 'other';
}

function brandOf(head: Uint8Array): FileKind {
  const end = Math.min(head.length, ((head[2] ?? 0) << 8) | (head[3] ?? 0));
  const brands = [word(head, 8)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(word(head, at));
  if (brands.some(brand => brand === 'avif' || brand === 'avis')) return 'avif';
  return brands.some(brand => HEIC_BRANDS.test(brand)) ? 'heic' : 'video';
}

const starts = (bytes: Uint8Array, ...wanted: number[]): boolean =>
  wanted.every((byte, index) => bytes[index] === byte);

export const word = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

/** The type a browser goes by when it decodes; undefined: it cannot show such a file as a picture. */
export const MIME_TYPES: Readonly<Partial<Record<FileKind, string>>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  heic: 'image/heic',
};

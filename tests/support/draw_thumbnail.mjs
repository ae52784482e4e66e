// A small PNG of two colours. Hundreds of them cost a browser next to nothing; each SVG image is a document of its own.
import {deflateSync} from 'node:zlib';
import {randomFrom} from './draw_photo.mjs';

const SIDE = 8;
const CRC = Array.from({length: 256}, (_, i) => {
  let c = i;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const crc = body.reduce((c, byte) => CRC[(c ^ byte) & 255] ^ (c >>> 8), 0xffffffff);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
  return out;
}

/** 8 by 8 pixels, palette of two. */
export function drawThumbnail(seed) {
  const r = randomFrom(seed);
  const header = Buffer.from([0, 0, 0, SIDE, 0, 0, 0, SIDE, 8, 3, 0, 0, 0]); // 8 bits, palette
  const palette = Buffer.from(Array.from({length: 6}, () => Math.floor(r.between(90, 230))));
  const rows = Buffer.alloc(SIDE * (SIDE + 1));
  rows.fill(1, rows.length / 2);
  for (let y = 0; y < SIDE; y++) rows[y * (SIDE + 1)] = 0; // each row begins with its filter: none
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

// A small PNG of two colours. Hundreds of them cost a browser next to nothing; each SVG image is a document of its own.
import {deflateSync} from 'node:zlib';
import {randomFrom} from './draw_photo.mjs';

const SIDE = 8;
const MOSAIC_SIDE = 128;
const TILE = 8;
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

/** A PNG of these rows, three bytes a pixel. Each row is written as its difference from the one above. */
export function pngOf(width, height, pixels) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8); // 8 bits, red, green and blue
  const stride = width * 3;
  const rows = Buffer.alloc(height * (stride + 1));
  for (let y = 0; y < height; y++) {
    rows[y * (stride + 1)] = 2;
    for (let x = 0; x < stride; x++) {
      const above = y === 0 ? 0 : pixels[(y - 1) * stride + x];
      rows[y * (stride + 1) + 1 + x] = pixels[y * stride + x] - above;
    }
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, {level: 9})),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A picture of 128 by 128 pixels in which there is enough to see to compare it: tiles in many colours. */
export function drawMosaic(seed) {
  const r = randomFrom(`${seed}/mosaic`);
  const across = MOSAIC_SIDE / TILE;
  const tiles = Array.from({length: across * across}, () =>
    [0, 1, 2].map(() => Math.floor(r.between(0, 255))),
  );
  const pixels = Buffer.alloc(MOSAIC_SIDE * MOSAIC_SIDE * 3);
  for (let y = 0; y < MOSAIC_SIDE; y++) {
    for (let x = 0; x < MOSAIC_SIDE; x++) {
      const tile = tiles[Math.floor(y / TILE) * across + Math.floor(x / TILE)];
      pixels.set(tile, (y * MOSAIC_SIDE + x) * 3);
    }
  }
  return pngOf(MOSAIC_SIDE, MOSAIC_SIDE, pixels);
}

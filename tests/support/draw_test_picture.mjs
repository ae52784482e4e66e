// Draws the published test picture: an evening at sea with a net full of fish, and what it is for written over it.
// Whoever sees it listed knows that Bycatch compares pictures. Made up from arithmetic; nobody's photo.
//   node tests/support/draw_test_picture.mjs > shared/catalogue/test-picture.png
import {fileURLToPath} from 'node:url';
import {pngOf} from './draw_thumbnail.mjs';

const WIDTH = 640;
const HEIGHT = 480;
const HORIZON = 190;

/** Letters of five by seven dots, a row a number of five bits. */
const LETTERS = {
  A: [14, 17, 17, 31, 17, 17, 17],
  B: [30, 17, 17, 30, 17, 17, 30],
  C: [14, 17, 16, 16, 16, 17, 14],
  E: [31, 16, 16, 30, 16, 16, 31],
  H: [17, 17, 17, 31, 17, 17, 17],
  S: [15, 16, 16, 14, 1, 1, 30],
  T: [31, 4, 4, 4, 4, 4, 4],
  Y: [17, 17, 10, 4, 4, 4, 4],
  ' ': [0, 0, 0, 0, 0, 0, 0],
};
const WORDS = 'BYCATCH TEST';
const DOT = 7;
const WORDS_LEFT = 66;
const WORDS_TOP = 404;

/** Where the fish are, how long each is and which way it looks. */
const FISH = [
  [170, 290, 62, 1],
  [300, 330, 84, -1],
  [420, 270, 56, 1],
  [480, 345, 70, -1],
  [250, 250, 44, 1],
  [360, 225, 38, -1],
  [110, 355, 50, 1],
];

const between = (from, to, share) =>
  from.map((value, i) => Math.round(value + (to[i] - value) * share));

function isLetter(x, y) {
  const column = Math.floor((x - WORDS_LEFT) / DOT);
  const row = Math.floor((y - WORDS_TOP) / DOT);
  const letter = LETTERS[WORDS[Math.floor(column / 6)]];
  if (x < WORDS_LEFT || row < 0 || row > 6 || !letter || column % 6 === 5) return false;
  return ((letter[row] >> (4 - (column % 6))) & 1) === 1;
}

function fishAt(x, y) {
  return FISH.find(([left, top, length, way]) => {
    const along = ((x - left) * way) / length;
    const across = (y - top) / length;
    const isBody = along * along * 4 + across * across * 16 < 1;
    const isTail = along < -0.4 && along > -0.75 && Math.abs(across) < (-0.35 - along) * 0.8;
    return isBody || isTail;
  });
}

/** The net hangs from a line of floats and sags in the middle. */
function isNet(x, y) {
  const top = HORIZON + 14 + Math.round(((x - 320) * (x - 320)) / 4000);
  if (y < top || y > 390 || x < 50 || x > 590) return false;
  return (x + y) % 34 < 3 || (x - y + 680) % 34 < 3;
}

function colourAt(x, y) {
  if (isLetter(x, y)) return [250, 244, 226];
  if (y > WORDS_TOP - 14 && y < WORDS_TOP + 63) return [24, 30, 52];
  if (isNet(x, y)) return [226, 210, 170];
  const fish = fishAt(x, y);
  if (fish) return between([238, 150, 92], [150, 62, 60], (y - fish[1]) / fish[2] + 0.5);
  if ((x - 455) * (x - 455) + (y - 120) * (y - 120) < 52 * 52) return [255, 236, 190];
  const island = HORIZON - 70 + Math.abs(x - 150) * 0.62;
  if (y < HORIZON && y > island) return between([92, 66, 96], [58, 44, 74], y / HORIZON);
  if (y < HORIZON) return between([64, 70, 132], [250, 172, 120], y / HORIZON);
  const isWave = (y - HORIZON) % 26 < 3 && (x + y * 3) % 90 < 48;
  if (isWave) return [120, 150, 168];
  return between([70, 112, 140], [16, 36, 66], (y - HORIZON) / (HEIGHT - HORIZON));
}

export function drawTestPicture() {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) pixels.set(colourAt(x, y), (y * WIDTH + x) * 3);
  }
  return pngOf(WIDTH, HEIGHT, pixels);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(drawTestPicture());

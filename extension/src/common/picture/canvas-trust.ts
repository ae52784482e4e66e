// Some browsers alter what a page reads back from a canvas, so that it cannot be told by its drawing. A picture read
// from such a canvas is another picture.
import {ownCopy} from './own-copy.ts';

const SIDE = 24;

/** No two neighbours alike: what adds noise only where there is something to see adds it here. */
const colourAt = (pixel: number): [red: number, green: number, blue: number] => [
  (pixel * 89) & 255,
  (pixel * 57 + 13) & 255,
  (pixel * 31 + 101) & 255,
];

/** Whether pixels come back from a canvas as they were put there. */
export function readsTruly(canvas: OffscreenCanvas = new OffscreenCanvas(SIDE, SIDE)): boolean {
  const context = canvas.getContext('2d', {willReadFrequently: true, alpha: false});
  if (!context) return false;
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    context.fillStyle = `rgb(${colourAt(pixel).join()})`;
    context.fillRect(pixel % SIDE, Math.floor(pixel / SIDE), 1, 1);
  }
  const read = ownCopy(context.getImageData(0, 0, SIDE, SIDE).data);
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    if (colourAt(pixel).some((value, part) => value !== read[pixel * 4 + part])) return false;
  }
  return true;
}

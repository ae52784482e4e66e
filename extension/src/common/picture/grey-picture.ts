// A picture that the browser has decoded, reduced to 256x256 grey in pieces small enough that typing never waits.
import {AreaAverage} from './area-average.ts';
import {ownCopy} from './own-copy.ts';
import type {Turns} from './turns.ts';

/** A piece takes a few milliseconds. */
const PIECE_WIDTH = 1024;
const PIECE_HEIGHT = 256;

/** 65,536 samples; undefined when there is no canvas. Throws where the page may not read the picture's pixels. */
export async function greyPicture(
  bitmap: ImageBitmap,
  turns: Turns,
): Promise<Uint8Array | undefined> {
  const {width, height} = bitmap;
  const average = new AreaAverage(width, height);
  const canvas = new OffscreenCanvas(PIECE_WIDTH, PIECE_HEIGHT);
  const context = canvas.getContext('2d', {willReadFrequently: true, alpha: false});
  if (!context) return undefined;
  // What is transparent counts as white, as most pages show it, and not as the piece before it.
  context.fillStyle = '#fff';
  for (let top = 0; top < height; top += PIECE_HEIGHT) {
    const tall = Math.min(PIECE_HEIGHT, height - top);
    for (let left = 0; left < width; left += PIECE_WIDTH) {
      const wide = Math.min(PIECE_WIDTH, width - left);
      context.fillRect(0, 0, wide, tall);
      context.drawImage(bitmap, left, top, wide, tall, 0, 0, wide, tall);
      average.add(ownCopy(context.getImageData(0, 0, wide, tall).data), left, top, wide, tall);
      await turns.next();
    }
  }
  return average.grey();
}

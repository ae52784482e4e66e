import {expect, test} from 'vitest';
import {AreaAverage, SIDE} from '../../extension/src/common/picture/area-average.ts';

/** Made-up pixels, the same for the same place. */
function pixels(width: number, height: number): Uint8ClampedArray {
  let state = width * 65_537 + height;
  return Uint8ClampedArray.from({length: width * height * 4}, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

/** The definition, cell by cell: luminance times the area that a pixel and a cell share, over the cell's area. */
function plain(rgba: Uint8ClampedArray, width: number, height: number): number[] {
  const grey: number[] = [];
  const share = (pixel: number, cell: number, size: number): number =>
    Math.max(
      0,
      Math.min(pixel + 1, ((cell + 1) * size) / SIDE) - Math.max(pixel, (cell * size) / SIDE),
    );
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      let sum = 0;
      const end = (cell: number, size: number): number =>
        Math.min(size, Math.ceil(((cell + 1) * size) / SIDE) + 1);
      for (let y = Math.floor((row * height) / SIDE); y < end(row, height); y++) {
        for (let x = Math.floor((column * width) / SIDE); x < end(column, width); x++) {
          const at = (y * width + x) * 4;
          const [red = 0, green = 0, blue = 0] = rgba.subarray(at, at + 3);
          sum +=
            (0.299 * red + 0.587 * green + 0.114 * blue) *
            share(y, row, height) *
            share(x, column, width);
        }
      }
      grey.push(sum / ((width / SIDE) * (height / SIDE)));
    }
  }
  return grey;
}

/** The picture cut into pieces, as the reader takes it. */
function inPieces(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  wide: number,
  tall: number,
) {
  const average = new AreaAverage(width, height);
  for (let top = 0; top < height; top += tall) {
    for (let left = 0; left < width; left += wide) {
      const [w, h] = [Math.min(wide, width - left), Math.min(tall, height - top)];
      const piece = new Uint8ClampedArray(w * h * 4);
      for (let y = 0; y < h; y++) {
        const from = ((top + y) * width + left) * 4;
        piece.set(rgba.subarray(from, from + w * 4), y * w * 4);
      }
      average.add(piece, left, top, w, h);
    }
  }
  return average.grey();
}

test.each([
  [1, 1],
  [2, 300],
  [3, 7],
  [255, 257],
  [256, 256],
  [257, 255],
  [333, 1000],
  [511, 769],
  [1023, 129],
])(
  'area average: %i x %i pixels agree with the definition, however they are cut',
  (width, height) => {
    const rgba = pixels(width, height);
    const wanted = plain(rgba, width, height);
    for (const [wide, tall] of [
      [width, height],
      [97, 31],
    ] as const) {
      const grey = inPieces(rgba, width, height, wide, tall);
      const worst = wanted.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - (grey[at] ?? 0))),
        0,
      );
      // Rounding to a byte, and the luminance's parts of 65,536.
      expect(worst).toBeLessThan(0.51);
    }
  },
);

test('area average: white stays white and black black at any size', () => {
  for (const [width, height] of [
    [5, 9001],
    [4099, 3],
  ] as const) {
    for (const level of [0, 255]) {
      const average = new AreaAverage(width, height);
      average.add(new Uint8ClampedArray(width * height * 4).fill(level), 0, 0, width, height);
      expect(new Set(average.grey())).toEqual(new Set([level]));
    }
  }
});

// Some browsers alter what a page reads back from a canvas, so that it cannot be told by its drawing. A picture read
// from such a canvas is another picture.

const SIDE = 32;

/** Every line another, no two neighbours alike: what adds noise only where there is something to see adds it here. */
function pattern(): ImageData {
  const image = new ImageData(SIDE, SIDE);
  for (let i = 0; i < image.data.length; i++) {
    image.data[i] = i % 4 === 3 ? 255 : (i * 89 + (i >> 5) * 57) & 255;
  }
  return image;
}

/** Whether pixels come back from a canvas as they were put there. */
export function readsTruly(canvas: OffscreenCanvas = new OffscreenCanvas(SIDE, SIDE)): boolean {
  const context = canvas.getContext('2d', {willReadFrequently: true, alpha: false});
  if (!context) return false;
  const written = pattern();
  context.putImageData(written, 0, 0);
  const read = context.getImageData(0, 0, SIDE, SIDE).data;
  return written.data.every((value, index) => value === read[index]);
}

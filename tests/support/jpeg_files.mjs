// JPEG files as browsers and cameras write them.

/** A real JPEG of the making of the browser that shows `page`, full of edges; another one for another seed. */
export async function jpegOf(page, width, height, type = 'image/jpeg', seed = 0) {
  const base64 = await page.evaluate(
    async (w, h, mime, from) => {
      const canvas = new OffscreenCanvas(w, h);
      const context = canvas.getContext('2d');
      for (let i = from; i < from + 400; i++) {
        context.fillStyle = `hsl(${(i * 47) % 360} 60% ${20 + ((i * 31) % 60)}%)`;
        context.fillRect(((i * 73) % 97) * (w / 97), ((i * 29) % 89) * (h / 89), w / 9, h / 7);
      }
      const blob = await canvas.convertToBlob({type: mime, quality: 0.9});
      const reader = new FileReader();
      reader.readAsDataURL(blob);
      await new Promise(resolve => {
        reader.onload = resolve;
      });
      return reader.result.split(',')[1];
    },
    width,
    height,
    type,
    seed,
  );
  return Buffer.from(base64, 'base64');
}

/** An Exif part with a place and a direction, to stand behind the JPEG's first part. */
export function withExif(jpeg) {
  const entry = (tag, type, count, value) => {
    const field = Buffer.alloc(12);
    field.writeUInt16BE(tag, 0);
    field.writeUInt16BE(type, 2);
    field.writeUInt32BE(count, 4);
    if (type === 3) field.writeUInt16BE(value, 8);
    else field.writeUInt32BE(value, 8);
    return field;
  };
  const directory = fields =>
    Buffer.concat([Buffer.from([0, fields.length]), ...fields, Buffer.alloc(4)]);
  const main = directory([entry(0x112, 3, 1, 6), entry(0x8825, 4, 1, 8 + 2 + 24 + 4)]);
  const gps = directory([entry(2, 5, 3, 100)]);
  const tiff = Buffer.concat([Buffer.from('MM\0*\0\0\0\b', 'latin1'), main, gps]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

// A picture reduced to 256x256 grey, each sample the mean of exactly the area it covers. Browsers scale with filters of
// their own, which differ from one another and from the tool that made the lists; sums do not.

export const SIDE = 256;

/** ITU-R BT.601, as in PDQ; in parts of 65,536, so that all sums stay whole numbers. */
const RED = 19_595;
const GREEN = 38_470;
const BLUE = 7_471;

/**
 * Where pixels of a line fall. A line of `length` pixels is cut into 256 cells of `length` units each; a pixel has 256
 * units, so that each overlap is a whole number.
 */
function* overlaps(pixel: number, length: number): Generator<[cell: number, units: number]> {
  const from = pixel * SIDE;
  const to = from + SIDE;
  for (let cell = Math.floor(from / length); cell * length < to; cell++) {
    yield [cell, Math.min(to, (cell + 1) * length) - Math.max(from, cell * length)];
  }
}

/** Takes a picture piece by piece, in any order, each pixel once. */
export class AreaAverage {
  /** Sums of luminance times area; at most 255 * 65,536 * width * height, which a double holds exactly. */
  private readonly sums = new Float64Array(SIDE * SIDE);
  private readonly row = new Float64Array(SIDE);

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {}

  /** @param rgba four bytes a pixel, line after line; the piece lies with its corner at (left, top) */
  add(rgba: Uint8ClampedArray, left: number, top: number, width: number, height: number): void {
    const columns = columnsOf(left, width, this.width);
    for (let y = 0; y < height; y++) {
      this.sumRow(rgba, y * width * 4, columns);
      for (const [cell, units] of overlaps(top + y, this.height)) {
        const offset = cell * SIDE;
        for (let x = columns.first; x <= columns.last; x++) {
          this.sums[offset + x] = (this.sums[offset + x] ?? 0) + (this.row[x] ?? 0) * units;
        }
      }
    }
  }

  /** 65,536 bytes, top row first. */
  grey(): Uint8Array {
    const area = this.width * this.height * 65_536;
    return Uint8Array.from(this.sums, sum => Math.round(sum / area));
  }

  private sumRow(
    rgba: Uint8ClampedArray,
    start: number,
    {first, last, cells, units}: Columns,
  ): void {
    const {row} = this;
    row.fill(0, first, last + 1);
    let at = start;
    let part = 0;
    for (let cell = cells[part] ?? -1; cell >= 0; at += 4) {
      const luminance =
        RED * (rgba[at] ?? 0) + GREEN * (rgba[at + 1] ?? 0) + BLUE * (rgba[at + 2] ?? 0);
      // All parts of this pixel; a negative unit count marks the last.
      for (let more = true; more; part++, cell = cells[part] ?? -1) {
        const share = units[part] ?? -1;
        more = share > 0;
        row[cell] = (row[cell] ?? 0) + luminance * Math.abs(share);
      }
    }
  }
}

interface Columns {
  first: number;
  last: number;
  /** Cell and units of each part of each pixel, in order; the last part of a pixel has its units negated. */
  cells: Int32Array;
  units: Int32Array;
}

function columnsOf(left: number, width: number, whole: number): Columns {
  const cells: number[] = [];
  const units: number[] = [];
  for (let x = 0; x < width; x++) {
    for (const [cell, share] of overlaps(left + x, whole)) {
      cells.push(cell);
      units.push(share);
    }
    units.push(-(units.pop() ?? 0));
  }
  return {
    first: cells[0] ?? 0,
    last: cells.at(-1) ?? 0,
    cells: Int32Array.from(cells),
    units: Int32Array.from(units),
  };
}

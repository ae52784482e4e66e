// Reads of a file's Exif only whether a few fields are there, and which way up the picture is to be shown. A file
// that says nothing sensible says nothing: no field is the answer to every kind of damage.

export interface ExifFacts {
  /** 1 to 8; 1: as stored. */
  orientation: number;
  hasPlace: boolean;
  /** A serial number of camera or lens, or the owner's name. */
  hasSerial: boolean;
}

const TAG = {orientation: 0x0112, exif: 0x8769, gps: 0x8825, ownSerial: 0xc62f};
/** CameraOwnerName, BodySerialNumber, LensSerialNumber. */
const SERIALS = new Set([0xa430, 0xa431, 0xa435]);
/** GPSLatitude and GPSLongitude. */
const PLACES = new Set([2, 4]);
const MAX_FIELDS = 1024;

/** @param tiff what follows `Exif\0\0` in a JPEG, or an eXIf chunk */
export function readExif(tiff: Uint8Array): ExifFacts {
  const facts: ExifFacts = {orientation: 1, hasPlace: false, hasSerial: false};
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (view.byteLength < 8) return facts;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return facts;
  const isLittle = order === 0x4949;
  const main = fieldsAt(view, view.getUint32(4, isLittle), isLittle);
  const orientation = main.get(TAG.orientation);
  if (orientation !== undefined) {
    const value = view.getUint16(orientation, isLittle);
    if (value >= 1 && value <= 8) facts.orientation = value;
  }
  const inner = (tag: number): Map<number, number> => {
    const at = main.get(tag);
    return at === undefined ? new Map() : fieldsAt(view, view.getUint32(at, isLittle), isLittle);
  };
  facts.hasPlace = [...inner(TAG.gps).keys()].some(tag => PLACES.has(tag));
  facts.hasSerial =
    main.has(TAG.ownSerial) || [...inner(TAG.exif).keys()].some(tag => SERIALS.has(tag));
  return facts;
}

/** Tags of one directory that are not empty, each with where its value (or the value's address) stands. */
function fieldsAt(view: DataView, at: number, isLittle: boolean): Map<number, number> {
  const fields = new Map<number, number>();
  if (at < 8 || at + 2 > view.byteLength) return fields;
  const count = Math.min(view.getUint16(at, isLittle), MAX_FIELDS);
  for (let i = 0; i < count; i++) {
    const field = at + 2 + i * 12;
    if (field + 12 > view.byteLength) break;
    if (view.getUint32(field + 4, isLittle) > 0)
      fields.set(view.getUint16(field, isLittle), field + 8);
  }
  return fields;
}

/** An Exif block that says which way up, and nothing else. */
export function orientationOnly(orientation: number): Uint8Array {
  const tiff = new Uint8Array(26);
  const view = new DataView(tiff.buffer);
  view.setUint16(0, 0x4d4d);
  view.setUint16(2, 42);
  view.setUint32(4, 8);
  view.setUint16(8, 1);
  view.setUint16(10, TAG.orientation);
  view.setUint16(12, 3);
  view.setUint32(14, 1);
  view.setUint16(18, orientation);
  return tiff;
}

import {text} from '../common/i18n.ts';

const BYTES_PER_MB = 1_000_000;

/** In tenths, and never nothing for something. */
export function megabytes(bytes: number): string {
  const tenths = Math.ceil((bytes / BYTES_PER_MB) * 10) / 10;
  return text('optionsMegabytes', tenths);
}

import {describe, expect, test} from 'vitest';
import {direction, list, locale, number, plural, text} from '../../extension/src/common/i18n.ts';
import {read} from '../support/check-locales.mjs';

/** A browser in a language of its own, and the extension in one that it has. */
function speak(browsers: string, folder: string): void {
  const messages = read(folder);
  const getMessage = (key: string, values: readonly string[] = []): string =>
    (messages[key]?.message ?? '').replace(/\$(\d)/g, (_, at) => values[Number(at) - 1] ?? '');
  Object.assign(globalThis, {chrome: {i18n: {getUILanguage: () => browsers, getMessage}}});
}

describe('words', () => {
  test.each([
    ['en-GB', 'en', 'en-GB', 'ltr'],
    ['nl', 'en', 'en', 'ltr'],
    ['he', 'en', 'en', 'ltr'],
    ['pt-BR', 'pt', 'pt-BR', 'ltr'],
    ['ar-EG', 'ar', 'ar-EG', 'rtl'],
  ])(
    'words: in a browser in %s, spoken in %s: numbers as in %s, read %s',
    (browsers, folder, as, way) => {
      speak(browsers, folder);
      expect([locale(), direction()]).toEqual([as, way]);
    },
  );

  test('words: numbers and plural forms are those of the language that is spoken', () => {
    speak('de-AT', 'de');
    expect(number(1234567)).toMatch(/^1.234.567$/);
    expect(plural('tagPhotos', 1)).toBe('1 Foto');
    speak('ar', 'ar');
    expect(plural('tagPhotos', 2)).toBe('صورتان');
    speak('ja', 'ja');
    expect(plural('tagPhotos', 1)).toBe('写真1枚');
  });

  test('words: a name among words that are read from the right is set apart', () => {
    speak('ar', 'ar');
    expect(text('itemListedIn', list(['Faces (2016)']))).toContain('\u2068Faces (2016)\u2069');
    speak('de', 'de');
    expect(text('itemListedIn', list(['Faces (2016)']))).toBe('Steht in Faces (2016)');
  });
});

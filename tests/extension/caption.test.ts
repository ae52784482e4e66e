import {expect, test} from 'vitest';
import {captionPieces, withoutTags} from '../../extension/src/common/caption.ts';
import {splitTags} from '../../extension/src/compose/flickr-tags.ts';

test.each([
  ['Morning #facemask walk', ['#facemask'], 'Morning walk'],
  ['#facemasks and #facemask', ['#facemask'], '#facemasks and'],
  ['#FaceMask #facemask', ['#FaceMask'], '#facemask'],
  ['＃ｆａｃｅｍａｓｋ hello', ['＃ｆａｃｅｍａｓｋ'], 'hello'],
  ['#facemask😷', ['#facemask'], '😷'],
  ['#😷mask and #😷', ['#😷mask'], 'and #😷'],
  ['#one#two', ['#one'], '#two'],
  ['שלום #מסכה עולם', ['#מסכה'], 'שלום עולם'],
  ['line one #selfie\nline two', ['#selfie'], 'line one\nline two'],
  ['#ma\u200dsk!', ['#ma\u200dsk'], '!'],
  ['nothing here', ['#facemask'], 'nothing here'],
])('without tags: %s', (caption, written, left) => {
  expect(withoutTags(caption, written)).toBe(left);
});

test('caption pieces: nothing lost, no tag cut, however long', () => {
  const texts = [
    '',
    'short',
    '#tag '.repeat(20_000),
    '#wall'.repeat(20_000),
    'x'.repeat(100_000),
    '😷'.repeat(50_000),
    `${'a'.repeat(15_998)}😷${'b'.repeat(100)}`,
  ];
  for (const text of texts) {
    const pieces = captionPieces(text);
    expect(pieces.join('')).toBe(text);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(16_000);
      // Half of a character in two units would become another character on the way.
      expect(() => encodeURIComponent(piece)).not.toThrow();
    }
  }
  for (const piece of captionPieces('#wall'.repeat(20_000))) {
    expect(piece).toMatch(/^(?:#wall)*$/);
  }
});

test('flickr tags: blanks and commas part them, quotes hold them together', () => {
  expect(splitTags('one "two words", three,four "open end')).toEqual([
    'one',
    'two words',
    'three',
    'four',
    'open end',
  ]);
  expect(splitTags(' ,, "" ')).toEqual([]);
  expect(splitTags('x'.repeat(300))).toEqual([]);
});

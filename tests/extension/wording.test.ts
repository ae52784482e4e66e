import {beforeAll, describe, expect, test} from 'vitest';
import type {PageCoverage} from '../../extension/src/common/findings.ts';
import {leastCoverage} from '../../extension/src/common/findings.ts';
import {
  coverageSentence,
  pageCoverageSentence,
  sentenceOf,
} from '../../extension/src/pages/wording.ts';
import type {Coverage} from '../../shared/protocol/protocol.gen.ts';
import {installChrome} from './fake-chrome.ts';

beforeAll(installChrome);

const photo = {platform: 'flickr', kind: 'photo', id: '1'} as const;
const nine = (could_hold: number, year?: number): Coverage => ({
  lists: 9,
  could_hold,
  ...(year !== undefined && {year}),
});

describe('coverage', () => {
  test('of a photo: how many lists could hold one of its year', () => {
    expect(coverageSentence(nine(4, 2013), photo)).toBe(
      '4 of 9 lists could hold a Flickr photo of 2013.',
    );
    expect(coverageSentence(nine(4), photo)).toBe('4 of 9 lists could hold a Flickr photo.');
  });

  test('of an account: nothing is said of photos', () => {
    expect(coverageSentence(nine(2), {...photo, kind: 'account'})).toBe(
      'Compared with 9 lists; 2 of them have entries of this kind.',
    );
  });

  test.each([
    [
      'photos of one year',
      [nine(4, 2013), nine(4, 2013)],
      '4 of 9 lists could hold a Flickr photo of 2013.',
    ],
    [
      'photos of several years: the least holds for all',
      [nine(4, 2013), nine(1, 2019), nine(6, 2009)],
      'At least 1 of 9 lists could hold a Flickr photo of 2009 to 2019.',
    ],
    [
      'a photo whose year nobody knows: no year is said, whatever comes after',
      [nine(4, 2013), nine(5), nine(4, 2013)],
      'At least 4 of 9 lists could hold any Flickr photo here.',
    ],
  ])('of a page with %s', (_why, coverages, sentence) => {
    const page = coverages.reduce<PageCoverage | undefined>(leastCoverage, undefined);
    expect(page && pageCoverageSentence(page, 'flickr')).toBe(sentence);
  });
});

test('a picture that is possibly a copy is not said to be drawn from another dataset', () => {
  const finding = {
    key: 'web:imprint:1',
    group: 'photo' as const,
    kind: 'possible' as const,
    identifier: {platform: 'web', kind: 'imprint', id: '1'} as const,
    listings: [{dataset: 'faces', match: 'copy', distance: 44, possible: true} as const],
    advisories: [],
    coverage: nine(4),
  };
  expect(sentenceOf(finding, new Map())).toBe('May have been copied into faces');
});

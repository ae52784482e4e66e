import {expect, test} from 'vitest';
import {
  families,
  filtered,
  matchable,
  NO_FILTER,
  photoSources,
  realCards,
  sorted,
  usesByCountry,
  years,
} from '../../extension/src/pages/ledger/facts.ts';
import {partsOf} from '../../extension/src/pages/use-address.ts';
import type {Card} from '../../shared/protocol/protocol.gen.ts';

const card = (id: string, more: Partial<Card> = {}): Card => ({
  id,
  name: id.toUpperCase(),
  photo_sources: [],
  platforms: [],
  parents: [],
  children: [],
  users: [],
  matched_by: [],
  references: [],
  ...more,
});
const ids = (cards: readonly Card[]): string[] => cards.map(({id}) => id);

const cards = [
  card('root', {year: 2014, photo_sources: ['Flickr'], platforms: ['flickr'], images: 9}),
  card('gone', {
    year: 2015,
    parents: ['root'],
    status: 'withdrawn',
    status_year: 2019,
    photo_sources: ['Flickr', 'Web'],
    organisation: 'Université',
    users: [
      {name: 'Lab', country: 'CN', sector: 'military'},
      {name: 'Firm', country: 'CN', sector: 'commercial'},
      {name: 'Nobody'},
    ],
  }),
  card('two', {parents: ['gone', 'other'], matched_by: ['photo'], images: 10}),
  card('other', {year: 2015, users: [{name: 'Office', country: 'US', sector: 'government'}]}),
  card('alone', {status: 'withdrawn', matched_by: ['photo']}),
];
test('ledger: every year between the first and the last has a column', () => {
  const columns = years(cards);
  expect(columns.map(({year}) => year)).toEqual([2014, 2015, 2016, 2017, 2018, 2019]);
  expect(ids(columns[1]?.appeared ?? [])).toEqual(['gone', 'other']);
  expect(ids(columns[5]?.withdrawn ?? [])).toEqual(['gone']);
  expect(years([])).toEqual([]);
});

test('ledger: a dataset counts for each place it took photos from', () => {
  expect(photoSources(cards).map(([place, from]) => [place, ids(from)])).toEqual([
    ['Flickr', ['root', 'gone']],
    ['Web', ['gone']],
  ]);
});

test('ledger: uses stand by country, the unknown last, and within one by sector', () => {
  expect(
    usesByCountry(cards).map(({country, uses}) => [country, uses.map(({user}) => user.name)]),
  ).toEqual([
    ['CN', ['Firm', 'Lab']],
    ['US', ['Office']],
    [undefined, ['Nobody']],
  ]);
});

test('ledger: a child of two stands under both, and nobody stands under itself', () => {
  const [first, second] = families(cards);
  expect(first?.card.id).toBe('root');
  expect(first?.children[0]?.children[0]?.card.id).toBe('two');
  expect(ids(first?.children[0]?.children[0]?.alsoFrom ?? [])).toEqual(['other']);
  expect(second?.card.id).toBe('other');
  const ring = [
    card('a', {parents: ['b']}),
    card('b', {parents: ['a']}),
    card('c', {parents: ['a']}),
  ];
  expect(families(ring)).toEqual([]);
  expect(families([card('self', {parents: ['self']}), ...ring])).toEqual([]);
});

test('ledger: to be looked up by its list, or never', () => {
  expect(cards.map(matchable)).toEqual(['never', 'never', 'listed', 'never', 'listed']);
});

test.each([
  ['words anywhere, without accents', {search: 'universite  firm'}, ['gone']],
  ['nothing for a word that stands nowhere', {search: 'gone nowhere'}, []],
  ['by platform', {platform: 'flickr'}, ['root']],
  ['by status', {status: 'withdrawn'}, ['gone', 'alone']],
  ['by a status that nobody tells', {status: 'unknown'}, ['root', 'two', 'other']],
  ['by country', {country: 'US'}, ['other']],
  ['by what can be looked up', {matchable: 'listed'}, ['two', 'alone']],
] as const)('ledger: filter %s', (_, filter, expected) => {
  expect(ids(filtered(cards, {...NO_FILTER, ...filter}))).toEqual(expected);
});

test('ledger: the unknown stands last whichever way it is sorted', () => {
  const by = (descending: boolean) => ids(sorted(cards, {column: 'images', descending}));
  expect(by(false)).toEqual(['root', 'two', 'alone', 'gone', 'other']);
  expect(by(true)).toEqual(['two', 'root', 'alone', 'gone', 'other']);
});

test('ledger: what is made up or a test is in no chart', () => {
  expect(realCards([card('demo-mask-selfies'), card('b', {test: true}), card('c')])).toHaveLength(
    1,
  );
});

test.each([
  ['', []],
  ['#/', []],
  ['#/charts', ['charts']],
  ['#/dataset/a%2Fb', ['dataset', 'a/b']],
  ['#/dataset/%E0%A4%A', []],
])('address %j is read', (hash, parts) => {
  expect(partsOf(hash)).toEqual(parts);
});

import {beforeAll, expect, test} from 'vitest';
import type {Draft, DraftPhoto} from '../../extension/src/common/draft.ts';
import {isDraft} from '../../extension/src/common/draft.ts';
import {panelState} from '../../extension/src/pages/panel-items.ts';
import {
  itemSentence,
  summaryOf,
  uncheckedSentence,
} from '../../extension/src/pages/panel-wording.ts';
import type {Answer} from '../../shared/protocol/protocol.gen.ts';
import {installChrome} from './fake-chrome.ts';

beforeAll(installChrome);

const answer = (more: Partial<Answer> = {}): Answer => ({
  subject: 'f1',
  state: 'checked',
  identifiers: [],
  listings: [],
  advisories: [],
  coverage: {lists: 9, could_hold: 2, data_date: '2026-01-31'},
  ...more,
});
const photo = (more: Partial<DraftPhoto> = {}): DraftPhoto => ({
  subject: 'f1',
  name: 'beach.jpg',
  tells: [],
  canStrip: false,
  ...more,
});
const draft = (more: Partial<Draft> = {}): Draft => ({
  platform: 'instagram',
  photos: [photo({answer: answer()})],
  exposure: {audience: 'public'},
  ...more,
});
const state = (more: Partial<Draft>, quiet: string[] = []) =>
  panelState(draft(more), new Set(quiet));
const summary = (more: Partial<Draft> = {}): string => summaryOf(state(more), draft(more));

const advisory = {
  tag: 'facemask',
  level: 'inferred',
  dataset: 'masks',
  years: [2020],
  sources: [],
} as const;
const advised = {
  tags: 1,
  answer: answer({advisories: [{...advisory, years: [2020], sources: []}]}),
};

test('panel: one line when nothing is listed, with the date of the lists', () => {
  expect(summary()).toBe('Checked: not in the lists we hold (January 31, 2026)');
  expect(state({}).items).toEqual([]);
});

test('panel: a watched tag is told though no dataset is named', () => {
  const watched = {tag: 'facemask', level: 'watched', years: [], sources: []} as const;
  const said = {tags: 1, answer: answer({advisories: [{...watched, years: [], sources: []}]})};
  expect(summary({text: said})).toBe('1 thing to know before you post');
  const [item] = state({text: said}).items;
  expect(item && itemSentence(item, draft({text: said}), new Map())).toContain('your watch list');
  expect(state({text: said}, ['tag:facemask']).items).toEqual([]);
});

test('panel: while an answer is under way it never says not listed', () => {
  expect(summary({photos: [photo(), photo({answer: answer()})]})).toBe('Checking…');
});

test.each([
  ['a reason', photo({reason: 'host_missing'}), 'The Bycatch program was not found'],
  ['a late host', photo({reason: 'timeout'}), 'The Bycatch program did not answer in time'],
  ['an empty file', photo({reason: 'empty'}), 'the file is empty'],
  [
    'damaged lists',
    photo({answer: answer({state: 'not_checked', code: 'corrupt'})}),
    'The lists on this computer are damaged',
  ],
  [
    'lists without imprints',
    photo({answer: answer({state: 'not_checked', code: 'no_index'})}),
    'the lists we hold name photos, but hold no fingerprints of pictures',
  ],
  [
    'a picture of fog',
    photo({answer: answer({state: 'not_checked', code: 'not_checkable'})}),
    'there is too little to see in it to compare',
  ],
])('panel: %s is "could not check", never "not listed"', (_what, one, why) => {
  const photos = [photo({answer: answer()}), one];
  expect(summary({photos})).toBe(`Could not check: ${why}`);
});

test('panel: ten pictures and one missing host are one line', () => {
  const photos = Array.from({length: 10}, (_, i) =>
    photo({subject: `f${i}`, reason: 'host_missing'}),
  );
  const [group, ...others] = state({photos}).unchecked;
  expect(others).toEqual([]);
  expect(group && uncheckedSentence(group, draft({photos}))).toContain('10 pictures');
});

test.each([
  [[{dataset: 'masks', match: 'copy', distance: 8}], 'almost certainly the same picture'],
  [[{dataset: 'masks', match: 'copy', distance: 28}], 'may be the same picture'],
  [[{dataset: 'masks', match: 'copy', distance: 44, possible: true}], 'Possible, not proven.'],
] as const)(
  'panel: a listed picture is spoken of as strongly as it matched: %j',
  (listings, words) => {
    const photos = [photo({answer: answer({listings: [...listings]})})];
    const [item] = state({photos}).items;
    expect(item && itemSentence(item, draft({photos}), new Map())).toContain(words);
  },
);

test('panel: what was hushed is not said, is counted, and can come back', () => {
  expect(state({text: advised}).items).toHaveLength(1);
  for (const name of ['tag:facemask', 'dataset:masks']) {
    expect(state({text: advised}, [name])).toMatchObject({items: [], hushed: [name]});
  }
  expect(state({text: advised}, ['tag:other']).hushed).toEqual([]);
});

test('panel: hints only where they are true', () => {
  const kinds = (more: Partial<Draft>): string[] => state(more).items.map(({kind}) => kind);
  const open = {audience: 'public', licence: 'cc-by'} as const;
  expect(kinds({platform: 'flickr', exposure: open})).toEqual(['licence']);
  expect(kinds({platform: 'flickr', exposure: {...open, licence: 'arr'}})).toEqual([]);
  expect(kinds({platform: 'flickr', exposure: {...open, audience: 'private'}})).toEqual([]);
  expect(kinds({text: {tags: 6, answer: answer()}})).toEqual(['many_tags']);
  expect(kinds({text: {tags: 5, answer: answer()}})).toEqual([]);
  expect(kinds({platform: 'flickr', text: {tags: 60, answer: answer()}})).toEqual([]);
  expect(
    kinds({platform: 'flickr', photos: [photo({answer: answer(), tells: ['place']})]}),
  ).toEqual(['tells']);
});

test('draft: what is no draft is refused', () => {
  expect(isDraft(draft({text: advised}))).toBe(true);
  for (const wrong of [
    {platform: 'myspace'},
    {photos: Array(65).fill(photo())},
    {photos: [{...photo(), tells: ['mood']}]},
    {photos: [photo({reason: 'boredom' as 'empty'})]},
    {photos: [photo({answer: {...answer(), state: 'safe' as 'checked'}})]},
    {exposure: {audience: 'friends' as 'public'}},
  ] as Partial<Draft>[]) {
    expect(isDraft(draft(wrong))).toBe(false);
  }
});

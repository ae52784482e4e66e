import {describe, expect, test} from 'vitest';
import {badgeOf} from '../../extension/src/background/badge.ts';
import {TabStore} from '../../extension/src/background/tab-store.ts';
import type {Finding, PageState} from '../../extension/src/common/findings.ts';
import {
  answered,
  counted,
  datasetsNamed,
  EMPTY_TALLY,
  kindOf,
  looksRedesigned,
  photoFindings,
  tagFinding,
} from '../../extension/src/common/findings.ts';
import type {Tally} from '../../extension/src/common/messages.ts';
import {MAX_FINDINGS} from '../../extension/src/common/views.ts';
import type {Advisory, Answer, Listing} from '../../shared/protocol/protocol.gen.ts';
import {MemoryArea} from './memory-area.ts';

const coverage = {lists: 9, could_hold: 4};
const answer = (id: string, listings: Listing[], more: Partial<Answer> = {}): Answer => ({
  subject: 'p1',
  state: 'checked',
  identifiers: [
    {platform: 'flickr', kind: 'photo', id},
    {platform: 'flickr', kind: 'account', id: '99999900001@N00'},
  ],
  listings,
  advisories: [],
  coverage,
  ...more,
});
const photo: Listing = {dataset: 'demo', match: 'photo'};
const account: Listing = {dataset: 'demo', match: 'account', count: 3};
const test_: Listing = {dataset: 'bycatch-test', match: 'photo'};

describe('kind of a photo', () => {
  test.each([
    ['listed itself', [account, photo], {}, 'photo'],
    ['listed as a copy', [account, {dataset: 'demo', match: 'copy', distance: 3}], {}, 'copy'],
    [
      'only in the child of a list',
      [{dataset: 'demo', match: 'source', possible: true}],
      {},
      'possible',
    ],
    ['inherited by its id, not proven', [{...photo, possible: true}], {}, 'possible'],
    ['only its account', [account], {}, 'account'],
    ['the test photo', [test_], {}, 'test'],
    ['the test photo is no cover for a real listing', [test_, photo], {}, 'photo'],
    ['nowhere', [], {}, 'none'],
    ['nowhere, as far as could be checked', [], {state: 'partly', code: 'corrupt'}, 'unchecked'],
    ['not checked', [], {state: 'not_checked', code: 'no_index'}, 'unchecked'],
    [
      'listed, though not all could be checked',
      [photo],
      {state: 'partly', code: 'corrupt'},
      'photo',
    ],
  ] as [string, Listing[], Partial<Answer>, string][])('%s', (_why, listings, more, kind) => {
    expect(kindOf(answer('1', listings, more))).toBe(kind);
  });
});

describe('findings', () => {
  test('a listed photo of a listed account is two', () => {
    const found = photoFindings(answer('1', [photo, account]));
    expect(found.map(({key, group}) => [key, group])).toEqual([
      ['flickr:photo:1', 'photo'],
      ['flickr:account:99999900001@N00', 'account'],
    ]);
  });

  test('the test tag is no finding that counts', () => {
    const advisory = {
      tag: 'bycatchtest',
      level: 'documented' as const,
      dataset: 'bycatch-test',
      years: [],
      sources: [],
    };
    const tag = answer('1', [], {
      identifiers: [{platform: 'instagram', kind: 'tag', id: 'bycatchtest'}],
      advisories: [advisory],
    });
    expect(tagFinding(tag)?.group).toBe('test');
    expect(tagFinding({...tag, advisories: []})).toBeUndefined();
    const watched: Advisory = {tag: 'bycatchtest', level: 'watched', years: [], sources: []};
    expect(tagFinding({...tag, advisories: [advisory, watched]})?.group).toBe('tag');
  });

  test('that a tag is watched names no dataset', () => {
    const named = [{dataset: 'masks'}, {}, {dataset: 'faces'}, {dataset: 'masks'}];
    expect(datasetsNamed(named)).toEqual(['masks', 'faces']);
  });
});

const tally = (more: Partial<Tally>): Tally => ({...EMPTY_TALLY, ...more});

test.each([
  [{seen: 20, identified: 9}, true],
  [{seen: 20, identified: 10}, false],
  [{seen: 19, identified: 0}, false],
  [{seen: 40, identified: 10, reasons: {host_missing: 25}}, false],
  [{seen: 40, identified: 5, reasons: {not_checkable: 35}}, true],
])('redesign: %j', (counts, isRedesigned) => {
  expect(looksRedesigned(tally(counts))).toBe(isRedesigned);
});

test('answered: photos that met no host count for nothing', () => {
  expect(answered(tally({seen: 10, reasons: {timeout: 3, busy: 1, no_index: 2}}))).toBe(6);
});

const state = (findings: Finding[], more: Partial<Tally> = {}): PageState => ({
  page: {document: 'd', view: 0},
  platform: 'flickr',
  findings: Object.fromEntries(findings.map(finding => [finding.key, finding])),
  tally: tally(more),
});

describe('badge', () => {
  test('counts what the popup lists, and no test entries', () => {
    const shown = state([
      ...photoFindings(answer('1', [photo, account])),
      ...photoFindings(answer('2', [test_])),
    ]);
    expect(badgeOf(shown).text).toBe(String(counted(shown).length));
    expect(badgeOf(shown).text).toBe('2');
  });

  test('is empty, not zero', () => {
    expect(badgeOf(state([])).text).toBe('');
    expect(badgeOf(state(photoFindings(answer('2', [test_])))).text).toBe('');
  });

  test.each([
    ['all well', {seen: 3, checked: 3, identified: 3}, 'icon'],
    ['the host is missing', {seen: 3, reasons: {host_missing: 3}}, 'attention'],
    ['no lists', {seen: 3, identified: 3, reasons: {no_index: 3}}, 'attention'],
    ['a redesign', {seen: 30, identified: 2}, 'attention'],
    ['one odd photo', {seen: 30, identified: 29, checked: 29, reasons: {not_checkable: 1}}, 'icon'],
  ] as [string, Partial<Tally>, string][])('its shape when %s', (_why, counts, icon) => {
    expect(badgeOf(state([], counts)).icon).toBe(icon);
  });
});

describe('tab store', () => {
  const page = (view: number, document = 'd') => ({document, view});
  const found = (id: string) => photoFindings(answer(id, [photo]));

  test('a new background finds what the old one left', async () => {
    const area = new MemoryArea();
    await new TabStore(area, () => undefined).add(1, page(0), 'flickr', found('1'), [coverage]);
    expect(
      Object.keys((await new TabStore(area, () => undefined).state(1))?.findings ?? {}),
    ).toEqual(['flickr:photo:1']);
  });

  test('changes at the same time do not lose each other', async () => {
    const tabs = new TabStore(new MemoryArea(), () => undefined);
    await Promise.all(['1', '2', '3'].map(id => tabs.add(1, page(0), 'flickr', found(id), [])));
    expect(Object.keys((await tabs.state(1))?.findings ?? {})).toHaveLength(3);
  });

  test('a new view begins empty; answers for the old one come too late', async () => {
    const tabs = new TabStore(new MemoryArea(), () => undefined);
    await tabs.add(1, page(0), 'flickr', found('1'), []);
    await tabs.setTally(1, page(1), 'flickr', tally({}));
    await tabs.add(1, page(0), 'flickr', found('2'), []);
    await tabs.setTally(1, page(0), 'flickr', tally({seen: 5}));
    expect(await tabs.state(1)).toEqual({
      page: page(1),
      platform: 'flickr',
      findings: {},
      tally: tally({}),
    });
  });

  test('another document replaces the one before', async () => {
    const tabs = new TabStore(new MemoryArea(), () => undefined);
    await tabs.add(1, page(7), 'flickr', found('1'), []);
    await tabs.add(1, page(0, 'other'), 'flickr', found('2'), []);
    expect(Object.keys((await tabs.state(1))?.findings ?? {})).toEqual(['flickr:photo:2']);
  });

  test('the coverage told is the least', async () => {
    const tabs = new TabStore(new MemoryArea(), () => undefined);
    const least = {lists: 9, could_hold: 1};
    await tabs.add(1, page(0), 'flickr', [], [coverage, least, coverage]);
    expect((await tabs.state(1))?.coverage).toEqual(least);
  });

  test('a page full of findings is bounded', async () => {
    const tabs = new TabStore(new MemoryArea(), () => undefined);
    const many = Array.from({length: MAX_FINDINGS + 50}, (_, index) =>
      found(String(index + 1)),
    ).flat();
    await tabs.add(1, page(0), 'flickr', many, []);
    expect(Object.keys((await tabs.state(1))?.findings ?? {})).toHaveLength(MAX_FINDINGS);
  });

  test('a tab that is closed leaves nothing', async () => {
    const area = new MemoryArea();
    const tabs = new TabStore(area, () => undefined);
    await tabs.add(1, page(0), 'flickr', found('1'), []);
    await tabs.forget(1);
    expect(area.size).toBe(0);
  });
});

import {expect, test} from 'vitest';
import {identifiersByDataset} from '../../extension/src/pages/photos/kept-result.ts';
import type {Result} from '../../extension/src/pages/photos/result.ts';
import {
  byDataset,
  NO_RESULT,
  receiptCommands,
  resultOfTab,
  toCsv,
  uncheckedCount,
  withAnswers,
} from '../../extension/src/pages/photos/result.ts';
import {MAX_SUBJECTS, parsePasted} from '../../extension/src/pages/photos/subjects.ts';
import type {Answer, Listing} from '../../shared/protocol/protocol.gen.ts';

test.each([
  [
    'https://www.flickr.com/photos/x/9000000000001/',
    'https://www.flickr.com/photos/x/9000000000001/',
  ],
  ['flickr.com/photos/x/9000000000001', 'https://flickr.com/photos/x/9000000000001'],
  ['9000000000001', 'https://www.flickr.com/photo.gne?id=9000000000001'],
  [
    '100000001_100000000000001_1000000000000000001_n.jpg',
    'https://scontent.cdninstagram.com/v/t51.2885-15/100000001_100000000000001_1000000000000000001_n.jpg',
  ],
])('pasted: %s is a photo', (written, url) => {
  expect(parsePasted(written).subjects).toEqual([{kind: 'photo', written, url}]);
});

test.each(['99999900001@N00', '@99999900001@n00'])('pasted: %s is an account', written => {
  expect(parsePasted(written).subjects).toEqual([
    {kind: 'account', written, nsid: '99999900001@N00'},
  ]);
});

test.each([
  'hello',
  '#facemask',
  'javascript:alert(1)',
  'file:///etc/passwd',
  `a.example/${'x'.repeat(2048)}`,
])('pasted: %s is refused', word => {
  expect(parsePasted(word)).toEqual({subjects: [], refused: [word], isCut: false});
});

test('pasted: any blank or comma parts, what stands twice counts once, and there is a limit', () => {
  expect(parsePasted(' 1,2\n2\t 3;\r\n').subjects.map(({written}) => written)).toEqual([
    '1',
    '2',
    '3',
  ]);
  const many = parsePasted(
    Array.from({length: MAX_SUBJECTS + 1}, (_, at) => String(at + 1)).join('\n'),
  );
  expect([many.subjects.length, many.isCut]).toEqual([MAX_SUBJECTS, true]);
});

const answer = (
  state: Answer['state'],
  listings: Listing[] = [],
  more: Partial<Answer> = {},
): Answer => ({
  subject: '0',
  state,
  identifiers: [{platform: 'flickr', kind: 'photo', id: '1'}],
  listings,
  advisories: [],
  coverage: {lists: 3, could_hold: 2},
  ...more,
});
const listed: Listing[] = [
  {dataset: 'a', match: 'photo'},
  {dataset: 'b', match: 'source', possible: true},
  {dataset: 'bycatch-test', match: 'photo'},
];

test('my photos: listed, not listed and not checked are three things', () => {
  const result = withAnswers(
    NO_RESULT,
    ['l', 'n', 'p', 'u', 'lost'],
    [
      answer('checked', listed),
      answer('checked', [], {coverage: {lists: 3, could_hold: 1}}),
      answer('partly', [], {code: 'corrupt'}),
      answer('not_checked', [], {code: 'not_checkable'}),
    ],
    'host_died',
  );
  expect(result.listed.map(({subject}) => subject)).toEqual(['l']);
  expect(result.notListed).toBe(1);
  expect(result.unchecked).toEqual([
    {subject: 'p', reason: 'corrupt'},
    {subject: 'u', reason: 'not_checkable'},
    {subject: 'lost', reason: 'host_died'},
  ]);
  expect(result.coverage).toEqual({lists: 3, could_hold: 1});
  expect(NO_RESULT.listed).toEqual([]);
});

test('my photos: by dataset, proven and possible apart, the test nowhere', () => {
  const result = withAnswers(
    NO_RESULT,
    ['x', 'y'],
    [answer('checked', listed), answer('checked', listed)],
    'internal',
  );
  expect(byDataset(result)).toEqual([
    {dataset: 'a', photos: 2, possible: 0, accounts: 0},
    {dataset: 'b', photos: 0, possible: 2, accounts: 0},
  ]);
  expect(identifiersByDataset(result)['a']).toEqual(['flickr photo 1']);
});

test('my photos: what a tab has shown is counted as the tab counts it', () => {
  const finding = {
    key: 'k',
    group: 'photo',
    kind: 'photo',
    identifier: {platform: 'flickr', kind: 'photo', id: '1'},
    listings: listed,
    advisories: [],
    coverage: {lists: 3, could_hold: 2},
  } as const;
  const result = resultOfTab({
    page: {document: 'd', view: 0},
    platform: 'flickr',
    findings: {k: {...finding, listings: [...listed], advisories: []}},
    tally: {
      seen: 9,
      identified: 8,
      checked: 6,
      listed: 1,
      compared: 0,
      removed: 0,
      reasons: {busy: 2, not_checkable: 1},
    },
  });
  expect([result.listed.length, result.notListed, uncheckedCount(result)]).toEqual([1, 5, 3]);
});

test('my photos: a table that no spreadsheet takes for a formula', () => {
  const result: Result = {
    ...NO_RESULT,
    listed: [
      {subject: '=1+1', identifiers: [], listings: [{dataset: 'a', match: 'photo', label: 'x"y'}]},
    ],
    unchecked: [{subject: '2', reason: 'busy'}],
  };
  expect(toCsv(result).split('\r\n').slice(1)).toEqual([
    '"\'=1+1","listed","a","photo","","","x""y",""',
    '"2","not_checked","","","","","","busy"',
    '',
  ]);
});

test('my photos: receipts are asked for by a command for each address, whatever is in it one word', () => {
  const listed = [
    'https://www.flickr.com/photos/x/1/',
    "https://a.example/'; rm\u0007\n -rf /",
    '9100000000001',
  ];
  expect(receiptCommands(listed.map(subject => ({subject, identifiers: [], listings: []})))).toBe(
    "bycatch receipt 'https://www.flickr.com/photos/x/1/'\nbycatch receipt 'https://a.example/'\\'';rm-rf/'",
  );
});

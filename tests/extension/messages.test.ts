import {expect, test} from 'vitest';
import {
  parseContentMessage,
  parseHints,
  parseMessage,
  parseVerdicts,
} from '../../extension/src/common/messages.ts';

const page = {document: 'd', view: 0};
const look = {
  type: 'look',
  page,
  platform: 'flickr',
  photos: [{subject: 'p1', urls: ['https://example.org/']}],
  tags: ['facemask'],
};
const tally = {
  type: 'tally',
  page,
  platform: 'flickr',
  tally: {
    seen: 1,
    identified: 1,
    checked: 0,
    listed: 0,
    compared: 0,
    removed: 0,
    reasons: {busy: 1},
  },
};

test.each([
  look,
  tally,
  {type: 'get_hints', platform: 'instagram'},
  {type: 'open_popup', finding: 'flickr:photo:1'},
  {type: 'card_shown'},
  {type: 'card_close'},
  {type: 'view_tab'},
  {type: 'view_tab', tab: 3, retry: true},
  {type: 'get_cards', ids: ['demo']},
  {type: 'ask_host', question: {verb: 'datasets'}},
  {type: 'ask_host', question: {verb: 'datasets', ids: ['demo']}, retry: true},
  {type: 'ask_host', question: {verb: 'watch', platform: 'flickr', kind: 'tag', word: 'face'}},
  {
    type: 'ask_host',
    question: {verb: 'mark_request', number: 1, state: 'sent', day: '2026-11-26'},
  },
  {type: 'check_urls', urls: ['https://a.example/1']},
  {type: 'post_outcome', platform: 'flickr', outcome: 'blocked'},
])('message $type is understood', message => {
  expect(parseMessage(JSON.parse(JSON.stringify(message)))).toEqual(message);
});

test.each([
  ['nothing', undefined],
  ['a string', 'look'],
  ['an array', [look]],
  ['an unknown type', {type: 'exec'}],
  ['a type all objects have', {type: 'toString'}],
  ['a type of another case', {type: 'Look'}],
  ['an unknown field', {...look, path: '/'}],
  ['an unknown field in a photo', {...look, photos: [{subject: 'p', urls: ['x'], id: 1}]}],
  ['an unknown platform', {...look, platform: 'myspace'}],
  ['hints of an unknown platform', {type: 'get_hints', platform: 'myspace'}],
  ['a photo without addresses', {...look, photos: [{subject: 'p', urls: []}]}],
  ['nine addresses', {...look, photos: [{subject: 'p', urls: Array(9).fill('x')}]}],
  ['a long address', {...look, photos: [{subject: 'p', urls: ['x'.repeat(8193)]}]}],
  ['257 photos', {...look, photos: Array(257).fill(look.photos[0])}],
  ['a long tag', {...look, tags: ['x'.repeat(257)]}],
  ['257 tags', {...look, tags: Array(257).fill('x')}],
  ['no page', {...look, page: undefined}],
  ['a negative view', {...look, page: {document: 'd', view: -1}}],
  ['a count below zero', {...tally, tally: {...tally.tally, seen: -1}}],
  ['a reason nobody knows', {...tally, tally: {...tally.tally, reasons: {boredom: 1}}}],
  ['a dataset id that climbs', {type: 'get_cards', ids: ['../x']}],
  ['nothing to check', {type: 'check_urls', urls: []}],
  ['an outcome of no kind', {type: 'post_outcome', platform: 'flickr', outcome: 'seen'}],
  ['no dataset', {type: 'get_cards', ids: []}],
  ['a verb that is not for pages', {type: 'ask_host', question: {verb: 'status'}}],
  ['a question with an id', {type: 'ask_host', question: {verb: 'datasets', id: 7}}],
  ['a question with a field too many', {type: 'ask_host', question: {verb: 'datasets', path: '/'}}],
  ['a tab that is no number', {type: 'view_tab', tab: '1'}],
])('message refused: %s', (_why, message) => {
  expect(parseMessage(message)).toBeUndefined();
});

test('hints: what is of another grammar is passed over, and sixteen are taken', () => {
  expect(parseHints(undefined)).toBeUndefined();
  expect(parseHints({photos: ['.a']})).toBeUndefined();
  expect(parseHints(['.a', 'a:has(img)', 7, null, 'div.b img[src]'])).toEqual([
    '.a',
    'div.b img[src]',
  ]);
  expect(parseHints(Array(40).fill('.a'))).toHaveLength(16);
});

test('verdicts: anything else than an answer is none', () => {
  expect(parseVerdicts(undefined)).toBeUndefined();
  expect(parseVerdicts({photos: [{subject: 'p1', kind: 'safe'}], tags: []})).toBeUndefined();
  expect(
    parseVerdicts({photos: [{subject: 'p1', kind: 'none', identified: true}], tags: []}),
  ).toBeDefined();
});

test('content messages: a closed set', () => {
  expect(parseContentMessage({type: 'check_again'})).toEqual({type: 'check_again'});
  expect(parseContentMessage({type: 'look'})).toBeUndefined();
  expect(parseContentMessage({type: 'reveal'})).toBeUndefined();
});

import {expect, test} from 'vitest';
import {daysLeft, localDay, waiting} from '../../extension/src/pages/requests/due.ts';
import {forgetKept, readKept} from '../../extension/src/pages/requests/kept-requests.ts';
import {
  filledLetter,
  LETTERS,
  missing,
  routeOf,
} from '../../extension/src/pages/requests/letter.ts';
import type {RemovalRequest} from '../../extension/src/pages/requests/removal-request.ts';
import {LETTER_NAMES} from '../../extension/src/pages/requests/removal-request.ts';
import type {Card} from '../../shared/protocol/protocol.gen.ts';
import {MemoryArea} from './memory-area.ts';

const gaps = {
  date: '2026-11-25',
  dataset: 'Example {name} Faces',
  identifiers: 'flickr photo 1',
  name: 'Juniper $& Vale',
  contact: 'juniper@example.org',
};

test.each(LETTER_NAMES)(
  'letter %s: every gap is filled, and what fills it is not filled again',
  letter => {
    const {subject, body} = filledLetter(letter, gaps);
    expect(subject).toContain('Example {name} Faces');
    for (const given of Object.values(gaps)) expect(`${subject}\n${body}`).toContain(given);
    expect(`${subject}\n${body}`.replaceAll('Example {name} Faces', '')).not.toMatch(
      /[{}]|undefined/,
    );
    expect(body).not.toMatch(/\battach|passport|enclosed/i);
  },
);

test('letter: whoever cites a law has a source for it, and cites no other', () => {
  const wrong: string[] = [];
  for (const [name, {subject, body, cites, references}] of Object.entries(LETTERS)) {
    const text = [subject, ...body].join('\n');
    const laws = text.match(/\b(?:article|section) \d[\d.]*(?:\([0-9a-z]\))?/gi) ?? [];
    const cited = new Set(laws.map(law => law.toLowerCase()));
    for (const law of cited) {
      if (!cites.some(place => place.law === law)) wrong.push(`${name}: no source for ${law}`);
    }
    for (const {law, reference} of cites) {
      if (!cited.has(law)) wrong.push(`${name}: ${law} is not in the text`);
      if (!references[reference]?.url?.startsWith('https://'))
        wrong.push(`${name}: ${law} leads nowhere`);
    }
    const speaksOfLaw = /\b(act|law|regulation|GDPR|CCPA|BIPA|ILCS)\b/i.test(text);
    if (speaksOfLaw && cites.length === 0) wrong.push(`${name}: speaks of a law and cites none`);
    for (const gap of ['date', 'dataset', 'identifiers', 'name', 'contact']) {
      if (!text.includes(`{${gap}}`)) wrong.push(`${name}: ${gap} is missing`);
    }
  }
  expect(wrong).toEqual([]);
});

test('letter: it is not to be sent before a person has filled it in', () => {
  expect(missing(gaps)).toEqual([]);
  expect(missing({...gaps, name: ' ', identifiers: ''})).toEqual(['identifiers', 'name']);
});

const card = (removal?: Card['removal']): Card => ({
  id: 'a',
  name: 'A',
  photo_sources: [],
  platforms: [],
  parents: [],
  children: [],
  users: [],
  matched_by: [],
  references: [],
  ...(removal && {removal}),
});

test.each([
  ['no word of it', undefined, undefined],
  ['words without an address', {text: 'They remove it when asked.'}, undefined],
  [
    'a page',
    {text: 'A form.', url: 'https://example.org/'},
    {addresses: [], page: 'https://example.org/'},
  ],
  [
    'two addresses',
    {text: 'Write to a.b@example.org and c@mail.example.co.uk. Then wait.'},
    {addresses: ['a.b@example.org', 'c@mail.example.co.uk'], page: undefined},
  ],
])('route: %s', (_, removal, route) => {
  expect(routeOf(card(removal))).toEqual(route);
});

const request = (state: RemovalRequest['state'], due?: string): RemovalRequest => ({
  number: 1,
  dataset: 'a',
  letter: 'gdpr_erasure',
  state,
  created: '2026-10-01',
  changed: '2026-10-01',
  ...(due !== undefined && {sent: '2026-10-02', due}),
});

test.each([
  ['drafted', undefined, 'none'],
  ['sent', undefined, 'none'],
  ['answered', '2026-11-01', 'none'],
  ['sent', '2026-11-24', 'overdue'],
  ['sent', '2026-11-25', 'soon'],
  ['sent', '2026-12-02', 'soon'],
  ['sent', '2026-12-03', 'waiting'],
] as const)('due: %s, due on %s, is %s on 2026-11-25', (state, due, how) => {
  expect(waiting(request(state, due), '2026-11-25')).toBe(how);
});

test('due: days are calendar days', () => {
  expect(daysLeft(request('sent', '2026-11-24'), '2026-11-25')).toBe(-1);
  expect(localDay(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
});

const store = (): MemoryArea & chrome.storage.StorageArea =>
  new MemoryArea() as MemoryArea & chrome.storage.StorageArea;

test('kept requests: of what earlier versions stored only what is whole is taken', async () => {
  const area = store();
  expect(await readKept(area)).toEqual([]);
  const good = {...request('sent'), sent: '2026-11-25'};
  const bad = [
    null,
    7,
    {},
    {...good, state: 'lost'},
    {...good, letter: 'x'},
    {...good, sent: 'soon'},
    {...good, sent: '2026-02-30'},
    {...good, number: 0},
    {...good, name: 'Juniper Vale'},
  ];
  await area.set({removal_requests: [good, ...bad]});
  expect(await readKept(area)).toEqual([good]);
  await area.set({removal_requests: {length: 1}});
  expect(await readKept(area)).toEqual([]);
});

test('kept requests: no more than one message to the host may hold', async () => {
  const area = store();
  await area.set({removal_requests: Array.from({length: 300}, () => request('drafted'))});
  expect(await readKept(area)).toHaveLength(256);
  await forgetKept(area);
  expect(await readKept(area)).toEqual([]);
});

import {expect, test} from 'vitest';
import {answerDue, daysLeft, localDay, waiting} from '../../extension/src/pages/requests/due.ts';
import {
  filledLetter,
  LETTERS,
  missing,
  routeOf,
} from '../../extension/src/pages/requests/letter.ts';
import type {RemovalRequest} from '../../extension/src/pages/requests/removal-request.ts';
import {
  LETTER_NAMES,
  MAX_REQUESTS,
  marked,
  parseRequests,
  withNew,
} from '../../extension/src/pages/requests/removal-request.ts';
import type {Card} from '../../shared/protocol/protocol.gen.ts';

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

const request = (state: RemovalRequest['state'], sent?: string): RemovalRequest => ({
  number: 1,
  dataset: 'a',
  letter: 'gdpr_erasure',
  state,
  created: '2026-10-01',
  changed: '2026-10-01',
  ...(sent !== undefined && {sent}),
});

test.each([
  ['gdpr_access', '2026-11-25', '2026-12-25'],
  ['gdpr_erasure', '2026-12-15', '2027-01-15'],
  ['gdpr_erasure', '2026-01-30', '2026-02-28'],
  ['gdpr_erasure', '2028-01-31', '2028-02-29'],
  ['gdpr_erasure', '2026-03-31', '2026-04-30'],
  ['ccpa', '2026-11-25', '2027-01-09'],
  ['bipa', '2026-11-25', undefined],
  ['plain', '2026-11-25', undefined],
] as const)('due: %s that arrived on %s is due on %s', (letter, sent, due) => {
  expect(answerDue(letter, sent)).toBe(due);
});

test.each([
  ['drafted', undefined, 'none'],
  ['answered', '2026-10-01', 'none'],
  ['sent', '2026-10-24', 'overdue'],
  ['sent', '2026-10-25', 'soon'],
  ['sent', '2026-11-02', 'soon'],
  ['sent', '2026-11-03', 'waiting'],
] as const)('due: %s on %s is %s on 2026-11-25', (state, sent, how) => {
  expect(waiting(request(state, sent), '2026-11-25')).toBe(how);
});

test('requests: drafted, sent, answered; drafted again takes back that it was sent', () => {
  const [drafted] = withNew([], 'ffhq', 'plain', '2026-11-25') ?? [];
  expect(drafted).toMatchObject({number: 1, state: 'drafted', created: '2026-11-25'});
  const sent = marked([request('drafted')], 1, 'sent', '2026-11-26');
  expect(sent[0]?.sent).toBe('2026-11-26');
  const answered = marked(sent, 1, 'answered', '2026-12-01');
  expect(answered[0]).toMatchObject({state: 'answered', sent: '2026-11-26', changed: '2026-12-01'});
  expect(marked(answered, 1, 'drafted', '2026-12-02')[0]).not.toHaveProperty('sent');
  expect(marked(sent, 7, 'done', '2026-12-02')).toEqual(sent);
});

test('requests: the oldest that is done makes room, and none that is open', () => {
  const full = Array.from({length: MAX_REQUESTS}, (_, at) => ({
    ...request('sent'),
    number: at + 1,
  }));
  expect(withNew(full, 'a', 'plain', '2026-11-25')).toBeUndefined();
  const settled = marked(marked(full, 9, 'done', '2026-11-25'), 5, 'done', '2026-11-25');
  const next = withNew(settled, 'a', 'plain', '2026-11-25') ?? [];
  expect(next).toHaveLength(MAX_REQUESTS);
  expect(next.some(({number}) => number === 5)).toBe(false);
  expect(next.at(-1)?.number).toBe(MAX_REQUESTS + 1);
});

test('requests: of what is stored only what is whole is taken', () => {
  const good = request('sent', '2026-11-25');
  const bad = [
    null,
    7,
    {},
    {...good, state: 'lost'},
    {...good, letter: 'x'},
    {...good, sent: 'soon'},
  ];
  expect(parseRequests([good, ...bad])).toEqual([good]);
  expect(parseRequests({length: 1})).toEqual([]);
});

test('due: days are calendar days', () => {
  expect(daysLeft(request('sent', '2026-10-24'), '2026-11-25')).toBe(-1);
  expect(localDay(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
});

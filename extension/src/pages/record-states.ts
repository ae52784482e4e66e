// Made-up states of the pages of records, for the component page.
import type {Card} from '../../../shared/protocol/protocol.gen.ts';
import {leastCoverage} from '../common/findings.ts';
import {cards, coverage, listedAccount, listedPhoto} from './component-states.ts';
import type {Result} from './photos/result.ts';
import type {RemovalRequest, RequestState} from './requests/removal-request.ts';
import {STATES} from './requests/removal-request.ts';

const cardOf = (id: string): Card => {
  const card = cards.get(id);
  if (!card) throw new Error(`no card ${id}`);
  return card;
};

/** Pages of a dataset by name. The last one was taken down since its page was drawn first. */
export const datasetStates: readonly (readonly [string, Card])[] = [
  ['full', cardOf('example-faces')],
  ['missing-fields', cardOf('example-bare')],
  ['many-users', cardOf('example-long')],
  [
    'withdrawn-since',
    {...cardOf('example-child'), status: 'withdrawn', status_year: 2026, copies_circulate: true},
  ],
];

const listedOnes = [listedPhoto, listedAccount].map(({identifier, listings}) => ({
  subject: identifier.id,
  identifiers: [identifier],
  listings,
}));

/** Results of "My photos" by name. */
export const resultStates: readonly (readonly [string, Result])[] = [
  [
    'some-listed',
    {
      listed: listedOnes,
      notListed: 12,
      unchecked: [{subject: 'https://example.org/photo', reason: 'not_checkable'}],
      uncheckedCounts: {busy: 2},
      coverage: leastCoverage(undefined, coverage),
    },
  ],
  [
    'none-listed',
    {
      listed: [],
      notListed: 14,
      unchecked: [],
      uncheckedCounts: {},
      coverage: leastCoverage(undefined, coverage),
    },
  ],
  ['none-checked', {listed: [], notListed: 0, unchecked: [], uncheckedCounts: {host_missing: 14}}],
];

const requestIn = (state: RequestState, number: number): RemovalRequest => ({
  number,
  dataset: number % 2 === 0 ? 'example-faces' : 'example-masks',
  letter: 'gdpr_erasure',
  state,
  created: '2026-10-01',
  changed: '2026-10-12',
  ...(state !== 'drafted' && {sent: '2026-10-12'}),
});

/** Requests by name. An answer to a letter of 2020 is overdue on any day, one to a letter of 2200 never. */
export const requestStates: readonly (readonly [string, RemovalRequest[]])[] = [
  ['none', []],
  [
    'every-state',
    [
      ...STATES.filter(state => state !== 'sent').map(requestIn),
      {...requestIn('sent', 11), sent: '2020-01-31', due: '2020-02-29'},
      {...requestIn('sent', 12), sent: '2200-01-31', due: '2200-02-28'},
      {...requestIn('sent', 13), letter: 'plain'},
    ],
  ],
];

// Made-up states of the setup and diagnostics pages, for the component page.
import type {PastSync} from '../../../shared/protocol/protocol.gen.ts';
import type {HostView} from '../common/views.ts';
import {status} from './component-states.ts';
import type {Diagnosis} from './diagnostics-report.ts';
import type {TestOutcome} from './setup-view.tsx';
import type {Engine} from './setup-ways.ts';

const empty: HostView = {status: {...status, index: 'empty', lists: 0, records: 0}};

/** Setup by name: browser, host and test photo. */
export const setupStates: readonly (readonly [
  string,
  Engine,
  HostView | undefined,
  TestOutcome,
])[] = [
  ['waiting', 'firefox', {reason: 'host_missing'}, undefined],
  ['snap', 'chromium', {reason: 'host_missing'}, undefined],
  ['forbidden', 'chromium', {reason: 'host_forbidden'}, undefined],
  ['no-lists', 'chromium', empty, undefined],
  ['test-missing', 'chromium', {status}, 'missing'],
  ['done', 'chromium', {status}, 'found'],
];

const DAY = 86_400;
const NOVEMBER_24 = Date.parse('2026-11-24T06:00:00Z') / 1000;
const syncs: PastSync[] = Array.from({length: 24}, (_, at) => ({
  at: NOVEMBER_24 - (24 - at) * DAY,
  bytes: at === 0 ? 43_500_000 : at % 9 === 4 ? 0 : 180_000 + ((at * 7919) % 90_000) * 100,
  ...(at % 9 === 4 && {code: 'offline' as const}),
}));

const well: Diagnosis = {
  version: '0.1.0',
  browser: 'Firefox 140',
  host: {
    status: {
      ...status,
      packs: [
        {
          id: 'imported',
          lists: 9,
          records: 3_630_582,
          size_bytes: 43_412_110,
          root: '5f0c'.repeat(16),
        },
      ],
      syncs,
      watch_pack: {name: 'Example Embassy', version: 7, expires: '2027-01-31', entries: 8_428},
      sites: [
        {platform: 'flickr', seen: 1240, identified: 1238},
        {platform: 'instagram', seen: 31, identified: 2},
      ],
    },
  },
  places: {
    id: 1,
    verb: 'places',
    host: '/usr/lib/bycatch/bycatch-host',
    data: '/data/someone/bycatch',
    browsers: [
      {
        browser: 'Firefox',
        state: 'ours',
        file: '/usr/lib/mozilla/native-messaging-hosts/org.bycatch.host.json',
      },
      {
        browser: 'Chromium',
        state: 'outdated',
        file: '/etc/chromium/native-messaging-hosts/org.bycatch.host.json',
      },
      {browser: 'Brave', state: 'missing'},
    ],
  },
  permissions: [
    {name: 'storage', isGranted: true},
    {name: 'https://www.flickr.com/*', isGranted: true},
    {name: 'https://www.instagram.com/*', isGranted: false},
  ],
  error: {reason: 'timeout', at: Date.parse('2026-11-25T09:30:00Z')},
};

/** Diagnoses by name. */
export const diagnoses: readonly (readonly [string, Diagnosis])[] = [
  ['well', well],
  ['first-sync', {...well, host: {status: {...status, syncs: syncs.slice(0, 1)}}}],
  ['no-syncs', {...well, host: {status: {...status, syncs: []}}}],
  ['damaged', {...well, host: {status: {...status, index: 'damaged', code: 'corrupt'}}}],
  ['empty', {...well, host: empty}],
  ['newer-lists', {...well, host: {status: {...status, index: 'damaged', code: 'unsupported'}}}],
  ['host-missing', {...well, host: {reason: 'host_missing'}, error: undefined}],
];

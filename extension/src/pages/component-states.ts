// Made-up states for the component page: every one that people can meet.

import type {
  Card,
  EventsReply,
  Listing,
  StatusReply,
} from '../../../shared/protocol/protocol.gen.ts';
import type {Finding, PageState} from '../common/findings.ts';
import {EMPTY_TALLY, leastCoverage} from '../common/findings.ts';
import type {PhotoMark} from '../common/mark-label.ts';
import type {Tally} from '../common/messages.ts';
import {policyIn} from '../common/policy.ts';
import type {Reason} from '../common/reason.ts';
import {isHostReason, REASONS} from '../common/reason.ts';
import type {SettingsInForce} from '../common/settings.ts';
import {settingsInForce} from '../common/settings.ts';
import type {HostView, TabView} from '../common/views.ts';
import type {PacksUnderWay} from './choose-packs.tsx';
import type {ListsUnderWay} from './get-lists.tsx';
import {watchedNews} from './watch-states.ts';

export const coverage = {lists: 9, could_hold: 4, data_date: '2026-11-02', year: 2013};

export const status: StatusReply = {
  id: 1,
  verb: 'status',
  version: '0.1.0',
  protocol: {min: 1, max: 1},
  generation: 'g1',
  index: 'ready',
  data_date: '2026-11-02',
  lists: 9,
  records: 3_630_582,
  packs: [],
  sites: [],
  broker: true,
};

const card: Omit<Card, 'id' | 'name'> = {
  organisation: 'Example University',
  summary:
    'Made-up dataset: faces cut from photos of a photo site, with the age and gender the authors guessed.',
  year: 2016,
  images: 4_700_000,
  collected_from: 2004,
  collected_to: 2014,
  photo_sources: ['Flickr'],
  platforms: ['flickr'],
  parents: [],
  children: [],
  status: 'withdrawn',
  status_year: 2019,
  copies_circulate: true,
  users: [
    {name: 'Example Laboratory', country: 'NL', sector: 'academic'},
    {name: 'Example Vision Ltd'},
  ],
  removal: {text: 'The authors have not answered requests.', url: 'https://example.org/removal'},
  matched_by: ['photo', 'account'],
  list: {rows: 3_530_582, of: 4_700_000},
  references: [
    {
      text: 'Example Times: how the photos were taken',
      url: 'https://example.org/times',
      date: '2019-10-11',
    },
    {text: 'The paper that presents the dataset', date: '2016'},
  ],
};

/** A card with as few fields as a card can have. */
const bare: Omit<Card, 'id' | 'name'> = {
  photo_sources: [],
  platforms: [],
  parents: [],
  children: [],
  users: [],
  matched_by: [],
  references: [],
};

const manyUsers = Array.from({length: 14}, (_, i) => ({
  name: `Example Company ${i + 1}`,
  country: ['DE', 'GB', 'JP'][i % 3] ?? 'DE',
}));

export const cards = new Map<string, Card>(
  [
    {...card, id: 'example-faces', name: 'Example Faces'},
    {...card, id: 'example-child', name: 'Example Faces Mini', status: 'available' as const},
    {...card, id: 'example-masks', name: 'Example Masks', status: 'on_request' as const},
    {...card, id: 'example-long', name: 'Example with many users', users: manyUsers},
    {...bare, id: 'example-bare', name: 'Example of which little is known'},
    {...bare, id: 'bycatch-test', name: 'Bycatch test list', test: true},
  ].map(made => [made.id, made]),
);

const base = {listings: [], advisories: [], coverage};
const photo = (id: string, kind: PhotoMark, listings: Listing[]): Finding => ({
  ...base,
  key: `flickr:photo:${id}`,
  group: kind === 'test' ? 'test' : 'photo',
  kind,
  identifier: {platform: 'flickr', kind: 'photo', id},
  listings,
});

export const listedPhoto = photo('9100000000101', 'photo', [
  {dataset: 'example-faces', match: 'photo', label: 'female, 25 to 32'},
  {dataset: 'example-child', match: 'source', possible: true},
]);
const copiedPhoto = photo('9100000000102', 'copy', [
  {dataset: 'example-faces', match: 'copy', distance: 12},
]);
const possiblePhoto = photo('9100000000103', 'possible', [
  {dataset: 'example-child', match: 'source', possible: true},
]);
const barePhoto = photo('9100000000104', 'photo', [
  {dataset: 'example-bare', match: 'photo'},
  {dataset: 'example-unknown', match: 'photo'},
]);
const longPhoto = photo('9100000000105', 'photo', [{dataset: 'example-long', match: 'photo'}]);
const testPhoto = photo('9999999999999', 'test', [{dataset: 'bycatch-test', match: 'photo'}]);
export const listedAccount: Finding = {
  ...base,
  key: 'flickr:account:99999900001@N00',
  group: 'account',
  kind: 'account',
  identifier: {platform: 'flickr', kind: 'account', id: '99999900001@N00'},
  listings: [{dataset: 'example-faces', match: 'account', count: 14}],
};
const warnedTag: Finding = {
  ...base,
  key: 'instagram:tag:facemask',
  group: 'tag',
  kind: 'tag',
  identifier: {platform: 'instagram', kind: 'tag', id: 'facemask'},
  advisories: [
    {
      tag: 'facemask',
      level: 'inferred',
      dataset: 'example-masks',
      years: [2020],
      photos: 1192,
      instead: ['sewing', 'handmade'],
      unknown: 'No source names the tags that were searched.',
      sources: [
        {
          text: 'Example Times, May 2020: “searching hashtags related to masks”',
          url: 'https://example.org/masks',
          date: '2020-05',
        },
      ],
    },
  ],
};

const tally = (counts: Partial<Tally>): Tally => ({...EMPTY_TALLY, ...counts});
const page = (found: readonly Finding[], counts: Partial<Tally>): PageState => ({
  page: {document: 'example', view: 0},
  platform: 'flickr',
  findings: Object.fromEntries(found.map(finding => [finding.key, finding])),
  tally: tally(counts),
  ...((counts.checked ?? 0) > 0 && {coverage: leastCoverage(undefined, coverage)}),
});
const view = (state: PageState | undefined, host: HostView = {status}): TabView => ({
  tab: 1,
  host,
  ...(state && {state}),
});

const watchedTag: Finding = {
  ...warnedTag,
  key: 'instagram:tag:watchedbyme',
  identifier: {platform: 'instagram', kind: 'tag', id: 'watchedbyme'},
  advisories: [{tag: 'watchedbyme', level: 'watched', years: [], sources: []}],
};

const everything = [listedPhoto, copiedPhoto, listedAccount, warnedTag, testPhoto];

/** Cards by name. */
export const findings: readonly (readonly [string, Finding])[] = [
  ['photo', listedPhoto],
  ['copy', copiedPhoto],
  ['possible', possiblePhoto],
  ['account', listedAccount],
  ['tag', warnedTag],
  ['missing-fields', barePhoto],
  ['many-users', longPhoto],
  ['test', testPhoto],
  ['watched-tag', watchedTag],
];

/** A popup over lists of a day. */
const aged = (data_date: string): TabView =>
  view(page([], {seen: 14, identified: 14, checked: 14}), {status: {...status, data_date}});

/**
 * A popup that could not check anything, for one reason. Lists that are empty are no_index, damaged ones corrupt, ones
 * newer than the program unsupported; an answer that comes late is timeout, one that comes twice or out of order
 * host_garbled or nothing at all, and one with a code nobody knows internal.
 */
function unchecked(reason: Reason): [string, TabView] {
  const state = page([], {
    seen: 14,
    identified: isHostReason(reason) ? 0 : 14,
    reasons: {[reason]: 14},
  });
  if (reason === 'no_index' || reason === 'corrupt' || reason === 'unsupported') {
    const index = reason === 'no_index' ? 'empty' : 'damaged';
    const {data_date: _, ...undated} = status;
    return [
      `unchecked-${reason}`,
      view(state, {status: {...undated, index, code: reason, lists: 0, records: 0}}),
    ];
  }
  return [`unchecked-${reason}`, view(state, isHostReason(reason) ? {reason} : {status})];
}

const managed: SettingsInForce = settingsInForce(
  {blurListed: true},
  policyIn({'enforced.markTag': true, 'enforced.siteInstagram': false}),
);
/** A site that was switched off. */
export const siteOff: SettingsInForce = settingsInForce({siteFlickr: false}, policyIn({}));
export const asShipped: SettingsInForce = settingsInForce({}, policyIn({}));
const packs = [
  {id: 'demo-lists', lists: 7, records: 3_530_582, size_bytes: 41_300_000},
  {id: 'demo-tags', lists: 2, records: 100_000, size_bytes: 2_110},
];

/** How far public lists are, by the name of the options or the setup page that shows it. */
export const listsUnderWay: Readonly<Record<string, ListsUnderWay>> = {
  'no-lists': {state: 'running', done: 3, whole: 9},
  'host-missing': {state: 'running', done: 0, whole: 0},
  managed: {state: 'done', done: 9, whole: 9, code: 'offline'},
  'store-full': {state: 'failed', done: 0, whole: 9, code: 'no_space'},
  snap: {state: 'done', done: 9, whole: 9},
};
/** The same of packs of the feed, by the name of the options. */
export const packsUnderWay: Readonly<Record<string, PacksUnderWay>> = {
  managed: {
    state: 'done',
    done: 0,
    whole: 0,
    managed: true,
    packs: [
      {
        id: 'demo-lists',
        title: 'Demo lists',
        chosen: true,
        keys: 3_530_582,
        size_bytes: 41_300_000,
      },
      {id: 'demo-more', title: '', chosen: false, keys: 24_000_000, size_bytes: 98_700_000},
    ],
  },
  'no-lists': {state: 'failed', done: 0, whole: 0, packs: [], managed: false, code: 'no_feed'},
  damaged: {state: 'failed', done: 0, whole: 0, packs: [], managed: false, code: 'offline'},
  'newer-lists': {state: 'running', done: 0, whole: 0, packs: [], managed: false},
  'store-full': {state: 'running', done: 1_200_000, whole: 41_300_000, packs: [], managed: false},
};
/** What an organisation is told, by the name of the options. */
export const eventsTold: Readonly<Record<string, EventsReply>> = {
  managed: {
    id: 1,
    verb: 'events',
    on: true,
    waiting: '[{"day":"2026-11-24","present":1,"checked":120,"listed":3,"warned":1}]',
    sent: `{"format":1,"report":"${'0b'.repeat(16)}","version":"0.1.0","age_days":2,"days":[{"day":"2026-11-23","present":1,"checked":80}]}`,
    sent_at: Date.parse('2026-11-24T06:00:00Z') / 1000,
  },
  'no-lists': {id: 1, verb: 'events', on: true, waiting: '[]', sent: '', sent_at: 0},
};
export const noListsAsked: ListsUnderWay = {state: 'none', done: 0, whole: 0};

/** Options by name: settings, and the host, asked or not yet. */
export const optionStates: readonly (readonly [string, SettingsInForce, HostView | undefined])[] = [
  ['managed', managed, {status: {...status, packs}}],
  ['no-lists', asShipped, {status: {...status, index: 'empty', lists: 0}}],
  ['damaged', asShipped, {status: {...status, index: 'damaged', code: 'corrupt'}}],
  ['newer-lists', asShipped, {status: {...status, index: 'damaged', code: 'unsupported'}}],
  ['store-full', asShipped, {status: {...status, packs}}],
  ['host-missing', asShipped, {reason: 'host_missing'}],
  ['asking', asShipped, undefined],
];

/** Popup states by name. */
export const popups: readonly (readonly [string, TabView])[] = [
  [
    'found',
    view(page(everything, {seen: 14, identified: 14, checked: 12, reasons: {not_checkable: 2}})),
  ],
  ['one-found', view(page([listedPhoto], {seen: 1, identified: 1, checked: 1}))],
  ['not-listed', view(page([], {seen: 14, identified: 14, checked: 14}))],
  ['partly-checked', view(page([], {seen: 14, identified: 12, checked: 12, reasons: {busy: 2}}))],
  ['one-day-old', aged('2026-11-24')],
  ['six-months-old', aged('2026-05-25')],
  ['no-photos', view(page([], {}))],
  ['watched-news', {...view(page([], {seen: 14, identified: 14, checked: 14})), news: watchedNews}],
  ['elsewhere', view(undefined)],
  ['site-off', view(undefined)],
  ['redesign', view(page([], {seen: 31, identified: 2, checked: 2, reasons: {not_checkable: 29}}))],
  ['removed-marks', view(page([listedPhoto], {seen: 14, identified: 14, checked: 14, removed: 8}))],
  ...REASONS.map(unchecked),
];

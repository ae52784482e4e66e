// How findings are said. Kept apart from how they are drawn.

import type {
  Card,
  Coverage,
  DatasetStatus,
  Identifier,
  Level,
  Listing,
  Platform,
} from '../../../shared/protocol/protocol.gen.ts';
import type {Finding, PageCoverage} from '../common/findings.ts';
import {isPossible, strongest} from '../common/findings.ts';
import type {Key} from '../common/i18n.ts';
import {day, list, plural, text} from '../common/i18n.ts';
import type {Tally} from '../common/messages.ts';
import type {Reason} from '../common/reason.ts';
import type {Shape} from '../common/shapes.ts';

export type Names = ReadonlyMap<string, Card>;

export function nameOf(dataset: string, cards: Names): string {
  return cards.get(dataset)?.name ?? dataset;
}

export function shapeOf({group, kind, advisories}: Finding): Shape {
  if (group === 'test') return 'test';
  if (kind !== 'tag') return kind;
  return strongest(advisories.map(({level}) => level)) ?? 'observed';
}

/** "Flickr photo 53000000001" */
export function titleOf({identifier: {platform, kind, id}}: Finding): string {
  if (kind === 'tag') return text('itemTag', id);
  if (kind === 'account') return text('itemAccount', id);
  if (kind === 'imprint') return text('itemPicture');
  const photo = {
    flickr: 'itemPhotoFlickr',
    instagram: 'itemPhotoInstagram',
    web: 'itemPhotoWeb',
  } as const;
  return text(photo[platform], id);
}

/** "Listed in MegaFace and DiveFace" */
export function sentenceOf(finding: Finding, cards: Names): string {
  const {kind, listings, advisories} = finding;
  if (kind === 'tag') {
    const level = strongest(advisories.map(advisory => advisory.level));
    return level ? text(LEVEL_WORDS[level].meaning) : '';
  }
  const key = {
    photo: 'itemListedIn',
    copy: 'itemCopiedIn',
    possible: 'itemPossiblyIn',
    account: 'itemAccountIn',
    test: 'itemListedIn',
  } as const;
  // A picture that resembles a listed one from afar is possible too; nothing was drawn from anything then.
  const isAlike = kind === 'possible' && listings.every(({match}) => match === 'copy');
  const told = listings.filter(
    listing => kind !== 'photo' || (listing.match === 'photo' && !isPossible(listing)),
  );
  return text(
    isAlike ? 'itemCopiedIn' : key[kind],
    list([...new Set(told.map(({dataset}) => nameOf(dataset, cards)))]),
  );
}

/** How far the photos of a page were compared beyond their addresses. */
export function comparedSentence({seen, checked, compared}: Tally): string {
  if (compared === 0) return text('popupByIdentifier');
  return compared >= checked ? text('popupComparedAll') : plural('popupCompared', seen, compared);
}

export const LEVEL_WORDS = {
  documented: {name: 'levelDocumented', meaning: 'levelDocumentedMeaning'},
  inferred: {name: 'levelInferred', meaning: 'levelInferredMeaning'},
  observed: {name: 'levelObserved', meaning: 'levelObservedMeaning'},
  watched: {name: 'levelWatched', meaning: 'levelWatchedMeaning'},
} as const satisfies Record<Level, {name: Key; meaning: Key}>;

/** What a match proves, and no more. */
export function matchSentence({match, possible, distance, count}: Listing): string {
  const said = {
    photo: () => text('cardMatchPhoto'),
    copy: () =>
      distance === undefined ? text('cardMatchCopy') : plural('cardMatchCopyDistance', distance),
    account: () =>
      count === undefined ? text('cardMatchAccount') : plural('cardMatchAccountCount', count),
    source: () => text('cardMatchSource'),
  }[match]();
  return possible && match !== 'source' ? `${said} ${text('cardPossible')}` : said;
}

const STATUS = {
  available: 'statusAvailable',
  on_request: 'statusOnRequest',
  withdrawn: 'statusWithdrawn',
} as const satisfies Record<DatasetStatus, Key>;

/** "Withdrawn 2019, copies circulate" */
export function statusOf({status, status_year, copies_circulate}: Card): string | undefined {
  if (status === undefined) return undefined;
  const isDated = status === 'withdrawn' && status_year !== undefined;
  const said = isDated ? text('statusWithdrawnYear', String(status_year)) : text(STATUS[status]);
  return copies_circulate ? text('statusCirculates', said) : said;
}

const PLATFORM_NAMES = {
  flickr: 'platformFlickr',
  instagram: 'platformInstagram',
  web: 'platformWeb',
} as const satisfies Record<Platform, Key>;

export const siteName = (platform: Platform): string => text(PLATFORM_NAMES[platform]);

/** "4 of 9 lists could hold a Flickr photo of 2013." */
export function coverageSentence(coverage: Coverage, {platform, kind}: Identifier): string {
  const {lists, could_hold, year} = coverage;
  const site = siteName(platform);
  // Of a picture, or of an address anywhere, nobody can say from which site it would have been taken.
  if (kind === 'account' || kind === 'tag' || platform === 'web')
    return dated(plural('coverageSentence', lists, could_hold), coverage);
  return dated(photoCoverage(lists, could_hold, site, year), coverage);
}

/** The same for photos of any site together. */
export function resultCoverageSentence(coverage: PageCoverage): string {
  return dated(plural('coverageSentence', coverage.lists, coverage.could_hold), coverage);
}

/** The same for all photos of a page. */
export function pageCoverageSentence(coverage: PageCoverage, platform: Platform): string {
  const {lists, could_hold, years} = coverage;
  const site = siteName(platform);
  if (!years) return dated(plural('coveragePage', lists, could_hold, site), coverage);
  const {from, to} = years;
  if (from === to) return dated(photoCoverage(lists, could_hold, site, from), coverage);
  const said = plural('coveragePageYears', lists, could_hold, site, String(from), String(to));
  return dated(said, coverage);
}

const photoCoverage = (lists: number, holders: number, site: string, year?: number): string =>
  year === undefined
    ? plural('coveragePhoto', lists, holders, site)
    : plural('coveragePhotoYear', lists, holders, site, String(year));

const dated = (said: string, {data_date}: {data_date?: string}): string =>
  data_date === undefined ? said : `${said} ${text('coverageDated', day(data_date))}`;

interface Advice {
  title: Key;
  step: Key;
  /** What to type, where the step is a command. */
  command?: string;
  /** Whether asking again can help. */
  retry?: true;
}

/** Each reason with its one next step. */
export const ADVICE: Readonly<Record<Reason, Advice>> = {
  host_missing: {
    title: 'reasonHostMissing',
    step: 'reasonHostMissingStep',
    command: 'bycatch register',
    retry: true,
  },
  host_forbidden: {
    title: 'reasonHostForbidden',
    step: 'reasonHostForbiddenStep',
    command: 'bycatch register',
    retry: true,
  },
  host_not_runnable: {
    title: 'reasonHostNotRunnable',
    step: 'reasonHostNotRunnableStep',
    command: 'bycatch doctor',
    retry: true,
  },
  host_died: {
    title: 'reasonHostDied',
    step: 'reasonHostDiedStep',
    command: 'bycatch doctor',
    retry: true,
  },
  host_garbled: {
    title: 'reasonHostGarbled',
    step: 'reasonHostGarbledStep',
    command: 'bycatch doctor',
    retry: true,
  },
  host_old: {title: 'reasonHostOld', step: 'reasonHostOldStep', retry: true},
  extension_old: {title: 'reasonExtensionOld', step: 'reasonExtensionOldStep', retry: true},
  timeout: {title: 'reasonTimeout', step: 'reasonTimeoutStep', retry: true},
  busy: {title: 'reasonBusy', step: 'reasonBusyStep', retry: true},
  no_index: {
    title: 'reasonNoIndex',
    step: 'reasonNoIndexStep',
    command: 'bycatch import --public',
    retry: true,
  },
  corrupt: {
    title: 'reasonCorrupt',
    step: 'reasonCorruptStep',
    command: 'bycatch sync',
    retry: true,
  },
  not_checkable: {title: 'reasonNotCheckable', step: 'reasonNotCheckableStep'},
  unsupported: {title: 'reasonUnsupported', step: 'reasonUnsupportedStep', retry: true},
  internal: {title: 'reasonInternal', step: 'reasonInternalStep'},
};

// What was found on one page, as badge and popup show it. The badge counts what the popup lists, because both
// read `counted`.
import type {
  Advisory,
  Answer,
  Coverage,
  Identifier,
  Level,
  Listing,
  Platform,
} from '../../../shared/protocol/protocol.gen.ts';
import {LEVEL, parseIdentifier, TEST_DATASET} from '../../../shared/protocol/protocol.gen.ts';
import type {PageId, PhotoKind, Tally} from './messages.ts';
import type {Reason} from './reason.ts';
import {isHostReason, REASONS} from './reason.ts';

export type FindingGroup = 'photo' | 'account' | 'tag' | 'test';

/** One item of the popup: a photo, an account or a tag, however often it stands on the page. */
export interface Finding {
  key: string;
  group: FindingGroup;
  kind: Exclude<PhotoKind, 'none' | 'unchecked'> | 'tag';
  identifier: Identifier;
  listings: Listing[];
  advisories: Advisory[];
  coverage: Coverage;
  /** The account or the picture is one that the organisation watches. */
  watched?: boolean;
}

/** What the background holds of one tab. */
export interface PageState {
  page: PageId;
  platform: Platform;
  findings: Record<string, Finding>;
  tally: Tally;
  /** Absent while nothing was checked. */
  coverage?: PageCoverage;
}

/** What holds of every photo of a page: the least that any answer covered, and of which years the photos are. */
export interface PageCoverage {
  lists: number;
  could_hold: number;
  data_date?: string;
  /** Absent when the year of one of them is not known. */
  years?: {from: number; to: number};
}

export const EMPTY_TALLY: Tally = {
  seen: 0,
  identified: 0,
  checked: 0,
  listed: 0,
  compared: 0,
  removed: 0,
  reasons: {},
};

const PHOTO_IDENTIFIERS: ReadonlySet<string> = new Set([
  'photo',
  'media',
  'asset',
  'url',
  'imprint',
]);

export const keyOf = ({platform, kind, id}: Identifier): string => `${platform}:${kind}:${id}`;

/** Back from its key; undefined when it is none. */
export function identifierOf(key: string): Identifier | undefined {
  const [platform, kind, ...id] = key.split(':');
  return parseIdentifier({platform, kind, id: id.join(':')});
}

/** The identifier that names the photo itself; its account alone does not. */
export function photoIdentifier(answer: Answer): Identifier | undefined {
  return answer.identifiers.find(({kind}) => PHOTO_IDENTIFIERS.has(kind));
}

/** Inherited from a parent dataset: it may be so, and nothing shows that it is. */
export const isPossible = ({match, possible}: Listing): boolean =>
  match === 'source' || possible === true;

/** The kind of mark an answer about a photo earns, strongest first; a test listing only when it stands alone. */
export function kindOf(answer: Answer): PhotoKind {
  const real = answer.listings.filter(({dataset}) => dataset !== TEST_DATASET);
  const proven = real.filter(listing => !isPossible(listing));
  if (proven.some(({match}) => match === 'photo')) return 'photo';
  if (proven.some(({match}) => match === 'copy')) return 'copy';
  if (real.some(listing => isPossible(listing) && listing.match !== 'account')) return 'possible';
  if (real.length > 0) return 'account';
  if (answer.listings.length > 0) return 'test';
  return answer.state === 'checked' ? 'none' : 'unchecked';
}

/** What an answer about a photo adds to the page: the photo, and its account, each when it is listed. */
export function photoFindings(answer: Answer): Finding[] {
  const found: Finding[] = [];
  const kind = kindOf(answer);
  const own = answer.listings.filter(({match}) => match !== 'account');
  const photo = photoIdentifier(answer);
  if (photo && own.length > 0 && kind !== 'account' && kind !== 'none' && kind !== 'unchecked') {
    const group = kind === 'test' ? 'test' : 'photo';
    found.push(finding(answer, photo, group, kind, answer.listings));
  }
  const account = answer.identifiers.find(identifier => identifier.kind === 'account');
  const taken = answer.listings.filter(({match}) => match === 'account');
  if (account && taken.length > 0) {
    const isTest = taken.every(({dataset}) => dataset === TEST_DATASET);
    found.push(
      finding(answer, account, isTest ? 'test' : 'account', isTest ? 'test' : 'account', taken),
    );
  }
  return found;
}

/** What an answer about a tag adds to the page. */
export function tagFinding(answer: Answer): Finding | undefined {
  const tag = answer.identifiers.find(({kind}) => kind === 'tag');
  if (!tag || answer.advisories.length === 0) return undefined;
  const isTest = answer.advisories.every(({dataset}) => dataset === TEST_DATASET);
  return finding(answer, tag, isTest ? 'test' : 'tag', 'tag', answer.listings);
}

function finding(
  answer: Answer,
  identifier: Identifier,
  group: FindingGroup,
  kind: Finding['kind'],
  listings: Listing[],
): Finding {
  const {advisories, coverage, watched} = answer;
  return {
    key: keyOf(identifier),
    group,
    kind,
    identifier,
    listings,
    advisories,
    coverage,
    ...(watched && {watched}),
  };
}

/** The datasets that listings and advisories name, each once, in order. That a tag is watched names none. */
export const datasetsNamed = (named: readonly {dataset?: string}[]): string[] => [
  ...new Set(named.flatMap(({dataset}) => dataset ?? [])),
];

/** The findings that the badge counts and the popup lists above its test group. */
export function counted(state: PageState): Finding[] {
  return Object.values(state.findings).filter(({group}) => group !== 'test');
}

/** Whether photos on the page wait for a host that did not answer, or had no time to. */
export function isUnheard(state: PageState | undefined): boolean {
  return (
    state !== undefined && REASONS.some(reason => waits(reason) && state.tally.reasons[reason])
  );
}

const waits = (reason: Reason): boolean => isHostReason(reason) || reason === 'busy';

/** Photos that the host had a say about, or that bore nothing to ask it about. */
export function answered({seen, reasons}: Tally): number {
  return REASONS.filter(waits).reduce((left, reason) => left - (reasons[reason] ?? 0), seen);
}

/** A page on which we recognise too little of what we see to be believed when we say nothing. */
export function looksRedesigned(tally: Tally): boolean {
  return hasTooFew(answered(tally), tally.identified);
}

/** Enough photos to judge by, and fewer than half of them recognised. */
export const hasTooFew = (seen: number, identified: number): boolean =>
  seen >= 20 && identified * 2 < seen;

/** The smaller promise of two, for a sentence that must hold for every photo of a page. */
export function leastCoverage(
  page: PageCoverage | undefined,
  {year, ...photo}: Coverage,
): PageCoverage {
  const least = page && page.could_hold <= photo.could_hold ? page : photo;
  const {years: _, ...said} = least as PageCoverage;
  if (year === undefined || (page && !page.years)) return said;
  const {from, to} = page?.years ?? {from: year, to: year};
  return {...said, years: {from: Math.min(from, year), to: Math.max(to, year)}};
}

/** The strongest of several levels: the schema lists them so. */
export function strongest(levels: readonly Level[]): Level | undefined {
  return LEVEL.find(level => levels.includes(level));
}

// Everything that crosses between content script, background and the extension's own pages. What arrives is
// unknown until parseMessage has named it; what is too long or too many is refused as a whole.

import type {
  Identifier,
  Level,
  Photo,
  Platform,
  Request,
} from '../../../shared/protocol/protocol.gen.ts';
import {
  LEVEL,
  PLATFORM,
  parseIdentifier,
  parseRequest,
} from '../../../shared/protocol/protocol.gen.ts';
import type {Draft} from './draft.ts';
import {isDraft, MAX_TEXT_CHARS, THUMBNAIL_CHARS} from './draft.ts';
import type {PhotoMark} from './mark-label.ts';
import {isPhotoSelector, MAX_SELECTORS} from './photo-selector.ts';
import type {Reason} from './reason.ts';
import {isReason} from './reason.ts';
import type {Review} from './review.ts';

export const MAX_PHOTOS = 256;
export const MAX_URLS = 8;
export const MAX_URL_CHARS = 8192;
export const MAX_TAGS = 256;
export const MAX_TAG_CHARS = 256;
const MAX_KEY_CHARS = 512;

/** One view of one document: the number grows with each navigation inside it. */
export interface PageId {
  document: string;
  view: number;
}

/** What a photo is marked with; `none`: checked and not listed; `unchecked`: see the reason. */
export type PhotoKind = PhotoMark | 'none' | 'unchecked';

export interface PhotoVerdict {
  subject: string;
  kind: PhotoKind;
  /** Whether an identifier of the photo itself was recognised. */
  identified: boolean;
  /** The same for two elements that show one photo; absent when it was not recognised. */
  key?: string;
  /** The finding to open, when there is one. */
  finding?: string;
  reason?: Reason;
}

export interface TagVerdict {
  tag: string;
  level?: Level;
  test?: boolean;
  finding?: string;
}

/** Counts of one page view, each photo once, of photos whose answer has come. */
export interface Tally {
  seen: number;
  identified: number;
  checked: number;
  /** Photos in a list, as they are or as a copy. */
  listed: number;
  /** Compared as pictures too, not by identifier alone. */
  compared: number;
  /** Marks that the page took away. */
  removed: number;
  /** Photos not checked, by reason. */
  reasons: Partial<Record<Reason, number>>;
}

/** Content to background: photos and tags to look up. Answered by Verdicts. */
export interface Look {
  type: 'look';
  page: PageId;
  platform: Platform;
  photos: Photo[];
  tags: string[];
}
export interface Verdicts {
  photos: PhotoVerdict[];
  tags: TagVerdict[];
}

/** Content to background: a picture on the page, to be compared. Answered by PhotoVerdict. */
export interface Compare {
  type: 'compare';
  page: PageId;
  platform: Platform;
  subject: string;
  /** 256x256 grey, top row first, as base64. */
  thumbnail: string;
  /** The photo, when its address was recognised. */
  photo?: Identifier;
}

/** Content to background: the page's counts have changed. A new view begins with an empty one. */
export interface TallyMessage {
  type: 'tally';
  page: PageId;
  platform: Platform;
  tally: Tally;
}

/** Content to background: where the feed says that photos are shown there. Answered by a list of selectors. */
export interface GetHints {
  type: 'get_hints';
  platform: Platform;
}

/** Content to background: the card cannot be shown in the page. */
export interface OpenPopup {
  type: 'open_popup';
  finding: string;
}

/** The card in a page to background, which passes it on to that page's content script. */
export interface CardShown {
  type: 'card_shown';
}
export interface CardClose {
  type: 'card_close';
}

/** Own pages to background. Answered by TabView, or by CardsView. */
export interface ViewTab {
  type: 'view_tab';
  /** Left out: the tab the asking page lies in. */
  tab?: number;
  /** Try the host again now, even when it has just failed. */
  retry?: boolean;
}
export interface GetCards {
  type: 'get_cards';
  ids: string[];
}

/** Own pages to background: addresses of one photo. Answered by CheckView. */
export interface CheckUrls {
  type: 'check_urls';
  urls: string[];
}

/** What a page of ours may have the host asked as it stands. */
const PAGE_VERBS = [
  'account',
  'check',
  'datasets',
  'watches',
  'watch',
  'unwatch',
  'watch_news',
  'watch_seen',
  'requests',
  'new_request',
  'mark_request',
  'keep_requests',
  'import_public',
  'import_progress',
  'sync_list',
  'sync_packs',
  'sync_progress',
  'places',
  'events',
] as const;
type WithoutId<R> = R extends Request ? Omit<R, 'id'> : never;
export type PageQuestion = WithoutId<Extract<Request, {verb: (typeof PAGE_VERBS)[number]}>>;

/** Answered by HostAnswer. */
export interface AskHost {
  type: 'ask_host';
  question: PageQuestion;
  /** Try the host again now, even when it has just failed. */
  retry?: boolean;
}

/** Compose to background: the post as it stands; without one it is over. */
export interface DraftMessage {
  type: 'draft';
  draft?: Draft;
}

/** What became of a post of which something was said. Counted where an organisation has set that; never which post. */
export const POST_OUTCOMES = ['warned', 'posted_anyway', 'blocked'] as const;
export type PostOutcome = (typeof POST_OUTCOMES)[number];

/** Compose to background. */
export interface PostOutcomeMessage {
  type: 'post_outcome';
  platform: Platform;
  outcome: PostOutcome;
}

/** The panel to background. Answered by DraftView. */
export interface ViewDraft {
  type: 'view_draft';
}

/** The panel to background, which passes it on to the compose script of the tab it lies in. */
export type ComposeMessage =
  | {type: 'panel_size'; height: number}
  | {type: 'panel_edit'}
  | {type: 'panel_keep'}
  | {type: 'panel_release'; isStripped: boolean}
  | {type: 'panel_retry'}
  | {type: 'panel_forget' | 'panel_strip'; subject: string};

export type Message =
  | Look
  | Compare
  | TallyMessage
  | GetHints
  | OpenPopup
  | CardShown
  | CardClose
  | ViewTab
  | GetCards
  | CheckUrls
  | AskHost
  | Review
  | DraftMessage
  | PostOutcomeMessage
  | ViewDraft
  | ComposeMessage;

/** Background to content. */
export type ContentMessage =
  | {type: 'check_again'}
  | {type: 'which_page'}
  /** Answered by the addresses of the photo that was right-clicked last. */
  | {type: 'which_photo'}
  | {type: 'reveal'; finding: string}
  | {type: 'card_shown'}
  | {type: 'card_close'};

/** Background to the panel: there is another draft to ask for. */
export interface PanelMessage {
  type: 'draft_changed';
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= max;
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isList = <T>(value: unknown, max: number, is: (item: unknown) => item is T): value is T[] =>
  Array.isArray(value) && value.length <= max && value.every(is);
const hasOnly = (value: Fields, ...names: string[]): boolean =>
  Object.keys(value).every(name => names.includes(name));

const isUrl = (value: unknown): value is string => isText(value, MAX_URL_CHARS);
const isTag = (value: unknown): value is string => isText(value, MAX_TAG_CHARS);
const isDatasetId = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z0-9][a-z0-9_-]{0,63}$/.test(value);
const isPlatform = (value: unknown): value is Platform => PLATFORM.some(name => name === value);

export const isLevel = (value: unknown): value is Level => LEVEL.some(name => name === value);

export function isPageId(value: unknown): value is PageId {
  return isFields(value) && isText(value.document, 64) && isCount(value.view);
}

function isPhoto(value: unknown): value is Photo {
  return (
    isFields(value) &&
    hasOnly(value, 'subject', 'urls') &&
    isText(value.subject, 64) &&
    isList(value.urls, MAX_URLS, isUrl) &&
    value.urls.length > 0
  );
}

const TALLIED = ['seen', 'identified', 'checked', 'listed', 'compared', 'removed'] as const;

function isTally(value: unknown): value is Tally {
  return (
    isFields(value) &&
    hasOnly(value, ...TALLIED, 'reasons') &&
    TALLIED.every(name => isCount(value[name])) &&
    isFields(value.reasons) &&
    Object.entries(value.reasons).every(([reason, count]) => isReason(reason) && isCount(count))
  );
}

const isPageQuestion = (value: unknown): value is PageQuestion =>
  isFields(value) &&
  value.id === undefined &&
  PAGE_VERBS.some(verb => verb === value.verb) &&
  parseRequest({...value, id: 1}) !== undefined;

const isThumbnail = (value: unknown): value is string =>
  isText(value, THUMBNAIL_CHARS) && value.length === THUMBNAIL_CHARS;

function isReview(value: Fields): boolean {
  return (
    hasOnly(value, 'type', 'platform', 'subject', 'thumbnail', 'caption', 'tags') &&
    isPlatform(value.platform) &&
    isText(value.subject, 64) &&
    (value.thumbnail === undefined || isThumbnail(value.thumbnail)) &&
    (value.caption === undefined ||
      (typeof value.caption === 'string' && value.caption.length <= MAX_TEXT_CHARS)) &&
    (value.tags === undefined || isList(value.tags, MAX_TAGS, isTag))
  );
}

/** More than any screen is high. */
const MAX_HEIGHT = 10_000;

const composeParsers: Record<ComposeMessage['type'], (value: Fields) => boolean> = {
  panel_size: value =>
    hasOnly(value, 'type', 'height') && isCount(value.height) && value.height <= MAX_HEIGHT,
  panel_edit: value => hasOnly(value, 'type'),
  panel_keep: value => hasOnly(value, 'type'),
  panel_release: value =>
    hasOnly(value, 'type', 'isStripped') && typeof value.isStripped === 'boolean',
  panel_retry: value => hasOnly(value, 'type'),
  panel_forget: value => hasOnly(value, 'type', 'subject') && isText(value.subject, 64),
  panel_strip: value => hasOnly(value, 'type', 'subject') && isText(value.subject, 64),
};

type PlainMessage = Exclude<Message, ComposeMessage>;

const plainParsers: Record<PlainMessage['type'], (value: Fields) => boolean> = {
  look: value =>
    hasOnly(value, 'type', 'page', 'platform', 'photos', 'tags') &&
    isPageId(value.page) &&
    isPlatform(value.platform) &&
    isList(value.photos, MAX_PHOTOS, isPhoto) &&
    isList(value.tags, MAX_TAGS, isTag),
  compare: value =>
    hasOnly(value, 'type', 'page', 'platform', 'subject', 'thumbnail', 'photo') &&
    isPageId(value.page) &&
    isPlatform(value.platform) &&
    isText(value.subject, 64) &&
    isThumbnail(value.thumbnail) &&
    (value.photo === undefined || parseIdentifier(value.photo) !== undefined),
  tally: value =>
    hasOnly(value, 'type', 'page', 'platform', 'tally') &&
    isPageId(value.page) &&
    isPlatform(value.platform) &&
    isTally(value.tally),
  get_hints: value => hasOnly(value, 'type', 'platform') && isPlatform(value.platform),
  open_popup: value => hasOnly(value, 'type', 'finding') && isText(value.finding, MAX_KEY_CHARS),
  card_shown: value => hasOnly(value, 'type'),
  card_close: value => hasOnly(value, 'type'),
  view_tab: value =>
    hasOnly(value, 'type', 'tab', 'retry') &&
    (value.tab === undefined || isCount(value.tab)) &&
    (value.retry === undefined || typeof value.retry === 'boolean'),
  check_urls: value =>
    hasOnly(value, 'type', 'urls') && isList(value.urls, MAX_URLS, isUrl) && value.urls.length > 0,
  ask_host: value =>
    hasOnly(value, 'type', 'question', 'retry') &&
    (value.retry === undefined || typeof value.retry === 'boolean') &&
    isPageQuestion(value.question),
  get_cards: value =>
    hasOnly(value, 'type', 'ids') && isList(value.ids, 256, isDatasetId) && value.ids.length > 0,
  review: isReview,
  draft: value =>
    hasOnly(value, 'type', 'draft') && (value.draft === undefined || isDraft(value.draft)),
  post_outcome: value =>
    hasOnly(value, 'type', 'platform', 'outcome') &&
    isPlatform(value.platform) &&
    POST_OUTCOMES.some(one => one === value.outcome),
  view_draft: value => hasOnly(value, 'type'),
};

/** Names a message, or refuses it: unknown type, unknown field, wrong type, too long or too many. */
export function parseMessage(value: unknown): Message | undefined {
  // Two tables, not one of both: a script that needs one of them carries no other.
  return (
    parseBy<PlainMessage>(plainParsers, value) ?? parseBy<ComposeMessage>(composeParsers, value)
  );
}

function parseBy<T extends Message>(
  parsers: Record<T['type'], (value: Fields) => boolean>,
  value: unknown,
): T | undefined {
  if (!isFields(value) || typeof value.type !== 'string') return undefined;
  if (!Object.hasOwn(parsers, value.type)) return undefined;
  return parsers[value.type as T['type']](value) ? (value as unknown as T) : undefined;
}

const PHOTO_KINDS: readonly PhotoKind[] = [
  'photo',
  'copy',
  'possible',
  'account',
  'test',
  'none',
  'unchecked',
];

/** The content script's answer to `which_photo`. */
export const isUrls = (value: unknown): value is string[] => isList(value, MAX_URLS, isUrl);

const isVerdict = (value: unknown): value is PhotoVerdict =>
  isFields(value) && isText(value.subject, 64) && PHOTO_KINDS.some(kind => kind === value.kind);

/** The background's answer to a Compare; undefined when it is none. */
export const parseVerdict = (value: unknown): PhotoVerdict | undefined =>
  isVerdict(value) ? value : undefined;

/** The background's answer to GetHints: what is of our grammar. Undefined when the host said nothing. */
export const parseHints = (value: unknown): string[] | undefined =>
  Array.isArray(value) ? value.filter(isPhotoSelector).slice(0, MAX_SELECTORS) : undefined;

/** The background's answer to a Look; undefined when it is none, as after the worker was stopped. */
export function parseVerdicts(value: unknown): Verdicts | undefined {
  if (!isFields(value) || !Array.isArray(value.photos) || !Array.isArray(value.tags))
    return undefined;
  const photosGood = value.photos.every(isVerdict);
  const tagsGood = value.tags.every(tag => isFields(tag) && isTag(tag.tag));
  return photosGood && tagsGood ? (value as unknown as Verdicts) : undefined;
}

const CONTENT_TYPES: readonly ContentMessage['type'][] = [
  'check_again',
  'which_page',
  'which_photo',
  'reveal',
  'card_shown',
  'card_close',
];

export function parseContentMessage(value: unknown): ContentMessage | undefined {
  if (!isFields(value) || !CONTENT_TYPES.some(type => type === value.type)) return undefined;
  if (value.type === 'reveal' && !isText(value.finding, MAX_KEY_CHARS)) return undefined;
  return value as unknown as ContentMessage;
}

/** What the background passes on to the compose script. */
export const parseComposeMessage = (value: unknown): ComposeMessage | undefined =>
  parseBy<ComposeMessage>(composeParsers, value);

export const isPanelMessage = (value: unknown): value is PanelMessage =>
  isFields(value) && value.type === 'draft_changed';

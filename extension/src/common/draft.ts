// A post that somebody is preparing, as the panel beside the site's dialog shows it. It is kept in the script in the
// page and, for the panel, in session storage; it ends with the dialog.
import type {Answer, Platform} from '../../../shared/protocol/protocol.gen.ts';
import {PLATFORM, parseAnswer} from '../../../shared/protocol/protocol.gen.ts';
import type {Helpdesk} from './helpdesk.ts';
import {isHelpdeskUrl, MAX_HELPDESK_CHARS, MAX_HELPDESK_URL_CHARS} from './helpdesk.ts';
import type {Reason} from './reason.ts';
import {isReason} from './reason.ts';

/** Why a file could not be compared, beside the reasons the host may have. */
export const FILE_REASONS = [
  'empty',
  'unreadable',
  'undecodable',
  'heic',
  'svg',
  'video',
  'moving',
  'cut_short',
  'too_many_pixels',
  'altered_pixels',
  'nothing_to_see',
  'no_imprints',
  'too_long',
] as const;
export type FileReason = (typeof FILE_REASONS)[number];

/** What a file tells of its maker beside the picture. */
export const TELLS = ['place', 'serial', 'faces'] as const;
export type Tell = (typeof TELLS)[number];

/** An answer, or why there is none; neither: it is still under way. */
export interface Checked<R> {
  answer?: Answer;
  reason?: R;
}

export interface DraftPhoto extends Checked<Reason | FileReason> {
  subject: string;
  name: string;
  tells: Tell[];
  /** A copy without what it tells can be made. */
  canStrip: boolean;
}

export interface DraftText extends Checked<Reason> {
  /** Tags in it, as many as the answer names. */
  tags: number;
  /** The same text without the tags that are warned of; absent when there are none, or they could not be taken out. */
  without?: string;
}

/** Who will see the post, and under which licence, as far as the site's page says. */
export interface Exposure {
  audience: 'public' | 'private' | 'unknown';
  licence?: string;
}

/** What is kept from the site until the person says that it may go on, or for good. */
export interface Hold {
  of: 'files' | 'post';
  mode: 'ask' | 'confirm' | 'block';
  /** It is held because it could not be checked. */
  isUnchecked: boolean;
  /** The organisation that wants it so, as far as it has a name here; absent: the person does. */
  by?: string;
  helpdesk?: Helpdesk;
}

export interface Draft {
  platform: Platform;
  photos: DraftPhoto[];
  text?: DraftText;
  exposure: Exposure;
  hold?: Hold;
  /** Something was let through that an organisation wanted to be looked at: it could not be checked. */
  isPassedUnchecked?: boolean;
}

/** Sites take 10 pictures (Instagram) or hundreds (Flickr); what is beyond is told as not checked. */
export const MAX_DRAFT_PHOTOS = 64;
export const MAX_NAME_CHARS = 128;
export const MAX_TEXT_CHARS = 100_000;
/** Base64 of 65,536 bytes. */
export const THUMBNAIL_CHARS = 87_384;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max;
const isOneOf = (words: readonly string[], value: unknown): boolean =>
  words.some(one => one === value);
const isOptional = (value: unknown, is: (value: unknown) => boolean): boolean =>
  value === undefined || is(value);
const isAnswer = (value: unknown): boolean => parseAnswer(value) !== undefined;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function isDraftPhoto(value: unknown): value is DraftPhoto {
  return (
    isFields(value) &&
    isText(value.subject, 64) &&
    isText(value.name, MAX_NAME_CHARS) &&
    Array.isArray(value.tells) &&
    value.tells.every(tell => isOneOf(TELLS, tell)) &&
    typeof value.canStrip === 'boolean' &&
    isOptional(value.answer, isAnswer) &&
    isOptional(value.reason, reason => isReason(reason) || isOneOf(FILE_REASONS, reason))
  );
}

function isDraftText(value: unknown): value is DraftText {
  return (
    isFields(value) &&
    isCount(value.tags) &&
    isOptional(value.without, without => isText(without, MAX_TEXT_CHARS)) &&
    isOptional(value.answer, isAnswer) &&
    isOptional(value.reason, isReason)
  );
}

const isHelpdesk = (value: unknown): boolean =>
  isFields(value) &&
  isOptional(value.text, words => isText(words, MAX_HELPDESK_CHARS)) &&
  isOptional(value.url, url => isText(url, MAX_HELPDESK_URL_CHARS) && isHelpdeskUrl(url));

function isHold(value: unknown): value is Hold {
  return (
    isFields(value) &&
    isOneOf(['files', 'post'], value.of) &&
    isOneOf(['ask', 'confirm', 'block'], value.mode) &&
    typeof value.isUnchecked === 'boolean' &&
    isOptional(value.by, by => isText(by, MAX_NAME_CHARS)) &&
    isOptional(value.helpdesk, isHelpdesk)
  );
}

export function isDraft(value: unknown): value is Draft {
  return (
    isFields(value) &&
    isOneOf(PLATFORM, value.platform) &&
    Array.isArray(value.photos) &&
    value.photos.length <= MAX_DRAFT_PHOTOS &&
    value.photos.every(isDraftPhoto) &&
    isOptional(value.text, isDraftText) &&
    isOptional(value.hold, isHold) &&
    isOptional(value.isPassedUnchecked, is => is === true) &&
    isFields(value.exposure) &&
    isOneOf(['public', 'private', 'unknown'], value.exposure.audience) &&
    isOptional(value.exposure.licence, licence => isText(licence, 64))
  );
}

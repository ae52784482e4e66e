// How a post is spoken of. Kept apart from how it is drawn.
import type {Listing, Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {Draft, DraftPhoto, FileReason, Hold, Tell} from '../common/draft.ts';
import {FILE_REASONS} from '../common/draft.ts';
import {strongest} from '../common/findings.ts';
import type {Key} from '../common/i18n.ts';
import {day, list, plural, text} from '../common/i18n.ts';
import type {Reason} from '../common/reason.ts';
import type {PanelItem, PanelState, Unchecked} from './panel-items.ts';
import type {Names} from './wording.ts';
import {ADVICE, LEVEL_WORDS, nameOf} from './wording.ts';

/** Up to so many bits of 256 two pictures are the same but for size and compression. */
const CERTAIN_BITS = 16;

const FILE_WORDS = {
  empty: 'fileEmpty',
  unreadable: 'fileUnreadable',
  undecodable: 'fileUndecodable',
  heic: 'fileHeic',
  svg: 'fileSvg',
  video: 'fileVideo',
  moving: 'fileMoving',
  cut_short: 'fileCutShort',
  too_many_pixels: 'fileTooManyPixels',
  altered_pixels: 'fileAlteredPixels',
  nothing_to_see: 'fileNothingToSee',
  no_imprints: 'fileNoImprints',
  too_long: 'textTooLong',
} as const satisfies Record<FileReason, Key>;

const TELL_WORDS = {
  place: 'tellPlace',
  serial: 'tellSerial',
  faces: 'tellFaces',
} as const satisfies Record<Tell, Key>;

export const AUDIENCE_WORDS = {
  public: 'panelAudiencePublic',
  private: 'panelAudiencePrivate',
  unknown: 'panelAudienceUnknown',
} as const satisfies Record<Draft['exposure']['audience'], Key>;

/** Whether none of the listings is proven. */
export const isPossibleOnly = (listings: readonly Listing[]): boolean =>
  listings.every(({possible}) => possible);

/** Where each site lets one change who sees a photo. */
export const SETTINGS: Readonly<Record<Exclude<Platform, 'web'>, string>> = {
  flickr: 'https://www.flickr.com/account/privacy',
  instagram: 'https://www.instagram.com/accounts/who_can_see_your_content/',
};
/** Where Flickr lets one change the licence of photos to come. */
export const LICENCE_SETTING = 'https://www.flickr.com/account/prefs/license/';

export const isFileReason = (reason: Reason | FileReason): reason is FileReason =>
  FILE_REASONS.some(one => one === reason);

/** "This picture", or by its place and name when there are several. */
export function photoName(photo: DraftPhoto, {photos}: Draft): string {
  if (photos.length === 1) return text('panelThisPicture');
  return text('panelPicture', photos.indexOf(photo) + 1, photo.name);
}

/** The line above all else, and the one that is read out. */
export function summaryOf(
  {items, unchecked, isUnderWay, coverage}: PanelState,
  draft: Draft,
): string {
  if (draft.hold) return text(draft.hold.of === 'files' ? 'panelHoldFiles' : 'panelHoldPost');
  if (items.length > 0) return plural('panelFound', items.length);
  if (isUnderWay) return text('panelChecking');
  const [first] = unchecked;
  if (first) return text('panelUnchecked', reasonTitle(first.reason));
  if (draft.photos.length === 0) return text('panelNoTag');
  const date = coverage?.data_date;
  return date === undefined ? text('popupNotListed') : text('panelNotListed', day(date));
}

export function holdSentence({mode, isUnchecked}: Hold): string {
  const what = text(mode === 'block' ? 'panelHoldBlock' : 'panelHoldDecide');
  return isUnchecked ? `${text('panelHoldUnchecked')} ${what}` : what;
}

export const setBySentence = (organisation: string): string =>
  organisation === '' ? text('panelSetByOrganisation') : text('panelSetBy', organisation);

export function itemSentence(item: PanelItem, draft: Draft, cards: Names): string {
  switch (item.kind) {
    case 'copy': {
      const names = list(item.listings.map(({dataset}) => nameOf(dataset, cards)));
      const key = isPossibleOnly(item.listings)
        ? 'panelCopyPossible'
        : Math.min(...item.listings.map(({distance}) => distance ?? 0)) <= CERTAIN_BITS
          ? 'panelCopyCertain'
          : 'panelCopyLikely';
      return text(key, photoName(item.photo, draft), names);
    }
    case 'tag': {
      const level = strongest(item.advisories.map(advisory => advisory.level)) ?? 'observed';
      return text('panelTag', item.tag, text(LEVEL_WORDS[level].meaning));
    }
    case 'tells':
      return text(
        'panelTells',
        photoName(item.photo, draft),
        list(item.tells.map(tell => text(TELL_WORDS[tell]))),
      );
    case 'licence':
      return text('panelLicence', item.licence.toUpperCase());
    case 'many_tags':
      return plural('panelManyTags', item.count);
  }
}

export const reasonTitle = (reason: Reason | FileReason): string =>
  text(isFileReason(reason) ? FILE_WORDS[reason] : ADVICE[reason].title);

/** What it is that could not be checked. */
export function uncheckedSentence({reason, photos, isText}: Unchecked, draft: Draft): string {
  const what = [
    ...(photos.length === 1 && photos[0] ? [photoName(photos[0], draft)] : []),
    ...(photos.length > 1 ? [plural('panelPictures', photos.length)] : []),
    ...(isText ? [text(photos.length > 0 ? 'panelTheText' : 'panelTheTextAlone')] : []),
  ];
  return text('panelUncheckedWhat', list(what), reasonTitle(reason));
}

// What there is to say of a post, in the order in which it is said.
import type {Advisory, Coverage, Listing} from '../../../shared/protocol/protocol.gen.ts';
import type {Checked, Draft, DraftPhoto, FileReason, Tell} from '../common/draft.ts';
import type {Reason} from '../common/reason.ts';
import {reasonOf} from '../common/reason.ts';

export type PanelItem =
  | {kind: 'copy'; photo: DraftPhoto; listings: Listing[]}
  | {kind: 'tag'; tag: string; advisories: Advisory[]}
  | {kind: 'tells'; photo: DraftPhoto; tells: Tell[]}
  | {kind: 'licence'; licence: string}
  | {kind: 'many_tags'; count: number};

/** What could not be checked: how many pictures, or the words. */
export interface Unchecked {
  reason: Reason | FileReason;
  photos: DraftPhoto[];
  isText: boolean;
}

export interface PanelState {
  items: PanelItem[];
  unchecked: Unchecked[];
  /** Names of what is not said because the person asked so. */
  hushed: string[];
  isUnderWay: boolean;
  /** The least that any answer covered; absent while there is none. */
  coverage?: Coverage;
}

/** More than this Instagram does not want, and each is one more way to be found. */
const MANY_TAGS = 5;
const OPEN_LICENCE = /^(?:cc|pd|public)/i;

export function panelState(draft: Draft, quiet: ReadonlySet<string>): PanelState {
  const hushed = new Set<string>();
  const isHeard = (name: string): boolean => {
    if (quiet.has(name)) hushed.add(name);
    return !quiet.has(name);
  };
  const items = [
    ...copies(draft, isHeard),
    ...tags(draft, isHeard),
    ...licence(draft, isHeard),
    ...manyTags(draft, isHeard),
    ...tells(draft, isHeard),
  ];
  const parts = [...draft.photos, ...(draft.text ? [draft.text] : [])];
  const coverages = parts.flatMap(({answer}) => answer?.coverage ?? []);
  const [coverage] = coverages.sort((a, b) => a.could_hold - b.could_hold);
  return {
    items,
    unchecked: unchecked(draft),
    hushed: [...hushed],
    isUnderWay: parts.some(({answer, reason}) => !answer && !reason),
    ...(coverage && {coverage}),
  };
}

type IsHeard = (name: string) => boolean;

function copies({photos}: Draft, isHeard: IsHeard): PanelItem[] {
  return photos.flatMap(photo => {
    const listings = (photo.answer?.listings ?? [])
      .filter(({match}) => match === 'copy' || match === 'photo')
      .filter(({dataset}) => isHeard(`dataset:${dataset}`));
    return listings.length > 0 ? [{kind: 'copy' as const, photo, listings}] : [];
  });
}

function tags({text}: Draft, isHeard: IsHeard): PanelItem[] {
  const byTag = new Map<string, Advisory[]>();
  for (const advisory of text?.answer?.advisories ?? []) {
    const {tag, dataset} = advisory;
    if (!isHeard(`tag:${tag}`) || (dataset !== undefined && !isHeard(`dataset:${dataset}`)))
      continue;
    byTag.set(tag, [...(byTag.get(tag) ?? []), advisory]);
  }
  return [...byTag].map(([tag, advisories]) => ({kind: 'tag', tag, advisories}));
}

function licence({exposure, photos}: Draft, isHeard: IsHeard): PanelItem[] {
  const {audience, licence: code} = exposure;
  const isOpen = code !== undefined && OPEN_LICENCE.test(code) && audience !== 'private';
  return isOpen && photos.length > 0 && isHeard('hint:licence')
    ? [{kind: 'licence', licence: code}]
    : [];
}

function manyTags({platform, text}: Draft, isHeard: IsHeard): PanelItem[] {
  const count = text?.tags ?? 0;
  if (platform !== 'instagram' || count <= MANY_TAGS || !isHeard('hint:many_tags')) return [];
  return [{kind: 'many_tags', count}];
}

function tells({photos}: Draft, isHeard: IsHeard): PanelItem[] {
  return photos.flatMap(photo => {
    const told = photo.tells.filter(tell => isHeard(`hint:${tell}`));
    return told.length > 0 ? [{kind: 'tells' as const, photo, tells: told}] : [];
  });
}

/** Grouped by reason, so that ten pictures and one missing host are one line. */
function unchecked({photos, text}: Draft): Unchecked[] {
  const groups = new Map<string, Unchecked>();
  const group = (reason: Reason | FileReason): Unchecked => {
    const found = groups.get(reason) ?? {reason, photos: [], isText: false};
    groups.set(reason, found);
    return found;
  };
  for (const photo of photos) {
    const reason = reasonAgainstPhoto(photo);
    if (reason) group(reason).photos.push(photo);
  }
  const reason = text?.answer?.code === 'too_large' ? 'too_long' : text && reasonAgainst(text);
  if (reason) group(reason).isText = true;
  return [...groups.values()];
}

function reasonAgainst({
  answer,
  reason,
}: Checked<Reason | FileReason>): Reason | FileReason | undefined {
  if (reason !== undefined) return reason;
  return answer && answer.state !== 'checked' ? reasonOf(answer.code) : undefined;
}

/** The host's codes mean something of their own for a picture. */
export function reasonAgainstPhoto({
  answer,
  reason,
}: Checked<Reason | FileReason>): Reason | FileReason | undefined {
  const against = reasonAgainst({...(answer && {answer}), ...(reason && {reason})});
  if (against === 'not_checkable') return 'nothing_to_see';
  return against === 'no_index' && (answer?.coverage.lists ?? 0) > 0 ? 'no_imprints' : against;
}

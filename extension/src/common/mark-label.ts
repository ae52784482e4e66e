import type {Level} from '../../../shared/protocol/protocol.gen.ts';
import type {Key} from './i18n.ts';
import {text} from './i18n.ts';

export type PhotoMark = 'photo' | 'copy' | 'possible' | 'account' | 'test';
export type TagMark = Level | 'test';

const PHOTO_LABELS = {
  photo: 'markPhoto',
  copy: 'markCopy',
  possible: 'markPossible',
  account: 'markAccount',
  test: 'markTest',
} as const satisfies Record<PhotoMark, Key>;

const TAG_LABELS = {
  documented: 'markTagDocumented',
  inferred: 'markTagInferred',
  observed: 'markTagObserved',
  watched: 'markTagWatched',
  test: 'markTagTest',
} as const satisfies Record<TagMark, Key>;

/** Accessible name of a mark on a photo. */
export const photoLabel = (mark: PhotoMark): string => text(PHOTO_LABELS[mark]);

/** Accessible name of a mark beside a tag; `tag` without its sign. */
export const tagLabel = (mark: TagMark, tag: string): string => text(TAG_LABELS[mark], tag);

// Whether what is held back may go on, by what is known of it so far.
import type {Checked, DraftPhoto, DraftText, FileReason} from '../common/draft.ts';
import type {Reason} from '../common/reason.ts';
import type {Mode, Rules} from './rules.ts';
import {MODES} from './rules.ts';

export interface Verdict {
  /** `wait`: not all answers are there. */
  what: 'wait' | 'go' | 'ask' | Exclude<Mode, 'warn'>;
  /** It would have been looked at more strictly, had it been checked. */
  isUnchecked: boolean;
}

/** What may merely be a copy is told, and holds nobody up. */
export const areListed = (photos: readonly DraftPhoto[]): boolean =>
  photos.some(({answer}) =>
    answer?.listings.some(
      ({match, possible}) => (match === 'copy' || match === 'photo') && !possible,
    ),
  );

/** What the person watches is theirs, and no organisation's to hold back. */
export const isWarned = (text: DraftText | undefined): boolean =>
  text?.answer?.advisories.some(({level}) => level !== 'watched') ?? false;

export const verdictOnFiles = (photos: readonly DraftPhoto[], rules: Rules): Verdict =>
  verdict(photos, areListed(photos), rules.copy, rules, rules.asksFirst);

export const verdictOnText = (text: DraftText | undefined, rules: Rules): Verdict =>
  verdict(text ? [text] : [], isWarned(text), rules.tag, rules, false);

function verdict(
  parts: readonly Checked<Reason | FileReason>[],
  isFound: boolean,
  mode: Mode,
  {unchecked}: Rules,
  asksFirst: boolean,
): Verdict {
  const isUnchecked =
    mode !== 'warn' && parts.some(({answer, reason}) => reason || answer?.state !== 'checked');
  if (parts.some(({answer, reason}) => !answer && !reason))
    return {what: 'wait', isUnchecked: false};
  const byFinding = isFound ? mode : 'warn';
  const strictest = MODES.findLast(one => one === byFinding || (isUnchecked && one === unchecked));
  if (strictest === undefined || strictest === 'warn')
    return {what: asksFirst ? 'ask' : 'go', isUnchecked};
  return {what: strictest, isUnchecked: strictest !== byFinding};
}

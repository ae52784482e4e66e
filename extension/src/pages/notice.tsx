import {answered, looksRedesigned} from '../common/findings.ts';
import {plural, text} from '../common/i18n.ts';
import type {Tally} from '../common/messages.ts';
import type {Reason} from '../common/reason.ts';
import {isHostReason, isReason} from '../common/reason.ts';
import {ADVICE} from './wording.ts';

/** Why something could not be checked, and the one next step. */
export function ReasonNotice({
  reason,
  count,
  onRetry,
}: {
  reason: Reason;
  count?: number;
  onRetry: () => void;
}) {
  const {title, step, command, retry} = ADVICE[reason];
  return (
    <section class="notice" data-reason={reason}>
      <h2>{text(title)}</h2>
      {count !== undefined && <p>{plural('popupUncheckedTitle', count)}</p>}
      <p>{text(step)}</p>
      {command && <code>{command}</code>}
      {retry && (
        <button type="button" class="action" onClick={onRetry}>
          {text('popupRetry')}
        </button>
      )}
    </section>
  );
}

/** What the counts of a page say against believing its list alone. */
export function PageNotices({tally}: {tally: Tally}) {
  return (
    <>
      {looksRedesigned(tally) && (
        <section class="notice" data-notice="redesign">
          <h2>{text('popupRedesignTitle')}</h2>
          <p>{plural('popupRedesignText', answered(tally), tally.identified)}</p>
        </section>
      )}
      {tally.removed > 0 && (
        <section class="notice" data-notice="removed">
          <h2>{text('popupRemovedTitle')}</h2>
          <p>{plural('popupRemovedText', tally.removed)}</p>
        </section>
      )}
    </>
  );
}

/** The reason that holds for most of the unchecked photos, when the host itself is well. */
export function mainReason({reasons}: Tally): [Reason, number] | undefined {
  const counts = Object.entries(reasons).flatMap(([reason, count]) =>
    isReason(reason) && !isHostReason(reason) ? [[reason, count] as [Reason, number]] : [],
  );
  return counts.sort(([, a], [, b]) => b - a)[0];
}

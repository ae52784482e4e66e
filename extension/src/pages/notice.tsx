import type {StatusReply} from '../../../shared/protocol/protocol.gen.ts';
import {answered, looksRedesigned} from '../common/findings.ts';
import {day, plural, text} from '../common/i18n.ts';
import type {Tally} from '../common/messages.ts';
import type {Reason} from '../common/reason.ts';
import {isHostReason, isReason} from '../common/reason.ts';
import {Notice} from './controls.tsx';
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
    <Notice title={text(title)} data-reason={reason}>
      {count !== undefined && <p>{plural('popupUncheckedTitle', count)}</p>}
      <p>{text(step)}</p>
      {command && <code dir="ltr">{command}</code>}
      {isHostReason(reason) && (
        <a href="/pages/setup.html" target="_blank" rel="noopener">
          {text('popupSetup')}
        </a>
      )}
      {retry && (
        <button type="button" class="action" onClick={onRetry}>
          {text('popupRetry')}
        </button>
      )}
    </Notice>
  );
}

/** The browser keeps no more for this extension, so that what was just chosen was not written down. */
export function NotKeptNotice() {
  return (
    <Notice title={text('settingNotKept')} data-notice="not-kept">
      <p role="alert">{text('settingNotKeptStep')}</p>
    </Notice>
  );
}

/** What the counts of a page say against believing its list alone. */
export function PageNotices({tally}: {tally: Tally}) {
  return (
    <>
      {looksRedesigned(tally) && (
        <Notice title={text('popupRedesignTitle')} data-notice="redesign">
          <p>{plural('popupRedesignText', answered(tally), tally.identified)}</p>
        </Notice>
      )}
      {tally.removed > 0 && (
        <Notice title={text('popupRemovedTitle')} data-notice="removed">
          <p>{plural('popupRemovedText', tally.removed)}</p>
        </Notice>
      )}
    </>
  );
}

/** Lists older than this are said to be old: much may have been published since. */
const STALE_MS = 182 * 24 * 60 * 60 * 1000;

/** Says that the lists are old; nothing while they are not. */
export function StaleNotice({status: {data_date}, now}: {status: StatusReply; now: number}) {
  if (data_date === undefined || !(now - Date.parse(data_date) > STALE_MS)) return null;
  return (
    <Notice title={text('popupStaleTitle', day(data_date))} data-notice="stale">
      <p>{text('popupStaleText')}</p>
      <code dir="ltr">bycatch import --public</code>
    </Notice>
  );
}

/** The reason that holds for most of the unchecked photos, when the host itself is well. */
export function mainReason({reasons}: Tally): [Reason, number] | undefined {
  const counts = Object.entries(reasons).flatMap(([reason, count]) =>
    isReason(reason) && !isHostReason(reason) ? [[reason, count] as [Reason, number]] : [],
  );
  return counts.sort(([, a], [, b]) => b - a)[0];
}

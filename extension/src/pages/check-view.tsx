import {useId} from 'preact/hooks';
import {photoIdentifier} from '../common/findings.ts';
import {text} from '../common/i18n.ts';
import type {CheckView, HostView} from '../common/views.ts';
import {CardView} from './card-view.tsx';
import {Notice} from './controls.tsx';
import {ReasonNotice} from './notice.tsx';
import {PageFrame} from './page-frame.tsx';
import type {Names} from './wording.ts';
import {coverageSentence} from './wording.ts';

interface Props {
  address: string;
  /** Absent until something was checked. */
  result: CheckView | undefined;
  cards: Names;
  host: HostView;
  onAddress: (address: string) => void;
  onCheck: () => void;
}

/** One photo, checked by its address. */
export function CheckPageView({address, result, cards, host, onAddress, onCheck}: Props) {
  const id = useId();
  return (
    <PageFrame page="check" title={text('pageCheck')} lead={text('checkLead')}>
      <form
        class="panel"
        onSubmit={event => {
          event.preventDefault();
          onCheck();
        }}
      >
        <div class="field">
          <label for={id}>{text('checkAddress')}</label>
          <input
            id={id}
            type="url"
            dir="ltr"
            required
            spellcheck={false}
            value={address}
            onInput={({currentTarget}) => onAddress(currentTarget.value)}
          />
        </div>
        <button type="submit" class="action main">
          {text('checkNow')}
        </button>
      </form>
      <div aria-live="polite" class="results">
        {result && <Result result={result} cards={cards} host={host} onRetry={onCheck} />}
      </div>
    </PageFrame>
  );
}

function Result({
  result: {findings, answer, reason},
  cards,
  host,
  onRetry,
}: {
  result: CheckView;
  cards: Names;
  host: HostView;
  onRetry: () => void;
}) {
  const photo = answer && photoIdentifier(answer);
  return (
    <>
      {findings.map(finding => (
        <section class="panel" key={finding.key} data-result={finding.kind}>
          <CardView finding={finding} cards={cards} host={host} top={null} />
        </section>
      ))}
      {reason && <ReasonNotice reason={reason} onRetry={onRetry} />}
      {!reason && findings.length === 0 && answer && (
        <Notice title={text('checkNotListed')} icon="search" data-notice="not-listed">
          {photo && <p>{coverageSentence(answer.coverage, photo)}</p>}
        </Notice>
      )}
    </>
  );
}

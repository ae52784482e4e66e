import {useId} from 'preact/hooks';
import {photoIdentifier} from '../common/findings.ts';
import {text} from '../common/i18n.ts';
import type {CheckView, HostView} from '../common/views.ts';
import {CardView} from './card-view.tsx';
import {FileResults} from './check/file-results.tsx';
import type {CheckedFile} from './check/files.ts';
import {MAX_FILES} from './check/files.ts';
import {Notice} from './controls.tsx';
import {Icon} from './icon.tsx';
import {ReasonNotice} from './notice.tsx';
import {PageFrame} from './page-frame.tsx';
import type {Names} from './wording.ts';
import {coverageSentence} from './wording.ts';

interface Props {
  address: string;
  /** Absent until something was checked. */
  result: CheckView | undefined;
  files: readonly CheckedFile[];
  /** More pictures were brought than are looked at. */
  isCut: boolean;
  /** Something is dragged over the page. */
  isOver: boolean;
  cards: Names;
  host: HostView;
  onAddress: (address: string) => void;
  onCheck: () => void;
  onFiles: (files: readonly File[]) => void;
  onRetry: () => void;
}

/** One photo, checked by its address or by its pixels. */
export function CheckPageView(props: Props) {
  const {result, files, cards, host, onRetry} = props;
  return (
    <PageFrame page="check" title={text('pageCheck')}>
      <AddressForm {...props} />
      <div aria-live="polite" class="results">
        {result && <Result result={result} cards={cards} host={host} onRetry={onRetry} />}
      </div>
      <Pictures {...props} />
      <div aria-live="polite" class="results">
        <FileResults files={files} cards={cards} host={host} onRetry={onRetry} />
      </div>
    </PageFrame>
  );
}

function AddressForm({address, onAddress, onCheck}: Props) {
  const id = useId();
  return (
    <form
      class="panel"
      onSubmit={event => {
        event.preventDefault();
        onCheck();
      }}
    >
      <h2>{text('checkByAddress')}</h2>
      <p>{text('checkLead')}</p>
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
  );
}

/** The whole page takes what is dropped; this says so, and is the way without a pointer. */
function Pictures({isOver, isCut, onFiles}: Props) {
  const help = useId();
  return (
    <section class={isOver ? 'panel drop over' : 'panel drop'} data-part="pictures">
      <h2>{text('checkByPicture')}</h2>
      <p id={help}>{text('checkDrop')}</p>
      <label class="action">
        <Icon name="picture" />
        {text('checkChoose')}
        <input
          class="unseen"
          type="file"
          accept="image/*"
          multiple
          aria-describedby={help}
          onChange={({currentTarget}) => {
            onFiles([...(currentTarget.files ?? [])]);
            // The same file may be chosen again.
            currentTarget.value = '';
          }}
        />
      </label>
      {isCut && (
        <div class="notice" data-notice="cut">
          <p>{text('checkCut', MAX_FILES)}</p>
          <code dir="ltr">bycatch check FILE…</code>
        </div>
      )}
    </section>
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
          <p>{text('popupByIdentifier')}</p>
        </Notice>
      )}
    </>
  );
}

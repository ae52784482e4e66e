import {photoFindings, photoIdentifier} from '../../common/findings.ts';
import {text} from '../../common/i18n.ts';
import type {HostView} from '../../common/views.ts';
import {CardView} from '../card-view.tsx';
import {Notice} from '../controls.tsx';
import {ReasonNotice} from '../notice.tsx';
import {reasonAgainstPhoto} from '../panel-items.ts';
import {isFileReason, reasonTitle} from '../panel-wording.ts';
import type {Names} from '../wording.ts';
import {coverageSentence} from '../wording.ts';
import type {CheckedFile} from './files.ts';

interface Props {
  files: readonly CheckedFile[];
  cards: Names;
  host: HostView;
  onRetry: () => void;
}

/** What is known of each picture that was brought, in the order in which they came. */
export function FileResults({files, ...rest}: Props) {
  return (
    <>
      {files.map(file => (
        <section class="panel file-result" key={file.subject} data-file={stateOf(file)}>
          <h3>
            {file.preview !== undefined && <img src={file.preview} alt="" />}
            <bdi>{file.name}</bdi>
          </h3>
          <FileResult file={file} {...rest} />
        </section>
      ))}
    </>
  );
}

/** As tests and styles name it. */
function stateOf(file: CheckedFile): string {
  const reason = reasonAgainstPhoto(file);
  if (reason) return reason;
  if (!file.answer) return 'reading';
  return photoFindings(file.answer).length > 0 ? 'listed' : 'not-listed';
}

function FileResult({file, cards, host, onRetry}: Omit<Props, 'files'> & {file: CheckedFile}) {
  const {answer, name} = file;
  const reason = reasonAgainstPhoto(file);
  if (reason !== undefined && isFileReason(reason)) {
    return (
      <Notice title={text('checkFileUnchecked')} data-reason={reason}>
        <p>{text('panelUncheckedWhat', name, reasonTitle(reason))}</p>
        <p>{text('checkFileStep')}</p>
      </Notice>
    );
  }
  if (reason !== undefined) return <ReasonNotice reason={reason} count={1} onRetry={onRetry} />;
  if (!answer) return <p class="soft">{text('checkReading')}</p>;
  const findings = photoFindings(answer);
  const photo = photoIdentifier(answer);
  if (findings.length === 0) {
    return (
      <Notice title={text('checkNotListed')} icon="search" data-notice="not-listed">
        {photo && <p>{coverageSentence(answer.coverage, photo)}</p>}
      </Notice>
    );
  }
  return (
    <>
      {findings.map(finding => (
        <CardView key={finding.key} finding={finding} cards={cards} host={host} top={null} />
      ))}
    </>
  );
}

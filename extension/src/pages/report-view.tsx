import {useState} from 'preact/hooks';
import type {Finding} from '../common/findings.ts';
import {text} from '../common/i18n.ts';
import type {HostView} from '../common/views.ts';
import {CopyBox} from './controls.tsx';
import {Icon} from './icon.tsx';
import {reportOf} from './report.ts';

/** "This is wrong": shows exactly what the report says before anything can be done with it. */
export function ReportView({finding, host}: {finding: Finding; host: HostView}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div class="report">
      <button
        type="button"
        class="plain"
        data-report={finding.key}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="flag" />
        {text('reportWrong')}
      </button>
      {isOpen && (
        <>
          <p class="soft small">{text('reportIntro')}</p>
          <CopyBox copied={reportOf(finding, host)} label={text('reportWrong')} />
        </>
      )}
    </div>
  );
}

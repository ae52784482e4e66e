import type {ComponentChildren} from 'preact';
import {useState} from 'preact/hooks';
import type {Finding} from '../common/findings.ts';
import type {Helpdesk} from '../common/helpdesk.ts';
import {helpdeskIn, mailTo} from '../common/helpdesk.ts';
import {text} from '../common/i18n.ts';
import type {HostView} from '../common/views.ts';
import {CopyBox} from './controls.tsx';
import {Icon} from './icon.tsx';
import {questionOf, reportOf} from './report.ts';
import {useSettings} from './use-settings.ts';

interface Props {
  finding: Finding;
  host: HostView;
}

/** "This is wrong". */
export const ReportView = ({finding, host}: Props) => (
  <Words
    name={finding.key}
    title={text('reportWrong')}
    intro={text('reportIntro')}
    icon="flag"
    words={reportOf(finding, host)}
  />
);

/** "Send to the helpdesk", where the organisation names one. */
export function AskHelpdesk(props: Props) {
  const settings = useSettings();
  const helpdesk = settings && helpdeskIn(settings.enforced);
  return helpdesk ? <HelpdeskView {...props} helpdesk={helpdesk} /> : null;
}

export function HelpdeskView({finding, host, helpdesk}: Props & {helpdesk: Helpdesk}) {
  const words = questionOf(finding, host);
  const mail = mailTo(helpdesk, words);
  const {text: own, url} = helpdesk;
  return (
    <Words
      name={`helpdesk:${finding.key}`}
      title={text('helpdeskSend')}
      intro={text('helpdeskIntro')}
      icon="mail"
      words={words}
    >
      <p>
        {own !== undefined && (
          <>
            <bdi>{own}</bdi>{' '}
          </>
        )}
        {url !== undefined && (
          <a href={mail ?? url} target="_blank" rel="noreferrer noopener">
            {text(mail === undefined ? 'panelHelpdesk' : 'helpdeskMail')}
          </a>
        )}
      </p>
    </Words>
  );
}

/** Shows exactly what words say before anything can be done with them. */
function Words({
  name,
  title,
  intro,
  icon,
  words,
  children,
}: {
  name: string;
  title: string;
  intro: string;
  icon: 'flag' | 'mail';
  words: string;
  children?: ComponentChildren;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div class="report">
      <button
        type="button"
        class="plain"
        data-report={name}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={icon} />
        {title}
      </button>
      {isOpen && (
        <>
          <p class="soft small">{intro}</p>
          <CopyBox copied={words} label={title} />
          {children}
        </>
      )}
    </div>
  );
}

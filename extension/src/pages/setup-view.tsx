import type {ComponentChildren} from 'preact';
import {plural, text} from '../common/i18n.ts';
import type {HostView} from '../common/views.ts';
import {Notice, Tabs} from './controls.tsx';
import type {ListsUnderWay} from './get-lists.tsx';
import {GetLists} from './get-lists.tsx';
import {Icon} from './icon.tsx';
import {ReasonNotice} from './notice.tsx';
import {PageFrame} from './page-frame.tsx';
import type {Engine, Way} from './setup-ways.ts';

/** Whether the test photo is in the lists; absent while they were not asked. */
export type TestOutcome = 'found' | 'missing' | undefined;

interface Props {
  engine: Engine;
  ways: readonly Way[];
  chosen: string;
  onChoose: (way: string) => void;
  /** Absent until the host was asked. */
  host: HostView | undefined;
  test: TestOutcome;
  onRetry: () => void;
  lists: ListsUnderWay;
  onGetLists: () => void;
}

/** Three steps; each is done when the host shows that it is. */
export function SetupView(props: Props) {
  const {engine, ways, chosen, onChoose, host, test, onRetry, lists, onGetLists} = props;
  const status = host?.status;
  const hasLists = status?.index === 'ready' && status.lists > 0;
  const way = ways.find(({id}) => id === chosen);
  return (
    <PageFrame page="setup" title={text('pageSetup')} lead={text('setupLead')}>
      {engine === 'firefox' && <p class="soft">{text('setupConsent')}</p>}
      <ol class="steps" aria-live="polite">
        <Step name="program" title={text('setupProgram')} isDone={status !== undefined}>
          {status ? (
            <p>{text('setupProgramDone', status.version)}</p>
          ) : (
            <>
              <Tabs
                label={text('setupWays')}
                tabs={ways.map(({id, name}) => ({id, name: text(name)}))}
                chosen={chosen}
                onChoose={onChoose}
              >
                {way && (
                  <>
                    <p>{text(way.step)}</p>
                    {way.command && <code dir="ltr">{way.command}</code>}
                  </>
                )}
              </Tabs>
              <Waiting host={host} onRetry={onRetry} />
            </>
          )}
        </Step>
        <Step name="lists" title={text('setupLists')} isDone={hasLists}>
          {hasLists ? (
            <p>{plural('setupListsDone', status.lists)}</p>
          ) : (
            <>
              {status && <GetLists lists={lists} get={onGetLists} />}
              <p>{text('setupListsStep')}</p>
              <code dir="ltr">bycatch import --public</code>
            </>
          )}
        </Step>
        <Step name="test" title={text('setupTest')} isDone={test === 'found'}>
          {test === 'found' && <p>{text('setupTestDone')}</p>}
          {test === 'missing' && (
            <>
              <p>{text('setupTestMissing')}</p>
              <code dir="ltr">bycatch import --starter</code>
            </>
          )}
          {test === undefined && <p>{text('setupTestStep')}</p>}
        </Step>
      </ol>
      {test === 'found' && (
        <Notice title={text('setupReady')} icon="check" done data-notice="done">
          <p>{text('setupNext')}</p>
          <p>
            {text('setupRehearse')} <a href="rehearsal.html">{text('pageRehearsal')}</a>
          </p>
        </Notice>
      )}
    </PageFrame>
  );
}

/** A program that was not found is waited for; anything else that is wrong has a step of its own. */
function Waiting({host, onRetry}: {host: HostView | undefined; onRetry: () => void}) {
  const reason = host?.reason;
  if (reason && reason !== 'host_missing')
    return <ReasonNotice reason={reason} onRetry={onRetry} />;
  return <p class="soft">{text('setupProgramWaiting')}</p>;
}

function Step({
  name,
  title,
  isDone,
  children,
}: {
  name: string;
  title: string;
  isDone: boolean;
  children: ComponentChildren;
}) {
  return (
    <li class={isDone ? 'panel step done' : 'panel step'} data-step={name} data-done={isDone}>
      <h2>
        {isDone && <Icon name="check" />}
        {title}
      </h2>
      {children}
    </li>
  );
}

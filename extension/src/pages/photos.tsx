// The person's own photos: what they paste, or what a Flickr tab shows while they scroll it.
import {render} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {list, number, plural, text} from '../common/i18n.ts';
import {MAX_FINDINGS} from '../common/views.ts';
import {Tabs} from './controls.tsx';
import {ReasonNotice} from './notice.tsx';
import {PageFrame} from './page-frame.tsx';
import {check} from './photos/check.ts';
import {keepResult} from './photos/kept-result.ts';
import type {Result} from './photos/result.ts';
import {NO_RESULT, resultOfTab} from './photos/result.ts';
import {ResultView} from './photos/result-view.tsx';
import type {Pasted, Subject} from './photos/subjects.ts';
import {MAX_SUBJECTS, parsePasted} from './photos/subjects.ts';
import {Watched} from './photos/watch-view.tsx';
import {startPage} from './start-page.ts';
import {useAllCards} from './use-host.ts';
import {useTab} from './use-tab.ts';

function MyPhotos() {
  const [way, setWay] = useState('paste');
  const {cards, reason, retry} = useAllCards();
  const names = new Map(cards?.map(card => [card.id, card] as const));
  return (
    <PageFrame page="photos" title={text('photosTitle')} lead={text('photosLead')}>
      {reason && <ReasonNotice reason={reason} onRetry={retry} />}
      <Tabs
        label={text('photosWays')}
        tabs={[
          {id: 'paste', name: text('photosPaste')},
          {id: 'tab', name: text('photosTab')},
        ]}
        chosen={way}
        onChoose={setWay}
      >
        {way === 'paste' ? <Paste names={names} /> : <FromTab names={names} />}
      </Tabs>
      <Watched names={names} />
      <p class="soft small no-print">{text('photosFolder')}</p>
      <code class="no-print">bycatch check --json FILE…</code>
    </PageFrame>
  );
}

type Names = Parameters<typeof ResultView>[0]['names'];

function Paste({names}: {names: Names}) {
  const [written, setWritten] = useState('');
  const [pasted, setPasted] = useState<Pasted>();
  const [result, setResult] = useState<Result>();
  const [left, setLeft] = useState(0);
  const run = useRef<AbortController>();
  useEffect(() => () => run.current?.abort(), []);

  const start = async (subjects: readonly Subject[], before: Result): Promise<void> => {
    run.current?.abort();
    const controller = new AbortController();
    run.current = controller;
    const {signal} = controller;
    setResult(before);
    setLeft(subjects.length);
    let latest = before;
    for await (const step of check(subjects, before, signal)) {
      latest = step.result;
      setResult(latest);
      setLeft(step.left);
    }
    if (!signal.aborted) await keepResult(latest);
  };
  const checkAll = (): void => {
    const next = parsePasted(written);
    setPasted(next);
    void start(next.subjects, NO_RESULT);
  };
  const again = (): void => {
    if (!result) return;
    const waiting = new Set(result.unchecked.map(({subject}) => subject));
    const subjects = pasted?.subjects.filter(subject => waiting.has(subject.written)) ?? [];
    void start(subjects, {...result, unchecked: []});
  };
  return (
    <>
      <form
        class="no-print paste"
        onSubmit={event => {
          event.preventDefault();
          checkAll();
        }}
      >
        <label class="field">
          <span>{text('photosPasteLabel')}</span>
          <span class="soft small" id="paste-help">
            {text('photosPasteHelp')}
          </span>
          <textarea
            rows={8}
            dir="ltr"
            spellcheck={false}
            aria-describedby="paste-help"
            value={written}
            onInput={({currentTarget}) => setWritten(currentTarget.value)}
          />
        </label>
        <button type="submit" class="action main" disabled={written.trim() === ''}>
          {text('photosCheck')}
        </button>
      </form>
      <p role="status">{left > 0 && plural('photosLeft', left)}</p>
      {pasted?.isCut && <p class="notice">{text('photosCut', MAX_SUBJECTS)}</p>}
      {pasted && pasted.refused.length > 0 && <Refused words={pasted.refused} />}
      {result && pasted && pasted.subjects.length > 0 && (
        <ResultView result={result} names={names} {...(left === 0 && {onRetry: again})} />
      )}
    </>
  );
}

const SHOWN_REFUSED = 20;

function Refused({words}: {words: string[]}) {
  const shown = words.slice(0, SHOWN_REFUSED).map(word => `“${word.slice(0, 80)}”`);
  return (
    <section class="notice" data-notice="refused">
      <h2>{plural('photosRefused', words.length)}</h2>
      <p>
        <bdi>{list(shown)}</bdi>
        {words.length > SHOWN_REFUSED && ` … (${number(words.length)})`}
      </p>
    </section>
  );
}

function FromTab({names}: {names: Names}) {
  const [tabs, setTabs] = useState<chrome.tabs.Tab[]>();
  const [chosen, setChosen] = useState<number>();
  const look = (): void => {
    void chrome.tabs.query({url: 'https://www.flickr.com/*'}).then(found => {
      setTabs(found);
      setChosen(old => (found.some(({id}) => id === old) ? old : found[0]?.id));
    });
  };
  useEffect(() => {
    look();
    const again = (): void => {
      if (document.visibilityState === 'visible') look();
    };
    document.addEventListener('visibilitychange', again);
    return () => document.removeEventListener('visibilitychange', again);
  }, []);
  if (!tabs) return null;
  if (tabs.length === 0 || chosen === undefined) {
    return (
      <>
        <p>{text('photosNoTab')}</p>
        <p>
          <a
            class="action"
            href="https://www.flickr.com/photos/me/"
            target="_blank"
            rel="noreferrer"
          >
            {text('photosOpenMine')}
          </a>
        </p>
      </>
    );
  }
  return (
    <>
      <label class="field no-print">
        <span>{text('photosWhichTab')}</span>
        <select
          value={chosen}
          onChange={({currentTarget}) => setChosen(Number(currentTarget.value))}
        >
          {tabs.map(({id, title, url}) => (
            <option key={id} value={id}>
              {title || url}
            </option>
          ))}
        </select>
      </label>
      <TabResult key={chosen} tab={chosen} names={names} />
    </>
  );
}

function TabResult({tab, names}: {tab: number; names: Names}) {
  const {view, retry} = useTab(tab);
  const state = view?.state;
  const result = state && resultOfTab(state);
  useEffect(() => {
    if (state) void keepResult(resultOfTab(state));
  }, [state]);
  if (!view) return <p role="status">{text('popupLoading')}</p>;
  if (!state || !result || state.tally.seen === 0) return <p>{text('photosTabEmpty')}</p>;
  return (
    <>
      <p role="status">{plural('photosSeen', state.tally.seen, state.tally.checked)}</p>
      <p class="soft">{text('photosScroll')}</p>
      {Object.keys(state.findings).length >= MAX_FINDINGS && (
        <p class="notice">{text('photosTabFull')}</p>
      )}
      <ResultView result={result} names={names} onRetry={retry} />
    </>
  );
}

render(<MyPhotos />, startPage('photosTitle'));

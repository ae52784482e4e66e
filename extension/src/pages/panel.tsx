// The panel beside a site's own dialog, in a frame of the page.
import {render} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import type {Card} from '../../../shared/protocol/protocol.gen.ts';
import type {Draft} from '../common/draft.ts';
import type {Message} from '../common/messages.ts';
import {isPanelMessage} from '../common/messages.ts';
import {addQuiet, readQuiet, removeQuiet, watchQuiet} from '../common/quiet.ts';
import type {CardsView, DraftView} from '../common/views.ts';
import {copyText} from './copy-text.ts';
import {panelState} from './panel-items.ts';
import {PanelView} from './panel-view.tsx';
import {startPage} from './start-page.ts';
import type {Names} from './wording.ts';

const say = (message: Message): Promise<unknown> =>
  chrome.runtime.sendMessage(message).catch(() => undefined);

function useDraft(): Draft | undefined {
  const [draft, setDraft] = useState<Draft>();
  useEffect(() => {
    const load = (): void =>
      void say({type: 'view_draft'}).then(view => setDraft((view as DraftView | undefined)?.draft));
    const listener = (message: unknown): void => {
      if (isPanelMessage(message)) load();
    };
    chrome.runtime.onMessage.addListener(listener);
    load();
    return () => chrome.runtime.onMessage.removeListener(listener);
  }, []);
  return draft;
}

function useQuiet(): ReadonlySet<string> {
  const [quiet, setQuiet] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const load = (): void => void readQuiet().then(setQuiet);
    load();
    return watchQuiet(load);
  }, []);
  return quiet;
}

function useCards(draft: Draft | undefined): Names {
  const [cards, setCards] = useState<Names>(new Map());
  const parts = draft ? [...draft.photos, ...(draft.text ? [draft.text] : [])] : [];
  const named = parts.flatMap(({answer}) => [
    ...(answer?.listings ?? []),
    ...(answer?.advisories ?? []),
  ]);
  const wanted = [...new Set(named.map(({dataset}) => dataset))]
    .filter(id => !cards.has(id))
    .join();
  useEffect(() => {
    if (wanted === '') return;
    void say({type: 'get_cards', ids: wanted.split(',').slice(0, 256)}).then(answer => {
      const found = (answer as CardsView | undefined)?.cards ?? [];
      if (found.length > 0)
        setCards(old => new Map([...old, ...found.map(card => [card.id, card] as [string, Card])]));
    });
  }, [wanted]);
  return cards;
}

/** The frame is as high as what is in it. */
function useHeight(): void {
  useEffect(() => {
    let last = 0;
    const sizes = new ResizeObserver(() => {
      const height = Math.ceil(document.body.getBoundingClientRect().height);
      if (height === last) return;
      last = height;
      void say({type: 'panel_size', height});
    });
    sizes.observe(document.body);
    return () => sizes.disconnect();
  }, []);
}

function Panel() {
  const draft = useDraft();
  const quiet = useQuiet();
  const cards = useCards(draft);
  const [copied, setCopied] = useState<string>();
  const [isOpen, setOpen] = useState<boolean>();
  useHeight();
  if (!draft) return null;
  const state = panelState(draft, quiet);
  return (
    <PanelView
      draft={draft}
      state={state}
      cards={cards}
      copied={copied}
      // Findings show themselves; what merely could not be checked stays one line until somebody asks.
      isOpen={isOpen ?? state.items.length > 0}
      toggle={() => setOpen(!(isOpen ?? state.items.length > 0))}
      acts={{
        hush: name => void addQuiet(name),
        unhush: names => void removeQuiet(names),
        copy: words => void copyText(words).then(done => setCopied(done ? words : undefined)),
        strip: subject => void say({type: 'panel_strip', subject}),
        forget: subject => void say({type: 'panel_forget', subject}),
        edit: () => void say({type: 'panel_edit'}),
        retry: () => void say({type: 'panel_retry'}),
      }}
    />
  );
}

render(<Panel />, startPage('panelFrameTitle'));

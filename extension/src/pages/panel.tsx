// The panel beside a site's own dialog, in a frame of the page.
import {render} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import type {Draft} from '../common/draft.ts';
import type {Message} from '../common/messages.ts';
import {isPanelMessage} from '../common/messages.ts';
import {addQuiet, removeQuiet} from '../common/quiet.ts';
import type {DraftView} from '../common/views.ts';
import {copyText} from './copy-text.ts';
import {panelState} from './panel-items.ts';
import {PanelView} from './panel-view.tsx';
import {startPage} from './start-page.ts';
import {datasetsIn, useCards} from './use-cards.ts';
import {useLicenceDatasets} from './use-licence-datasets.ts';
import {useQuiet} from './use-quiet.ts';

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
  const cards = useCards(datasetsIn(draft));
  const [copied, setCopied] = useState<string>();
  const [isOpen, setOpen] = useState<boolean>();
  useHeight();
  const state = draft && panelState(draft, quiet);
  const byLicence = useLicenceDatasets(state?.items.some(({kind}) => kind === 'licence') ?? false);
  if (!draft || !state) return null;
  return (
    <PanelView
      draft={draft}
      state={state}
      cards={cards}
      byLicence={byLicence}
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
        release: isStripped => void say({type: 'panel_release', isStripped}),
        keep: () => void say({type: 'panel_keep'}),
      }}
    />
  );
}

render(<Panel />, startPage('panelFrameTitle'));

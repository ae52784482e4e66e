import {render} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import type {Finding} from '../common/findings.ts';
import {text} from '../common/i18n.ts';
import {CardView} from './card-view.tsx';
import {PopupView} from './popup-view.tsx';
import {findingInAddress, startPage} from './start-page.ts';
import {useCards, useTab} from './use-tab.ts';

const version = chrome.runtime.getManifest().version;

function Popup({tab}: {tab: number}) {
  const {view, retry} = useTab(tab);
  const cards = useCards(view);
  const [open, setOpen] = useState(findingInAddress());
  const back = useRef<HTMLButtonElement>(null);
  const lastOpen = useRef<string>();
  useEffect(() => {
    if (open !== undefined) back.current?.focus();
    else if (lastOpen.current !== undefined) focusItem(lastOpen.current);
    lastOpen.current = open;
  }, [open]);

  if (!view) return <p class="popup-view">{text('popupLoading')}</p>;
  const finding = open === undefined ? undefined : view.state?.findings[open];
  if (!finding) {
    return (
      <PopupView
        view={view}
        cards={cards}
        version={version}
        onRetry={retry}
        onOpen={({key}) => setOpen(key)}
      />
    );
  }
  const reveal = async (): Promise<void> => {
    await chrome.tabs.sendMessage(tab, {type: 'reveal', finding: finding.key}, {frameId: 0});
    close();
  };
  return (
    <CardView
      finding={finding}
      cards={cards}
      top={
        <>
          <button type="button" class="plain" ref={back} onClick={() => setOpen(undefined)}>
            {text('cardBack')}
          </button>
          {isOnPhoto(finding) && (
            <button type="button" class="plain" onClick={() => void reveal()}>
              {text('cardReveal')}
            </button>
          )}
        </>
      }
    />
  );
}

/** An account or a tag has no place of its own on the page. */
const isOnPhoto = ({identifier: {kind}}: Finding): boolean => kind !== 'account' && kind !== 'tag';

/** Whoever comes back from a card is where they left. */
function focusItem(key: string): void {
  for (const item of document.querySelectorAll<HTMLElement>('[data-finding]')) {
    if (item.dataset.finding === key) item.focus();
  }
}

/** The tab named in the address, where the popup is shown as a page; else the one in front. */
async function tabInQuestion(): Promise<number> {
  const named = Number(new URLSearchParams(location.search).get('tab') ?? Number.NaN);
  if (Number.isSafeInteger(named)) return named;
  const [active] = await chrome.tabs.query({active: true, currentWindow: true});
  return active?.id ?? -1;
}

const root = startPage('popupTitle');
void tabInQuestion().then(tab => render(<Popup tab={tab} />, root));

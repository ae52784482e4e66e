import {render} from 'preact';
import {useEffect, useLayoutEffect, useRef, useState} from 'preact/hooks';
import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {Finding} from '../common/findings.ts';
import {text} from '../common/i18n.ts';
import {siteOf} from '../common/sites.ts';
import {CardView} from './card-view.tsx';
import {Icon} from './icon.tsx';
import {usePopupKeys} from './popup-keys.ts';
import {PopupView} from './popup-view.tsx';
import {findingInAddress, startPage} from './start-page.ts';
import {useSettingChange, useSettings} from './use-settings.ts';
import {findingsOf, useCards, useTab} from './use-tab.ts';

const version = chrome.runtime.getManifest().version;

function Popup({tab}: {tab: number}) {
  const {view, retry} = useTab(tab);
  const cards = useCards(findingsOf(view));
  const settings = useSettings();
  const {change, isLost} = useSettingChange();
  const site = useSite(tab);
  const [open, setOpen] = useState(findingInAddress());
  const back = useRef<HTMLButtonElement>(null);
  const lastOpen = useRef<string>();
  // In the same step as the drawing: a key pressed meanwhile finds the focus where it belongs.
  useLayoutEffect(() => {
    if (open !== undefined) back.current?.focus();
    else if (lastOpen.current !== undefined) focusItem(lastOpen.current);
    lastOpen.current = open;
  }, [open]);

  usePopupKeys(open === undefined ? undefined : () => setOpen(undefined));

  if (!view) return <p class="popup-view">{text('popupLoading')}</p>;
  const finding = open === undefined ? undefined : view.state?.findings[open];
  if (!finding) {
    return (
      <PopupView
        view={view}
        cards={cards}
        version={version}
        now={Date.now()}
        onRetry={retry}
        onOpen={({key}) => setOpen(key)}
        site={site}
        settings={settings}
        isLost={isLost}
        onSetting={change}
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
      host={view.host}
      top={
        <>
          <button type="button" class="plain" ref={back} onClick={() => setOpen(undefined)}>
            <Icon name="back" />
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

/** The site in a tab: the browser tells us the addresses of the two sites, and of no other. */
function useSite(tab: number): Platform | undefined {
  const [site, setSite] = useState<Platform>();
  useEffect(() => {
    chrome.tabs.get(tab).then(
      ({url}) => setSite(siteOf(url)),
      () => undefined,
    );
  }, [tab]);
  return site;
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

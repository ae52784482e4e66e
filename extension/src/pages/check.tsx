// Checks a photo by its addresses: those of the photo that was right-clicked, or one that is typed in.
import {render} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {isUrls} from '../common/messages.ts';
import {checkKey} from '../common/session-keys.ts';
import type {CheckView} from '../common/views.ts';
import {CheckPageView} from './check-view.tsx';
import {findingInAddress, startPage} from './start-page.ts';
import {ask, useCards, useTab} from './use-tab.ts';

function Check() {
  const [address, setAddress] = useState('');
  const [result, setResult] = useState<CheckView>();
  const cards = useCards(result?.findings ?? []);
  const {view} = useTab(undefined);
  const check = async (urls: string[]): Promise<void> => {
    const checked = await ask<CheckView>({type: 'check_urls', urls});
    setResult(checked ?? {findings: [], reason: 'internal'});
  };
  useEffect(() => {
    void takeAddresses().then(urls => {
      if (!urls?.[0]) return;
      setAddress(urls[0]);
      void check(urls);
    });
  }, []);
  return (
    <CheckPageView
      address={address}
      result={result}
      cards={cards}
      host={view?.host ?? {}}
      onAddress={setAddress}
      onCheck={() => void check([address.trim()])}
    />
  );
}

/** The addresses that this window was opened for; they are there once. */
async function takeAddresses(): Promise<string[] | undefined> {
  const id = findingInAddress();
  if (id === undefined) return undefined;
  const key = checkKey(id);
  const {[key]: urls}: Record<string, unknown> = await chrome.storage.session.get(key);
  await chrome.storage.session.remove(key);
  return isUrls(urls) ? urls : undefined;
}

render(<Check />, startPage('pageCheck'));

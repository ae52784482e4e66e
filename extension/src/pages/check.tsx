// Checks a photo by its addresses, those of the photo that was right-clicked or one that is typed in, or by the picture
// itself.
import {render} from 'preact';
import {useCallback, useEffect, useRef, useState} from 'preact/hooks';
import {photoFindings} from '../common/findings.ts';
import {isUrls} from '../common/messages.ts';
import {checkKey} from '../common/session-keys.ts';
import type {CheckView} from '../common/views.ts';
import {useBringing, useFiles} from './check/use-files.ts';
import {CheckPageView} from './check-view.tsx';
import {findingInAddress, startPage} from './start-page.ts';
import {ask, useCards, useTab} from './use-tab.ts';

function Check() {
  const [address, setAddress] = useState('');
  const [result, setResult] = useState<CheckView>();
  const asked = useRef<string[]>();
  const {files, isCut, take, again} = useFiles();
  const found = files.flatMap(({answer}) => (answer ? photoFindings(answer) : []));
  const cards = useCards([...(result?.findings ?? []), ...found]);
  const {view, retry} = useTab(undefined);
  const check = useCallback(async (urls: string[]): Promise<void> => {
    asked.current = urls;
    const checked = await ask<CheckView>({type: 'check_urls', urls});
    setResult(checked ?? {findings: [], reason: 'internal'});
  }, []);
  const checkAddress = useCallback(
    (one: string): void => {
      setAddress(one);
      void check([one]);
    },
    [check],
  );
  const isOver = useBringing(take, checkAddress);
  useEffect(() => {
    void takeAddresses().then(urls => {
      if (!urls?.[0]) return;
      setAddress(urls[0]);
      void check(urls);
    });
  }, [check]);
  return (
    <CheckPageView
      address={address}
      result={result}
      files={files}
      isCut={isCut}
      isOver={isOver}
      cards={cards}
      host={view?.host ?? {}}
      onAddress={setAddress}
      onCheck={() => void check([address.trim()])}
      onFiles={take}
      onRetry={() => {
        // A host that has just failed is tried at once, not after its time of rest.
        retry();
        if (asked.current && result?.reason) void check(asked.current);
        again();
      }}
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

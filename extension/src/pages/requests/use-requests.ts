// The list of requests, in the browser's own store for this extension: no letter, no name, no id of a photo.
import {useEffect, useState} from 'preact/hooks';
import {localDay} from './due.ts';
import type {LetterName, RemovalRequest, RequestState} from './removal-request.ts';
import {marked, parseRequests, withNew} from './removal-request.ts';

const KEY = 'removal_requests';

export interface Requests {
  /** Undefined until they are read. */
  all?: RemovalRequest[];
  /** Why the last change was not written down. */
  failure?: 'full' | 'store';
  draft: (dataset: string, letter: LetterName) => Promise<boolean>;
  mark: (number: number, state: RequestState) => void;
}

export function useRequests(): Requests {
  const [all, setAll] = useState<RemovalRequest[]>();
  const [failure, setFailure] = useState<Requests['failure']>();
  useEffect(() => {
    void read().then(setAll);
    // Another tab may show them too.
    const listener = (changes: Record<string, {newValue?: unknown}>, area: string): void => {
      if (area === 'local' && KEY in changes) setAll(parseRequests(changes[KEY]?.newValue));
    };
    chrome.storage.onChanged.addListener(listener);
    return () => chrome.storage.onChanged.removeListener(listener);
  }, []);

  const change = async (
    edit: (now: RemovalRequest[]) => RemovalRequest[] | undefined,
  ): Promise<boolean> => {
    const next = edit(await read());
    if (!next) {
      setFailure('full');
      return false;
    }
    try {
      await chrome.storage.local.set({[KEY]: next});
    } catch {
      setFailure('store');
      return false;
    }
    setFailure(undefined);
    setAll(next);
    return true;
  };
  const today = (): string => localDay(new Date());
  return {
    ...(all && {all}),
    ...(failure && {failure}),
    draft: (dataset, letter) => change(now => withNew(now, dataset, letter, today())),
    mark: (number, state) => void change(now => marked(now, number, state, today())),
  };
}

async function read(): Promise<RemovalRequest[]> {
  const {[KEY]: stored} = await chrome.storage.local.get(KEY);
  return parseRequests(stored);
}

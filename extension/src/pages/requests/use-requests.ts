// The list of requests, as the host keeps it: no letter, no name, no id of a photo.
import {useCallback, useEffect, useState} from 'preact/hooks';
import type {PageQuestion} from '../../common/messages.ts';
import type {Reason} from '../../common/reason.ts';
import type {HostAnswer} from '../../common/views.ts';
import {askHost, only} from '../use-host.ts';
import {localDay} from './due.ts';
import {forgetKept, readKept} from './kept-requests.ts';
import type {LetterName, RemovalRequest, RequestState} from './removal-request.ts';

/** Why a change was not written down. */
export type NotKept = 'full' | 'store';

export interface Requests {
  /** Undefined while the host has not told them. */
  all?: RemovalRequest[];
  /** Why it cannot tell them. */
  reason?: Reason;
  /** Those that it has not taken over yet. */
  kept: RemovalRequest[];
  failure?: NotKept;
  draft: (dataset: string, letter: LetterName) => Promise<boolean>;
  mark: (number: number, state: RequestState) => void;
  retry: () => void;
}

type View = Pick<Requests, 'all' | 'reason' | 'kept'>;

const notKept = ({code}: HostAnswer): NotKept => (code === 'too_large' ? 'full' : 'store');

export function useRequests(): Requests {
  const [view, setView] = useState<View>({kept: []});
  const [failure, setFailure] = useState<NotKept>();
  const load = useCallback(async (retry: boolean) => {
    const moved = await moveKept(retry);
    setView(await readAll(moved.kept));
    if (moved.failure) setFailure(moved.failure);
  }, []);
  useEffect(() => {
    void load(true);
    // Another tab, or the command line, may have changed them.
    const again = (): void => {
      if (document.visibilityState === 'visible') void load(false);
    };
    document.addEventListener('visibilitychange', again);
    return () => document.removeEventListener('visibilitychange', again);
  }, [load]);

  const change = async (question: PageQuestion): Promise<boolean> => {
    const answer = await askHost(question);
    const isDone = only(answer, 'requests').length > 0;
    setFailure(isDone ? undefined : notKept(answer));
    setView(await readAll(view.kept));
    return isDone;
  };
  const day = (): string => localDay(new Date());
  return {
    ...view,
    ...(failure && {failure}),
    draft: (dataset, letter) => change({verb: 'new_request', dataset, letter, day: day()}),
    mark: (number, state) => void change({verb: 'mark_request', number, state, day: day()}),
    retry: () => void load(true),
  };
}

async function readAll(kept: RemovalRequest[]): Promise<View> {
  const answer = await askHost({verb: 'requests'});
  const [reply] = only(answer, 'requests');
  if (reply) return {all: reply.requests, kept};
  return {reason: answer.reason ?? 'internal', kept};
}

/** Hands over what versions before kept here. Told of them twice, the host keeps them once. */
async function moveKept(retry: boolean): Promise<{kept: RemovalRequest[]; failure?: NotKept}> {
  const {local} = chrome.storage;
  const kept = await readKept(local);
  if (kept.length === 0) return {kept};
  const answer = await askHost({verb: 'keep_requests', requests: kept}, retry);
  if (only(answer, 'done').length > 0) {
    await forgetKept(local);
    return {kept: []};
  }
  // Without a host there is nothing that could have been written down.
  return {kept, ...(answer.code && {failure: notKept(answer)})};
}

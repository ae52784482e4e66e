// Questions for the host, asked by a page as they stand.
import {useCallback, useEffect, useState} from 'preact/hooks';
import type {Card, Reply} from '../../../shared/protocol/protocol.gen.ts';
import type {AskHost, PageQuestion} from '../common/messages.ts';
import type {Reason} from '../common/reason.ts';
import type {HostAnswer} from '../common/views.ts';

export async function askHost(question: PageQuestion, retry = false): Promise<HostAnswer> {
  const message: AskHost = {type: 'ask_host', question, ...(retry && {retry})};
  try {
    const answer = (await chrome.runtime.sendMessage(message)) as HostAnswer | undefined;
    return answer ?? {replies: [], reason: 'internal'};
  } catch {
    return {replies: [], reason: 'internal'};
  }
}

/** The replies of one verb among those that came. */
export function only<V extends Reply['verb']>(
  {replies}: HostAnswer,
  verb: V,
): Extract<Reply, {verb: V}>[] {
  return replies.filter((reply): reply is Extract<Reply, {verb: V}> => reply.verb === verb);
}

export interface CardsInUse {
  /** Of all datasets but the test; undefined until the first answer. */
  cards?: Card[];
  reason?: Reason;
  retry: () => void;
}

/** All cards, asked again whenever the page is looked at anew: the lists may be others by then. */
export function useAllCards(): CardsInUse {
  const [view, setView] = useState<Omit<CardsInUse, 'retry'>>({});
  const load = useCallback(async (retry: boolean) => {
    const answer = await askHost({verb: 'datasets'}, retry);
    if (answer.reason) {
      setView({reason: answer.reason});
      return;
    }
    const cards = only(answer, 'datasets').flatMap(frame => frame.cards);
    setView({cards: cards.filter(({test}) => !test)});
  }, []);
  useEffect(() => {
    void load(true);
    const again = (): void => {
      if (document.visibilityState === 'visible') void load(false);
    };
    document.addEventListener('visibilitychange', again);
    return () => document.removeEventListener('visibilitychange', again);
  }, [load]);
  return {...view, retry: () => void load(true)};
}

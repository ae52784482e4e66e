// What the background says of a tab, kept current while the page is open.
import {useCallback, useEffect, useRef, useState} from 'preact/hooks';
import type {Card} from '../../../shared/protocol/protocol.gen.ts';
import type {Finding} from '../common/findings.ts';
import {datasetsNamed} from '../common/findings.ts';
import type {Message} from '../common/messages.ts';
import {tabKey} from '../common/session-keys.ts';
import type {CardsView, TabView} from '../common/views.ts';
import {NEWS_KEY} from '../common/watched-news.ts';
import type {Names} from './wording.ts';

/** Undefined when the background does not answer. */
export async function ask<T>(message: Message): Promise<T | undefined> {
  try {
    return (await chrome.runtime.sendMessage(message)) as T | undefined;
  } catch {
    return undefined;
  }
}

/** @param tab undefined: the tab this page lies in */
export function useTab(tab: number | undefined): {view: TabView | undefined; retry: () => void} {
  const [view, setView] = useState<TabView>();
  const shown = useRef(tab);
  const asked = useRef(0);
  const answered = useRef(0);
  const load = useCallback(
    async (retry: boolean) => {
      asked.current += 1;
      const mine = asked.current;
      const about = tab === undefined ? {} : {tab};
      const next = await ask<TabView>({type: 'view_tab', ...about, ...(retry && {retry})});
      if (mine < answered.current) return; // a later question was answered first
      answered.current = mine;
      shown.current = next?.tab ?? tab;
      setView(next ?? {tab: tab ?? -1, host: {reason: 'internal'}});
    },
    [tab],
  );
  useEffect(() => {
    // Before the first question, so that nothing is missed that is found while it is answered.
    const listener = (changes: Record<string, unknown>, area: string): void => {
      const isOurs =
        NEWS_KEY in changes || shown.current === undefined || tabKey(shown.current) in changes;
      if (area === 'session' && isOurs) void load(false);
    };
    chrome.storage.onChanged.addListener(listener);
    void load(true);
    return () => chrome.storage.onChanged.removeListener(listener);
  }, [load]);
  return {view, retry: () => void load(true)};
}

/** The cards of the datasets that findings name, as they come. */
export function useCards(findings: readonly Finding[]): Names {
  const [cards, setCards] = useState<Names>(new Map());
  const ids = datasetsOf(findings);
  const wanted = ids.filter(id => !cards.has(id)).join();
  useEffect(() => {
    if (wanted === '') return;
    void ask<CardsView>({type: 'get_cards', ids: wanted.split(',').slice(0, 256)}).then(answer => {
      if (answer && answer.cards.length > 0) {
        setCards(
          old => new Map([...old, ...answer.cards.map(card => [card.id, card] as [string, Card])]),
        );
      }
    });
  }, [wanted]);
  return cards;
}

export const findingsOf = (view: TabView | undefined): Finding[] =>
  Object.values(view?.state?.findings ?? {});

function datasetsOf(findings: readonly Finding[]): string[] {
  const named = findings.flatMap(({listings, advisories}) => [...listings, ...advisories]);
  return datasetsNamed(named).sort();
}

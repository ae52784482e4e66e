// Cards of datasets by their ids, asked for as the ids come.
import {useEffect, useState} from 'preact/hooks';
import type {Card} from '../../../shared/protocol/protocol.gen.ts';
import type {Draft} from '../common/draft.ts';
import {datasetsNamed} from '../common/findings.ts';
import type {CardsView} from '../common/views.ts';
import {ask} from './use-tab.ts';
import type {Names} from './wording.ts';

/** What a message may ask for. */
const MAX_IDS = 256;

export function useCards(ids: readonly string[]): Names {
  const [cards, setCards] = useState<Names>(new Map());
  const wanted = [...new Set(ids)].filter(id => !cards.has(id)).join();
  useEffect(() => {
    if (wanted === '') return;
    const asked = wanted.split(',').slice(0, MAX_IDS);
    void ask<CardsView>({type: 'get_cards', ids: asked}).then(answer => {
      const found = answer?.cards ?? [];
      if (found.length > 0)
        setCards(old => new Map([...old, ...found.map(card => [card.id, card] as [string, Card])]));
    });
  }, [wanted]);
  return cards;
}

/** Every dataset that the answers of a draft name. */
export function datasetsIn(draft: Draft | undefined): string[] {
  const parts = draft ? [...draft.photos, ...(draft.text ? [draft.text] : [])] : [];
  return datasetsNamed(
    parts.flatMap(({answer}) => [...(answer?.listings ?? []), ...(answer?.advisories ?? [])]),
  );
}

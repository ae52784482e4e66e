// The datasets whose makers say by which licences they took photos of Flickr.
import {useEffect, useState} from 'preact/hooks';
import {isMadeUp} from './ledger/facts.ts';
import {askHost, only} from './use-host.ts';

/** Their names, in order; empty while nobody wants to know, or the host does not say. */
export function useLicenceDatasets(isWanted: boolean): readonly string[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!isWanted) return;
    void askHost({verb: 'datasets'}).then(answer => {
      const cards = only(answer, 'datasets').flatMap(frame => frame.cards);
      const taken = cards.filter(
        card =>
          card.photo_licences !== undefined &&
          card.platforms.includes('flickr') &&
          !card.test &&
          !isMadeUp(card),
      );
      setNames(taken.map(({name}) => name).sort((a, b) => a.localeCompare(b)));
    });
  }, [isWanted]);
  return names;
}

// The identifiers found in each dataset, for the letters: in session storage, so in memory, and gone with the browser.
import type {Result} from './result.ts';

const KEY = 'found_identifiers';
/** A letter names no more. */
const MAX_PER_DATASET = 200;

export type FoundIdentifiers = Record<string, string[]>;

export function identifiersByDataset({listed}: Result): FoundIdentifiers {
  const found: FoundIdentifiers = {};
  for (const {identifiers, listings} of listed) {
    for (const {dataset, match} of listings) {
      const isAccount = match === 'account';
      const told = identifiers.filter(({kind}) => (kind === 'account') === isAccount);
      const lines = told.map(({platform, kind, id}) => `${platform} ${kind} ${id}`);
      found[dataset] = [...new Set([...(found[dataset] ?? []), ...lines])].slice(
        0,
        MAX_PER_DATASET,
      );
    }
  }
  return found;
}

export const keepResult = (result: Result): Promise<void> =>
  chrome.storage.session.set({[KEY]: identifiersByDataset(result)});

export async function keptIdentifiers(dataset: string): Promise<string[]> {
  const {[KEY]: found} = await chrome.storage.session.get(KEY);
  return (found as FoundIdentifiers | undefined)?.[dataset] ?? [];
}

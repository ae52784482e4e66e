// What a person asks to be told of: a tag of either site, or a Flickr account.
import type {IdentifierKind, Platform} from '../../../../shared/protocol/protocol.gen.ts';
import {nsidOf} from './subjects.ts';

export interface WatchedWord {
  platform: Platform;
  kind: Extract<IdentifierKind, 'tag' | 'account'>;
  word: string;
}

const MAX_CHARS = 256;
const PAGE_OF_ACCOUNT =
  /^(?:https?:\/\/)?(?:www\.)?flickr\.com\/(?:photos|people)\/(\d{5,11}@N\d\d)\/?$/i;

/** All that the words mean; nothing when they are neither. A tag is one of both sites. */
export function watchedWords(written: string): WatchedWord[] {
  const word = written.trim();
  const nsid = nsidOf(word) ?? nsidOf(PAGE_OF_ACCOUNT.exec(word)?.[1] ?? '');
  if (nsid !== undefined) return [{platform: 'flickr', kind: 'account', word: nsid}];
  const isTag = word.startsWith('#') || /^[^\s/.:@]+$/u.test(word);
  if (!isTag || [...word].length > MAX_CHARS) return [];
  return (['instagram', 'flickr'] as const).map(platform => ({platform, kind: 'tag', word}));
}

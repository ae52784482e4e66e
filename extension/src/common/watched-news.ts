// What new lists hold of the watched tags and accounts, as the popup and the page tell it.
import type {WatchNews} from '../../../shared/protocol/protocol.gen.ts';
import {plural, sinceDay} from './i18n.ts';

/** Where chrome.storage.session holds it until it was seen. */
export const NEWS_KEY = 'watched_news';

export interface WatchedNews {
  /** Of the lists that brought it. */
  generation: string;
  news: WatchNews[];
}

export const newPhotos = ({lists}: Pick<WatchNews, 'lists'>): number =>
  lists.reduce((sum, {photos}) => sum + photos, 0);

/** "3 new since Monday": all news together, since the day that was longest ago. */
export function newsSentence(news: readonly WatchNews[], today: string): string {
  const since = news.map(one => one.since).sort()[0] ?? today;
  const photos = news.reduce((sum, one) => sum + newPhotos(one), 0);
  return plural('watchNews', photos, sinceDay(since, today));
}

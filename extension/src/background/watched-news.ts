// Asks for the news of what is watched whenever there are other lists, and keeps them for the pages of ours to tell.
import type {Reply, WatchNews} from '../../../shared/protocol/protocol.gen.ts';
import type {WatchedNews} from '../common/watched-news.ts';
import {NEWS_KEY} from '../common/watched-news.ts';
import type {Question} from './native-client.ts';

export class NewsOfWatched {
  constructor(
    private readonly area: Pick<chrome.storage.StorageArea, 'get' | 'set' | 'remove'>,
    private readonly ask: (question: Question) => Promise<Reply[]>,
  ) {}

  /**
   * Resolves to news that were not kept before. What cannot be asked for is left as it was: it may be asked for when the
   * lists are others again.
   */
  async refresh(): Promise<WatchNews[] | undefined> {
    let replies: Reply[];
    try {
      replies = await this.ask({verb: 'watch_news'});
    } catch {
      return undefined;
    }
    const [reply] = replies;
    if (reply?.verb !== 'watch_news') return undefined;
    const {[NEWS_KEY]: before} = await this.area.get(NEWS_KEY);
    const {generation, news} = reply;
    const kept: WatchedNews = {generation, news};
    await (news.length > 0 ? this.area.set({[NEWS_KEY]: kept}) : this.area.remove(NEWS_KEY));
    const isKnown =
      JSON.stringify((before as WatchedNews | undefined)?.news) === JSON.stringify(news);
    return news.length > 0 && !isKnown ? news : undefined;
  }
}

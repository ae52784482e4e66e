// Asks for the news of what is watched whenever there are other lists, and keeps them for the pages of ours to tell.
import type {Reply} from '../../../shared/protocol/protocol.gen.ts';
import type {WatchedNews} from '../common/watched-news.ts';
import {NEWS_KEY} from '../common/watched-news.ts';
import type {Question} from './native-client.ts';

export class NewsOfWatched {
  constructor(
    private readonly area: Pick<chrome.storage.StorageArea, 'set' | 'remove'>,
    private readonly ask: (question: Question) => Promise<Reply[]>,
  ) {}

  /** What cannot be asked for is left as it was: it may be asked for when the lists are others again. */
  async refresh(): Promise<void> {
    let replies: Reply[];
    try {
      replies = await this.ask({verb: 'watch_news'});
    } catch {
      return;
    }
    const [reply] = replies;
    if (reply?.verb !== 'watch_news') return;
    const {generation, news} = reply;
    const kept: WatchedNews = {generation, news};
    await (news.length > 0 ? this.area.set({[NEWS_KEY]: kept}) : this.area.remove(NEWS_KEY));
  }
}

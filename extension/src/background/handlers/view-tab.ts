import type {StatusReply} from '../../../../shared/protocol/protocol.gen.ts';
import {isUnheard} from '../../common/findings.ts';
import type {ViewTab} from '../../common/messages.ts';
import {isPageId} from '../../common/messages.ts';
import type {TabView} from '../../common/views.ts';
import type {WatchedNews} from '../../common/watched-news.ts';
import {NEWS_KEY} from '../../common/watched-news.ts';
import type {Context} from '../context.ts';
import {HostError} from '../host-error.ts';
import {tell} from '../tell.ts';

/** What a page of ours shows of a tab, with the host's state asked now. */
export async function viewTab(
  {host, tabs}: Context,
  ownTab: number | undefined,
  {tab = ownTab, retry}: ViewTab,
): Promise<TabView> {
  if (retry) host.retryNow();
  const view: TabView = {tab: tab ?? -1, host: {}};
  const [state, isShown, news] = await Promise.all([
    tab === undefined ? undefined : tabs.state(tab),
    tab === undefined ? undefined : pageIn(tab),
    unseenNews(),
    host
      .ask({verb: 'status'})
      .then(([reply]) => {
        if (reply?.verb === 'status') view.host.status = reply satisfies StatusReply;
      })
      .catch((error: unknown) => {
        view.host.reason = error instanceof HostError ? error.reason : 'internal';
      }),
  ]);
  // What is stored speaks of the page the tab showed last, which may be gone.
  if (state && isPageId(isShown) && isShown.document === state.page.document) view.state = state;
  if (news) view.news = news;
  if (view.host.status && isUnheard(view.state)) void tell(tab, {type: 'check_again'});
  return view;
}

async function unseenNews(): Promise<WatchedNews | undefined> {
  const {[NEWS_KEY]: news}: Record<string, unknown> = await chrome.storage.session.get(NEWS_KEY);
  return news as WatchedNews | undefined;
}

/** The page our script runs in, if it runs in this tab. */
async function pageIn(tab: number): Promise<unknown> {
  try {
    return await chrome.tabs.sendMessage(tab, {type: 'which_page'}, {frameId: 0});
  } catch {
    return undefined;
  }
}

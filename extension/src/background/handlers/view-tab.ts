import type {StatusReply} from '../../../../shared/protocol/protocol.gen.ts';
import {isUnheard} from '../../common/findings.ts';
import type {ViewTab} from '../../common/messages.ts';
import {isPageId} from '../../common/messages.ts';
import type {TabView} from '../../common/views.ts';
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
  const [state, isShown] = await Promise.all([
    tab === undefined ? undefined : tabs.state(tab),
    tab === undefined ? undefined : pageIn(tab),
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
  if (view.host.status && isUnheard(view.state)) void tell(tab, {type: 'check_again'});
  return view;
}

/** The page our script runs in, if it runs in this tab. */
async function pageIn(tab: number): Promise<unknown> {
  try {
    return await chrome.tabs.sendMessage(tab, {type: 'which_page'}, {frameId: 0});
  } catch {
    return undefined;
  }
}

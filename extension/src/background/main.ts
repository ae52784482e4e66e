// Wires the background. It may be stopped at any line: nothing that matters is kept in variables.
import {HOST_NAME} from '../../../shared/protocol/protocol.gen.ts';
import {isUnheard} from '../common/findings.ts';
import {noteError} from '../common/last-error.ts';
import {parseMessage} from '../common/messages.ts';
import {draftKey} from '../common/session-keys.ts';
import {loadSettings, watchSettings} from '../common/settings.ts';
import {SITES} from '../common/sites.ts';
import {drawBadge} from './badge.ts';
import {offerCheck} from './check-menu.ts';
import type {Context} from './context.ts';
import {HealthCounts} from './health-counts.ts';
import {HostLink} from './host-link.ts';
import {Lookup} from './lookup.ts';
import {notifyOfNews, openNewsOnPress} from './notification.ts';
import {route} from './route.ts';
import {originOf} from './sender.ts';
import {openSetup} from './setup-page.ts';
import {syncOnAlarm} from './sync-alarm.ts';
import {TabStore} from './tab-store.ts';
import {tell} from './tell.ts';
import {NewsOfWatched} from './watched-news.ts';

const {session} = chrome.storage;

const host = new HostLink({
  connect: () => chrome.runtime.connectNative(HOST_NAME),
  // Chromium puts its words into lastError, Firefox into the port.
  disconnectSaying: port =>
    (port as {error?: {message?: string}}).error?.message ?? chrome.runtime.lastError?.message,
  version: chrome.runtime.getManifest().version,
  now: Date.now,
  onBack: () => void checkAgain(),
  onFail: reason => void noteError(session, {reason, at: Date.now()}),
  onGeneration: generation => void compareGeneration(generation),
});
const tabs = new TabStore(session, (tab, state) => void drawBadge(tab, state));
const counts = new HealthCounts(
  session,
  question => host.ask(question),
  async () => (await loadSettings()).enforced.events === true,
);
const news = new NewsOfWatched(session, question => host.ask(question));
const context: Context = {
  host,
  lookup: new Lookup(host),
  tabs,
  counts,
  watchChanged: async () => {
    await Promise.all([news.refresh(), checkAgain()]);
  },
};

chrome.runtime.onMessage.addListener((raw: unknown, sender, respond) => {
  const origin = originOf(sender);
  const message = origin && parseMessage(raw);
  const answer = origin && message && route(context, origin, message);
  if (!answer) return false;
  answer.then(respond, () => respond(undefined));
  return true;
});

offerCheck(session);
openNewsOnPress();
syncOnAlarm(
  async () => (await loadSettings()).values.syncLists,
  () => host.ask({verb: 'sync_due'}),
);
chrome.runtime.onInstalled.addListener(({reason}) => void openSetup(reason));

// Somebody who looks at a page again may have repaired the host meanwhile.
chrome.tabs.onActivated.addListener(({tabId}) => void seenAgain(tabId));
chrome.windows.onFocusChanged.addListener(windowId => {
  if (windowId === chrome.windows.WINDOW_ID_NONE) return;
  void chrome.tabs.query({active: true, windowId}).then(([tab]) => {
    if (tab?.id !== undefined) void seenAgain(tab.id);
  });
});
chrome.tabs.onRemoved.addListener(tab => {
  void tabs.forget(tab);
  void session.remove(draftKey(tab));
});
watchSettings(() => void drawBadges());

async function drawBadges(): Promise<void> {
  for (const {id} of await sitePages()) {
    const state = id === undefined ? undefined : await tabs.state(id);
    if (id !== undefined && state) await drawBadge(id, state);
  }
}

async function seenAgain(tab: number): Promise<void> {
  host.retryNow();
  if (isUnheard(await tabs.state(tab))) await tell(tab, {type: 'check_again'});
}

/** Pages may have been answered from other lists, also by a background before this one. */
async function compareGeneration(generation: string): Promise<void> {
  const {generation: before} = await session.get('generation');
  await session.set({generation});
  void tellNews();
  if (before !== undefined && before !== generation) await checkAgain();
}

/** Also when the lists are the same: a sync compares pictures after the lists have changed. */
async function tellNews(): Promise<void> {
  const fresh = await news.refresh();
  if (fresh && (await loadSettings()).values.notifyWatched) notifyOfNews(fresh);
}

async function checkAgain(): Promise<void> {
  const pages = await sitePages();
  await Promise.all(pages.map(({id}) => tell(id, {type: 'check_again'})));
}

const sitePages = (): Promise<chrome.tabs.Tab[]> =>
  chrome.tabs.query({url: Object.keys(SITES).map(origin => `${origin}/*`)});

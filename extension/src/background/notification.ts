// One notification of all news of what is watched. It names nothing that others beside the screen could read.
import type {WatchNews} from '../../../shared/protocol/protocol.gen.ts';
import {text} from '../common/i18n.ts';
import {utcDay} from '../common/utc-day.ts';
import {newsSentence} from '../common/watched-news.ts';

const ID = 'watched-news';

export function notifyOfNews(news: readonly WatchNews[]): void {
  chrome.notifications.create(ID, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/icon-128.png'),
    title: text('watchTitle'),
    message: newsSentence(news, utcDay(Date.now())),
  });
}

/** Pressed, it opens the page that tells the news. */
export function openNewsOnPress(): void {
  chrome.notifications.onClicked.addListener(id => {
    if (id !== ID) return;
    chrome.notifications.clear(ID);
    void chrome.tabs.create({url: chrome.runtime.getURL('pages/photos.html#watch')});
  });
}

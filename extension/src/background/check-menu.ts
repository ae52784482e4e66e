// "Check this photo" in the menu of a right click: the addresses of what was clicked are handed to a window of ours.
import {text} from '../common/i18n.ts';
import {isUrls, MAX_URLS} from '../common/messages.ts';
import {checkKey} from '../common/session-keys.ts';
import {SITES, siteOf} from '../common/sites.ts';

type Clicked = Pick<chrome.contextMenus.OnClickData, 'srcUrl' | 'linkUrl' | 'pageUrl'>;

/** On a picture or a link anywhere; on the two sites anywhere, where pictures often lie under something else. */
const ITEMS: readonly Omit<chrome.contextMenus.CreateProperties & {title: string}, 'title'>[] = [
  {id: 'check-picture', contexts: ['image', 'video', 'link']},
  {
    id: 'check-page',
    contexts: ['page'],
    documentUrlPatterns: Object.keys(SITES).map(origin => `${origin}/*`),
  },
];

export function offerCheck(area: Pick<chrome.storage.StorageArea, 'set'>): void {
  chrome.runtime.onInstalled.addListener(() => {
    const title = text('menuCheck');
    chrome.contextMenus.removeAll(() => {
      for (const item of ITEMS) chrome.contextMenus.create({...item, title});
    });
  });
  chrome.contextMenus.onClicked.addListener((info, tab) => void openCheck(area, info, tab?.id));
}

async function openCheck(
  area: Pick<chrome.storage.StorageArea, 'set'>,
  clicked: Clicked,
  tab: number | undefined,
): Promise<void> {
  const urls = addressesOf(clicked, await photoInPage(clicked.pageUrl, tab));
  const id = crypto.randomUUID();
  await area.set({[checkKey(id)]: urls});
  const url = chrome.runtime.getURL(`pages/check.html#${id}`);
  await chrome.windows.create({url, type: 'popup', width: 480, height: 680});
}

/** The most telling first: what our script knows of the photo, else picture and link, else the page. */
export function addressesOf(clicked: Clicked, known: readonly string[]): string[] {
  const own = [clicked.srcUrl, clicked.linkUrl].filter(isWebAddress);
  const found = [...new Set([...known, ...own])];
  const page = found.length === 0 ? [clicked.pageUrl].filter(isWebAddress) : [];
  return [...found, ...page].slice(0, MAX_URLS);
}

const isWebAddress = (url: string | undefined): url is string => /^https?:/.test(url ?? '');

/** On the two sites our script knows the photo, also where it lies under something else. */
async function photoInPage(page: string | undefined, tab: number | undefined): Promise<string[]> {
  if (tab === undefined || siteOf(page) === undefined) return [];
  try {
    const urls: unknown = await chrome.tabs.sendMessage(tab, {type: 'which_photo'}, {frameId: 0});
    return isUrls(urls) ? urls : [];
  } catch {
    return [];
  }
}

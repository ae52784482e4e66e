import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import {siteOf} from '../common/sites.ts';

export type Origin =
  | {from: 'content'; tab: number; platform: Platform}
  | {from: 'page'; tab: number | undefined};

/** Who sent a message: our script in the top frame of one of the two sites, a page of our own, or nobody we know. */
export function originOf(sender: chrome.runtime.MessageSender): Origin | undefined {
  if (sender.id !== chrome.runtime.id || sender.url === undefined) return undefined;
  const tab = sender.tab?.id;
  if (sender.url.startsWith(chrome.runtime.getURL(''))) return {from: 'page', tab};
  const platform = siteOf(sender.url);
  if (platform === undefined || tab === undefined || sender.frameId !== 0) return undefined;
  return {from: 'content', tab, platform};
}

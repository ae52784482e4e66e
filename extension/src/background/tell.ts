import type {ComposeMessage, ContentMessage} from '../common/messages.ts';

/** Tells the script in a tab's page, if one runs there. */
export async function tell(
  tab: number | undefined,
  message: ContentMessage | ComposeMessage,
): Promise<void> {
  if (tab === undefined) return;
  await chrome.tabs.sendMessage(tab, message, {frameId: 0}).catch(() => undefined);
}

// The post that is being prepared in a tab, for the panel to show. It is in session storage for as long as it lasts.
import type {Draft} from '../../common/draft.ts';
import type {PanelMessage} from '../../common/messages.ts';
import {draftKey} from '../../common/session-keys.ts';
import type {DraftView} from '../../common/views.ts';

export async function keepDraft(tab: number, draft: Draft | undefined): Promise<void> {
  const {session} = chrome.storage;
  await (draft ? session.set({[draftKey(tab)]: draft}) : session.remove(draftKey(tab)));
  // To all frames of the tab: in Firefox a page of ours in a frame hears nothing of session storage.
  const changed: PanelMessage = {type: 'draft_changed'};
  await chrome.tabs.sendMessage(tab, changed).catch(() => undefined);
}

export async function viewDraft(tab: number | undefined): Promise<DraftView> {
  if (tab === undefined) return {};
  const stored: Record<string, unknown> = await chrome.storage.session.get(draftKey(tab));
  const draft = stored[draftKey(tab)] as Draft | undefined;
  return draft ? {draft} : {};
}

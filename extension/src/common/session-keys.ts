/** Where chrome.storage.session holds the PageState of a tab; pages listen to it to stay current. */
export const tabKey = (tab: number): string => `tab:${tab}`;

/** Where addresses wait for the check page that was opened for them. */
export const checkKey = (id: string): string => `check:${id}`;

/** Where it holds the post that is being prepared in a tab. */
export const draftKey = (tab: number): string => `draft:${tab}`;

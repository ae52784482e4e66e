/** Where chrome.storage.session holds the PageState of a tab; pages listen to it to stay current. */
export const tabKey = (tab: number): string => `tab:${tab}`;

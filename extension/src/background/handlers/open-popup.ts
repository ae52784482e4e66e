/** Shows a finding in the popup, and where the browser opens none by itself, in a tab. */
export async function openPopup(tab: number, finding: string): Promise<void> {
  const page = `pages/popup.html?tab=${tab}#${encodeURIComponent(finding)}`;
  try {
    await chrome.action.setPopup({tabId: tab, popup: page});
    await chrome.action.openPopup();
  } catch {
    await chrome.tabs.create({url: chrome.runtime.getURL(page), openerTabId: tab});
  } finally {
    await chrome.action.setPopup({tabId: tab, popup: 'pages/popup.html'});
  }
}

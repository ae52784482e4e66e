import {readPolicy} from '../common/policy.ts';

/** Opened once, when Bycatch is new here; an organisation that installs it for its people may not want that. */
export async function openSetup(reason: `${chrome.runtime.OnInstalledReason}`): Promise<void> {
  if (reason !== 'install') return;
  const {enforced, recommended} = await readPolicy();
  if ([enforced.setupPage, recommended.setupPage].includes(false)) return;
  await chrome.tabs.create({url: chrome.runtime.getURL('pages/setup.html')});
}

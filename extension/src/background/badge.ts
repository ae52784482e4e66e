import type {PageState} from '../common/findings.ts';
import {counted, looksRedesigned} from '../common/findings.ts';
import type {Reason} from '../common/reason.ts';
import {isHostReason} from '../common/reason.ts';
import {loadSettings} from '../common/settings.ts';

const NEUTRAL = '#4b4f58';
const SIZES = [16, 32] as const;

export interface Badge {
  text: string;
  /** `attention` has another shape: something keeps us from speaking for this page. */
  icon: 'icon' | 'attention';
}

/** The number the popup lists; empty when it is zero. */
export function badgeOf(state: PageState): Badge {
  const count = counted(state).length;
  const isUnheard = Object.keys(state.tally.reasons).some(
    reason => isHostReason(reason as Reason) || reason === 'no_index' || reason === 'corrupt',
  );
  return {
    text: count === 0 ? '' : String(count),
    icon: isUnheard || looksRedesigned(state.tally) ? 'attention' : 'icon',
  };
}

export async function drawBadge(tabId: number, state: PageState): Promise<void> {
  const {text: count, icon} = badgeOf(state);
  const {values} = await loadSettings();
  const text = values.badgeCount ? count : '';
  const path = Object.fromEntries(SIZES.map(size => [size, `/icons/${icon}-${size}.png`]));
  try {
    await Promise.all([
      chrome.action.setBadgeBackgroundColor({tabId, color: NEUTRAL}),
      chrome.action.setBadgeTextColor({tabId, color: '#ffffff'}),
      chrome.action.setBadgeText({tabId, text}),
      chrome.action.setIcon({tabId, path}),
    ]);
  } catch {
    // The tab was closed meanwhile.
  }
}

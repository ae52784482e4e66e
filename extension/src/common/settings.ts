// What a person can set, each on or off. Kept in storage.local; an organisation's policy stands above or below it.
import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {PhotoMark} from './mark-label.ts';
import type {Policy} from './policy.ts';
import {readPolicy} from './policy.ts';

export const DEFAULTS = {
  markPhoto: true,
  markCopy: true,
  markAccount: true,
  markTest: true,
  markTag: true,
  blurListed: false,
  badgeCount: true,
  siteFlickr: true,
  siteInstagram: true,
  askFirst: false,
  notifyWatched: true,
  syncLists: true,
};

export type Setting = keyof typeof DEFAULTS;
export type Settings = Readonly<Record<Setting, boolean>>;

export const SETTING_NAMES = Object.keys(DEFAULTS) as readonly Setting[];

export interface SettingsInForce {
  values: Settings;
  /** Set by an organisation, not to be changed here. */
  locked: ReadonlySet<Setting>;
  /** All that the organisation enforces, what is no yes or no as well. */
  enforced: Policy['enforced'];
}

const KEY = 'settings';

/** Which setting a mark on a photo obeys. What is possible is shown with what may be copied. */
export const MARK_SETTING = {
  photo: 'markPhoto',
  copy: 'markCopy',
  possible: 'markCopy',
  account: 'markAccount',
  test: 'markTest',
} as const satisfies Record<PhotoMark, Setting>;

/** Which setting says whether we run on a site at all. */
export const SITE_SETTING: Readonly<Partial<Record<Platform, Setting>>> = {
  flickr: 'siteFlickr',
  instagram: 'siteInstagram',
};

/** Enforced, else the person's own, else recommended, else ours. A value that is no yes or no counts as none. */
export function settingsInForce(own: unknown, {enforced, recommended}: Policy): SettingsInForce {
  const chosen = typeof own === 'object' && own !== null ? (own as Record<string, unknown>) : {};
  const values = {...DEFAULTS};
  const locked = new Set<Setting>();
  for (const name of SETTING_NAMES) {
    const value = [enforced[name], chosen[name], recommended[name]].find(isYesNo);
    if (value !== undefined) values[name] = value;
    if (isYesNo(enforced[name])) locked.add(name);
  }
  return {values, locked, enforced};
}

const isYesNo = (value: unknown): value is boolean => typeof value === 'boolean';

export async function loadSettings(): Promise<SettingsInForce> {
  const [stored, policy] = await Promise.all([ownSettings(), readPolicy()]);
  return settingsInForce(stored, policy);
}

export async function changeSetting(name: Setting, value: boolean): Promise<void> {
  await chrome.storage.local.set({[KEY]: {...(await ownSettings()), [name]: value}});
}

/** Told what holds now, and again whenever the person or the organisation changes it. */
export function watchSettings(
  listener: (settings: SettingsInForce) => void,
  signal?: AbortSignal,
): void {
  const load = (): void =>
    void loadSettings().then(settings => {
      if (!signal?.aborted) listener(settings);
    });
  const onChanged = (changes: Record<string, unknown>, area: string): void => {
    if (area === 'managed' || (area === 'local' && KEY in changes)) load();
  };
  chrome.storage.onChanged.addListener(onChanged);
  signal?.addEventListener('abort', () => chrome.storage.onChanged.removeListener(onChanged));
  load();
}

async function ownSettings(): Promise<object> {
  try {
    const {[KEY]: own} = await chrome.storage.local.get(KEY);
    return typeof own === 'object' && own !== null ? own : {};
  } catch {
    return {};
  }
}

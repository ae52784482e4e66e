import type {Key} from '../common/i18n.ts';
import {direction, locale, text} from '../common/i18n.ts';

/** What every page sets before it draws: language, direction, title. */
export function startPage(title: Key): HTMLElement {
  document.documentElement.lang = locale();
  document.documentElement.dir = direction();
  document.title = text(title);
  const root = document.getElementById('root');
  if (!root) throw new Error('no root');
  return root;
}

/** The finding named behind the # of the page's address. */
export function findingInAddress(): string | undefined {
  try {
    return decodeURIComponent(location.hash.slice(1)) || undefined;
  } catch {
    return undefined;
  }
}

// Where people of an organisation ask about what Bycatch says: its policy names it.
import type {Policy} from './policy.ts';

export interface Helpdesk {
  text?: string;
  /** https or mailto. */
  url?: string;
}

export const MAX_HELPDESK_CHARS = 300;
export const MAX_HELPDESK_URL_CHARS = 1000;

/** A page or a mail; what else a link could start is not taken. */
export const isHelpdeskUrl = (url: string): boolean => /^(?:https:\/\/|mailto:)/i.test(url);

/** Undefined when the organisation names none. Other values count as none. */
export function helpdeskIn(enforced: Policy['enforced']): Helpdesk | undefined {
  const {helpdeskText: text, helpdeskUrl: url} = enforced;
  const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
  const helpdesk: Helpdesk = {
    ...(isText(text) && {text: text.slice(0, MAX_HELPDESK_CHARS)}),
    ...(isText(url) && isHelpdeskUrl(url) && {url: url.slice(0, MAX_HELPDESK_URL_CHARS)}),
  };
  return Object.keys(helpdesk).length > 0 ? helpdesk : undefined;
}

/** The link with which a mail of these words begins; undefined where the helpdesk takes none. */
export function mailTo({url}: Helpdesk, words: string): string | undefined {
  if (url === undefined || !/^mailto:/i.test(url)) return undefined;
  return `${url}${url.includes('?') ? '&' : '?'}body=${encodeURIComponent(words)}`;
}

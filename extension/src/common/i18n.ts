// All words for people come from _locales. Keys are checked by the compiler.
import type messages from '../../_locales/en/messages.json';
import {unpack} from './packed-words.ts';

export type Key = keyof typeof messages;
type PluralBase = Key extends infer K ? (K extends `${infer Base}_other` ? Base : never) : never;

/** Set by a release build. */
declare const ARE_WORDS_PACKED: boolean | undefined;

let unpacked: ReturnType<typeof unpack> | undefined;

function message(key: string, values: string[] = []): string {
  if (typeof ARE_WORDS_PACKED === 'undefined' || !ARE_WORDS_PACKED)
    return chrome.i18n.getMessage(key, values);
  unpacked ??= unpack(chrome.i18n.getMessage('words'));
  return unpacked(key, values);
}

export function text(key: Key, ...values: (string | number)[]): string {
  return message(key, values.map(shown));
}

/** The form of a sentence that fits `count`, which is its first value. A language lacks the forms it does not use. */
export function plural(base: PluralBase, count: number, ...values: (string | number)[]): string {
  const form = new Intl.PluralRules(locale()).select(count);
  const all = [count, ...values].map(shown);
  return message(`${base}_${form}`, all) || message(`${base}_other`, all);
}

/** The browser's language and region, where we speak it; else the language in which we speak. */
export function locale(): string {
  const browsers = chrome.i18n.getUILanguage();
  const ours = message('languageTag');
  return languageOf(browsers) === languageOf(ours) ? browsers : ours;
}

const languageOf = (tag: string): string => tag.toLowerCase().split(/[-_]/)[0] ?? tag;

/** As the words are read: a browser in a language that we do not speak gets English. */
export const direction = (): string => (RIGHT_TO_LEFT.has(languageOf(locale())) ? 'rtl' : 'ltr');

/** Of the languages in _locales. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar']);

export const number = (value: number): string => new Intl.NumberFormat(locale()).format(value);

export const percent = (share: number): string =>
  new Intl.NumberFormat(locale(), {style: 'percent'}).format(share);

/** The hour and minute of a moment, here. */
export const timeOfDay = (milliseconds: number): string =>
  new Intl.DateTimeFormat(locale(), {timeStyle: 'short'}).format(milliseconds);

export const shortDay = (milliseconds: number): string =>
  new Intl.DateTimeFormat(locale(), {month: 'short', day: 'numeric'}).format(milliseconds);

export const dayAndTime = (milliseconds: number): string =>
  new Intl.DateTimeFormat(locale(), {dateStyle: 'medium', timeStyle: 'short'}).format(milliseconds);

const shown = (value: string | number): string =>
  typeof value === 'number' ? number(value) : apart(value);

/** A name that may be read from the other side than the words around it is set apart from them, by its own direction. */
const apart = (words: string): string => (direction() === 'rtl' ? `\u2068${words}\u2069` : words);

/** A UTC calendar day in the reader's own way. */
export function day(iso: string): string {
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(locale(), {dateStyle: 'long', timeZone: 'UTC'}).format(date);
}

const DAY_MS = 86_400_000;

/** A UTC calendar day as one speaks of it: "yesterday", "Monday" within the week, else the date. */
export function sinceDay(iso: string, today: string): string {
  const days = Math.round((Date.parse(today) - Date.parse(iso)) / DAY_MS);
  if (!(days >= 0 && days < 7)) return day(iso);
  if (days < 2)
    return new Intl.RelativeTimeFormat(locale(), {numeric: 'auto'}).format(-days, 'day');
  return new Intl.DateTimeFormat(locale(), {weekday: 'long', timeZone: 'UTC'}).format(
    Date.parse(iso),
  );
}

/** "A, B and C". */
export function list(items: readonly string[]): string {
  return new Intl.ListFormat(locale()).format(items.map(apart));
}

/** A country by its two letters, in the reader's language; the letters themselves when nobody knows them. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames([locale()], {type: 'region'}).of(code) ?? code;
  } catch {
    return code;
  }
}

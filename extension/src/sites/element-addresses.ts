// The addresses an element bears by itself, whatever the site.
import {MAX_URL_CHARS, MAX_URLS} from '../common/messages.ts';

const BACKGROUND = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)/i;

/** The first address in an inline background-image, as written. */
export function backgroundOf(element: Element): string | undefined {
  const style = element.getAttribute('style');
  if (!style?.includes('background')) return undefined;
  const [, double, single, bare] = BACKGROUND.exec(style) ?? [];
  return double ?? single ?? bare;
}

/** The addresses of a srcset, largest last as sites write them; the first is enough, all name one photo. */
function firstOfSrcset(srcset: string | null): string | undefined {
  return srcset?.trim().split(/\s+/, 1)[0]?.replace(/,$/, '');
}

/** The element's own picture: src, what is shown now, srcset, poster, inline background. */
export function ownAddresses(element: Element): string[] {
  const found = [
    element.getAttribute('src'),
    element instanceof HTMLImageElement ? element.currentSrc : undefined,
    firstOfSrcset(element.getAttribute('srcset')),
    element.getAttribute('poster'),
    backgroundOf(element),
  ];
  return found.filter(address => isNonEmpty(address));
}

/** The file of the element's own picture; a data: or blob: placeholder is none. */
export function ownFile(element: Element): URL | undefined {
  for (const address of ownAddresses(element)) {
    const url = resolve(address, element.baseURI);
    if (url) return url;
  }
  return undefined;
}

const isNonEmpty = (text: string | null | undefined): text is string => Boolean(text);

/**
 * Addresses resolved against the page, each once, only http and https, as many and as long as a Look may carry.
 * A photo whose addresses are all data: or blob: has none.
 */
export function tidy(addresses: readonly (string | undefined)[], base: string): string[] {
  const tidied = new Set<string>();
  for (const address of addresses) {
    if (!address || address.length > MAX_URL_CHARS) continue;
    const url = resolve(address, base);
    if (url && url.href.length <= MAX_URL_CHARS) tidied.add(url.href);
    if (tidied.size === MAX_URLS) break;
  }
  return [...tidied];
}

/** An http or https address, absolute. */
export function resolve(address: string, base: string): URL | undefined {
  try {
    const url = new URL(address, base);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
  } catch {
    return undefined;
  }
}

/** One level of percent-encoding taken off; undefined when it is broken. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Whether an element is drawn, or says it is, at least `min` CSS pixels in both directions. Used only where no
 * address tells a photo from furniture. Before layout the attributes count.
 */
export function isLarge(element: Element, min: number): boolean {
  const {clientWidth, clientHeight} = element;
  const width = clientWidth || Number(element.getAttribute('width') ?? 0);
  const height = clientHeight || Number(element.getAttribute('height') ?? 0);
  return width >= min && height >= min;
}

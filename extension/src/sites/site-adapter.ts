import type {Platform} from '../../../shared/protocol/protocol.gen.ts';

/** A hook into a site's markup, with what it must find on the saved pages of tests/fixtures/pages. */
export interface Selector {
  selector: string;
  /** Elements found, by file; a test compares. */
  expect: Readonly<Record<string, number>>;
}

/**
 * What we know of one site's markup. Pure: reads the document and changes nothing; decides what is a photo and
 * which addresses it bears, and leaves their meaning to the host.
 */
export interface SiteAdapter {
  platform: Platform;
  /** Elements that may be photos. */
  photos: readonly Selector[];
  /** Links to tags that people gave. */
  tags: readonly Selector[];
  /** Whether a candidate is a photo at all, and no avatar, icon or other part of the site's own furniture. */
  isPhoto(element: Element): boolean;
  /** The same of an element that hints of a feed name: it needs no form that we know, but a photo's address. */
  isHintedPhoto(element: Element): boolean;
  /** The addresses of a photo, the most telling first, at most MAX_URLS; empty when it bears none. */
  addresses(element: Element): string[];
  /** The tag behind a link, as the site spells it. */
  tagOf(link: Element): string | undefined;
  /** The tag this whole page is about. */
  pageTag(location: URL): string | undefined;
  /** The element whose corner the mark is put into, when it is not the photo's own place. */
  box?(element: Element): Element | undefined;
}

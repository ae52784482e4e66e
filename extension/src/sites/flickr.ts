// Flickr's pages. Hooks: the data-view-signature that every view bears, the file names of its image hosts, and
// links to photos. Sources: server markup of 2023, client behaviour as described to 2026.
import {decoded, isLarge, ownAddresses, ownFile, resolve, tidy} from './element-addresses.ts';
import type {SiteAdapter} from './site-adapter.ts';

const IMAGE_HOST = /(?:^|\.)(?:staticflickr\.com|static\.flickr\.com)$/;
/** /65535/53000000001_0123456789_z.jpg, with or without a farm number before it. */
const PHOTO_FILE = /\/\d+_[\da-f]+(?:_[\da-z]+)*\.[a-z]+$/i;
const PHOTO_PAGE = /^\/photos?\/([^/]+)\/(?:with\/)?(\d{2,13})(?:\/|$)/;
const NSID = /^\d{5,11}@N\d{2}$/i;
/** Views whose signature names the owner of the photos in them, not a curator or the visitor. */
const OWNERS_VIEW = /^(?:photo-well|photo-page|photo-list-photo|album|photostream)/;
const PEOPLE = '[data-person-nsid], .avatar, .buddyicon';

const isPhotoFile = (url: URL | undefined): boolean =>
  url !== undefined &&
  IMAGE_HOST.test(url.hostname) &&
  PHOTO_FILE.test(url.pathname) &&
  !/\/(?:buddyicons|coverphoto)\//.test(url.pathname);

const isFurniture = (url: URL | undefined): boolean =>
  url !== undefined &&
  (/\/(?:buddyicons|coverphoto)\//.test(url.pathname) ||
    url.hostname === 'combo.staticflickr.com' ||
    !IMAGE_HOST.test(url.hostname));

/** What a view says of itself: `photo-list-photo-view__id_53…__nsid_12…%40N00`. */
function signature(element: Element): {view: string; id?: string; nsid?: string} | undefined {
  const holder = element.closest('[data-view-signature*="photo"]');
  const text = holder?.getAttribute('data-view-signature');
  if (!text) return undefined;
  const [view = ''] = text.split('__', 1);
  const id = /__(?:id|photoId)_(\d{1,13})(?:__|$)/.exec(text)?.[1];
  const nsid = decoded(/__nsid_([^_]+)(?:__|$)/.exec(text)?.[1] ?? '');
  return {view, ...(id && {id}), ...(nsid && NSID.test(nsid) && {nsid})};
}

/** The link to this photo's page that is around it, or that lies over it in the same view. */
function photoLink(element: Element): URL | undefined {
  const around = element.closest('a[href]');
  const over = element
    .closest('[data-view-signature*="photo-view__"]')
    ?.querySelector('a[href*="/photos/"]:not([data-person-nsid])');
  for (const link of [around, over]) {
    const url = link && resolve(link.getAttribute('href') ?? '', element.baseURI);
    if (url && PHOTO_PAGE.test(url.pathname)) return url;
  }
  return undefined;
}

/** The account whose photo this is, where the page says so of this photo. */
function ownerOf(element: Element, link: URL | undefined): string | undefined {
  const inLink = decoded(PHOTO_PAGE.exec(link?.pathname ?? '')?.[1] ?? '');
  if (inLink && NSID.test(inLink)) return inLink;
  const item = element.closest('[data-view-signature*="photo-view__"]');
  const person = item?.querySelector('[data-person-nsid]')?.getAttribute('data-person-nsid');
  if (person && NSID.test(person)) return person;
  const view = signature(element);
  const isCurated = element.ownerDocument.documentElement.matches(
    '[class*="gallery-page"], [class*="favorites-page"], [class*="search-"], [class*="groups-"]',
  );
  return view?.nsid && OWNERS_VIEW.test(view.view) && !isCurated ? view.nsid : undefined;
}

export const flickr = {
  platform: 'flickr',
  photos: [
    {
      selector: 'img',
      expect: {'flickr-photostream.html': 25, 'flickr-photo.html': 1, 'flickr-tag.html': 20},
    },
    {
      selector: '[style*="background-image"]',
      expect: {'flickr-album.html': 26, 'flickr-search.html': 25},
    },
    {
      selector: '[data-view-signature*="photo-view__"] .photo',
      expect: {'flickr-gallery.html': 20},
    },
    {selector: 'video[poster]', expect: {'flickr-client.html': 1}},
  ],
  tags: [
    {selector: 'a[href*="/tags/"]', expect: {'flickr-client.html': 3}},
    {selector: 'li.tag > a[href*="?tags="]', expect: {'flickr-client.html': 1}},
    {selector: 'li.tag > a[href*="?q="]', expect: {'flickr-client.html': 1}},
  ],

  isPhoto(element) {
    if (element.closest('noscript') || element.closest(PEOPLE)) return false;
    const file = ownFile(element);
    if (isPhotoFile(file)) return true;
    // A placeholder, or an item that has no picture yet: its view or its link says whether it is a photo.
    if (!element.matches('img') && !element.matches('.photo')) return false;
    if (signature(element)?.id || photoLink(element)) return !isPersonsPicture(file);
    return !isFurniture(file) && isLarge(element, 150);
  },

  isHintedPhoto(element) {
    if (element.closest('noscript') || element.closest(PEOPLE)) return false;
    const file = ownFile(element);
    if (isPersonsPicture(file)) return false;
    return isPhotoFile(file) || Boolean(signature(element)?.id ?? photoLink(element));
  },

  addresses(element) {
    const link = photoLink(element);
    const id = signature(element)?.id;
    const owner = ownerOf(element, link);
    const own = ownAddresses(element).filter(address =>
      isPhotoFile(resolve(address, element.baseURI)),
    );
    return tidy(
      [
        ...own.slice(0, 4),
        link?.href,
        id && `https://www.flickr.com/photos/${owner ?? '-'}/${id}/`,
        owner && `https://www.flickr.com/people/${owner}/`,
      ],
      element.baseURI,
    );
  },

  tagOf(link) {
    // Neither the machine's own tags nor what the site itself links to.
    if (link.closest('.autotag, nav, [role="navigation"]')) return undefined;
    const url = resolve(link.getAttribute('href') ?? '', link.baseURI);
    return url && tagIn(url);
  },

  pageTag: tagIn,

  box: element =>
    element.closest('.photo-list-photo-view, .photo-list-gallery-photo-view') ?? undefined,
} as const satisfies SiteAdapter;

const isPersonsPicture = (file: URL | undefined): boolean =>
  file !== undefined && /\/(?:buddyicons|coverphoto)\//.test(file.pathname);

/** /photos/tags/sunset/, /photos/someone/tags/sunset/, /search/?tags=sunset (one tag), /search/?q=sunset. */
function tagIn(url: URL): string | undefined {
  const inPath = /^\/photos\/(?:[^/]+\/)?tags\/([^/]+)/.exec(url.pathname)?.[1];
  if (inPath) return decoded(inPath);
  if (!url.pathname.startsWith('/search')) return undefined;
  const asked = url.searchParams.get('tags') ?? url.searchParams.get('q');
  return asked && !asked.includes(',') ? asked : undefined;
}

// Instagram's pages. Hooks: links to posts, the file paths of its image hosts, roles. Class names are
// generated and carry no meaning here.
import {decoded, isLarge, ownAddresses, ownFile, resolve, tidy} from './element-addresses.ts';
import type {SiteAdapter} from './site-adapter.ts';

const IMAGE_HOST = /(?:^|\.)(?:cdninstagram\.com|fbcdn\.net)$/;
/** Hosts under the same names that carry the site's own files and other people's link pictures. */
const OTHER_HOST = /^(?:static|external[^.]*)\./;
/** /v/t51.82787-15/…: pictures of posts, stories and covers; -19 are profile pictures. */
const POST_TYPE = /\/t\d+\.\d+-15\//;
const PROFILE_TYPE = /\/t\d+\.\d+-19\//;
const POST_PAGE = /^\/(?:[\w.]+\/)?(?:p|reel|reels|tv)\/[\w-]{1,39}(?:\/|$)/;
const STORY_PAGE = /^\/stories\/[\w.]+\/\d+/;
const POST_LINKS = 'a[href*="/p/"], a[href*="/reel/"], a[href*="/tv/"]';

const isImageHost = (url: URL): boolean =>
  IMAGE_HOST.test(url.hostname) && !OTHER_HOST.test(url.hostname);

/** The post this element belongs to: the link around it, else the dated link of its article, else the page. */
function postOf(element: Element): URL | undefined {
  const around = element.closest(POST_LINKS);
  const link = around ?? datedLink(element);
  const url = link && resolve(link.getAttribute('href') ?? '', element.baseURI);
  if (url && POST_PAGE.test(url.pathname)) return url;
  const page = resolve(element.baseURI, element.baseURI);
  return page && STORY_PAGE.test(page.pathname) ? page : undefined;
}

function datedLink(element: Element): Element | null | undefined {
  const post = element.closest('article, [role="dialog"], main');
  return post
    ?.querySelector('a[href*="/p/"] time[datetime], a[href*="/reel/"] time[datetime]')
    ?.closest('a');
}

export const instagram = {
  platform: 'instagram',
  photos: [
    {
      selector: 'img',
      expect: {
        'instagram-feed.html': 6,
        'instagram-post.html': 7,
        'instagram-carousel.html': 2,
        'instagram-profile.html': 12,
        'instagram-story.html': 1,
        'instagram-tag.html': 12,
        'instagram-tag-search.html': 12,
      },
    },
    {selector: 'video[poster]', expect: {'instagram-client.html': 1}},
    {selector: '[style*="background-image"]', expect: {'instagram-client.html': 1}},
  ],
  tags: [
    {
      selector: 'a[href*="/explore/tags/"]',
      expect: {
        'instagram-feed.html': 5,
        'instagram-post.html': 4,
        'instagram-carousel.html': 3,
        'instagram-client.html': 1,
      },
    },
    {
      selector: 'a[href*="/explore/search/keyword/?q=%23"]',
      expect: {'instagram-client.html': 1},
    },
  ],

  isPhoto(element) {
    if (element.closest('noscript') || element.getAttribute('draggable') === 'false') return false;
    const file = ownFile(element);
    if (!file || PROFILE_TYPE.test(file.pathname)) return false;
    if (isImageHost(file) && POST_TYPE.test(file.pathname)) return true;
    if (!element.matches('img, video')) return false;
    if (OTHER_HOST.test(file.hostname)) return false;
    if (element.closest(POST_LINKS)) return true;
    return isLarge(element, 150);
  },

  isHintedPhoto(element) {
    if (element.closest('noscript') || element.getAttribute('draggable') === 'false') return false;
    const file = ownFile(element);
    if (file && PROFILE_TYPE.test(file.pathname)) return false;
    return (file !== undefined && isImageHost(file)) || element.closest(POST_LINKS) !== null;
  },

  addresses(element) {
    const own = ownAddresses(element).filter(address => {
      const url = resolve(address, element.baseURI);
      return url !== undefined && isImageHost(url);
    });
    return tidy([...own.slice(0, 4), postOf(element)?.href], element.baseURI);
  },

  tagOf(link) {
    // What the site itself links to says nothing of a photo.
    if (link.closest('nav, [role="navigation"]')) return undefined;
    const url = resolve(link.getAttribute('href') ?? '', link.baseURI);
    return url && tagIn(url);
  },

  pageTag: tagIn,
} as const satisfies SiteAdapter;

/** /explore/tags/selfie/ and /explore/search/keyword/?q=%23selfie. */
function tagIn(url: URL): string | undefined {
  const inPath = /^\/explore\/tags\/([^/]+)/.exec(url.pathname)?.[1];
  if (inPath) return decoded(inPath);
  const asked = url.pathname.startsWith('/explore/search/keyword')
    ? url.searchParams.get('q')
    : null;
  return asked?.startsWith('#') && asked.length > 1 ? asked.slice(1) : undefined;
}

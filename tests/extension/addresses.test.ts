// @vitest-environment happy-dom
import {describe, expect, test} from 'vitest';
import {MAX_URLS} from '../../extension/src/common/messages.ts';
import {flickr} from '../../extension/src/sites/flickr.ts';
import {instagram} from '../../extension/src/sites/instagram.ts';
import {openPage, openSavedPage} from './saved-page.ts';

const NSID = '99999900001@N00';
const SIGNED = `photo-list-photo-view__id_9100000000101__nsid_99999900001%40N00__isOwner_false`;

const one = (selector: string): Element => {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`no ${selector}`);
  return element;
};

const flickrCases: readonly (readonly [why: string, html: string, addresses: string[]])[] = [
  [
    'an image in a signed view: its file, its page, its owner',
    `<div class="html" data-view-signature="${SIGNED}"><img id="x" src="//live.staticflickr.com/1/9100000000101_0a1b2c3d4e_z.jpg"></div>`,
    [
      'https://live.staticflickr.com/1/9100000000101_0a1b2c3d4e_z.jpg',
      `https://www.flickr.com/photos/${NSID}/9100000000101/`,
      `https://www.flickr.com/people/${NSID}/`,
    ],
  ],
  [
    'a quoted background',
    `<div id="x" style='background-image: url("//live.staticflickr.com/1/9100000000102_0a1b2c3d4e_z.jpg")'></div>`,
    ['https://live.staticflickr.com/1/9100000000102_0a1b2c3d4e_z.jpg'],
  ],
  [
    'no picture yet: the signature alone names the photo',
    `<div data-view-signature="photo-list-gallery-photo-view__id_9100000000103__x"><div id="x" class="photo"></div></div>`,
    ['https://www.flickr.com/photos/-/9100000000103/'],
  ],
  [
    'a link over the photo names photo and owner',
    `<div data-view-signature="photo-list-photo-view__id_9100000000104__x"><img id="x" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><a class="overlay" href="/photos/${NSID}/9100000000104/in/pool/"></a></div>`,
    [
      `https://www.flickr.com/photos/${NSID}/9100000000104/in/pool/`,
      `https://www.flickr.com/photos/${NSID}/9100000000104/`,
      `https://www.flickr.com/people/${NSID}/`,
    ],
  ],
  [
    'srcset, each address once',
    `<img id="x" src="https://live.staticflickr.com/1/9100000000105_0a1b2c3d4e_z.jpg" srcset="https://live.staticflickr.com/1/9100000000105_0a1b2c3d4e_z.jpg 1x, https://live.staticflickr.com/1/9100000000105_0a1b2c3d4e_b.jpg 2x">`,
    ['https://live.staticflickr.com/1/9100000000105_0a1b2c3d4e_z.jpg'],
  ],
  [
    'an album id is no photo id',
    `<a href="/photos/someone/albums/72177720300000001/"><img id="x" width="200" height="200" src="https://example.org/a.jpg"></a>`,
    [],
  ],
];

describe('flickr addresses', () => {
  test.each(flickrCases)('%s', (_why, html, addresses) => {
    openPage(html);
    expect(flickr.addresses(one('#x'))).toEqual(addresses);
  });

  test('a gallery item belongs to the person it names, not to the curator', () => {
    openSavedPage('flickr-gallery.html', 'https://www.flickr.com/photos/quietharbour/galleries/1/');
    const photo = one('[data-view-signature*="id_9000000000008_"] .photo');
    expect(flickr.addresses(photo).at(-1)).toBe(`https://www.flickr.com/people/${NSID}/`);
  });

  test("on a page of favourites the view's own account is nobody's owner", () => {
    openPage(
      `<html class="html-favorites-page-view"><body><div data-view-signature="${SIGNED}"><img id="x"></div></body></html>`,
    );
    expect(flickr.addresses(one('#x'))).toEqual(['https://www.flickr.com/photos/-/9100000000101/']);
  });
});

describe('instagram addresses', () => {
  test('an image in a grid: its file, then the post around it', () => {
    openPage(
      `<a href="/p/H5JsclADgAW/"><div><img id="x" src="https://scontent-fra3-1.cdninstagram.com/v/t51.2885-15/1_2_3_n.jpg?x=1"></div></a>`,
      'https://www.instagram.com/example.user/',
    );
    expect(instagram.addresses(one('#x'))).toEqual([
      'https://scontent-fra3-1.cdninstagram.com/v/t51.2885-15/1_2_3_n.jpg?x=1',
      'https://www.instagram.com/p/H5JsclADgAW/',
    ]);
  });

  test('an image in an article: the post that bears the date', () => {
    openPage(
      `<article><img id="x" src="https://scontent.cdninstagram.com/v/t51.2885-15/1_2_3_n.jpg"><a href="/u/">u</a><a href="/u/p/H5JsclADgAX/"><time datetime="2026-08-01">1</time></a></article>`,
      'https://www.instagram.com/',
    );
    expect(instagram.addresses(one('#x')).at(-1)).toBe(
      'https://www.instagram.com/u/p/H5JsclADgAX/',
    );
  });

  test('a story: the page itself', () => {
    openPage(
      `<section><img id="x" src="https://scontent.cdninstagram.com/v/t51.12442-15/1_2_3_n.jpg"></section>`,
      'https://www.instagram.com/stories/example.user/3745678901234567050/',
    );
    expect(instagram.addresses(one('#x')).at(-1)).toBe(
      'https://www.instagram.com/stories/example.user/3745678901234567050/',
    );
  });
});

const furniture: readonly (readonly [why: string, html: string])[] = [
  [
    'a buddy icon',
    `<img id="x" width="200" height="200" src="https://live.staticflickr.com/1/buddyicons/${NSID}.jpg#${NSID}">`,
  ],
  [
    'a cover',
    `<div id="x" style="background-image: url(//live.staticflickr.com/1/coverphoto/${NSID}_h.jpg)"></div>`,
  ],
  [
    'a sprite',
    `<img id="x" width="400" height="400" src="https://combo.staticflickr.com/ap/build/images/sprites/a.png">`,
  ],
  [
    'an image within a person',
    `<a data-person-nsid="${NSID}"><img id="x" src="https://live.staticflickr.com/1/910_0a_s.jpg"></a>`,
  ],
  [
    'a second copy for browsers without scripts',
    `<noscript><img id="x" src="https://live.staticflickr.com/1/910_0a_s.jpg"></noscript>`,
  ],
];

test.each(furniture)('flickr: %s is no photo', (_why, html) => {
  openPage(html);
  const element = document.querySelector('#x');
  expect(element && flickr.isPhoto(element)).toBeFalsy();
});

test.each([
  [
    'a profile picture, however large',
    'https://scontent.cdninstagram.com/v/t51.2885-19/1_2_3_n.jpg',
  ],
  ["the site's own file", 'https://static.cdninstagram.com/rsrc.php/v3/a.png'],
  ['an upload that has no address yet', 'blob:https://www.instagram.com/1'],
])('instagram: %s is no photo', (_why, src) => {
  openPage(`<img id="x" width="320" height="320" src="${src}">`, 'https://www.instagram.com/');
  expect(instagram.isPhoto(one('#x'))).toBe(false);
});

test('a hostile element: many and long addresses are cut', () => {
  openPage(`<img id="x" src="https://live.staticflickr.com/1/910_0a.jpg?${'a'.repeat(9000)}">`);
  expect(flickr.addresses(one('#x'))).toEqual([]);
  openPage(`<a href="/photos/u/910/"><img id="x"></a>`);
  expect(flickr.addresses(one('#x')).length).toBeLessThanOrEqual(MAX_URLS);
});

test.each([
  ['https://www.flickr.com/photos/tags/sunset/', 'sunset'],
  ['https://www.flickr.com/photos/example_user/tags/sunset/', 'sunset'],
  ['https://www.flickr.com/search/?tags=sunset', 'sunset'],
  ['https://www.flickr.com/search/?tags=sunset,beach', undefined],
  ['https://www.flickr.com/photos/example_user/', undefined],
])('flickr page tag of %s', (address, tag) => {
  expect(flickr.pageTag(new URL(address))).toBe(tag);
});

test.each([
  ['https://www.instagram.com/explore/tags/facemask/', 'facemask'],
  ['https://www.instagram.com/explore/search/keyword/?q=%23facemask', 'facemask'],
  ['https://www.instagram.com/explore/search/keyword/?q=facemask', undefined],
  ['https://www.instagram.com/explore/tags/%E0%A4%A/', undefined],
])('instagram page tag of %s', (address, tag) => {
  expect(instagram.pageTag(new URL(address))).toBe(tag);
});

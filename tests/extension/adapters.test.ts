// @vitest-environment happy-dom
import {describe, expect, test} from 'vitest';
import {flickr} from '../../extension/src/sites/flickr.ts';
import {instagram} from '../../extension/src/sites/instagram.ts';
import type {SiteAdapter} from '../../extension/src/sites/site-adapter.ts';
import {openSavedPage, photosSaid, savedPages} from './saved-page.ts';

const SITES: readonly (readonly [SiteAdapter, string, string])[] = [
  [flickr, 'flickr-', 'https://www.flickr.com/'],
  [instagram, 'instagram-', 'https://www.instagram.com/'],
];

const photosOn = (adapter: SiteAdapter): Element[] => {
  const selector = adapter.photos.map(photo => photo.selector).join();
  return [...document.querySelectorAll(selector)].filter(element => adapter.isPhoto(element));
};

for (const [adapter, prefix, url] of SITES) {
  const pages = savedPages.filter(name => name.startsWith(prefix));

  describe(`${adapter.platform} adapter`, () => {
    test('there are saved pages', () => expect(pages.length).toBeGreaterThan(3));

    test.each(pages)('%s: every photo is recognised, and nothing else', name => {
      openSavedPage(name, url);
      const said = photosSaid();
      if (said !== undefined) expect(photosOn(adapter)).toHaveLength(said);
    });

    test.each(pages)('%s: every photo bears addresses', name => {
      openSavedPage(name, url);
      for (const photo of photosOn(adapter)) expect(adapter.addresses(photo)).not.toEqual([]);
    });

    test.each(pages)('%s: each selector finds what it says', name => {
      openSavedPage(name, url);
      for (const {selector, expect: said} of adapter.photos) {
        const found = [...document.querySelectorAll(selector)].filter(photo =>
          adapter.isPhoto(photo),
        );
        expect([selector, found.length]).toEqual([selector, said[name] ?? 0]);
      }
      for (const {selector, expect: said} of adapter.tags) {
        const found = [...document.querySelectorAll(selector)].filter(link => adapter.tagOf(link));
        expect([selector, found.length]).toEqual([selector, said[name] ?? 0]);
      }
    });

    test.each([...adapter.photos, ...adapter.tags])(
      '$selector is on a saved page',
      ({expect: said}) => {
        expect(Object.keys(said)).not.toEqual([]);
      },
    );
  });
}

import {expect, test} from 'vitest';
import {addressesOf} from '../../extension/src/background/check-menu.ts';

const page = 'https://www.flickr.com/photos/junipervale/';

test.each([
  [
    'what our script knows comes before what was clicked, each once',
    {srcUrl: 'https://a.example/1.jpg', linkUrl: 'https://a.example/1', pageUrl: page},
    ['https://a.example/1'],
    ['https://a.example/1', 'https://a.example/1.jpg'],
  ],
  [
    'elsewhere: picture, then link',
    {srcUrl: 'https://a.example/1.jpg', linkUrl: 'https://a.example/1', pageUrl: page},
    [],
    ['https://a.example/1.jpg', 'https://a.example/1'],
  ],
  ['a page without a photo under the pointer', {pageUrl: page}, [], [page]],
  [
    'addresses that are no web addresses',
    {srcUrl: 'data:image/png;base64,AA', pageUrl: 'file:///x'},
    [],
    [],
  ],
])('menu: %s', (_why, clicked, known, urls) => {
  expect(addressesOf(clicked, known)).toEqual(urls);
});

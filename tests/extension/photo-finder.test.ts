// @vitest-environment happy-dom
import {beforeEach, expect, test} from 'vitest';
import {PhotoFinder} from '../../extension/src/content/photo-finder.ts';
import {flickr} from '../../extension/src/sites/flickr.ts';
import {instagram} from '../../extension/src/sites/instagram.ts';

const PHOTO = 'https://live.staticflickr.com/65535/9000000000001_0123456789_z.jpg';

beforeEach(() => {
  document.body.innerHTML = `
    <a href="https://www.flickr.com/photos/99999900001@N00/9000000000001/"><b class="tile" id="linked"></b></a>
    <b class="tile" id="bare"></b>
    <b class="tile" id="around"><img id="inner" src="${PHOTO}"></b>
    <span class="avatar"><b class="tile" id="person" style="background-image: url(${PHOTO})"></b></span>
    <a href="https://www.instagram.com/p/ABC/"><b class="tile" id="post"></b></a>`;
});

const found = (finder: PhotoFinder): string[] =>
  [...document.body.querySelectorAll(finder.selector)]
    .filter(e => finder.isPhoto(e))
    .map(e => e.id);

test('finder: hints add elements that bear an address, and nothing else', () => {
  const finder = new PhotoFinder(flickr);
  expect(found(finder)).toEqual(['inner']);
  expect(finder.hint(['.tile'])).toBe(true);
  expect(finder.hint(['.tile'])).toBe(false);
  expect(found(finder)).toEqual(['linked', 'inner']);
  finder.hint([]);
  expect(found(finder)).toEqual(['inner']);
});

test('finder: on the other site its own addresses count', () => {
  const finder = new PhotoFinder(instagram);
  finder.hint(['.tile']);
  expect(found(finder)).toEqual(['post']);
});

test('finder: an element that came to hold a photo is looked at again', () => {
  const finder = new PhotoFinder(flickr);
  finder.hint(['.tile']);
  const linked = document.querySelector('#linked');
  const photo = document.createElement('img');
  photo.src = PHOTO;
  linked?.append(photo);
  expect(finder.around(photo)).toBe(linked);
  expect(new PhotoFinder(flickr).around(photo)).toBeUndefined();
  expect(linked && finder.isPhoto(linked)).toBe(false);
});

import {beforeAll, expect, test} from 'vitest';
import {originOf} from '../../extension/src/background/sender.ts';
import {siteOf} from '../../extension/src/common/sites.ts';
import {installChrome} from './fake-chrome.ts';

beforeAll(installChrome);

const LOOK_ALIKES = [
  'https://www.flickr.com.evil.example/',
  'https://evilflickr.com/',
  'https://www.flickr.com@evil.example/',
  'https://www.flickr.com:8443/',
  'http://www.flickr.com/',
  'https://www.flickr.com./',
  'https://flickr.com.www.instagram.com.evil.example/',
  'https://www.ìnstagram.com/',
  'https://evil.example/?https://www.instagram.com/',
  'chrome-extension://other/pages/popup.html',
  'about:blank',
  'not an address',
];

test.each(LOOK_ALIKES)('site: %s is none of ours', address => {
  expect(siteOf(address)).toBeUndefined();
});

test.each([
  ['https://www.flickr.com/photos/', 'flickr'],
  ['https://WWW.FLICKR.COM:443/photos/', 'flickr'],
  ['https://www.instagram.com/', 'instagram'],
])('site: %s', (address, platform) => {
  expect(siteOf(address)).toBe(platform);
});

const sender = (more: object): chrome.runtime.MessageSender =>
  ({
    id: 'own',
    url: 'https://www.flickr.com/',
    frameId: 0,
    tab: {id: 7},
    ...more,
  }) as chrome.runtime.MessageSender;

test('sender: our script in a top frame of a site', () => {
  expect(originOf(sender({}))).toEqual({from: 'content', tab: 7, platform: 'flickr'});
});

test('sender: a page of ours, in a tab, a frame or the popup', () => {
  expect(originOf(sender({url: 'chrome-extension://own/pages/card.html#x', frameId: 4}))).toEqual({
    from: 'page',
    tab: 7,
  });
  expect(
    originOf(sender({url: 'chrome-extension://own/pages/popup.html', tab: undefined})),
  ).toEqual({
    from: 'page',
    tab: undefined,
  });
});

const strangers: readonly (readonly [why: string, sender: object])[] = [
  ['another extension', {id: 'other'}],
  ['a frame within a page', {frameId: 3}],
  ['no tab', {tab: undefined}],
  ['no address', {url: undefined}],
  ...LOOK_ALIKES.map(url => [url, {url}] as const),
];

test.each(strangers)('sender refused: %s', (_why, more) => {
  expect(originOf(sender(more))).toBeUndefined();
});

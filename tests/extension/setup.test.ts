import {describe, expect, test} from 'vitest';
import {browserName, diagnosticsReport} from '../../extension/src/pages/diagnostics-report.ts';
import {browserFolder, likelyWay, ways} from '../../extension/src/pages/setup-ways.ts';
import type {StatusReply} from '../../shared/protocol/protocol.gen.ts';

describe('setup', () => {
  test.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0.0.0', 'mac'],
    ['Mozilla/5.0 (X11; Fedora; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'rpm'],
    ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'deb'],
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0', 'source'],
  ])('%s: the likely way is %s', (userAgent, way) => {
    expect(likelyWay(userAgent)).toBe(way);
    expect(ways('chromium', '~/x').map(({id}) => id)).toContain(way);
  });

  test('each browser is registered where it looks', () => {
    expect(browserFolder('firefox', [])).toBe('~/.mozilla');
    expect(browserFolder('chromium', ['Chromium'])).toBe('~/.config/chromium');
    expect(browserFolder('chromium', ['Chromium', 'Google Chrome'])).toBe(
      '~/.config/google-chrome',
    );
  });

  test('what a confined browser cannot do has no command', () => {
    const without = (engine: 'chromium' | 'firefox') =>
      ways(engine, '~/x').flatMap(({id, command}) => (command ? [] : [id]));
    expect(without('chromium')).toEqual(['snap', 'flatpak']);
    expect(without('firefox')).toEqual(['flatpak']);
  });
});

describe('diagnostics', () => {
  const status = {
    version: '0.2.0',
    protocol: {min: 1, max: 1},
    index: 'ready',
    generation: 'g7',
    lists: 2,
    records: 40,
    packs: [{id: 'demo', lists: 2, records: 40, size_bytes: 4096}],
    sites: [{platform: 'flickr', seen: 31, identified: 2}],
    broker: true,
  } as unknown as StatusReply;
  const permissions = [
    {name: 'storage', isGranted: true},
    {name: 'https://www.flickr.com/*', isGranted: false},
  ];

  test('report: versions, counts and codes, and what is not granted', () => {
    const report = diagnosticsReport({
      version: '0.1.0',
      browser: 'Firefox 140',
      host: {status},
      places: {
        id: 1,
        verb: 'places',
        host: '/data/someone/bycatch-host',
        data: '/data/someone',
        browsers: [{browser: 'Brave', state: 'ours', file: '/data/someone/host.json'}],
      },
      permissions,
      error: {reason: 'timeout', at: 1},
    });
    expect(report).toContain('manifests: Brave ours');
    expect(report).not.toContain('someone');
    expect(report).toContain('flickr: 2 of 31 identified');
    expect(report).toContain('https://www.flickr.com/* (not granted)');
    expect(report).toContain('last error: timeout');
  });

  test('report: without a host, its reason', () => {
    const host = {reason: 'host_missing'} as const;
    const report = diagnosticsReport({
      version: '0.1.0',
      browser: '-',
      host,
      permissions,
      error: undefined,
    });
    expect(report).toContain('host: host_missing');
  });

  test('report: of the browser only its name and number', () => {
    expect(
      browserName('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'),
    ).toBe('Firefox 140');
    expect(browserName('something else')).toBe('-');
  });
});

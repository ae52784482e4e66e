import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import path from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {pack, unpack} from '../../extension/src/common/packed-words.ts';
import {SETTING_NAMES} from '../../extension/src/common/settings.ts';
import {SITES} from '../../extension/src/common/sites.ts';
import {POLICY_ONLY} from '../../extension/src/compose/rules.ts';
import {PERMISSION_WORDS} from '../../extension/src/pages/permission-words.ts';

const root = path.resolve(import.meta.dirname, '../..');
const BROWSERS = ['chromium', 'firefox'] as const;

interface Manifest {
  key?: string;
  version: string;
  permissions: string[];
  host_permissions: string[];
  content_scripts: {matches: string[]; js: string[]}[];
  web_accessible_resources: {resources: string[]; matches: string[]; use_dynamic_url?: boolean}[];
  browser_specific_settings?: {
    gecko: {
      id: string;
      strict_min_version: string;
      data_collection_permissions: {required: string[]};
    };
  };
}

/** A build of this run's own: others may be using the one in build/. */
const out = `build/test-extension-${process.pid}`;
const built = (browser: string, file: string): string =>
  path.join(root, out, `extension-${browser}`, file);
const manifestOf = (browser: string): Manifest =>
  JSON.parse(readFileSync(built(browser, 'manifest.json'), 'utf8'));
const ids = readFileSync(path.join(root, 'manifests/extension/ids.cmake'), 'utf8');
const idIn = (name: string): string | undefined => new RegExp(`${name} "([^"]+)"`).exec(ids)?.[1];

const build = (args: string[], env: Record<string, string> = {}): string =>
  execFileSync('node', ['extension/build.mjs', ...args], {
    cwd: root,
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });

beforeAll(() => void build(['--out', out]), 60_000);
afterAll(() => rmSync(path.join(root, out), {recursive: true, force: true}));

/** First cells of the tables under a heading of PERMISSIONS.md, with their second cells. */
function table(heading: string): Map<string, string> {
  const text = readFileSync(path.join(root, 'manifests/PERMISSIONS.md'), 'utf8');
  const section = text.split(/^#+ /m).find(part => part.startsWith(heading)) ?? '';
  const rows = [...section.matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)];
  return new Map(rows.map(([, name, where]) => [name ?? '', (where ?? '').trim()]));
}

describe.each(BROWSERS)('%s manifest', browser => {
  test('asks for what PERMISSIONS.md defends, and nothing else', () => {
    const {permissions, host_permissions} = manifestOf(browser);
    const defended = [...table('Permissions')].filter(
      ([, where]) => where === 'both' || where === browser,
    );
    expect([...permissions, ...host_permissions].sort()).toEqual(
      defended.map(([name]) => name).sort(),
    );
  });

  test('tells people, on the diagnostics page, why each permission is asked for', () => {
    expect(Object.keys(PERMISSION_WORDS).sort()).toEqual(manifestOf(browser).permissions.sort());
  });

  test('opens to pages what PERMISSIONS.md says, to the two sites only', () => {
    const resources = manifestOf(browser).web_accessible_resources;
    expect(resources.flatMap(entry => entry.resources)).toEqual([
      ...table('What the page can reach').keys(),
    ]);
    for (const {matches} of resources)
      expect(matches).toEqual(Object.keys(SITES).map(origin => `${origin}/*`));
  });

  test('runs on the two sites only', () => {
    const {content_scripts, host_permissions} = manifestOf(browser);
    const sites = Object.keys(SITES).map(origin => `${origin}/*`);
    expect(content_scripts.map(({matches}) => matches)).toEqual([
      sites,
      ['https://www.flickr.com/photos/upload*'],
      ['https://www.instagram.com/*'],
    ]);
    expect(host_permissions).toEqual(sites);
  });

  test('names files that are there', () => {
    const text = readFileSync(built(browser, 'manifest.json'), 'utf8');
    const files = [...text.matchAll(/"((?:icons|pages|content|compose|background)\/[^"]+)"/g)].map(
      ([, file]) => file ?? '',
    );
    expect(files.length).toBeGreaterThan(5);
    for (const file of files)
      expect([file, existsSync(built(browser, file))]).toEqual([file, true]);
  });

  test('the whole extension is smaller than 600 KiB, as it is published', () => {
    const folder = path.join(root, out, `sizes/extension-${browser}`);
    const ids = {BYCATCH_CHROMIUM_KEY: 'a2V5', BYCATCH_FIREFOX_ID: 'other@example.org'};
    build(['--release', '--out', `${out}/sizes`], ids);
    const files = readdirSync(folder, {recursive: true, encoding: 'utf8'});
    const sizes = files.map(file => statSync(path.join(folder, file)));
    const bytes = sizes.filter(file => file.isFile()).reduce((sum, {size}) => sum + size, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(600 * 1024);
  });

  test('what runs in a page is smaller than 40 KiB', () => {
    expect(statSync(built(browser, 'content/main.js')).size).toBeLessThan(40 * 1024);
  });

  test('what runs where a post is prepared is smaller than 80 KiB', () => {
    expect(statSync(built(browser, 'compose/main.js')).size).toBeLessThan(80 * 1024);
  });

  test('a release has every word, of every language', () => {
    const languages = path.join(root, 'extension/_locales');
    for (const language of readdirSync(languages)) {
      const read = (folder: string): Record<string, {message: string}> =>
        JSON.parse(readFileSync(path.join(folder, language, 'messages.json'), 'utf8'));
      const source = read(languages);
      const shipped = read(path.join(root, out, `sizes/extension-${browser}/_locales`));
      const say = unpack(shipped.words?.message ?? '');
      const values = ['a', 'b', 'c', 'd'];
      const lost = Object.entries(source).filter(([key, {message}]) => {
        const wanted = message.replace(/\$(\d)/g, (_, at) => values[Number(at) - 1] ?? '');
        const said =
          say(key, values) || say(key.replace(/_(zero|two|few|many)$/, '_other'), values);
        return said !== wanted;
      });
      expect(lost).toEqual([]);
    }
  });
});

test('words that could not be unpacked are not packed', () => {
  expect(() => pack({one: {message: 'a^b'}})).toThrow('characters of one');
  expect(() => pack({one: {message: 'a\nb'}})).toThrow('characters of one');
  expect(unpack(pack({one: {message: '$2 of $1'}}))('one', ['x', 'y'])).toBe('y of x');
  expect(unpack(pack({one: {message: 'a'}}))('two', [])).toBe('');
});

test('chromium: the id in ids.cmake is that of the key', () => {
  const key = Buffer.from(manifestOf('chromium').key ?? '', 'base64');
  const hex = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const id = [...hex].map(digit => String.fromCharCode(97 + Number.parseInt(digit, 16))).join('');
  expect(idIn('BYCATCH_TEST_CHROMIUM_ID')).toBe(id);
  expect(
    manifestOf('chromium').web_accessible_resources.every(entry => entry.use_dynamic_url),
  ).toBe(true);
});

test('chromium: a policy may set every setting, enforced or recommended, and nothing else', () => {
  const {properties} = JSON.parse(readFileSync(built('chromium', 'managed_schema.json'), 'utf8'));
  const named = [...SETTING_NAMES, 'setupPage'].flatMap(name => [
    `enforced.${name}`,
    `recommended.${name}`,
  ]);
  named.push(...POLICY_ONLY.map(name => `enforced.${name}`));
  expect(Object.keys(properties).sort()).toEqual(named.sort());
});

test('firefox: id, oldest version and what counts as data collection', () => {
  const gecko = manifestOf('firefox').browser_specific_settings?.gecko;
  expect(gecko?.id).toBe(idIn('BYCATCH_TEST_FIREFOX_ID'));
  expect(gecko?.strict_min_version).toBe('140.0');
  expect(gecko?.data_collection_permissions.required).toEqual([
    ...table('What Firefox calls').keys(),
  ]);
});

describe('release build', () => {
  test('refuses to be made with the test ids', () => {
    const ids = {BYCATCH_CHROMIUM_KEY: '', BYCATCH_FIREFOX_ID: ''};
    expect(() => build(['--release', '--out', `${out}/refused`], ids)).toThrow(
      /BYCATCH_CHROMIUM_KEY/,
    );
    expect(existsSync(path.join(root, out, 'refused'))).toBe(false);
  });

  test('has other ids and no component page', () => {
    const key = Buffer.from('another key').toString('base64');
    const ids = {BYCATCH_CHROMIUM_KEY: key, BYCATCH_FIREFOX_ID: 'other@example.org'};
    build(['--release', '--out', `${out}/release`], ids);
    const folder = path.join(root, out, 'release/extension-chromium');
    expect(JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')).key).toBe(key);
    expect(readdirSync(path.join(folder, 'pages')).join()).not.toContain('components');
  });
});

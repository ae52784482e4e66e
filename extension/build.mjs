// Builds build/extension-chromium and build/extension-firefox from one source.
//   node extension/build.mjs             for development: the test key's id, with the component page
//   node extension/build.mjs --release   for publishing: ids from BYCATCH_CHROMIUM_KEY (public key, base64 DER)
//                                        and BYCATCH_FIREFOX_ID; minified, without the component page
//   --out FOLDER                         somewhere else than build/
import {createPublicKey} from 'node:crypto';
import {existsSync} from 'node:fs';
import {cp, mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import esbuild from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const source = path.join(root, 'extension');
const manifests = path.join(root, 'manifests/extension');
const {release, out} = parseArgs({
  options: {release: {type: 'boolean', default: false}, out: {type: 'string', default: 'build'}},
}).values;
const pages = [
  'popup',
  'card',
  'check',
  'diagnostics',
  'ledger',
  'options',
  'panel',
  'photos',
  'rehearsal',
  'requests',
  'setup',
  ...(release ? [] : ['components']),
];

const json = async file => JSON.parse(await readFile(file, 'utf8'));

/** The ids a build is known by: [what to merge into the manifest] by browser. */
async function identity() {
  if (!release) {
    const ids = await readFile(path.join(manifests, 'ids.cmake'), 'utf8');
    const pem = await readFile(path.join(manifests, 'test-key.pem'));
    const key = createPublicKey(pem).export({type: 'spki', format: 'der'}).toString('base64');
    return {key, gecko: /BYCATCH_TEST_FIREFOX_ID "([^"]+)"/.exec(ids)[1]};
  }
  const {BYCATCH_CHROMIUM_KEY: key, BYCATCH_FIREFOX_ID: gecko} = process.env;
  if (!key || !gecko) {
    throw new Error(
      'a release build needs BYCATCH_CHROMIUM_KEY and BYCATCH_FIREFOX_ID in the environment',
    );
  }
  return {key, gecko};
}

async function manifestFor(browser, ids) {
  const {version} = await json(path.join(root, 'package.json'));
  const base = await json(path.join(manifests, 'base.json'));
  const own = await json(path.join(manifests, `${browser}.json`));
  const manifest = {...base, version, ...own};
  if (browser === 'chromium') return {...manifest, key: ids.key};
  manifest.browser_specific_settings.gecko.id = ids.gecko;
  return manifest;
}

/** The style of all pages, and of each page that has more of its own. */
const styles = () =>
  ['page', ...pages]
    .map(page => `${page}.css`)
    .filter(file => existsSync(path.join(source, 'src/pages', file)));

/** The document of a page: one for all, but for the names in it. */
async function shell(page) {
  const html = await readFile(path.join(source, 'src/pages/shell.html'), 'utf8');
  // The panel lies in somebody else's dialog: it has a look of its own.
  const files =
    page === 'panel'
      ? ['panel.css']
      : ['page.css', `${page}.css`].filter(file => styles().includes(file));
  const links = files.map(file => `<link rel="stylesheet" href="${file}">`);
  return html.replaceAll('PAGE', page).replace('STYLES', links.join('\n    '));
}

/** How a release ships words; the sources have it. */
async function packer() {
  const file = path.join(source, 'src/common/packed-words.ts');
  const {code} = await esbuild.transform(await readFile(file, 'utf8'), {loader: 'ts'});
  const {pack} = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return pack;
}

/**
 * A language as it is shipped: what is written for translators stays here. In a release only what the manifest names
 * stays by itself, and a form of a plural that is the same as the last one is not repeated.
 */
async function messages(language, named) {
  const all = await json(path.join(source, '_locales', language, 'messages.json'));
  const words = Object.entries(all).map(([key, {message}]) => [key, {message}]);
  if (!release) return JSON.stringify(Object.fromEntries(words));
  const needed = words.filter(([key, {message}]) => {
    const last = key.replace(/_(zero|two|few|many)$/, '_other');
    return last === key || message !== all[last]?.message;
  });
  const pack = await packer();
  return JSON.stringify({
    ...Object.fromEntries(words.filter(([key]) => named.has(key))),
    words: {message: pack(Object.fromEntries(needed))},
  });
}

async function bundle(outdir) {
  const common = {
    bundle: true,
    target: ['chrome124', 'firefox140'],
    minify: release,
    define: {ARE_WORDS_PACKED: String(release)},
    logLevel: 'warning',
  };
  await esbuild.build({
    ...common,
    entryPoints: {
      'content/main': path.join(source, 'src/content/main.ts'),
      'compose/main': path.join(source, 'src/compose/main.ts'),
      'background/main': path.join(source, 'src/background/main.ts'),
    },
    outdir,
    format: 'iife',
    // What runs in a page is small in every build.
    minify: true,
  });
  await esbuild.build({
    ...common,
    entryPoints: [...pages.map(page => `${page}.tsx`), ...styles()].map(file => ({
      in: path.join(source, 'src/pages', file),
      out: `pages/${path.parse(file).name}`,
    })),
    outdir,
    format: 'esm',
    splitting: true,
    chunkNames: 'pages/shared-[hash]',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  });
}

async function build(browser, ids) {
  const outdir = path.join(path.resolve(root, out), `extension-${browser}`);
  await rm(outdir, {recursive: true, force: true});
  await mkdir(path.join(outdir, 'pages'), {recursive: true});
  await bundle(outdir);
  for (const page of pages) {
    await writeFile(path.join(outdir, `pages/${page}.html`), await shell(page));
  }
  const manifest = await manifestFor(browser, ids);
  const said = JSON.stringify(manifest).matchAll(/__MSG_(\w+)__/g);
  const named = new Set([...said].map(([, key]) => key));
  for (const language of await readdir(path.join(source, '_locales'))) {
    const folder = path.join(outdir, '_locales', language);
    await mkdir(folder, {recursive: true});
    await writeFile(path.join(folder, 'messages.json'), await messages(language, named));
  }
  await cp(path.join(manifests, 'icons'), path.join(outdir, 'icons'), {
    recursive: true,
    filter: file => !file.endsWith('.svg'),
  });
  await cp(
    path.join(root, 'shared/catalogue/test-picture.png'),
    path.join(outdir, 'pages/test-picture.png'),
  );
  const schema = manifest.storage?.managed_schema;
  if (schema) await cp(path.join(manifests, schema), path.join(outdir, schema));
  await writeFile(path.join(outdir, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

const ids = await identity();
for (const browser of ['chromium', 'firefox']) await build(browser, ids);

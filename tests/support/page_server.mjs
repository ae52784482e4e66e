// Serves the fixture pages and pictures on loopback under the real sites' names (the browser maps the names, see
// browsers.mjs), and counts what was asked of which host.
import {execFileSync} from 'node:child_process';
import {createHash, X509Certificate} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:https';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {flickrPage} from '../fixtures/flickr_pages.mjs';
import {instagramPage, scramble} from '../fixtures/instagram_pages.mjs';
import {trialPages} from '../fixtures/trial_pages.mjs';
import {flickrUploadPage} from '../fixtures/upload_pages.mjs';
import {drawAvatar, drawCover, drawPhoto} from './draw_photo.mjs';
import {drawThumbnail} from './draw_thumbnail.mjs';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const siteFolder = join(repository, 'tests/fixtures/site');
const CERTIFICATE_DAYS = 30;

/** A key and self-signed certificate made once per build folder; `spki` is what Chromium wants to be told. */
function certificate() {
  const folder = join(repository, 'build/test-certificate');
  const [key, cert] = ['key.pem', 'cert.pem'].map(name => join(folder, name));
  const isFresh = () =>
    Date.parse(new X509Certificate(readFileSync(cert)).validTo) > Date.now() + 86_400_000;
  if (!existsSync(cert) || !isFresh()) {
    mkdirSync(dirname(cert), {recursive: true});
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        String(CERTIFICATE_DAYS),
        '-keyout',
        key,
        '-out',
        cert,
        '-subj',
        '/CN=bycatch test pages',
        '-addext',
        'subjectAltName=DNS:www.flickr.com,DNS:www.instagram.com',
      ],
      {stdio: 'ignore'},
    );
  }
  const text = readFileSync(cert);
  const spki = new X509Certificate(text).publicKey.export({type: 'spki', format: 'der'});
  return {
    key: readFileSync(key),
    cert: text,
    spki: createHash('sha256').update(spki).digest('base64'),
  };
}

const PICTURES = [
  {path: /\/buddyicons\/([^_.]+)/, draw: drawAvatar},
  {path: /\/coverphoto\/([^_.]+)/, draw: drawCover},
  {path: /-19\/(\d+_\d+_\d+)_n\.jpg$/, draw: drawAvatar},
  {path: /-15\/(\d+_\d+_\d+)_n\.jpg$/, draw: asset => drawPhoto(asset, {aspect: 0.8})},
  // The trial pages show hundreds at once; theirs are small and plain.
  {path: /\/(\d+)_[0-9a-f]+_q\.jpg$/, draw: drawThumbnail, type: 'image/png'},
  {path: /\/(\d+)_[0-9a-f]+(?:_[a-z0-9]+)?\.jpg$/, draw: id => drawPhoto(id)},
];

function picture(url) {
  for (const {path, draw, type = 'image/svg+xml'} of PICTURES) {
    const seed = path.exec(url.pathname)?.[1];
    if (seed) return {type, body: draw(seed), cache: true};
  }
  return {
    type: 'image/svg+xml',
    body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 26 26"><circle cx="8" cy="13" r="6" fill="#f2a541"/><circle cx="19" cy="13" r="6" fill="#5db7b1"/></svg>',
    cache: true,
  };
}

function siteFile(url) {
  const name = /^\/fixture\/([a-z_]+\.(?:js|css))$/.exec(url.pathname)?.[1];
  const path = name && join(siteFolder, name);
  if (!path || !existsSync(path)) return undefined;
  return {
    type: name.endsWith('css') ? 'text/css' : 'text/javascript',
    body: readFileSync(path, 'utf8'),
  };
}

function uploadPage({pathname, searchParams}) {
  if (/^\/photos\/upload\/?$/.test(pathname))
    return flickrUploadPage(searchParams.get('licence') ?? undefined);
  // Where one is taken when all is uploaded.
  if (pathname === '/photos/upload/edit/') return '<!doctype html><title>Edit</title><p>Done</p>';
  return undefined;
}

function page(url, view) {
  const body = trialPages[url.pathname]?.() ?? view(url);
  return body && {type: 'text/html; charset=utf-8', body};
}

/** What a host answers; a look-alike host answers as the real one does. */
function answer(host, url, salt) {
  if (/(^|\.)(staticflickr|cdninstagram)\.com$/.test(host)) return picture(url);
  if (/flickr/.test(host))
    return siteFile(url) ?? page(url, at => uploadPage(at) ?? flickrPage(at));
  if (/instagram/.test(host)) {
    const found = siteFile(url) ?? page(url, instagramPage);
    return found && {...found, body: scramble(found.body, salt)};
  }
  return undefined;
}

/** What a site is sent when somebody posts. */
async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

/** Hosts that the browsers ask of themselves (updates, remote settings); the server answers them 404. */
export const isBrowsersOwn = host =>
  /(mozilla|firefox|google|gstatic|googleapis|chromium)\.(com|org|net)$/.test(host);

/**
 * Starts the server on a free port. `requests` maps host to the paths asked of it, in order; `posts` holds what was
 * posted: path and body.
 */
export async function startPageServer() {
  const {key, cert, spki} = certificate();
  const requests = new Map();
  const posts = [];
  const state = {salt: 'a'};
  const server = createServer({key, cert}, async (request, response) => {
    const host = String(request.headers.host ?? '')
      .replace(/:\d+$/, '')
      .toLowerCase();
    const url = new URL(request.url, 'https://x.example');
    if (!requests.has(host)) requests.set(host, []);
    requests.get(host).push(url.pathname + url.search);
    if (request.method === 'POST') {
      const body = await bodyOf(request);
      // A browser posts to its maker as well.
      if (/instagram|flickr/.test(host)) posts.push({path: url.pathname, body});
      return response.writeHead(200, {'access-control-allow-origin': '*'}).end('{}');
    }
    const found = answer(host, url, state.salt);
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': found.type,
      'cache-control': found.cache ? 'max-age=3600' : 'no-store',
      'access-control-allow-origin': '*',
    });
    response.end(found.body);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    spki,
    requests,
    posts,
    /** Other generated class names from now on. */
    renameClasses: salt => {
      state.salt = salt;
    },
    close: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startPageServer();
  console.log(
    `https on port ${server.port}; Chromium: --ignore-certificate-errors-spki-list=${server.spki}`,
  );
}

// A browser for a test: its own profile, its own data folder, the real extension and the real host, and no network but
// the page server on loopback.
import {execFileSync} from 'node:child_process';
import {createPublicKey} from 'node:crypto';
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as delay} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {mustBycatch} from './bycatch_command.mjs';
import {chromiumHostFolder, launchChromium} from './chromium.mjs';
import {firefoxHostFolder, launchFirefox} from './firefox.mjs';
import {startPageServer} from './page_server.mjs';

const repository = fileURLToPath(new URL('../../', import.meta.url));

const KINDS = {
  chromium: {launch: launchChromium, hostFolder: chromiumHostFolder},
  firefox: {launch: launchFirefox, hostFolder: firefoxHostFolder},
};

/** A browser that has not closed by then is ended. */
const CLOSE_MS = 10_000;

/** The browser this test process is for. */
export const browserKind = process.env.BYCATCH_BROWSER ?? 'chromium';

/**
 * Starts server and browser. `prepare(home)` fills the data folder (default: the starter list); `register(where)` makes
 * the host known (default: `bycatch register`), false leaves it unknown; `folder` is kept at the end when it is given;
 * `hasExtension: false` with `isInstalled: true` leaves it to the extension that the system has installed;
 * `others`: folders of extensions that are loaded as well (Chromium);
 * `language` is the one the extension speaks (default: the browser's, English); `isReleased`: as it is published.
 */
export async function startSession({
  kind = browserKind,
  prepare,
  register,
  headless = true,
  folder: kept,
  language,
  isReleased = false,
  ...more
} = {}) {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'bycatch-test-'));
  const home = join(folder, 'data');
  const where = KINDS[kind].hostFolder(folder);
  if (prepare) await prepare(home);
  else mustBycatch(home, 'import', '--starter');
  if (register) register(where, kind);
  else if (register === undefined) registerHost(home, where, kind);
  const server = await startPageServer();
  let driven;
  try {
    const built = isReleased ? releaseIn(folder) : join(repository, 'build');
    const extension = extensionIn(language, join(built, `extension-${kind}`), folder);
    driven = await KINDS[kind].launch({folder, home, server, headless, extension, ...more});
  } catch (error) {
    await server.close(); // else the test would never end
    throw error;
  }
  return {
    ...driven,
    folder,
    home,
    server,
    where,
    hosts: () => hostsUnder(driven.browser.process().pid),
    killHosts: () => hostsUnder(driven.browser.process().pid).forEach(killHard),
    async close() {
      const browser = driven.browser.process();
      await Promise.race([driven.close(), delay(CLOSE_MS, undefined, {ref: false})]);
      if (browser.exitCode === null && browser.signalCode === null) browser.kill('SIGKILL');
      await server.close();
      if (!kept) rmSync(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 200});
    },
  };
}

/** Builds the extension as it is published, but for its ids, which are those that the host of this tree answers. */
function releaseIn(folder) {
  const manifests = join(repository, 'manifests/extension');
  const pem = readFileSync(join(manifests, 'test-key.pem'));
  const ids = readFileSync(join(manifests, 'ids.cmake'), 'utf8');
  const env = {
    ...process.env,
    BYCATCH_CHROMIUM_KEY: createPublicKey(pem)
      .export({type: 'spki', format: 'der'})
      .toString('base64'),
    BYCATCH_FIREFOX_ID: /BYCATCH_TEST_FIREFOX_ID "([^"]+)"/.exec(ids)[1],
  };
  const out = join(folder, 'release');
  execFileSync('node', [join(repository, 'extension/build.mjs'), '--release', '--out', out], {env});
  return out;
}

/**
 * The extension as it is built; with a language, a copy that knows no other. The browsers are installed in English, and
 * which language they choose is theirs.
 */
function extensionIn(language, built, folder) {
  if (language === undefined) return built;
  const copy = join(folder, `extension-${language}`);
  cpSync(built, copy, {recursive: true});
  for (const other of readdirSync(join(copy, '_locales')))
    if (other !== language) rmSync(join(copy, '_locales', other), {recursive: true});
  const manifest = join(copy, 'manifest.json');
  const said = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({...said, default_locale: language}));
  return copy;
}

/** The host manifest that `bycatch register` writes. */
export const manifestPath = (where, kind) =>
  join(
    where,
    kind === 'chromium' ? 'NativeMessagingHosts' : 'native-messaging-hosts',
    'org.bycatch.host.json',
  );

export const registerHost = (home, where, kind) =>
  mustBycatch(home, 'register', '--browser-dir', where, '--kind', kind);

function killHard(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // one half of a host ends with the other
  }
}

/** Process ids of the bycatch-host processes below a process. */
function hostsUnder(ancestor) {
  const parents = new Map();
  const hosts = [];
  for (const pid of readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)) {
    let stat;
    try {
      stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    } catch {
      continue; // gone meanwhile
    }
    const [, name, state, parent] = /^\d+ \((.*)\) (\S) (\d+)/s.exec(stat);
    parents.set(pid, Number(parent));
    if (name === 'bycatch-host' && state !== 'Z') hosts.push(pid);
  }
  const isBelow = pid => {
    for (let at = pid; at > 1; at = parents.get(at) ?? 0) if (at === ancestor) return true;
    return false;
  };
  return hosts.filter(isBelow);
}

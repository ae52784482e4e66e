// Firefox with the extension from the tree, driven over WebDriver BiDi. What only the browser itself may see (closed
// roots, badge, popup, the background) is asked from its own window, which --remote-allow-system-access opens to tests.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import puppeteer from 'puppeteer-core';
import {describeRoots} from './marks.mjs';

const ID = 'bycatch@bycatch.org';
const UUID = '11111111-2222-4333-8444-555555555555';

export async function launchFirefox({
  folder,
  home,
  server,
  extension,
  headless,
  hasExtension = true,
  prefs = {},
}) {
  mkdirSync(join(folder, 'profile'), {recursive: true});
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.BYCATCH_FIREFOX ?? '/usr/bin/firefox-esr',
    headless,
    userDataDir: join(folder, 'profile'),
    acceptInsecureCerts: true,
    args: ['--remote-allow-system-access'],
    env: {
      ...process.env,
      HOME: firefoxHome(folder),
      BYCATCH_HOME: home,
      MOZ_DISABLE_NONLOCAL_CONNECTIONS: '1',
    },
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({[ID]: UUID}),
      'network.dns.forceResolve': '127.0.0.1',
      'network.socket.forcePort': `443=${server.port}`,
      'privacy.reduceTimerPrecision': false,
      ...prefs,
    },
  });
  if (hasExtension) await browser.installExtension(extension);
  const origin = `moz-extension://${UUID}`;
  let asked = 0;

  /** Evaluates in the browser's own window; `body` is the inside of an async function. */
  async function inBrowser(body) {
    const {result: tree} = await browser.connection.send('browsingContext.getTree', {
      'moz:scope': 'chrome',
    });
    const window = tree.contexts.find(c => c.url.includes('browser.xhtml'));
    const {result} = await browser.connection.send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (async () => { ${body} })()))()`,
      target: {context: window.context},
      awaitPromise: true,
    });
    if (result.type === 'exception') throw new Error(result.exceptionDetails.text);
    return result.result.value === undefined ? undefined : JSON.parse(result.result.value);
  }

  /** Calls fn(document, ...words) with the browser's rights in the content that `which` (an expression) shows. */
  async function inContent(which, fn, ...words) {
    asked += 1;
    const answer = `bycatch-test:${asked}`;
    // A popup's content moves to another element while it opens, and what it says meanwhile is lost: it is asked again
    // each second, does its work once, and says each time what came of it.
    const source = `this.bycatchAnswers ??= new Map();
      if (!bycatchAnswers.has('${answer}'))
        bycatchAnswers.set('${answer}', Promise.resolve().then(() => (${fn})(content.document, ...${JSON.stringify(words)}))
          .then(value => ({value}), error => ({error: String(error)})));
      bycatchAnswers.get('${answer}').then(said => sendAsyncMessage('${answer}', said));`;
    const {value, error} = await inBrowser(`
      if (!(${which})) throw new Error('nothing is shown there');
      const script = 'data:application/javascript;charset=utf-8,' + encodeURIComponent(${JSON.stringify(source)});
      return await new Promise((resolve, reject) => {
        const end = Date.now() + 30000;
        const heard = message => {
          clearInterval(again);
          resolve(message.data);
        };
        const tell = () => {
          if (Date.now() > end) {
            clearInterval(again);
            reject(new Error((${which}) ? 'the content does not answer' : 'what was shown is gone'));
          }
          const {messageManager} = ${which} ?? {};
          messageManager?.addMessageListener('${answer}', heard);
          messageManager?.loadFrameScript(script, false);
        };
        const again = setInterval(tell, 1000);
        tell();
      });`);
    if (error) throw new Error(error);
    return value;
  }

  const closeSetup = () =>
    inBrowser(`
    for (let i = 0; i < 1200; i++) {
      const setup = gBrowser.tabs.find(t => t.linkedBrowser.currentURI.spec === '${origin}/pages/setup.html');
      if (setup) return gBrowser.removeTab(setup);
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error('no setup page');`);
  if (hasExtension) await closeSetup();

  const action = `const {extension} = WebExtensionPolicy.getByID('${ID}');
    const action = extension.apiManager.global.browserActionFor(extension);`;
  const tabOf = async page =>
    `gBrowser.browsers.find(b => b.currentURI.spec === ${JSON.stringify(await page.evaluate(() => location.href))})`;
  const POPUP = `[...document.querySelectorAll('.webextension-popup-browser')].find(b => b.currentURI.spec.includes('/pages/popup.html'))`;

  const CHECK = `[...Services.wm.getEnumerator('navigator:browser')].map(w => w.gBrowser.selectedBrowser).find(b => b.currentURI.spec.includes('/pages/check.html#'))`;

  return {
    kind: 'firefox',
    browser,
    origin,
    newPage: async () => {
      const page = await browser.newPage();
      await page.setViewport({width: 1280, height: 900});
      return page;
    },
    async marks(page) {
      return inContent(
        await tabOf(page),
        `(document) => (${describeRoots})(...[...document.querySelectorAll('bycatch-mark')].map(h => h.openOrClosedShadowRoot).filter(Boolean))`,
      );
    },
    /** Names of the buttons that assistive technology is told of. */
    async buttonNames(page) {
      await page.bringToFront();
      return inBrowser(`
        const service = Cc['@mozilla.org/accessibilityService;1'].getService(Ci.nsIAccessibilityService);
        const names = [];
        const walk = node => {
          if (node.role === Ci.nsIAccessibleRole.ROLE_PUSHBUTTON || node.role === Ci.nsIAccessibleRole.ROLE_BUTTONMENU) names.push(node.name);
          for (let child = node.firstChild; child; child = child.nextSibling) walk(child);
        };
        for (let i = 0; i < 40 && names.length === 0; i++) {   // the tree is built when it is first asked for
          await new Promise(resolve => setTimeout(resolve, 100));
          walk(service.getAccessibleFor(gBrowser.selectedBrowser));
        }
        return names;`);
    },
    async badge(page) {
      await page.bringToFront();
      return inBrowser(
        `${action} return action.action.getProperty(gBrowser.selectedTab, 'badgeText') ?? '';`,
      );
    },
    async openPopup(page) {
      await page.bringToFront();
      await inBrowser(`${action} await action.triggerAction(window);
        for (let i = 0; i < 100; i++) { if (${POPUP}) return; await new Promise(r => setTimeout(r, 50)); }
        throw new Error('no popup');`);
      return {
        run: (fn, ...words) => inContent(POPUP, fn, ...words),
        close: () => inBrowser(`const shown = ${POPUP}; shown?.closest('panel')?.hidePopup();`),
      };
    },
    /** As if "Check this photo" had been chosen; `clicked` is what the browser tells of the right click. */
    async clickMenu(page, clicked) {
      await page.bringToFront();
      await inBrowser(`document.getElementById('contentAreaContextMenu')?.hidePopup();
        const {extension} = WebExtensionPolicy.getByID('${ID}');
        extension.emit('webext-menu-menuitem-click', ${JSON.stringify(clicked)}, gBrowser.selectedTab);`);
    },
    /** The window that the menu opens; `run(fn, ...)` calls fn(document, ...) in it. */
    async checkWindow() {
      await inBrowser(`for (let i = 0; i < 160; i++) { if (${CHECK}) return; await new Promise(r => setTimeout(r, 50)); }
        throw new Error('no window');`);
      return {
        run: (fn, ...words) => inContent(CHECK, fn, ...words),
        close: () => inBrowser(`${CHECK}?.ownerDocument.defaultView.close();`),
      };
    },
    async killBackground() {
      await inBrowser(
        `await WebExtensionPolicy.getByID('${ID}').extension.terminateBackground({ignoreDevToolsAttached: true, disableResetIdleForTest: true});`,
      );
    },
    pressEscape: page => page.keyboard.press('Escape'),
    /** Files are saved to `path` without asking. */
    async allowDownloads(_page, path) {
      mkdirSync(path, {recursive: true});
      await inBrowser(`Services.prefs.setIntPref('browser.download.folderList', 2);
        Services.prefs.setStringPref('browser.download.dir', ${JSON.stringify(path)});
        Services.prefs.setBoolPref('browser.download.useDownloadDir', true);
        Services.prefs.setBoolPref('browser.download.always_ask_before_handling_new_types', false);`);
    },
    /** Zooms as a person does, with the browser's own zoom. */
    async setZoom(page, factor) {
      await page.bringToFront();
      await inBrowser(`ZoomManager.setZoomForBrowser(gBrowser.selectedBrowser, ${factor});`);
    },
    /** How the person has set up their system, as every page's media queries see it. */
    async setMedia(_page, {isDark = false, isForced = false}) {
      await inBrowser(`
        Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', ${isDark ? 0 : 1});
        Services.prefs.setIntPref('browser.display.document_color_use', ${isForced ? 2 : 0});`);
    },
    async openExtensionPage(path) {
      const page = await browser.newPage();
      await gotoExtension(page, `${origin}/${path}`);
      return page;
    },
    inBrowser,
    close: () => browser.close(),
  };
}

export function firefoxHome(folder) {
  const home = join(folder, 'home');
  mkdirSync(home, {recursive: true});
  return home;
}

/** Where Firefox looks for host manifests of this home. */
export function firefoxHostFolder(folder) {
  const path = join(firefoxHome(folder), '.mozilla');
  mkdirSync(path, {recursive: true});
  return path;
}

/** goto() never settles on extension pages: the load event does not reach the driver. */
async function gotoExtension(page, url) {
  page.goto(url, {timeout: 15_000}).catch(() => {});
  for (let i = 0; i < 1200; i++) {
    await new Promise(resolve => setTimeout(resolve, 50));
    const there = await page
      .evaluate(u => location.href === u && document.readyState === 'complete', url)
      .catch(() => false);
    if (there) return;
  }
  throw new Error(`could not open ${url}`);
}

// Chromium with the extension from the tree, driven over CDP.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import puppeteer from 'puppeteer-core';
import {describeRoots} from './marks.mjs';

export async function launchChromium({
  folder,
  home,
  server,
  extension,
  headless,
  hasExtension = true,
  isInstalled = false,
  others = [],
}) {
  const browser = await puppeteer.launch({
    executablePath: process.env.BYCATCH_CHROMIUM ?? '/usr/bin/chromium',
    headless,
    pipe: true,
    userDataDir: join(folder, 'profile'),
    enableExtensions: isInstalled || [...(hasExtension ? [extension] : []), ...others],
    defaultViewport: headless ? {width: 1280, height: 900} : null,
    env: {...process.env, BYCATCH_HOME: home},
    args: [
      '--no-sandbox',
      '--no-first-run',
      '--hide-crash-restore-bubble',
      '--window-size=1280,980',
      '--lang=en-US',
      `--host-resolver-rules=MAP * 127.0.0.1:${server.port}, EXCLUDE 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${server.spki}`,
    ],
  });
  const worker = async () =>
    (
      await browser.waitForTarget(
        t => t.type() === 'service_worker' && t.url().startsWith('chrome-extension://'),
        {timeout: 10_000},
      )
    ).worker();
  const origin = hasExtension
    ? /^chrome-extension:\/\/[^/]+/.exec((await worker()).url())[0]
    : undefined;
  if (hasExtension) {
    const isSetup = target => target.url() === `${origin}/pages/setup.html`;
    const setup = await browser.waitForTarget(isSetup, {timeout: 60_000});
    await (await setup.asPage()).close();
  }
  return {
    kind: 'chromium',
    browser,
    origin,
    newPage: () => browser.newPage(),
    /** Every mark of the page, listed or not. */
    async marks(page) {
      const session = await page.createCDPSession();
      try {
        const {root} = await session.send('DOM.getDocument', {depth: -1, pierce: true});
        return await describe(session, shadowRoots(root));
      } finally {
        await session.detach();
      }
    },
    /** Names of the buttons that assistive technology is told of. */
    async buttonNames(page) {
      const session = await page.createCDPSession();
      try {
        const {nodes} = await session.send('Accessibility.getFullAXTree');
        return nodes
          .filter(n => !n.ignored && n.role?.value === 'button')
          .map(n => n.name?.value ?? '');
      } finally {
        await session.detach();
      }
    },
    async badge(page) {
      await page.bringToFront();
      return (await worker()).evaluate(async () => {
        const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
        return chrome.action.getBadgeText({tabId: tab.id});
      });
    },
    /** Opens the popup over the page; `run(fn, ...)` calls fn(document, ...) in it. */
    async openPopup(page) {
      await page.bringToFront();
      const session = await browser.target().createCDPSession();
      const {targetInfos} = await session.send('Target.getTargets', {filter: [{type: 'tab'}]});
      const {targetId} = targetInfos.find(({url}) => url === page.url());
      await session.send('Extensions.triggerAction', {
        id: origin.slice('chrome-extension://'.length),
        targetId,
      });
      await session.detach();
      const target = await browser.waitForTarget(
        t => t.url().startsWith(`${origin}/pages/popup.html`),
        {timeout: 5000},
      );
      const popup = await target.asPage();
      return {
        page: popup,
        run: (fn, ...words) => popup.evaluate(`(${fn})(document, ...${JSON.stringify(words)})`),
        close: () => popup.close().catch(() => {}),
      };
    },
    /** As if "Check this photo" had been chosen; `clicked` is what the browser tells of the right click. */
    async clickMenu(page, clicked) {
      await page.bringToFront();
      await (await worker()).evaluate(async info => {
        const [tab] = await chrome.tabs.query({active: true, lastFocusedWindow: true});
        chrome.contextMenus.onClicked.dispatch(info, tab);
      }, clicked);
    },
    /** The window that the menu opens; `run(fn, ...)` calls fn(document, ...) in it. */
    async checkWindow() {
      const isCheck = t => t.url().startsWith(`${origin}/pages/check.html#`);
      const shown = await (await browser.waitForTarget(isCheck, {timeout: 8000})).asPage();
      return {
        run: (fn, ...words) => shown.evaluate(`(${fn})(document, ...${JSON.stringify(words)})`),
        close: () => shown.close(),
      };
    },
    /** Stops the background as the browser does when it is idle. */
    async killBackground() {
      await (await worker()).close();
    },
    /**
     * Escape, pressed in the page: Chromium 156 ends at a key that is dispatched over CDP into a frame which goes
     * away while it is handled, as the card's does.
     */
    async pressEscape(page) {
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press('Escape');
    },
    /** Files are saved to `path` without asking, for as long as the browser runs. */
    async allowDownloads(_page, path) {
      mkdirSync(path, {recursive: true});
      const session = await browser.target().createCDPSession();
      await session.send('Browser.setDownloadBehavior', {behavior: 'allow', downloadPath: path});
    },
    /** Zooms as a person does, with the browser's own zoom. */
    async setZoom(page, factor) {
      await page.bringToFront();
      await (await worker()).evaluate(f => chrome.tabs.setZoom(f), factor);
    },
    /** How the person has set up their system, as the page's media queries see it. */
    async setMedia(page, {isDark = false, isForced = false}) {
      const session = await page.createCDPSession();
      const features = [
        {name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light'},
        {name: 'forced-colors', value: isForced ? 'active' : 'none'},
      ];
      await session.send('Emulation.setEmulatedMedia', {features});
    },
    async openExtensionPage(path) {
      const page = await browser.newPage();
      await page.goto(`${origin}/${path}`);
      return page;
    },
    close: () => browser.close(),
  };
}

/** Where Chromium looks for host manifests of this profile. */
export function chromiumHostFolder(folder) {
  const profile = join(folder, 'profile');
  mkdirSync(profile, {recursive: true});
  return profile;
}

function shadowRoots(node, found = []) {
  if (node.localName === 'bycatch-mark') found.push(...(node.shadowRoots ?? []));
  for (const child of node.children ?? []) shadowRoots(child, found);
  return found;
}

async function describe(session, roots) {
  const resolved = await Promise.all(
    roots.map(({backendNodeId}) =>
      session.send('DOM.resolveNode', {backendNodeId}).catch(() => undefined),
    ),
  ); // gone since the tree was read
  const objects = resolved.filter(Boolean).map(({object}) => ({objectId: object.objectId}));
  if (!objects.length) return [];
  const {result, exceptionDetails} = await session.send('Runtime.callFunctionOn', {
    objectId: objects[0].objectId,
    functionDeclaration: String(describeRoots),
    arguments: objects,
    returnByValue: true,
  });
  if (exceptionDetails)
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

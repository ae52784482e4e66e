// Posting on the fixture sites as a person does, in either browser, and what the panel says meanwhile.
import {readFileSync, statSync} from 'node:fs';
import {sleep, until} from './patience.mjs';
import {popupText} from './popup.mjs';

const PANEL = 'bycatch-panel';
export const INSTAGRAM = 'https://www.instagram.com/';
export const FLICKR = 'https://www.flickr.com/photos/upload/';

/** The panel's frame; undefined while there is none. */
export async function panelFrame(page) {
  const isPanel = ({url}) => url.endsWith('/pages/panel.html');
  const {connection} = page.browser();
  if (!connection) return page.frames().find(frame => isPanel({url: frame.url()}));
  // Firefox's driver tells of no frame in a page of an extension, and of no frame's address that is one.
  const root = page.mainFrame()._id;
  const {result} = await connection.send('browsingContext.getTree', {root});
  const found = result.contexts[0].children.find(isPanel);
  return found && {evaluate: (what, ...words) => evaluateIn(connection, found, what, words)};
}

/** As a frame's own evaluate: a function and what it is called with, or an expression whose value is no object. */
async function evaluateIn(connection, {context}, what, words) {
  const call = `(async () => JSON.stringify(await (${what})(...${JSON.stringify(words)})))()`;
  const isExpression = typeof what === 'string';
  const {result} = await connection.send('script.evaluate', {
    expression: isExpression ? what : call,
    target: {context},
    awaitPromise: true,
    userActivation: true, // what is pressed is pressed by a person
  });
  if (result.type === 'exception') throw new Error(result.exceptionDetails.text);
  const {value} = result.result;
  return isExpression || value === undefined ? value : JSON.parse(value);
}

/** Runs inside the panel. */
function readPanel() {
  const items = [...document.querySelectorAll('[data-item]')].map(item => item.dataset.item);
  const reasons = [...document.querySelectorAll('[data-reason]')].map(item => item.dataset.reason);
  // biome-ignore lint/performance/useDomNodeTextContent: what a person reads, without what is folded
  return {text: document.body.innerText, items, reasons};
}

export const EMPTY = {text: '', items: [], reasons: []};

/** What the panel says now: text, findings by key, reasons; empty without a panel. */
export async function panel(page) {
  const frame = await panelFrame(page);
  return frame ? await frame.evaluate(readPanel).catch(() => EMPTY) : EMPTY;
}

/** Waits until the panel says all of `wanted`, by text or by the key of a finding; returns what it says then. */
export function panelSays(page, wanted, within = 20_000) {
  const isSaid = parts => {
    // biome-ignore lint/performance/useDomNodeTextContent: what a person reads, without what is folded
    const text = document.body.innerText;
    const items = [...document.querySelectorAll('[data-item]')].map(item => item.dataset.item);
    return parts.every(part => text.includes(part) || items.includes(part));
  };
  return inPanelOnce(page, isSaid, wanted, within, `a panel that says ${wanted.join(', ')}`);
}

/** Waits until the panel has its last word; returns what it says then. */
export function panelSettled(page, within = 60_000) {
  const isLast = ([checking]) => {
    const words = document.querySelector('.panel-summary')?.textContent ?? '';
    return words !== '' && !words.startsWith(checking);
  };
  return inPanelOnce(page, isLast, [popupText('panelChecking')], within, 'a panel that settles');
}

/** Waits until `holds(words)` holds in the panel, looking again at each of its changes. */
async function inPanelOnce(page, holds, words, within, what) {
  const end = Date.now() + within;
  while (Date.now() < end) {
    const left = end - Date.now();
    await page.waitForSelector(PANEL, {timeout: left}).catch(() => undefined);
    // A panel that goes away, or is not loaded yet, ends the wait in it.
    const wait = `(${waitInPanel})(${holds}, ${JSON.stringify(words)}, ${readPanel}, ${left})`;
    const said = await (await panelFrame(page))?.evaluate(wait).catch(() => undefined);
    if (said) return JSON.parse(said);
    await sleep(20);
  }
  throw new Error(
    `${what} did not come within ${within} ms; it says: ${JSON.stringify(await panel(page))}`,
  );
}

/** Runs inside the panel. */
function waitInPanel(holds, words, read, within) {
  return new Promise(resolve => {
    const done = value => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(value);
    };
    const look = () => holds(words) && done(JSON.stringify({...read(), at: Date.now()}));
    const observer = new MutationObserver(look);
    observer.observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    const timer = setTimeout(() => done(undefined), within);
    look();
  });
}

/** Presses the button of the panel whose words begin so, as soon as it is there, with everything unfolded. */
export function pressInPanel(page, words, within = 20_000) {
  const press = ([label]) => {
    for (const details of document.querySelectorAll('details:not([open])')) details.open = true;
    const button = [...document.querySelectorAll('button')].find(b =>
      b.textContent.startsWith(label),
    );
    button?.click();
    return button !== undefined;
  };
  return inPanelOnce(page, press, [words], within, `a button ${words}`);
}

export const instagram = {
  async open(page, language = 'en') {
    await page.goto(`${INSTAGRAM}?lang=${language}`);
    await page.waitForSelector('svg[aria-label="Create"]');
    await page.evaluate(() =>
      document.querySelector('svg[aria-label="Create"]').closest('a').click(),
    );
    await page.waitForSelector('[role=dialog] input[type=file]');
  },
  async choose(page, ...paths) {
    const inputs = await page.$$('[role=dialog] input[type=file]');
    await inputs.at(-1).uploadFile(...paths);
  },
  next: page =>
    page.evaluate(() => {
      const dialog = [...document.querySelectorAll('[role=dialog]')].at(-1);
      dialog.querySelector('[data-fixture=next]').click();
    }),
  async toCaption(page) {
    await page.waitForSelector('[data-fixture=preview]');
    await instagram.next(page); // crop
    await page.waitForSelector('[role=dialog] canvas');
    await instagram.next(page); // edit
    await page.waitForSelector('[role=dialog] [role=textbox]');
  },
  async type(page, words) {
    await page.focus('[role=dialog] [role=textbox]');
    await page.keyboard.type(words);
  },
  /** All at once, as from the clipboard. */
  async paste(page, words) {
    await page.focus('[role=dialog] [role=textbox]');
    await page.evaluate(text => {
      const transfer = new DataTransfer();
      transfer.setData('text/plain', text);
      const event = {
        inputType: 'insertFromPaste',
        dataTransfer: transfer,
        bubbles: true,
        cancelable: true,
      };
      document.activeElement.dispatchEvent(new InputEvent('beforeinput', event));
    }, words);
  },
  async share(page, server) {
    const before = server.posts.length;
    await instagram.next(page);
    await until(() => server.posts.slice(before).some(({path}) => path.includes('configure')), {
      what: 'the post',
    });
    return server.posts.splice(before);
  },
  close: page => page.evaluate(() => document.querySelector('[data-fixture=close]').click()),
};

export const flickr = {
  async open(page, licence = 'arr') {
    await page.goto(`${FLICKR}?licence=${licence}`);
    await page.waitForSelector('#choose-photos-and-videos');
  },
  async choose(page, ...paths) {
    await (await page.$('#choose-photos-and-videos')).uploadFile(...paths);
  },
  async type(page, field, words) {
    await page.focus(field);
    await page.keyboard.type(words);
  },
  async share(page, server) {
    const before = server.posts.length;
    await page.evaluate(() => {
      document.querySelector('#action-publish').click();
      document.querySelector('#confirm-publish').click();
    });
    await until(() => server.posts.slice(before).some(({path}) => path.includes('publish')), {
      what: 'the post',
    });
    await page.waitForFunction(() => location.pathname.includes('/edit/'));
    return server.posts.splice(before);
  },
};

/** Drops or pastes files onto an element, as the browser would tell of it. */
export function bring(page, kind, selector, paths) {
  const files = paths.map(path => ({
    name: path.split('/').at(-1),
    base64: readFileSync(path).toString('base64'),
    lastModified: Math.floor(statSync(path).mtimeMs),
  }));
  return page.evaluate(
    (how, where, brought) => {
      const transfer = new DataTransfer();
      for (const {name, base64, lastModified} of brought) {
        const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name, {type: 'image/png', lastModified}));
      }
      const more = {bubbles: true, cancelable: true, composed: true};
      const event =
        how === 'paste'
          ? new ClipboardEvent('paste', {...more, clipboardData: transfer})
          : new DragEvent('drop', {...more, dataTransfer: transfer});
      document.querySelector(where).dispatchEvent(event);
    },
    kind,
    selector,
    files,
  );
}

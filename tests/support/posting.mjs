// Posting on the fixture sites as a person does, in either browser, and what the panel says meanwhile.
import {readFileSync} from 'node:fs';
import {sleep, until} from './patience.mjs';

export const INSTAGRAM = 'https://www.instagram.com/';
export const FLICKR = 'https://www.flickr.com/photos/upload/';

/** The panel's frame; Firefox's driver does not tell the address of an extension's frame. */
export async function panelFrame(page) {
  for (const frame of page.frames().slice(1)) {
    const address = await Promise.race([
      frame.evaluate(() => location.href).catch(() => ''),
      new Promise(resolve => setTimeout(resolve, 1000, '')),
    ]);
    if (address.endsWith('/pages/panel.html')) return frame;
  }
  return undefined;
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

/** Waits until the panel says all of `wanted`; returns it. */
export function panelSays(page, wanted, within = 10_000) {
  let last = EMPTY;
  return until(
    async () => {
      last = await panel(page);
      return wanted.every(part => last.text.includes(part) || last.items.includes(part)) && last;
    },
    {within, what: `a panel that says ${wanted.join(', ')}`},
  ).catch(error => {
    throw new Error(`${error.message}; it says: ${JSON.stringify(last)}`);
  });
}

/** Waits until the panel has its last word; returns when that was, by the clock. */
export async function panelSettled(page, within = 60_000) {
  const end = Date.now() + within;
  while (Date.now() < end) {
    const frame = await panelFrame(page);
    const at = await frame
      ?.evaluate(
        () =>
          new Promise(resolve => {
            const look = () => {
              const words = document.querySelector('.panel-summary')?.textContent ?? '';
              if (words !== '' && !words.startsWith('Checking')) resolve(Date.now());
            };
            new MutationObserver(look).observe(document, {
              subtree: true,
              childList: true,
              characterData: true,
            });
            look();
          }),
      )
      .catch(() => undefined);
    if (at) return at;
    await sleep(10);
  }
  throw new Error('the panel does not settle');
}

/** Presses the button of the panel whose words begin so, having unfolded everything. */
export async function pressInPanel(page, words) {
  const frame = await panelFrame(page);
  await frame.evaluate(label => {
    for (const details of document.querySelectorAll('details')) details.open = true;
    const button = [...document.querySelectorAll('button')].find(b =>
      b.textContent.startsWith(label),
    );
    if (!button) throw new Error(`no button ${label} in ${document.body.textContent}`);
    button.click();
  }, words);
}

/** Steps of the dialog by their place, so that the labels may be in any language. */
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
  press: (page, place) =>
    page.evaluate(at => {
      const dialog = [...document.querySelectorAll('[role=dialog]')].at(-1);
      [...dialog.querySelectorAll('[role=button]')].at(at).click();
    }, place),
  async toCaption(page) {
    await page.waitForSelector('[data-fixture=preview]');
    await instagram.press(page, -1); // crop
    await page.waitForSelector('[role=dialog] canvas');
    await instagram.press(page, -1); // edit
    await page.waitForSelector('[role=dialog] [role=textbox]');
  },
  async type(page, words) {
    await page.focus('[role=dialog] [role=textbox]');
    await page.keyboard.type(words);
  },
  async share(page, server) {
    const before = server.posts.length;
    await instagram.press(page, -1);
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
  }));
  return page.evaluate(
    (how, where, brought) => {
      const transfer = new DataTransfer();
      for (const {name, base64} of brought) {
        const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name, {type: 'image/png'}));
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

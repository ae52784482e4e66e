// A page that defines an element of our name could open the roots of those it knows: ours must stay closed.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {startSession} from '../support/browsers.mjs';
import {countMarks} from '../support/marks.mjs';
import {eventually} from '../support/patience.mjs';

let session;
before(async () => {
  session = await startSession();
});
after(() => session?.close());

test('a page that defines our element sees no root, and the marks are drawn all the same', async () => {
  const page = await session.newPage();
  await page.evaluateOnNewDocument(() => {
    window.looks = [];
    customElements.define(
      'bycatch-mark',
      class extends HTMLElement {
        internals = this.attachInternals();
        connectedCallback() {
          window.looks.push(
            [this.shadowRoot, this.internals.shadowRoot].map(root => root !== null),
          );
        }
      },
    );
  });
  await page.goto(flickrPages[0].url);
  await eventually(async () => countMarks(await session.marks(page)).listed, 7);
  const looks = await page.evaluate(() => window.looks);
  assert.ok(looks.length >= 25, 'the page looked at the marks');
  assert.deepEqual(looks.flat().filter(Boolean), []);
});

// Ways in which the check can fail while a post is prepared, and what the panel's one line says of each.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {popupText} from './popup.mjs';
import {panelSettled} from './posting.mjs';
import {startPosting} from './posting_session.mjs';

export const FAILURES = [
  {name: 'host missing', host: 'missing', says: 'reasonHostMissing'},
  {name: 'host too old', host: 'old', says: 'reasonHostOld'},
  {name: 'host that knows no review', host: 'unaware', says: 'reasonHostOld'},
  // A browser that still writes to it says the same as of nonsense.
  {
    name: 'host that ends at the question',
    host: 'dead',
    says: 'reasonHostDied',
    or: 'reasonHostGarbled',
  },
  {name: 'host that never answers', host: 'late', says: 'reasonTimeout'},
  {name: 'host that answers nonsense', host: 'garbled', says: 'reasonHostGarbled'},
  {name: 'index empty', index: 'empty', says: 'reasonNoIndex'},
  {name: 'index damaged', index: 'damaged', says: 'reasonCorrupt'},
];

/** A session for the tests of a file, from before the first to after the last. */
export function usePosting() {
  const held = {};
  before(async () => Object.assign(held, await startPosting()));
  after(() => held.close?.());
  return held;
}

/** Declares a test for each, its name beginning with `what`: one line "could not check", and the post is as without the extension, byte by byte. */
export function testFailures(what, posting, failures) {
  for (const {name, says, or = says, ...state} of failures) {
    test(`${what}: ${name}: one line "could not check", and the post goes its way unchanged`, async () => {
      await posting.given(state);
      const lines = [says, or].map(key =>
        popupText('panelUnchecked').replace('$1', popupText(key)),
      );
      await posting.unchanged(async () => {
        const {text} = await panelSettled(posting.page);
        assert.ok(
          lines.some(line => text.includes(line)),
          text,
        );
        assert.ok(!text.includes('not in the lists'), text);
      });
    });
  }
}

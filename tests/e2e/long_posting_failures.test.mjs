// Every way in which the host can fail while a post is prepared: one line says that it could not check, and the post is
// the same, byte by byte, as without the extension.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {popupText} from '../support/popup.mjs';
import {panelSays} from '../support/posting.mjs';
import {startPosting} from '../support/posting_session.mjs';

let posting;
before(async () => {
  posting = await startPosting();
});
after(() => posting?.close());

const CASES = [
  {name: 'host missing', host: 'missing', says: 'reasonHostMissing'},
  {name: 'host too old', host: 'old', says: 'reasonHostOld'},
  {name: 'host that knows no review', host: 'unaware', says: 'reasonHostOld'},
  {name: 'host that ends at the question', host: 'dead', says: 'reasonHostDied'},
  {name: 'host that never answers', host: 'late', says: 'reasonTimeout'},
  {name: 'host that answers nonsense', host: 'garbled', says: 'reasonHostGarbled'},
  {name: 'index empty', index: 'empty', says: 'reasonNoIndex'},
  {name: 'index damaged', index: 'damaged', says: 'reasonCorrupt'},
];

for (const {name, says, ...state} of CASES) {
  test(`posting, ${name}: one line "could not check", and the post goes its way unchanged`, async () => {
    await posting.given(state);
    const line = popupText('panelUnchecked').replace('$1', popupText(says));
    await posting.unchanged(async () => {
      const {text} = await panelSays(posting.page, [line]);
      assert.ok(!text.includes('not in the lists'), text);
    });
  });
}

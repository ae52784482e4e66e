// What happens in the middle of preparing a post: the post goes its way, byte by byte as without the extension.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {popupText} from '../support/popup.mjs';
import {panel, panelSays} from '../support/posting.mjs';
import {usePosting} from '../support/posting_failures.mjs';

const posting = usePosting();

test('posting, interrupted: host killed in between: what was said stays, the post goes its way unchanged', async () => {
  await posting.given({});
  await posting.unchanged(async () => {
    await panelSays(posting.page, [popupText('panelUnchecked').split('$1')[0]]);
    posting.session.killHosts();
  });
});

test('posting, interrupted: background stopped in between: the next question starts it again', async () => {
  await posting.given({});
  await posting.unchanged(async () => {
    await panelSays(posting.page, [popupText('panelUnchecked').split('$1')[0]]);
    await posting.session.killBackground();
  });
});

test('posting, interrupted: panel taken away by the page: the post goes its way unchanged', async () => {
  await posting.given({});
  await posting.unchanged(async () => {
    await panelSays(posting.page, [popupText('panelUnchecked').split('$1')[0]]);
    await posting.page.evaluate(() => document.querySelector('bycatch-panel').remove());
    assert.equal((await panel(posting.page)).text, '');
  });
});

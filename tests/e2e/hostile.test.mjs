// Pages that forge marks, remove ours, rename what we look for, flood us or never stand still. The page stays usable and
// the popup stays the truth.
import assert from 'node:assert/strict';
import {after, before, beforeEach, test} from 'node:test';
import {startSession} from '../support/browsers.mjs';
import {countMarks} from '../support/marks.mjs';
import {eventually, sleep, until} from '../support/patience.mjs';
import {readPopup} from '../support/popup.mjs';

let session;
let page;
before(async () => {
  session = await startSession();
});
after(() => session?.close());
beforeEach(async () => {
  await page?.close();
  page = await session.newPage();
  await page.goto('https://www.flickr.com/trial/hostile/');
});

const counts = async () => countMarks(await session.marks(page));

async function popup() {
  const shown = await session.openPopup(page);
  try {
    return await until(
      async () => {
        const read = await shown.run(readPopup);
        return read.isReady && read;
      },
      {what: 'the popup'},
    );
  } finally {
    await shown.close();
  }
}

/** Begins to count how often the page gets its turn; the count so far. */
const turns = () =>
  page.evaluate(() => {
    if (window.turns === undefined) {
      window.turns = 0;
      const turn = () => {
        window.turns++;
        setTimeout(turn);
      };
      turn();
    }
    return window.turns;
  });

test('a forged mark changes nothing in badge and popup', async () => {
  await page.evaluate(() => {
    window.trial.add(10, 9200000000000);
    window.trial.forge();
  });
  await eventually(async () => (await counts()).listed, 0);
  assert.equal(Number((await session.badge(page)) || 0), 0);
  assert.equal((await popup()).counted.length, 0);
});

test('marks that the page removes are not fought over for ever, and the popup says so', async () => {
  await page.evaluate(() => {
    window.removed = window.trial.removeMarks();
    window.trial.add(8);
  });
  await until(() => page.evaluate(() => window.removed() >= 8), {what: 'removals'});
  await sleep(1500);
  const removed = await page.evaluate(() => window.removed());
  assert.ok(removed <= 8 * 5, `${removed} re-insertions`);
  await sleep(1000);
  assert.equal(await page.evaluate(() => window.removed()), removed, 'no re-insertion goes on');
  const shown = await popup();
  assert.equal(shown.groups.photo, 8, 'the popup still lists what was found');
  assert.match(shown.text, /removed/i);
});

test('renamed classes and attributes: what is shown is judged by what it is now', async () => {
  await page.evaluate(() => window.trial.add(20));
  await eventually(counts, {photos: 20, listed: 20, accounts: 0, test: 0, tags: 0});
  await page.evaluate(() => window.trial.renameAll());
  // The pictures still name the listed photos; the views now name others. The picture is the stronger witness.
  await eventually(counts, {photos: 20, listed: 20, accounts: 0, test: 0, tags: 0});
});

test('10,000 pictures at once: the page keeps answering, work is bounded', async () => {
  const marks = () => page.evaluate(() => document.querySelectorAll('bycatch-mark').length);
  await page.evaluate(() => window.trial.add(10_000, 9200000000000));
  const before = await turns();
  await until(async () => (await marks()) === 3000, {
    within: 60_000,
    what: 'the most that is followed',
  });
  assert.ok((await turns()) - before > 120, 'the page got its turn while it was looked at');
  await page.evaluate(() => document.getElementById('photos').replaceChildren());
  await page.evaluate(() => window.trial.add(5));
  await until(async () => (await counts()).listed === 5, {
    within: 60_000,
    what: 'marks after the flood',
  });
});

test('a node that is re-inserted for ever costs the page little', async () => {
  await page.evaluate(() => {
    window.trial.add(50);
    window.stop = window.trial.startLoop();
  });
  const loops = () => page.evaluate(() => window.trial.loops());
  const [before, turnsBefore] = [await loops(), await turns()];
  await until(async () => (await loops()) - before > 200, {
    within: 30_000,
    what: 'the page going on',
  });
  assert.ok((await turns()) - turnsBefore > 50, 'everything else in the page goes on too');
  await page.evaluate(() => window.stop());
  await eventually(async () => (await counts()).listed, 40);
});

// Virtualised lists reuse their nodes: 500 nodes whose addresses change eight times must never keep a mark that was
// another photo's.
import assert from 'node:assert/strict';
import {after, before, beforeEach, test} from 'node:test';
import {startSession} from '../support/browsers.mjs';
import {until} from '../support/patience.mjs';

let session;
let page;
before(async () => {
  session = await startSession();
});
after(() => session?.close());
beforeEach(async () => {
  await page?.close();
  page = await session.newPage();
  await page.goto('https://www.flickr.com/trial/recycler/');
});

/** Marks at photos that are not listed, and listed photos without a mark. */
async function faults() {
  const marks = await session.marks(page);
  const listedView = view => /__id_90000000000(0[1-9]|[1-3]\d|40)__/.test(view);
  const wrong = marks.filter(m => m.shape && !listedView(m.view)).length;
  const listed = (await page.evaluate(() => window.trial.listed())).filter(Boolean).length;
  const right = marks.filter(m => m.shape && listedView(m.view)).length;
  return {photos: marks.length, wrong, missing: listed - right};
}

test('500 nodes recycled eight times: no wrong mark, none missing', async () => {
  for (let round = 0; round <= 8; round++) {
    if (round) await page.evaluate(r => window.trial.recycle(r), round);
    await until(
      async () => {
        const {photos, wrong, missing} = await faults();
        return photos === 500 && wrong === 0 && missing === 0;
      },
      {within: 40_000, what: `the right marks of round ${round}`},
    );
  }
});

test('recycled every 60 ms for two seconds: what stands at the end is right', async () => {
  await page.evaluate(async () => {
    for (let round = 1; round <= 33; round++) {
      window.trial.recycle(round);
      await new Promise(resolve => setTimeout(resolve, 60));
    }
  });
  await until(async () => (await faults()).missing === 0, {
    within: 40_000,
    what: 'the right marks at the end',
  });
  assert.deepEqual(await faults(), {photos: 500, wrong: 0, missing: 0});
});

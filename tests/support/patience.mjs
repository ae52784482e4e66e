// Waiting without guessing how long.
import assert from 'node:assert/strict';

export const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

/** Asks until the answer equals what is wanted, then once more a moment later: right and stays right. */
export async function eventually(ask, wanted, {within = 20_000, steady = 250} = {}) {
  const end = Date.now() + within;
  let last;
  while (Date.now() < end) {
    last = await ask();
    if (same(last, wanted)) {
      await sleep(steady);
      last = await ask();
      if (same(last, wanted)) return;
    }
    await sleep(100);
  }
  assert.deepEqual(last, wanted);
}

/** Asks until the answer is truthy and returns it. */
export async function until(ask, {within = 20_000, what = 'what was waited for'} = {}) {
  const end = Date.now() + within;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) return answer;
    await sleep(100);
  }
  throw new Error(`${what} did not come within ${within} ms`);
}

function same(a, b) {
  try {
    assert.deepEqual(a, b);
    return true;
  } catch {
    return false;
  }
}

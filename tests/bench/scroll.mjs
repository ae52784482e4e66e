// What a long feed costs in Chromium, one JSON object a line: node tests/bench/scroll.mjs [FOLDER]...
// With FOLDER, an unpacked extension of somebody else's that marks things in pages: the same page with it in our place.
//   script     milliseconds of the content script in each of the frames in which 2,000 photos come, ten in four frames,
//              and are scrolled through; by the browser's own trace
//   frames     how long all that the main thread did in such a frame was, with the extension and without
//   memory     MiB by which the page's heap has grown when 500 nodes were recycled forty times, with and without

import {readFileSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {dirname, join} from 'node:path';
import {startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {print, spread} from '../support/figures.mjs';
import {sleep} from '../support/patience.mjs';

const PHOTOS = 2000;
const AT_ONCE = 10;
const FIRST = 9300000000000;
const ROUNDS = 40;
const MIB = 2 ** 20;

/** Every third of the photos is in this list. */
function importList(home) {
  const list = join(dirname(home), 'list.tsv');
  const rows = Array.from({length: PHOTOS / 3}, (_, i) => `flickr\tphoto\t${FIRST + 3 * i}\n`);
  writeFileSync(list, rows.join(''));
  mustBycatch(home, 'import', '--dataset', 'demo-street-portraits', list);
}

/** The trace of a page whose feed grows while it is scrolled. */
async function traceOfScroll(session) {
  const page = await session.newPage();
  await page.goto('https://www.flickr.com/trial/latency/');
  await sleep(1000);
  await page.bringToFront();
  await page.tracing.start({
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  await page.evaluate(
    async (first, photos, step) => {
      for (let i = 0; i < photos; i += step) {
        window.trial.insert(Array.from({length: step}, (_, at) => first + i + at));
        window.scrollTo(0, document.documentElement.scrollHeight);
        for (let frame = 0; frame < 4; frame++) {
          await new Promise(resolve => requestAnimationFrame(resolve));
        }
      }
    },
    FIRST,
    PHOTOS,
    AT_ONCE,
  );
  await sleep(500);
  const {traceEvents} = JSON.parse(new TextDecoder().decode(await page.tracing.stop()));
  await page.close();
  return traceEvents;
}

/** The main thread's own time by frame: all of it, and what of it was a content script. */
function framesIn(events) {
  const isScript = ({name, args}) =>
    name === 'FunctionCall' && /^chrome-extension:/.test(args?.data?.url ?? '');
  const frames = events.filter(({name}) => name === 'Commit');
  const threads = new Map();
  for (const frame of frames) {
    const thread = `${frame.pid} ${frame.tid}`;
    threads.set(thread, [...(threads.get(thread) ?? []), frame]);
  }
  const [thread, starts] = [...threads].sort(([, a], [, b]) => b.length - a.length)[0];
  const on = events
    .filter(({pid, tid, ph}) => `${pid} ${tid}` === thread && ph === 'X')
    .sort((a, b) => a.ts - b.ts);
  /** The outermost of those that `counts` takes, so that nothing is counted twice. */
  const outer = counts => {
    let end = 0;
    return on.filter(event => {
      if (!counts(event) || event.ts < end) return false;
      end = event.ts + event.dur;
      return true;
    });
  };
  const times = starts.map(({ts}) => ts).sort((a, b) => a - b);
  const byFrame = some => {
    const sums = new Array(times.length).fill(0);
    let at = 0;
    for (const {ts, dur, tdur = dur} of some) {
      while (at + 1 < times.length && times[at + 1] <= ts) at++;
      sums[at] += tdur / 1000;
    }
    return sums;
  };
  return {
    script: byFrame(outer(isScript)),
    tasks: byFrame(outer(({name}) => name === 'RunTask')),
  };
}

/** By how much the heap has grown, all garbage collected. */
async function growth(session) {
  const page = await session.newPage();
  await page.goto('https://www.flickr.com/trial/recycler/');
  const cdp = await page.createCDPSession();
  const heap = async () => {
    await sleep(1500);
    for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
    return (await cdp.send('Runtime.getHeapUsage')).usedSize / MIB;
  };
  const worlds = async () => {
    const {metrics} = await cdp.send('Performance.getMetrics');
    return metrics.find(({name}) => name === 'JSHeapUsedSize').value / MIB;
  };
  await cdp.send('Performance.enable');
  await page.evaluate(() => window.trial.recycle(1));
  await heap();
  const before = await worlds();
  await page.evaluate(async rounds => {
    for (let round = 2; round < rounds + 2; round++) {
      window.trial.recycle(round);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }, ROUNDS);
  await heap();
  const after = await worlds();
  await page.close();
  return Number((after - before).toFixed(2));
}

async function measure({hasExtension = false, others = []}) {
  const kind = 'chromium';
  const session = await startSession({kind, prepare: importList, hasExtension, others});
  try {
    return {...framesIn(await traceOfScroll(session)), grown: await growth(session)};
  } finally {
    await session.close();
  }
}

print({figure: 'machine', cpu: cpus()[0].model, cores: cpus().length});
const [off, on] = [await measure({}), await measure({hasExtension: true})];
print({figure: 'script_ms_a_frame', photos: PHOTOS, ...spread(on.script)});
print({figure: 'main_thread_ms_a_frame', without: spread(off.tasks), with: spread(on.tasks)});
print({figure: 'heap_growth_mib', recycled: 500 * ROUNDS, without: off.grown, with: on.grown});
for (const folder of process.argv.slice(2)) {
  const {script, tasks, grown} = await measure({others: [folder]});
  const {name} = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  print({beside: name, script: spread(script), main_thread: spread(tasks), heap_growth_mib: grown});
}

// Figures of preparing a post, in both browsers, one JSON object a line:
//   node tests/bench/posting_latency.mjs [chromium|firefox]
//   chosen_to_answer_ms  from the site's `change` event to the panel's last word, for 1 and for 10 pictures
//   beside it the browser's own time to decode the same file, and the longest pause of the page's thread meanwhile; a
//   machine that does other things makes both longer, so where the browser tells (Chromium) also the longest task of
//   that thread by the time it had the processor
import {mkdirSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {join} from 'node:path';
import {startSession} from '../support/browsers.mjs';
import {print, spread} from '../support/figures.mjs';
import {jpegOf} from '../support/jpeg_files.mjs';
import {instagram, panelSettled} from '../support/posting.mjs';

const ROUNDS = Number(process.env.BYCATCH_ROUNDS ?? 20);
const SIZES = [
  {megapixels: 12, width: 4000, height: 3000},
  {megapixels: 48, width: 8000, height: 6000},
];

/** Notes when files were chosen, and every pause of the thread. */
function watchPage() {
  window.chosen = 0;
  window.longest = 0;
  addEventListener(
    'change',
    () => {
      window.chosen = Date.now();
      window.longest = 0;
    },
    true,
  );
  const {port1, port2} = new MessageChannel();
  let last = performance.now();
  port1.onmessage = () => {
    const now = performance.now();
    window.longest = Math.max(window.longest, now - last);
    last = now;
    setTimeout(() => {
      last = performance.now();
      port2.postMessage(0);
    }, 4);
  };
  port2.postMessage(0);
}

/** The longest task of the page's thread in a recording, in ms of processor time. */
function longestTask(recording) {
  const {traceEvents} = JSON.parse(Buffer.from(recording).toString('utf8'));
  const tasks = traceEvents.filter(({name, tdur}) => /RunTask$/.test(name) && tdur > 0);
  const byThread = new Map();
  for (const task of tasks) {
    const thread = `${task.pid}:${task.tid}`;
    if (!byThread.has(thread)) byThread.set(thread, []);
    byThread.get(thread).push(task);
  }
  const mains = traceEvents
    .filter(({name, args}) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({pid, tid}) => byThread.get(`${pid}:${tid}`) ?? []);
  // The page's is the one that works most: the panel has a process of its own.
  const work = list => list.reduce((sum, {tdur}) => sum + tdur, 0);
  const [page = []] = mains.sort((a, b) => work(b) - work(a));
  return Math.max(0, ...page.map(({tdur}) => tdur / 1000));
}

async function measure(page, paths, isTraced) {
  await instagram.open(page);
  await page.evaluate(watchPage);
  if (isTraced) await page.tracing.start({categories: ['toplevel']});
  await instagram.choose(page, ...paths);
  const {at} = await panelSettled(page);
  const recording = isTraced ? await page.tracing.stop() : undefined;
  const {chosen, longest} = await page.evaluate(() => ({
    chosen: window.chosen,
    longest: window.longest,
  }));
  return {took: at - chosen, longest, ...(recording && {task: longestTask(recording)})};
}

/** How long the browser itself takes to decode the file. */
const decoding = (page, bytes) =>
  page.evaluate(async base64 => {
    const blob = new Blob([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))]);
    const start = performance.now();
    (await createImageBitmap(blob)).close();
    return performance.now() - start;
  }, bytes.toString('base64'));

print({figure: 'machine', cpu: cpus()[0].model, cores: cpus().length});
for (const kind of process.argv[2] ? [process.argv[2]] : ['chromium', 'firefox']) {
  const session = await startSession({kind});
  try {
    const page = await session.newPage();
    await page.goto('https://www.instagram.com/');
    const folder = join(session.folder, 'pictures');
    mkdirSync(folder);
    for (const size of SIZES) {
      const files = [];
      for (let seed = 0; seed < 10; seed++) {
        const path = join(folder, `${size.megapixels}-${seed}.jpg`);
        const bytes = await jpegOf(page, size.width, size.height, 'image/jpeg', seed * 37);
        writeFileSync(path, bytes);
        files.push({path, bytes});
      }
      const decoded = await decoding(page, files[0].bytes);
      for (const count of size.megapixels > 20 ? [1] : [1, 10]) {
        const rounds = [];
        const times = count > 1 ? ROUNDS / 4 : size.megapixels > 20 ? ROUNDS / 2 : ROUNDS;
        for (let i = 0; i < times; i++) {
          const paths = files.map(({path}) => path);
          const chosen = count > 1 ? paths : [paths[i % 10]];
          rounds.push(await measure(page, chosen, kind === 'chromium'));
        }
        print({
          figure: 'chosen_to_answer_ms',
          browser: kind,
          pictures: count,
          megapixels: size.megapixels,
          ...spread(rounds.map(({took}) => took)),
          browser_decodes_one: Math.round(decoded),
          longest_pause: spread(rounds.map(({longest}) => longest)),
          ...(kind === 'chromium' && {longest_task: spread(rounds.map(({task}) => task))}),
        });
      }
    }
  } finally {
    await session.close();
  }
}

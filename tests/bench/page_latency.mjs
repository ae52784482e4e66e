// Figures of the page's side, in both browsers, one JSON object a line: node tests/bench/page_latency.mjs [chromium|firefox]
//   marks      100 listed among 300 photos: right and wrong marks
//   latency    from the insertion of one photo's node to its mark, and of 300 at once to the last
//   echo       beside it: a native message's bare round trip to a host that is `cat`
//   main_thread (Chromium) what the renderer's main thread did until 300 photos had stood still, by CDP
//              Performance.getMetrics, with the extension and without; medians of five loads
import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {dirname, join} from 'node:path';
import {manifestPath, startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {print, quantile, spread} from '../support/figures.mjs';
import {sleep, until} from '../support/patience.mjs';

const LATENCY_PAGE = 'https://www.flickr.com/trial/latency/';
const LISTED = 100;
const PHOTOS = 300;
const FIRST = 9300000000000;
const SINGLE = 200;
const ECHOES = 500;
const LOADS = 5;

const ids = (from, count) => Array.from({length: count}, (_, i) => from + i);

/** Every third of 300 photos is in this list. */
function importList(home) {
  const list = join(dirname(home), 'list.tsv');
  writeFileSync(
    list,
    ids(0, LISTED)
      .map(i => `flickr\tphoto\t${FIRST + 3 * i}\n`)
      .join(''),
  );
  mustBycatch(home, 'import', '--dataset', 'demo-street-portraits', list);
}

async function markFigures(session) {
  const page = await session.newPage();
  await page.goto(LATENCY_PAGE);
  await page.evaluate(all => window.trial.insert(all), ids(FIRST, PHOTOS));
  await until(async () => (await page.evaluate(() => window.trial.pending())) === 0, {
    what: 'all marks',
  });
  await sleep(300);
  const marks = await session.marks(page);
  const isListed = ({view}) => (Number(/__id_(\d+)__/.exec(view)[1]) - FIRST) % 3 === 0;
  const figures = {
    figure: 'marks',
    browser: session.kind,
    photos: marks.length,
    listed: LISTED,
    right: marks.filter(m => m.shape === 'photo' && isListed(m)).length,
    wrong: marks.filter(m => m.shape && !isListed(m)).length,
  };
  await page.close();
  return figures;
}

async function latencyFigures(session) {
  const page = await session.newPage();
  await page.goto(LATENCY_PAGE);
  await page.bringToFront();
  const waits = () => page.evaluate(() => window.trial.waits());
  const settled = () =>
    until(async () => (await page.evaluate(() => window.trial.pending())) === 0, {what: 'a mark'});
  await page.evaluate(all => window.trial.insert(all), ids(9400000000000, 20)); // warm
  await settled();
  await waits();
  await page.evaluate(
    async all => {
      for (const id of all) {
        window.trial.insert([id]);
        await new Promise(resolve => setTimeout(resolve, 40));
      }
    },
    ids(9500000000000, SINGLE),
  );
  await settled();
  const single = await waits();
  await page.evaluate(all => window.trial.insert(all), ids(9600000000000, PHOTOS));
  await settled();
  const batch = await waits();
  await page.close();
  return [
    {figure: 'latency_ms', browser: session.kind, at_once: 1, ...spread(single)},
    {figure: 'latency_ms', browser: session.kind, at_once: PHOTOS, ...spread(batch)},
  ];
}

/** Registers `cat` as a host of its own for the same extension. */
function registerEcho(session) {
  const program = join(session.folder, 'echo.sh');
  writeFileSync(program, '#!/bin/sh\nexec cat\n');
  chmodSync(program, 0o755);
  const manifest = manifestPath(session.where, session.kind);
  const echo = {
    ...JSON.parse(readFileSync(manifest, 'utf8')),
    name: 'org.bycatch.echo',
    path: program,
  };
  writeFileSync(manifest.replace('org.bycatch.host', 'org.bycatch.echo'), JSON.stringify(echo));
}

async function echoFigures(session) {
  registerEcho(session);
  const page = await session.openExtensionPage('pages/components.html');
  const trips = await page.evaluate(async count => {
    const port = chrome.runtime.connectNative('org.bycatch.echo');
    const message = {filler: 'x'.repeat(400)};
    const times = [];
    for (let i = 0; i < count + 20; i++) {
      const start = performance.now();
      await new Promise((resolve, reject) => {
        port.onMessage.addListener(function hear() {
          port.onMessage.removeListener(hear);
          resolve();
        });
        port.onDisconnect.addListener(() =>
          reject(new Error(chrome.runtime.lastError?.message ?? 'echo ended')),
        );
        port.postMessage(message);
      });
      if (i >= 20) times.push(performance.now() - start);
    }
    port.disconnect();
    return times;
  }, ECHOES);
  await page.close();
  return {figure: 'echo_ms', browser: session.kind, bytes: 415, ...spread(trips)};
}

/** Milliseconds of the main thread from an empty tab until 300 photos have stood still. */
async function mainThread(session) {
  const runs = [];
  for (let i = 0; i < LOADS; i++) {
    const page = await session.newPage();
    const cdp = await page.createCDPSession();
    await cdp.send('Performance.enable');
    await page.goto(LATENCY_PAGE);
    await page.evaluate(all => window.trial.insert(all), ids(FIRST, PHOTOS));
    await sleep(2500);
    const {metrics} = await cdp.send('Performance.getMetrics');
    runs.push(Object.fromEntries(metrics.map(({name, value}) => [name, value * 1000])));
    await page.close();
  }
  const median = name =>
    quantile(
      runs.map(run => run[name]),
      0.5,
    );
  return {
    task: median('TaskDuration'),
    script: median('ScriptDuration'),
    style: median('RecalcStyleDuration'),
    layout: median('LayoutDuration'),
  };
}

async function mainThreadFigures() {
  const measure = async extension => {
    const session = await startSession({
      kind: 'chromium',
      prepare: importList,
      hasExtension: extension,
    });
    try {
      return await mainThread(session);
    } finally {
      await session.close();
    }
  };
  const [off, on] = [await measure(false), await measure(true)];
  const more = Object.fromEntries(
    Object.keys(on).map(name => [name, Number((on[name] - off[name]).toFixed(2))]),
  );
  return {
    figure: 'main_thread_ms',
    browser: 'chromium',
    photos: PHOTOS,
    without: off,
    with: on,
    difference: more,
  };
}

print({figure: 'machine', cpu: cpus()[0].model, cores: cpus().length});
for (const kind of process.argv[2] ? [process.argv[2]] : ['chromium', 'firefox']) {
  const session = await startSession({kind, prepare: importList});
  try {
    print(await markFigures(session));
    for (const figures of await latencyFigures(session)) print(figures);
    print(await echoFigures(session));
  } finally {
    await session.close();
  }
  if (kind === 'chromium') print(await mainThreadFigures());
}

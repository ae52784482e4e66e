// How surely a copy of a listed photograph is found before it is posted, by way of real browsers: they decode the file, the
// host answers from a list of the hashes that the published tool gives the photographs at full resolution.
//   node tests/bench/recall_browsers.mjs FOLDER [chromium|firefox]      FOLDER as `recall` keeps it; see recall.sh
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {startSession} from '../support/browsers.mjs';
import {mustBycatch} from '../support/bycatch_command.mjs';
import {flickr} from '../support/posting.mjs';

const [folder, only] = process.argv.slice(2);
const AT_ONCE = 16;

/** What was answered for `count` pictures of the page's draft, once all of them were. */
const answers = (reader, count) =>
  reader.evaluate(async wanted => {
    for (;;) {
      const all = Object.entries(await chrome.storage.session.get(null));
      const photos = all
        .filter(([key]) => key.startsWith('draft:'))
        .flatMap(([, draft]) => draft.photos);
      const done = photos.filter(({answer, reason}) => answer ?? reason);
      if (done.length === wanted)
        return done.map(({answer, reason}) => ({listing: answer?.listings[0], reason}));
      await new Promise(resolve => chrome.storage.onChanged.addListener(resolve));
    }
  }, count);

async function measure(session, change) {
  const reader = await session.openExtensionPage('pages/options.html');
  const files = readdirSync(join(folder, change)).map(name => join(folder, change, name));
  const all = [];
  for (let at = 0; at < files.length; at += AT_ONCE) {
    const some = files.slice(at, at + AT_ONCE);
    const page = await session.newPage();
    await flickr.open(page);
    await flickr.choose(page, ...some);
    all.push(...(await answers(reader, some.length)));
    await page.close();
  }
  await reader.close();
  const share = is => `${((100 * all.filter(is).length) / all.length).toFixed(1)} %`.padStart(9);
  const found = share(({listing}) => listing && !listing.possible);
  const possible = share(({listing}) => listing !== undefined);
  const unread = all.filter(({reason}) => reason !== undefined).length;
  console.log(`${change.padEnd(20)} ${found} ${possible} ${unread}`);
}

for (const kind of only ? [only] : ['chromium', 'firefox']) {
  const session = await startSession({
    kind,
    prepare: home =>
      mustBycatch(
        home,
        'import',
        '--dataset',
        'demo-street-portraits',
        '--hashes',
        join(folder, 'hashes.txt'),
      ),
  });
  try {
    console.log(`${kind.padEnd(20)}     found  possible not checked`);
    for (const entry of readdirSync(folder, {withFileTypes: true})) {
      if (entry.isDirectory()) await measure(session, entry.name);
    }
  } finally {
    await session.close();
  }
}

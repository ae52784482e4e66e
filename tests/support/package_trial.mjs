// With the package installed: the browser is opened as anybody opens it, and the first page has its marks.
import assert from 'node:assert/strict';
import {flickrPages} from '../fixtures/flickr_pages.mjs';
import {startSession} from './browsers.mjs';
import {bycatch} from './bycatch_command.mjs';
import {countMarks} from './marks.mjs';
import {until} from './patience.mjs';

const start = Date.now();
const session = await startSession({
  register: false,
  hasExtension: false,
  isInstalled: true,
  // As Debian has it; what drives the browser leaves the system's extensions out.
  prefs: {'extensions.enabledScopes': 15, 'extensions.autoDisableScopes': 3},
});
try {
  const page = await session.newPage();
  const listedNow = async () => countMarks(await session.marks(page)).listed;
  // A page that is there before the extension has started has none.
  const listed = await until(
    async () => {
      await page.goto(flickrPages[0].url);
      return until(listedNow, {what: 'a mark', within: 3000}).catch(() => 0);
    },
    {what: 'the first mark'},
  );
  console.log(
    `${session.kind}: ${listed} listed photos marked ${Date.now() - start} ms after the browser was asked for`,
  );
  const {stdout} = bycatch(session.home, 'doctor');
  assert.match(stdout, /\/usr\/lib\/bycatch\/bycatch-host/);
} finally {
  await session.close();
}

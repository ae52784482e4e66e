// A host of the tests' own, for what the real one never does. MODE is the first argument:
//   old    does not know the greeting      new    speaks only a protocol of the future
//   late   greets, then answers nothing    dead   greets, then ends at the first question
//   unaware  greets, then knows no verb    garbled  greets, then answers what is no answer
//   copies   greets, and says of every picture that it may have been copied into a dataset
//   viewer   the same, and knows of no address that is in a list
import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = fileURLToPath(import.meta.url);

/** Points the host manifest that stands under `where` to this script. */
export function registerScripted(manifestPath, folder, mode) {
  const program = join(folder, `host-${mode}.sh`);
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${here}" ${mode} "$@"\n`);
  chmodSync(program, 0o755);
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  writeFileSync(manifestPath, JSON.stringify({...manifest, path: program}));
}

function frameOf(message) {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length); // native byte order; the tests run on little-endian machines
  return Buffer.concat([head, body]);
}

const hello = (id, min, max) => ({
  id,
  verb: 'hello',
  protocol: {min, max},
  version: '0.0.1',
  generation: '',
});
const copied = ({id, photo: {subject}}) => ({
  id,
  verb: 'answers',
  generation: '1',
  answers: [
    {
      subject,
      state: 'checked',
      identifiers: [{platform: 'web', kind: 'imprint', id: 'a5'.repeat(32)}],
      listings: [{dataset: 'made-up-pictures', match: 'copy', distance: 6}],
      advisories: [],
      coverage: {lists: 2, could_hold: 1, data_date: '2026-01-01'},
    },
  ],
});

const unlisted = (subject, asset) => ({
  subject,
  state: asset ? 'checked' : 'not_checked',
  ...(!asset && {code: 'not_checkable'}),
  identifiers: asset ? [{platform: 'instagram', kind: 'asset', id: asset}] : [],
  listings: [],
  advisories: [],
  coverage: {lists: 2, could_hold: 1, data_date: '2026-01-01'},
});
/** No address is listed, every picture is a copy of a listed one. */
const VIEWER = {
  hello: ({id}) => ({...hello(id, 1, 1), generation: '1'}),
  review: request => copied(request),
  check: ({id, photos}) => ({
    id,
    verb: 'answers',
    generation: '1',
    answers: photos.map(({subject, urls}) =>
      unlisted(subject, /(\d+_\d+_\d+)_n\.jpg/.exec(urls[0])?.[1]),
    ),
  }),
  tags: ({id, tags}) => ({
    id,
    verb: 'answers',
    generation: '1',
    answers: tags.map(tag => unlisted(tag)),
  }),
  datasets: ({id}) => ({id, verb: 'datasets', cards: []}),
  status: ({id}) => ({
    ...hello(id, 1, 1),
    verb: 'status',
    generation: '1',
    index: 'ready',
    lists: 2,
    records: 2,
    packs: [],
    sites: [],
    broker: false,
  }),
  count: ({id}) => ({id, verb: 'done'}),
};

const ANSWERS = {
  old: ({id}) => ({id, verb: 'error', code: 'unsupported'}),
  new: ({id}) => hello(id, 900, 1000),
  late: ({id, verb}) => (verb === 'hello' ? hello(id, 1, 1) : undefined),
  unaware: ({id, verb}) =>
    verb === 'hello' ? hello(id, 1, 1) : {id, verb: 'error', code: 'bad_request'},
  garbled: ({id, verb}) => (verb === 'hello' ? hello(id, 1, 1) : {id, verb: 'oracle'}),
  copies: request => (request.verb === 'review' ? copied(request) : ANSWERS.unaware(request)),
  viewer: request => (VIEWER[request.verb] ?? ANSWERS.unaware)(request),
  dead: ({id, verb}) => (verb === 'hello' ? hello(id, 1, 1) : process.exit(1)),
};

function serve(mode) {
  let waiting = Buffer.alloc(0);
  process.stdin.on('data', data => {
    waiting = Buffer.concat([waiting, data]);
    while (waiting.length >= 4 && waiting.length >= 4 + waiting.readUInt32LE()) {
      const length = waiting.readUInt32LE();
      const answer = ANSWERS[mode](JSON.parse(waiting.subarray(4, 4 + length)));
      waiting = waiting.subarray(4 + length);
      if (answer) process.stdout.write(frameOf(answer));
    }
  });
  process.stdin.on('end', () => process.exit(0));
}

if (process.argv[1] === here) serve(process.argv[2]);

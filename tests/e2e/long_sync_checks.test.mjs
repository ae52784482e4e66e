// Every check of the sync client that the conformance suite does not notice the loss of: taken out, one at a time, in a
// copy of the sources, and a test of ours must fail.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {browserKind} from '../support/browsers.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const skip = browserKind !== 'chromium' && 'no browser is in this: once is enough';
/** What is read without a cap grows until something ends it. */
const MAX_TEST_BYTES = 4 * 2 ** 30;
const MAX_TEST_MS = 20_000;

const core = file => `shared/core/feed/${file}`;
const sync = file => `native-host/sync/${file}`;

/** `from`, which stands once in `file`, becomes `to`; then `proof`, a test case of `program`, must fail. */
const CHECKS = [
  {
    check: 'a file without a signed length has a cap',
    file: sync('http_client.cpp'),
    from: 'if (bytes.size() > request_.max_bytes - held_bytes_) {',
    to: 'if (false) {',
    program: 'sync_test',
    proof: 'sync http: a small file without a signed length stops at its cap',
  },
  {
    check: 'metadata is asked for up to its signed length',
    file: sync('metadata_refresh.cpp'),
    from: 'return file.length ? std::min<std::uint64_t>(*file.length, otherwise) : otherwise;',
    to: 'static_cast<void>(file); return otherwise;',
    program: 'sync_metadata_test',
    proof: 'refresh: files over their cap or signed length are refused',
  },
  {
    check: 'metadata is of its signed length',
    file: core('trusted_set.cpp'),
    from: 'if (file.length && bytes.size() != *file.length) {',
    to: 'if (false) {',
    program: 'core_feed_test',
    proof: 'trusted set: a snapshot is of the announced length, hash and version',
  },
  {
    check: 'a payload is not longer than was signed',
    file: sync('http_client.cpp'),
    from: 'if (bytes.size() > request_.max_bytes - held_bytes_) {',
    to: 'if (false) {',
    program: 'sync_test',
    proof:
      'sync http: shorter and longer than was signed, with and without a length, without an end',
  },
  {
    check: 'a payload is not shorter than was signed',
    file: sync('http_source.cpp'),
    from: 'if (part.held_bytes() < bytes) {',
    to: 'if (false) {',
    program: 'sync_test',
    proof:
      'sync http: shorter and longer than was signed, with and without a length, without an end',
  },
  {
    check: 'a payload has its signed hash',
    file: sync('payload.cpp'),
    from: 'return part.check(payload.hashes);',
    to: 'return {};',
    program: 'sync_test',
    proof: 'sync http: wrong bytes of the right length, once from a cache, for ever',
  },
  {
    check: 'a snapshot is of the version that the timestamp names',
    file: core('trusted_set.cpp'),
    from: 'check_version(snapshot->version, timestamp_->snapshot.version); !version',
    to: 'Status(); !version',
    program: 'sync_metadata_test',
    proof:
      "refresh: a snapshot of another version than the timestamp's is refused, and so are targets",
  },
  {
    check: 'targets are of the version that the snapshot names',
    file: core('trusted_set.cpp'),
    from: 'check_version(read->version, file->second.version); !version',
    to: 'Status(); !version',
    program: 'sync_metadata_test',
    proof:
      "refresh: a snapshot of another version than the timestamp's is refused, and so are targets",
  },
  {
    check: "a key's id is its hash",
    file: core('feed_key.cpp'),
    from: ' || id != feed_key_id(key)',
    to: '',
    program: 'core_feed_test',
    proof: 'feed key: one whose id is not its hash does not count',
  },
  {
    check: 'metadata is of a specification that we know',
    file: core('metadata.cpp'),
    from: 'kMajorVersion = "1.";',
    to: 'kMajorVersion = "";',
    program: 'core_feed_test',
    proof: 'metadata: one kind does not pass for another, nor a later specification for this one',
  },
  {
    check: "metadata's own version is 1 at least",
    file: core('metadata.cpp'),
    from: 'head.version = fields.number(body, "version", 1);',
    to: 'head.version = fields.number(body, "version", std::numeric_limits<std::int64_t>::min());',
    program: 'core_feed_test',
    proof: 'metadata: versions are whole numbers from 1 to 63 bits',
  },
  {
    check: 'a version that is named is 1 at least',
    file: core('metadata.cpp'),
    from: 'file.version = fields.number(in, "version", 1);',
    to: 'file.version = fields.number(in, "version", std::numeric_limits<std::int64_t>::min());',
    program: 'core_feed_test',
    proof: 'metadata: versions are whole numbers from 1 to 63 bits',
  },
  {
    check: 'the search through delegations has a cap',
    file: sync('target_search.cpp'),
    from: ' && visited.size() < kMaxSearchedRoles',
    to: '',
    program: 'sync_metadata_test',
    proof: 'target search: thousands of delegations cost a bounded number of requests',
  },
  {
    check: 'trouble at the next root is not the end of the roots',
    file: sync('metadata_refresh.cpp'),
    from: 'if (!bytes && bytes.error().code == ErrorCode::not_found) {\n        return {};',
    to: 'if (!bytes) {\n        return {};',
    program: 'sync_metadata_test',
    proof: 'refresh: a server in trouble at the next root is not taken for the end of the roots',
  },
  {
    check: 'every root on the way is stored',
    file: sync('metadata_refresh.cpp'),
    from: 'added ? store_.put_root(version, *bytes) : added;',
    to: 'added;',
    program: 'sync_metadata_test',
    proof: 'refresh: every root on the way is stored, also when the last one has expired',
  },
  {
    check: 'an id stands once in a role',
    file: core('metadata.cpp'),
    from: 'role.key_ids.erase(twice.begin(), twice.end());',
    to: 'static_cast<void>(twice);',
    program: 'core_feed_test',
    proof: 'metadata: thresholds and keys of a role',
  },
  {
    check: 'an id signs once',
    file: core('envelope.cpp'),
    from: 'if (!signers.insert(signature.key_id).second) {',
    to: 'if (false) {',
    program: 'core_feed_test',
    proof: 'signatures: an id that signs twice, and one key under two ids',
  },
  {
    check: 'a key under two ids counts once',
    file: core('envelope.cpp'),
    from: 'counted.insert(key->second.material());',
    to: 'counted.insert(signature.key_id);',
    program: 'core_feed_test',
    proof: 'signatures: an id that signs twice, and one key under two ids',
  },
];

const copy = mkdtempSync(join(tmpdir(), 'bycatch-checks-'));
after(() => rmSync(copy, {recursive: true, force: true}));

function run(program, ...words) {
  return spawnSync(program, words, {cwd: copy, encoding: 'utf8', timeout: MAX_TEST_MS});
}

function build(...programs) {
  const words = ['--build', 'build', '--target', ...programs, '--', '--quiet'];
  const {status, stdout, stderr} = spawnSync('cmake', words, {cwd: copy, encoding: 'utf8'});
  assert.equal(status, 0, stdout + stderr);
}

/** Whether the one test case holds. */
function holds({program, proof}) {
  const name = proof.replaceAll(',', '\\,');
  const {status, stdout} = run(
    'prlimit',
    `--as=${MAX_TEST_BYTES}`,
    join('build/bin', program),
    `--test-case=${name}`,
  );
  const counted = /test cases:\s+(\d+) \|/.exec(stdout)?.[1];
  if (status === 0) assert.equal(counted, '1', `${program} has one test case "${proof}"`);
  return status === 0;
}

before(() => {
  if (skip) return;
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter(Boolean))
    cpSync(join(root, file), join(copy, file), {recursive: true});
  execFileSync('cmake', ['-S', '.', '-B', 'build', '-G', 'Ninja', '-D', 'CMAKE_BUILD_TYPE=Debug'], {
    cwd: copy,
  });
  build(...new Set(CHECKS.map(({program}) => program)));
});

test('sync checks: with all of them in place every test holds', {skip}, () => {
  for (const check of CHECKS) assert.ok(holds(check), check.proof);
});

for (const check of CHECKS) {
  test(`sync checks, taken out: ${check.check}`, {skip}, () => {
    const file = join(copy, check.file);
    const whole = readFileSync(file, 'utf8');
    assert.equal(whole.split(check.from).length, 2, `"${check.from}" stands once in ${check.file}`);
    try {
      writeFileSync(
        file,
        whole.replace(check.from, () => check.to),
      );
      build(check.program);
      assert.ok(!holds(check), `"${check.proof}" holds without it`);
    } finally {
      writeFileSync(file, whole);
    }
  });
}

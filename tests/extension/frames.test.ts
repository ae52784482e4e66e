import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {parseReply, parseRequest} from '../../shared/protocol/protocol.gen.ts';

interface Vector {
  name: string;
  frame?: string;
  expect: string;
}

const vectors = readFileSync(
  path.resolve(import.meta.dirname, '../../shared/vectors/frames.jsonl'),
  'utf8',
)
  .split('\n')
  .filter(Boolean)
  .map(line => JSON.parse(line) as Vector);

/** JSON.parse cannot tell 1.0 and 1e0 from 1: only the C++ side refuses their form. */
const SAME_NUMBER = /[^"\w](?:1\.0|1e0)/;

/** A code newer than this extension is let through, and shown as `internal`. */
const FUTURE_CODE = 'an unknown code';

const judge = (value: unknown): string => {
  if (parseRequest(value)) return 'request';
  return parseReply(value) ? 'reply' : 'bad_request';
};

const read = vectors.filter(({frame, expect: said}) => frame !== undefined && said !== 'bad_json');

test('frames: there are vectors', () => expect(read.length).toBeGreaterThan(50));

test.each(read.filter(({frame}) => !SAME_NUMBER.test(frame ?? '')))(
  'frames: $name',
  ({name, frame, expect: said}) => {
    expect(judge(JSON.parse(frame ?? ''))).toBe(name === FUTURE_CODE ? 'reply' : said);
  },
);

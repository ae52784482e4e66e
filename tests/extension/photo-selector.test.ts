import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {isPhotoSelector} from '../../extension/src/common/photo-selector.ts';

const vectors = readFileSync(
  path.resolve(import.meta.dirname, '../../shared/vectors/selector.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as {selector: string; fits: boolean});

test.each(vectors)('selector, as the host reads it: $selector', ({selector, fits}) => {
  expect(isPhotoSelector(selector)).toBe(fits);
});

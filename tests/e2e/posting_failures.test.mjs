// The failures that are told apart by where they arise: no host, a host that is silent, an index that cannot be read.
// All of them: long_posting_failures.test.mjs.
import {FAILURES, testFailures, usePosting} from '../support/posting_failures.mjs';

const SHORT = ['host missing', 'host that never answers', 'index damaged'];

testFailures(
  'posting through a failure',
  usePosting(),
  FAILURES.filter(({name}) => SHORT.includes(name)),
);

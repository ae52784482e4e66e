// Every way in which the host can fail while a post is prepared.
import {FAILURES, testFailures, usePosting} from '../support/posting_failures.mjs';

testFailures('posting through every failure', usePosting(), FAILURES);

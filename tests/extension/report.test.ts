import {beforeAll, expect, test} from 'vitest';
import type {Finding} from '../../extension/src/common/findings.ts';
import {reportOf} from '../../extension/src/pages/report.ts';
import type {StatusReply} from '../../shared/protocol/protocol.gen.ts';
import {installChrome} from './fake-chrome.ts';

beforeAll(installChrome);

const finding: Finding = {
  key: 'flickr:photo:9000000000001',
  group: 'photo',
  kind: 'photo',
  identifier: {platform: 'flickr', kind: 'photo', id: '9000000000001'},
  listings: [
    {dataset: 'demo', match: 'photo', label: 'a face'},
    {dataset: 'child', match: 'source', possible: true},
  ],
  advisories: [],
  coverage: {lists: 9, could_hold: 4, year: 2013},
};

test('report: names the finding, the lists and the versions, and nothing of the person or the page', () => {
  const status = {generation: 'g7', version: '0.2.0'} as StatusReply;
  expect(reportOf(finding, {status}).split('\n')).toEqual([
    'A finding of Bycatch that I think is wrong',
    '',
    'flickr photo: 9000000000001',
    'listing: demo, match photo, label a face',
    'listing: child, match source, possible true',
    'coverage: lists 9, could_hold 4, year 2013, data_date -',
    'generation: g7',
    'extension 0.1.0, host 0.2.0',
    '',
    'Why I think so:',
  ]);
});

test('report: a watched tag names no dataset', () => {
  const advisories = [{tag: 'x', level: 'watched' as const, years: [], sources: []}];
  expect(reportOf({...finding, advisories}, {})).toContain('advisory: no dataset, level watched');
});

test('report: says so where the host does not answer', () => {
  expect(reportOf(finding, {reason: 'host_missing'})).toContain('host -');
});

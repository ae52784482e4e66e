import {expect, test} from 'vitest';
import type {PhotoVerdict} from '../../extension/src/common/messages.ts';
import {PageView} from '../../extension/src/content/page-view.ts';

const verdict = (more: Partial<PhotoVerdict>): PhotoVerdict => ({
  subject: 'p1',
  kind: 'none',
  identified: true,
  ...more,
});

test('page view: a photo counts when its answer has come', () => {
  const view = new PageView();
  view.saw('a');
  expect(view.tally().seen).toBe(0);
  view.heard('a', verdict({key: 'k'}));
  expect(view.tally()).toEqual({
    seen: 1,
    identified: 1,
    checked: 1,
    listed: 0,
    compared: 0,
    removed: 0,
    reasons: {},
  });
});

test('page view: two elements that show one photo are one', () => {
  const view = new PageView();
  for (const address of ['large', 'small']) {
    view.saw(address);
    view.heard(address, verdict({key: 'k'}));
  }
  expect(view.tally().seen).toBe(1);
});

test('page view: what could not be checked has its reason, until it is', () => {
  const view = new PageView();
  view.saw('a');
  view.heard('a', verdict({kind: 'unchecked', identified: false, reason: 'host_missing'}));
  expect(view.tally()).toMatchObject({seen: 1, checked: 0, reasons: {host_missing: 1}});
  view.saw('a');
  view.heard('a', verdict({key: 'k'}));
  expect(view.tally()).toMatchObject({seen: 1, checked: 1, reasons: {}});
});

test('page view: a new view starts from nothing and ignores answers for the old', () => {
  const view = new PageView();
  view.saw('a');
  const before = view.id;
  view.next();
  view.heard('a', verdict({key: 'k'}));
  expect(view.tally().seen).toBe(0);
  expect(view.id).toEqual({document: before.document, view: before.view + 1});
});

test('page view: listed are those in a list, as they are or as a copy', () => {
  const view = new PageView();
  for (const kind of ['photo', 'copy', 'possible', 'account', 'test', 'none'] as const) {
    view.saw(kind);
    view.heard(kind, verdict({key: kind, kind}));
  }
  expect(view.tally().listed).toBe(2);
  view.compared('none', 'copy');
  expect(view.tally().listed).toBe(3);
});

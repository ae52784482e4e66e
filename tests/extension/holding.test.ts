import {describe, expect, test} from 'vitest';
import type {DraftPhoto} from '../../extension/src/common/draft.ts';
import {policyIn} from '../../extension/src/common/policy.ts';
import {settingsInForce} from '../../extension/src/common/settings.ts';
import type {Mode, Rules} from '../../extension/src/compose/rules.ts';
import {MODES, NO_RULES, rulesFor} from '../../extension/src/compose/rules.ts';
import {verdictOnFiles, verdictOnText} from '../../extension/src/compose/verdict.ts';
import type {Answer} from '../../shared/protocol/protocol.gen.ts';

const rulesOf = (managed: Record<string, unknown>, own: object = {}): Rules =>
  rulesFor('flickr', settingsInForce(own, policyIn(managed)));

describe('rules', () => {
  test('rules: without a policy and a choice nothing is held', () => {
    expect(rulesOf({})).toEqual(NO_RULES);
  });

  test('rules: modes are of one site and one kind, and only when they are enforced', () => {
    const managed = {
      'enforced.modeFlickrCopy': 'block',
      'enforced.modeInstagramTag': 'confirm',
      'recommended.modeFlickrTag': 'block',
      'enforced.onUncheckable': 'confirm',
      'enforced.organisation': 'Example Embassy',
    };
    expect(rulesOf(managed)).toEqual({
      ...NO_RULES,
      copy: 'block',
      unchecked: 'confirm',
      organisation: 'Example Embassy',
    });
    expect(rulesFor('instagram', settingsInForce({}, policyIn(managed)))).toMatchObject({
      copy: 'warn',
      tag: 'confirm',
    });
  });

  test.each([[true], ['BLOCK'], [null], [['block']], [7]])('rules: %j is no mode', value => {
    const managed = {'enforced.modeFlickrCopy': value, 'enforced.organisation': value};
    expect(rulesOf(managed).copy).toBe('warn');
  });

  test('rules: a name is no longer than a line', () => {
    expect(rulesOf({'enforced.organisation': 'x'.repeat(1000)}).organisation).toHaveLength(80);
    expect(rulesOf({'enforced.organisation': ''})).toEqual(NO_RULES);
  });

  test('rules: a helpdesk is words and a link to a page or a mail, no other', () => {
    const helpdesk = (managed: Record<string, unknown>) => rulesOf(managed).helpdesk;
    expect(
      helpdesk({
        'enforced.helpdeskText': 'Call 1234',
        'enforced.helpdeskUrl': 'mailto:a@example.org',
      }),
    ).toEqual({text: 'Call 1234', url: 'mailto:a@example.org'});
    expect(helpdesk({'enforced.helpdeskUrl': 'https://example.org/help'})).toEqual({
      url: 'https://example.org/help',
    });
    for (const url of ['javascript:alert(1)', 'http://example.org', 'file:///etc/passwd', 7])
      expect(helpdesk({'enforced.helpdeskUrl': url})).toBeUndefined();
    expect(helpdesk({'enforced.helpdeskText': 'x'.repeat(1000)})?.text).toHaveLength(300);
  });

  test('rules: to be asked first is the own choice, or the organisation’s', () => {
    expect(rulesOf({}, {askFirst: true})).toMatchObject({asksFirst: true, isAskingSet: false});
    expect(rulesOf({'enforced.askFirst': true})).toMatchObject({
      asksFirst: true,
      isAskingSet: true,
    });
  });
});

const answer: Answer = {
  subject: 'f1',
  state: 'checked',
  identifiers: [],
  listings: [],
  advisories: [],
  coverage: {lists: 1, could_hold: 1},
};
const photo: DraftPhoto = {subject: 'f1', name: 'a.jpg', tells: [], canStrip: false};
const fine: DraftPhoto = {...photo, answer};
const possible: DraftPhoto = {
  ...photo,
  answer: {...answer, listings: [{dataset: 'a', match: 'copy', possible: true}]},
};
const copy: DraftPhoto = {
  ...photo,
  answer: {...answer, listings: [{dataset: 'a', match: 'copy', distance: 4}]},
};
const unchecked: DraftPhoto = {...photo, reason: 'timeout'};
const partly: DraftPhoto = {...photo, answer: {...answer, state: 'not_checked'}};
const under = (mode: Mode, more: Partial<Rules> = {}): Rules => ({
  ...NO_RULES,
  copy: mode,
  tag: mode,
  ...more,
});

describe('verdict', () => {
  test.each(MODES)('verdict: under %s what is in no list goes on', mode => {
    expect(verdictOnFiles([fine, possible], under(mode))).toEqual({
      what: 'go',
      isUnchecked: false,
    });
  });

  test('verdict: nothing goes on before all is answered', () => {
    expect(verdictOnFiles([copy, photo], under('block')).what).toBe('wait');
  });

  test.each([
    ['warn', 'go'],
    ['confirm', 'confirm'],
    ['block', 'block'],
  ] as const)('verdict: under %s a copy: %s', (mode, what) => {
    expect(verdictOnFiles([fine, copy], under(mode)).what).toBe(what);
  });

  test.each([unchecked, partly])('verdict: what could not be checked goes on, and is told', one => {
    expect(verdictOnFiles([one], under('block'))).toEqual({what: 'go', isUnchecked: true});
    expect(verdictOnFiles([one], under('warn'))).toEqual({what: 'go', isUnchecked: false});
  });

  test('verdict: unless the organisation wants otherwise', () => {
    const rules = under('confirm', {unchecked: 'block'});
    expect(verdictOnFiles([unchecked], rules)).toEqual({what: 'block', isUnchecked: true});
    expect(verdictOnFiles([fine], rules).what).toBe('go');
    expect(verdictOnFiles([unchecked], under('warn', {unchecked: 'block'})).what).toBe('go');
  });

  test('verdict: what is found holds beside what could not be checked', () => {
    expect(verdictOnFiles([copy, unchecked], under('confirm'))).toEqual({
      what: 'confirm',
      isUnchecked: false,
    });
  });

  test('verdict: who wants to be asked is asked, whatever is found', () => {
    expect(verdictOnFiles([fine], under('warn', {asksFirst: true})).what).toBe('ask');
    expect(verdictOnFiles([copy], under('block', {asksFirst: true})).what).toBe('block');
  });

  test('verdict: words that carry a tag of warning, and others', () => {
    const advisory = {tag: 'a', level: 'documented', years: [], sources: []} as const;
    const warned = {
      tags: 1,
      answer: {...answer, advisories: [{...advisory, years: [], sources: []}]},
    };
    expect(verdictOnText(warned, under('block')).what).toBe('block');
    expect(verdictOnText(warned, under('warn', {asksFirst: true})).what).toBe('go');
    expect(verdictOnText({tags: 1, answer}, under('block')).what).toBe('go');
    const watched = {
      tags: 1,
      answer: {
        ...answer,
        advisories: [{tag: 'a', level: 'watched' as const, years: [], sources: []}],
      },
    };
    expect(verdictOnText(watched, under('block')).what).toBe('go');
    expect(verdictOnText(undefined, under('block'))).toEqual({what: 'go', isUnchecked: false});
  });
});

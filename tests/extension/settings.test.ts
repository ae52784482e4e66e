import {describe, expect, test} from 'vitest';
import {policyIn} from '../../extension/src/common/policy.ts';
import {DEFAULTS, settingsInForce} from '../../extension/src/common/settings.ts';

function inForce(own: unknown, managed: Record<string, unknown> = {}) {
  const {values, locked} = settingsInForce(own, policyIn(managed));
  return {values, locked};
}

describe('settings', () => {
  test('without anybody having chosen: as we ship them', () => {
    expect(inForce(undefined)).toEqual({values: DEFAULTS, locked: new Set()});
  });

  test('what is enforced stands above what was chosen, that above what is recommended', () => {
    const {values, locked} = inForce(
      {markTag: false, badgeCount: true},
      {'enforced.markTag': true, 'recommended.badgeCount': false, 'recommended.blurListed': true},
    );
    expect(values).toEqual({...DEFAULTS, markTag: true, badgeCount: true, blurListed: true});
    expect([...locked]).toEqual(['markTag']);
  });

  test.each([
    ['own value of another type', {markPhoto: 'no'}, {}],
    ['own settings of another type', 'markPhoto', {}],
    ['enforced value of another type', {}, {'enforced.markPhoto': 0}],
    ['unknown names', {markNothing: false}, {'enforced.markEverything': true}],
    ['a policy key without a prefix', {}, {markPhoto: false}],
    ['names that every object has', {toString: false}, {'enforced.constructor': true}],
  ])('%s: counts as none', (_why, own, managed) => {
    expect(inForce(own, managed)).toEqual({values: DEFAULTS, locked: new Set()});
  });
});

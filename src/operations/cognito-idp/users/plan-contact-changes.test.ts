import { describe, expect, it } from 'vitest';
import { fixtureSettings } from '../../../domain/pools/user-pool.fixture.ts';
import type { UserPoolSettings } from '../../../domain/pools/user-pool.ts';
import { type AttributesEditor, planContactChanges } from './plan-contact-changes.ts';

const CURRENT = { email: 'a@example.com', email_verified: 'true', name: 'A' };
const NEW = { email: 'b@example.com' };
const AUTO: Partial<UserPoolSettings> = { autoVerifiedAttributes: ['email'] };
const KEPT: Partial<UserPoolSettings> = {
  userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ['email'] },
};
const VOUCHED = { ...NEW, email_verified: 'True' };

describe('the plan of a change', () => {
  it.each<
    [string, Partial<UserPoolSettings>, Record<string, string>, AttributesEditor, Record<string, string>, string[]]
  >([
    ['a user, who is sent a code', AUTO, NEW, 'user', NEW, ['b@example.com']],
    ['a user, in a pool that verifies nothing', { autoVerifiedAttributes: [] }, NEW, 'user', NEW, []],
    ['a user, to the same address', AUTO, { email: 'a@example.com' }, 'user', { email: 'a@example.com' }, []],
    ['a user, who removes it', AUTO, { email: '' }, 'user', { email: '' }, []],
    ['a user, of something else', AUTO, { name: 'B' }, 'user', { name: 'B' }, []],
    ['an administrator, who sends no code', AUTO, NEW, 'administrator', NEW, []],
    ['a user, where it is proved first', KEPT, { ...NEW, name: 'B' }, 'user', { name: 'B' }, ['b@example.com']],
    ['an administrator, where it is proved first', KEPT, NEW, 'administrator', {}, ['b@example.com']],
    [
      'an administrator, who says that it is not',
      KEPT,
      { ...NEW, email_verified: 'false' },
      'administrator',
      {},
      ['b@example.com'],
    ],
    ['an administrator, who vouches for it', KEPT, VOUCHED, 'administrator', VOUCHED, []],
    ['a user with a new password', { ...AUTO, ...KEPT }, NEW, 'new-password', NEW, []],
  ])('by %s (R921, R922)', (_, settings, changes, by, immediate, proved) => {
    const pool = { settings: fixtureSettings(settings) };
    const plan = planContactChanges(pool, CURRENT, new Map(Object.entries(changes)), by);
    expect(Object.fromEntries(plan.changes)).toEqual(immediate);
    expect(plan.proved.map(({ address }) => address)).toEqual(proved);
  });
});

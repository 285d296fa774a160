import { expect, it } from 'vitest';
import { fixtureSettings } from '../pools/user-pool.fixture.ts';
import type { UserPoolId } from '../pools/user-pool.ts';
import { simulatedSubject, simulateUser } from './simulated-user.ts';
import { SRP_PRIME, toBigInt } from './srp.ts';

const KEY = Buffer.alloc(32, 1);
const createdAt = Date.UTC(2026, 10, 1);
const pool = { id: 'us-east-1_AbCdEf123' as UserPoolId, createdAt, settings: fixtureSettings() };
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('is the same at each try, and another for another name, pool or server (S23, S32)', () => {
  const user = simulateUser(KEY, pool, 'alice', 'alice');
  expect(simulateUser(KEY, pool, 'alice', 'alice')).toEqual(user);
  const others = [
    simulateUser(KEY, pool, 'bob', 'bob'),
    simulateUser(KEY, { ...pool, id: 'us-east-1_Other1234' as UserPoolId }, 'alice', 'alice'),
    simulateUser(Buffer.alloc(32, 2), pool, 'alice', 'alice'),
  ];
  for (const other of others) {
    expect(other.salt).not.toEqual(user.salt);
    expect(other.verifier).not.toEqual(user.verifier);
    expect(other.sub).not.toBe(user.sub);
  }
  expect(toBigInt(user.verifier)).toBeLessThan(toBigInt(SRP_PRIME));
});

it.each([
  ['a user name', 'alice', {}, false],
  ['an alias', 'alice@example.com', { aliasAttributes: ['email'] }, true],
  ['a name in a pool where users are stored under a UUID', 'alice', { usernameAttributes: ['email'] }, true],
] as const)('stands for %s under a name as users there have it (S23, S60)', (_what, sent, settings, isUuid) => {
  const { username, sub } = simulateUser(KEY, { ...pool, settings: fixtureSettings(settings) }, sent, sent);
  expect(username).toBe(isUuid ? sub : sent);
  expect(sub).toMatch(UUID_V7);
  const time = Number.parseInt(sub.replace('-', '').slice(0, 12), 16);
  expect(time - createdAt).toBeLessThan(3_600_000);
  expect(time).toBeGreaterThanOrEqual(createdAt);
});

it('has its name in lower case where cases are not told apart, so that no case tells who exists (R823)', () => {
  const names = ['alice', 'Alice', 'ALICE'].map((sent) => simulateUser(KEY, pool, sent, 'alice').username);
  expect(names).toEqual(['alice', 'alice', 'alice']);
  expect(simulateUser(KEY, pool, 'Alice', 'Alice').username).toBe('Alice');
});

it('counts attempts under bytes that do not tell the name', () => {
  const subject = simulatedSubject(KEY, pool, 'alice');
  expect(subject).toHaveLength(16);
  expect(simulatedSubject(KEY, pool, 'alice')).toEqual(subject);
  expect(simulatedSubject(KEY, pool, 'bob')).not.toEqual(subject);
});

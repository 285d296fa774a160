import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { isClientSecret, isSecretHash, secretHash } from './secret-hash.ts';

it('is the base64 of an HMAC-SHA256 of user name and client id under the secret (S16)', () => {
  const expected = createHmac('sha256', 'the-secret').update('alice1example23456789').digest('base64');
  expect(secretHash('the-secret', 'alice', '1example23456789')).toBe(expected);
});

it.each([
  ['the name that was sent', secretHash('one', 'alice@example.com', 'client'), true],
  ['the stored name', secretHash('one', 'alice', 'client'), true],
  ['the second secret of the client', secretHash('two', 'alice', 'client'), true],
  ['another name', secretHash('one', 'bob', 'client'), false],
  ['another client', secretHash('one', 'alice', 'other'), false],
  ['another secret', secretHash('three', 'alice', 'client'), false],
  ['nothing', '', false],
])('judges a hash of %s (S16)', (_what, given, isRight) => {
  expect(isSecretHash(given, ['one', 'two'], ['alice@example.com', 'alice'], 'client')).toBe(isRight);
});

it('judges a secret that is sent as it is (S103a)', () => {
  expect(isClientSecret('two', ['one', 'two'])).toBe(true);
  expect(isClientSecret('tw', ['one', 'two'])).toBe(false);
  expect(isClientSecret('', [])).toBe(false);
});

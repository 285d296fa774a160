import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { argon2id, bcrypt } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { assertPresent } from '../base/assert.ts';
import { parsePasswordHash } from '../domain/password-hashes/password-hash.ts';
import { HASHES_OF_KNOWN_PASSWORD, KNOWN_PASSWORD } from '../domain/records/cases/password-hash-cases.fixture.ts';
import { isPasswordOf } from './check-password-hash.ts';

const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '');

function hashOf(text: string) {
  return assertPresent(parsePasswordHash(text), 'a well-formed hash');
}

describe('each form of hash', () => {
  it.each(Object.entries(HASHES_OF_KNOWN_PASSWORD))(
    '%s takes its password and no other (S46, S50)',
    async (_form, text) => {
      const tried = [KNOWN_PASSWORD, `${KNOWN_PASSWORD} `, KNOWN_PASSWORD.toLowerCase(), ''];
      const right = await Promise.all(tried.map((password) => isPasswordOf(hashOf(text), password)));
      expect(right).toEqual([true, false, false, false]);
    },
  );
});

/** At the highest bounds that an import takes, with a password that is not ASCII. */
const PASSWORD = 'Пароль-7-€';
const AT_BOUNDS: readonly (readonly [string, () => Promise<string>])[] = [
  ['bcrypt', () => bcrypt({ password: PASSWORD, salt, costFactor: 12, outputType: 'encoded' })],
  [
    'scrypt',
    async () => {
      const options = { N: 65_536, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
      return `65536$8$1$${salt.toString('hex')}$${scryptSync(PASSWORD, salt, 64, options).toString('hex')}`;
    },
  ],
  [
    'argon2id',
    () =>
      argon2id({
        password: PASSWORD,
        salt,
        parallelism: 1,
        iterations: 2,
        memorySize: 19_456,
        hashLength: 64,
        outputType: 'encoded',
      }),
  ],
  [
    'pbkdf2',
    async () => {
      const hash = pbkdf2Sync(PASSWORD, salt, 600_000, 32, 'sha256');
      return `$pbkdf2-sha256$600000$${base64(salt)}$${base64(hash)}`;
    },
  ],
];

it.each(AT_BOUNDS)('takes a password hashed by %s at the highest bounds (S46)', async (_form, make) => {
  const hash = hashOf(await make());
  expect(await isPasswordOf(hash, PASSWORD)).toBe(true);
  expect(await isPasswordOf(hash, 'Пароль-7-$')).toBe(false);
});

/** From the tests of crypt_blowfish, the library whose variants these are. */
it.each([
  ['$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  ['$2b$10$abcdefghijklmnopqrstuuPiS4iUBT88yFvUSk/tP0Mi6eDKfUO/S', KNOWN_PASSWORD],
])('takes the variant of bcrypt %s (R260)', async (text, password) => {
  expect(await isPasswordOf(hashOf(text), password)).toBe(true);
});

it('cuts a password for bcrypt at 72 bytes, as those who hash do', async () => {
  const long = 'é'.repeat(50);
  const text = await bcrypt({
    password: Buffer.from(long).subarray(0, 72),
    salt,
    costFactor: 4,
    outputType: 'encoded',
  });
  expect(await isPasswordOf(hashOf(text), long)).toBe(true);
  expect(await isPasswordOf(hashOf(text), `${long}x`)).toBe(true);
  expect(await isPasswordOf(hashOf(text), 'é'.repeat(35))).toBe(false);
});

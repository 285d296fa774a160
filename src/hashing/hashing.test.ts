import { afterEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../base/assert.ts';
import { parsePasswordHash } from '../domain/password-hashes/password-hash.ts';
import { HASHES_OF_KNOWN_PASSWORD, KNOWN_PASSWORD } from '../domain/records/cases/password-hash-cases.fixture.ts';
import { SrpClient, sha256 } from '../domain/sign-in/srp-client.fixture.ts';
import { createHashing, type Hashing, type HashingOptions } from './hashing.ts';

const identity = { poolName: 'AbCdEf123', username: 'alice' };
const salt = Buffer.from('8f0e1d2c3b4a59687786950413223140', 'hex');
const hash = assertPresent(parsePasswordHash(HASHES_OF_KNOWN_PASSWORD.PBKDF2_SHA256), 'a hash');

let hashing: Hashing | undefined;
afterEach(() => hashing?.close());

function open(options?: HashingOptions): Hashing {
  hashing = createHashing(options);
  return hashing;
}

describe('on its threads', () => {
  it('checks imported hashes (S52)', async () => {
    const { run } = open();
    expect(await run('checkHash', { hash, password: KNOWN_PASSWORD })).toBe(true);
    expect(await run('checkHash', { hash, password: 'Wrong-Horse-7' })).toBe(false);
  });

  it('makes a verifier that takes its password and no other, of its user and no other (S48, S61)', async () => {
    const { run } = open();
    const password = KNOWN_PASSWORD;
    const verifier = await run('makeVerifier', { identity, password, salt });
    if (verifier === 'busy') throw new Error('nothing waits here');
    const check = (change: object) => run('checkVerifier', { identity, password, salt, verifier, ...change });
    expect(await check({})).toBe(true);
    expect(await check({ password: 'Correct-Horse-8' })).toBe(false);
    expect(await check({ identity: { ...identity, username: 'bob' } })).toBe(false);
  });

  it('exchanges keys with a client that knows the password (S62, S64)', async () => {
    const { run } = open();
    const client = new SrpClient(sha256('a'));
    const verifier = await run('makeVerifier', { identity, password: KNOWN_PASSWORD, salt });
    if (verifier === 'busy') throw new Error('nothing waits here');
    const exchange = await run('exchangeKeys', { verifier, publicA: client.publicA, secretB: sha256('b') });
    if (exchange === 'busy') throw new Error('nothing waits here');
    expect(client.key(identity, KNOWN_PASSWORD, salt, exchange.publicB)).toEqual(Buffer.from(exchange.key));
  });
});

it('says that it is busy once too many wait, and goes on with those that do', async () => {
  const { run } = open({ hashThreads: 1, waitingMax: 2 });
  const tries = Array.from({ length: 5 }, () => run('checkHash', { hash, password: KNOWN_PASSWORD }));
  expect(await Promise.all(tries)).toEqual([true, true, true, 'busy', 'busy']);
});

it('does powers while hashes wait', async () => {
  const { run } = open({ hashThreads: 1 });
  let hashesDone = 0;
  const tries = Array.from({ length: 30 }, async () => {
    await run('checkHash', { hash, password: KNOWN_PASSWORD });
    hashesDone++;
  });
  await run('makeVerifier', { identity, password: KNOWN_PASSWORD, salt });
  expect(hashesDone).toBeLessThan(30);
  await Promise.all(tries);
});

it('fails a task that throws and does the next', async () => {
  const { run } = open({ hashThreads: 1 });
  const parameters = { cost: 3, blockSize: 8, parallelization: 1, salt, hash: Buffer.alloc(32) };
  const broken = { algorithm: 'SCRYPT', ...parameters } as const;
  await expect(run('checkHash', { hash: broken, password: 'x' })).rejects.toThrow(/scrypt/i);
  expect(await run('checkHash', { hash, password: KNOWN_PASSWORD })).toBe(true);
});

it('rejects what waits when it is closed', async () => {
  const { run, close } = open({ hashThreads: 1 });
  const tries = Promise.allSettled([1, 2].map(() => run('checkHash', { hash, password: KNOWN_PASSWORD })));
  await close();
  expect((await tries).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await run('checkHash', { hash, password: KNOWN_PASSWORD })).toBe('busy');
});

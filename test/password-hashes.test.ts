import { argon2Sync, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CognitoIdentityProviderClient, GetCSVHeaderCommand } from '@aws-sdk/client-cognito-identity-provider';
import { argon2id, bcrypt, bcryptVerify, createSHA256, pbkdf2, scrypt } from 'hash-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../src/base/assert.ts';
import { silentLogger } from '../src/base/logger.ts';
import { ServerKey } from '../src/base/server-key.ts';
import { type PasswordHash, parsePasswordHash } from '../src/domain/password-hashes/password-hash.ts';
import {
  PASSWORD_HASHING_ALGORITHMS,
  type PasswordHashingAlgorithm,
} from '../src/domain/password-hashes/password-hashing-algorithm.ts';
import { openPasswordHash } from '../src/domain/password-hashes/sealed-password-hash.ts';
import type { AccountId, UserPoolId } from '../src/domain/pools/user-pool.ts';
import { HASHES_OF_KNOWN_PASSWORD, KNOWN_PASSWORD } from '../src/domain/records/cases/password-hash-cases.fixture.ts';
import { startMuster } from '../src/index.ts';
import { openSqliteStore, type SqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from './drive-import.ts';
import type { ActualImport } from './oracle/compare-import.ts';
import { readImport } from './oracle/read-import.ts';

const SERVER_KEY = randomBytes(32);
/** Users whose hashes a library makes; their passwords are their names. */
const USERS_PER_ALGORITHM = 3;

/** What a program that kept its users' passwords with a well-known library has in its database. */
const HASH_OF: Readonly<Record<PasswordHashingAlgorithm, (password: string) => Promise<string>>> = {
  BCRYPT: (password) => bcrypt({ password, salt: randomBytes(16), costFactor: 5, outputType: 'encoded' }),
  async SCRYPT(password) {
    const salt = randomBytes(16);
    const options = { costFactor: 1_024, blockSize: 8, parallelism: 1, hashLength: 32, outputType: 'hex' } as const;
    return `1024$8$1$${salt.toString('hex')}$${await scrypt({ password, salt, ...options })}`;
  },
  ARGON2ID: (password) =>
    argon2id({
      password,
      salt: randomBytes(16),
      parallelism: 1,
      iterations: 2,
      memorySize: 512,
      hashLength: 32,
      outputType: 'encoded',
    }),
  async PBKDF2_SHA256(password) {
    const salt = randomBytes(16);
    const hashFunction = createSHA256();
    const hash = await pbkdf2({
      password,
      salt,
      iterations: 1_000,
      hashLength: 32,
      hashFunction,
      outputType: 'binary',
    });
    const base64 = (bytes: Uint8Array) =>
      Buffer.from(bytes).toString('base64').replaceAll('=', '').replaceAll('+', '.');
    return `$pbkdf2-sha256$1000$${base64(salt)}$${base64(hash)}`;
  },
};

function isSame(bytes: Uint8Array, other: Buffer): boolean {
  return other.equals(bytes);
}

/** Whether the password is the one that was hashed, by the hash as the store gives it. */
async function isPasswordOf(hash: PasswordHash, password: string): Promise<boolean> {
  switch (hash.algorithm) {
    case 'BCRYPT':
      return bcryptVerify({ password, hash: hash.text });
    case 'SCRYPT': {
      const { cost: N, blockSize: r, parallelization: p, salt } = hash;
      return isSame(hash.hash, scryptSync(password, salt, hash.hash.length, { N, r, p, maxmem: 256 * 1024 * 1024 }));
    }
    case 'ARGON2ID': {
      const { lanes: parallelism, memoryKib: memory, passes, salt: nonce } = hash;
      const parameters = { message: password, nonce, parallelism, tagLength: hash.hash.length, memory, passes };
      return isSame(hash.hash, argon2Sync('argon2id', parameters));
    }
    case 'PBKDF2_SHA256':
      return isSame(hash.hash, pbkdf2Sync(password, hash.salt, hash.iterations, hash.hash.length, 'sha256'));
  }
}

interface HashImport extends ActualImport {
  readonly userPoolId: string;
  readonly hashes: readonly string[];
}

let directory: string;
let store: SqliteStore;
const imports = new Map<PasswordHashingAlgorithm, HashImport>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-hashes-'));
  const muster = await startMuster({ data: join(directory, 'data'), serverKey: SERVER_KEY.toString('hex') });
  const client = new CognitoIdentityProviderClient(clientOptions(muster.url));
  const roleArn = await createLogRole(muster.url);
  for (const algorithm of PASSWORD_HASHING_ALGORITHMS) {
    imports.set(algorithm, await importHashes(algorithm, muster.url, client, roleArn));
  }
  client.destroy();
  await muster.stop();
  store = await openSqliteStore({ databaseFile: join(directory, 'data', 'muster.db'), logger: silentLogger });
});

afterAll(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

async function importHashes(
  algorithm: PasswordHashingAlgorithm,
  url: string,
  client: CognitoIdentityProviderClient,
  roleArn: string,
): Promise<HashImport> {
  const names = Array.from({ length: USERS_PER_ALGORITHM }, (_, index) => `user${index}`);
  const hashes = [HASHES_OF_KNOWN_PASSWORD[algorithm], ...(await Promise.all(names.map(HASH_OF[algorithm])))];
  const records = ['known', ...names].map((name, index) => recordOf(name, String(hashes[index])));
  const lines = [
    'cognito:username,email,email_verified,password_hash',
    ...records,
    recordOf('costly', OVER_MAXIMUM[algorithm]),
  ];
  const path = join(directory, `${algorithm}.csv`);
  await writeFile(path, `${lines.join('\n')}\n`);
  const userPoolId = await createImportPool(client, algorithm, []);
  const jobId = await uploadImport(client, userPoolId, roleArn, path, algorithm);
  const job = await runImport(client, userPoolId, jobId);
  return { userPoolId, hashes, ...(await readImport(url, { name: algorithm, id: userPoolId }, job)) };
}

/** One step over the maximum of a parameter. */
const OVER_MAXIMUM: Readonly<Record<PasswordHashingAlgorithm, string>> = {
  BCRYPT: HASHES_OF_KNOWN_PASSWORD.BCRYPT.replace('$10$', '$13$'),
  SCRYPT: HASHES_OF_KNOWN_PASSWORD.SCRYPT.replace('16384', '131072'),
  ARGON2ID: HASHES_OF_KNOWN_PASSWORD.ARGON2ID.replace('19456', '19457'),
  PBKDF2_SHA256: HASHES_OF_KNOWN_PASSWORD.PBKDF2_SHA256.replace('100000', '600001'),
};

function recordOf(name: string, hash: string): string {
  return `${name},${name}@example.com,true,${hash.replaceAll(',', '\\,')}`;
}

async function openHash(algorithm: PasswordHashingAlgorithm, name: string): Promise<PasswordHash> {
  const { userPoolId } = assertPresent(imports.get(algorithm), 'the import ran');
  const scope = { account: '123456789012' as AccountId, region: 'us-east-1' };
  const pool = assertPresent(await store.findUserPool(scope, userPoolId as UserPoolId), 'the pool is there');
  const user = assertPresent(await store.findUser(pool.key, name), `${name} is there`);
  const sealed = assertPresent(await store.findPasswordHash(pool.key, name), `${name} has a hash`);
  const key = new ServerKey(SERVER_KEY).derive('password-hash');
  return assertPresent(openPasswordHash(key, user.sub, sealed), 'the hash opens for its user');
}

describe.each(PASSWORD_HASHING_ALGORITHMS)('an import of %s hashes', (algorithm) => {
  it('confirms every user with a hash of a well-known library, and fails one over the maximum alone (R249, R250, R264)', () => {
    const { users, log } = assertPresent(imports.get(algorithm), 'the import ran');
    expect(users.map(({ UserStatus }) => UserStatus)).toEqual(Array(1 + USERS_PER_ALGORITHM).fill('CONFIRMED'));
    expect(log.at(-1)).toBe('[FAILED] Line Number 5 - The password hash has a parameter that is out of bounds.');
    expect(log.filter((line) => line.startsWith('[SUCCEEDED]'))).toHaveLength(1 + USERS_PER_ALGORITHM);
  });

  it('keeps hashes by which the passwords can be verified, and no others (R256, R260, R261, R262, R263)', async () => {
    expect(await isPasswordOf(await openHash(algorithm, 'known'), KNOWN_PASSWORD)).toBe(true);
    expect(await isPasswordOf(await openHash(algorithm, 'known'), 'correct-Horse-7')).toBe(false);
    for (let index = 0; index < USERS_PER_ALGORITHM; index += 1) {
      expect(await isPasswordOf(await openHash(algorithm, `user${index}`), `user${index}`)).toBe(true);
      expect(await isPasswordOf(await openHash(algorithm, `user${index}`), 'known')).toBe(false);
    }
  });

  it('leaves the hashes of the file nowhere, and shows none (R256)', async () => {
    const { hashes, userPoolId: _id, ...answers } = assertPresent(imports.get(algorithm), 'the import ran');
    const data = join(directory, 'data');
    const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const kept = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
    expect(kept.some((bytes) => bytes.includes('user0@example.com'))).toBe(true);
    for (const hash of hashes) {
      // The end of a hash is of no other one.
      const tail = hash.slice(-24);
      expect(kept.some((bytes) => bytes.includes(tail))).toBe(false);
      expect(JSON.stringify(answers)).not.toContain(tail);
    }
  });
});

describe('a SCRYPT hash', () => {
  it('does not verify where the salt was used as the text of its hexadecimal digits (R261)', async () => {
    const hash = parsePasswordHash(
      '16384$8$1$000102030405060708090a0b0c0d0e0f$7f1b69b26e0f5aa4eac30f24ce03b87228e81f1ee50b9375468076a6a81463d9',
    );
    expect(await isPasswordOf(assertPresent(hash, 'the hash is well-formed'), KNOWN_PASSWORD)).toBe(false);
  });
});

describe('a server that imports no hashes', () => {
  it('has no column for them, refuses an algorithm, and takes a file with the column all the same (R105, R157, R165)', async () => {
    const muster = await startMuster({ hashImport: 'off' });
    const client = new CognitoIdentityProviderClient(clientOptions(muster.url));
    try {
      const roleArn = await createLogRole(muster.url);
      const userPoolId = await createImportPool(client, 'plain', []);
      const { CSVHeader = [] } = await client.send(new GetCSVHeaderCommand({ UserPoolId: userPoolId }));
      expect(CSVHeader).not.toContain('password_hash');
      const path = join(directory, 'plain.csv');
      const values: Record<string, string> = { 'cognito:username': 'ann', email: 'a@b.co', email_verified: 'true' };
      const columns = [...CSVHeader, 'password_hash'];
      await writeFile(path, `${columns.join()}\n${columns.map((column) => values[column] ?? '').join()}\n`);
      await expect(uploadImport(client, userPoolId, roleArn, path, 'BCRYPT')).rejects.toMatchObject({
        name: 'OperationNotEnabledException',
        message: `Password hash import is not enabled for user pool ${userPoolId}.`,
      });
      const job = await runImport(client, userPoolId, await uploadImport(client, userPoolId, roleArn, path));
      expect(job).toMatchObject({ Status: 'Succeeded', ImportedUsers: 1 });
    } finally {
      client.destroy();
      await muster.stop();
    }
  });
});

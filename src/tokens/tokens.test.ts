import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, exportSPKI, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../base/assert.ts';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { fixtureSchema, fixtureSettings } from '../domain/pools/user-pool.fixture.ts';
import type { AccountId, UserPool, UserPoolId } from '../domain/pools/user-pool.ts';
import { openSqliteStore, type SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { SigningKeys } from './signing-keys.ts';
import { issuerOf, type TokenIssuer } from './token-issuer.ts';
import { Tokens } from './tokens.ts';

const NOW_MS = Date.UTC(2026, 10, 22, 10, 4, 0, 965);
const NOW = Math.floor(NOW_MS / 1_000);
const SUB = '0199d2a0-0000-7000-8000-000000000001';
const SEAL_KEY = Buffer.alloc(32, 3);

let directory: string;
let store: SqliteStore;
let pool: UserPool;
let otherPool: UserPool;
const clock = new ManualClock(NOW_MS);

function makePool(id: string): Promise<UserPool> {
  return store.createUserPool({
    id: id as UserPoolId,
    account: '111122223333' as AccountId,
    region: 'us-east-1',
    name: id,
    createdAt: NOW_MS,
    modifiedAt: NOW_MS,
    settings: fixtureSettings(),
    schema: fixtureSchema(),
  });
}

function open(change: { issuer?: TokenIssuer; sealKey?: Buffer } = {}): Tokens {
  const keys = new SigningKeys({ store, sealKey: change.sealKey ?? SEAL_KEY, clock });
  return new Tokens({ keys, issuer: change.issuer ?? 'public-url', baseUrl: () => 'http://127.0.0.1:4599', clock });
}

async function signFor(tokens: Tokens, userPoolId: UserPoolId, change: { readonly expiresAt?: number } = {}) {
  const expiresAt = change.expiresAt ?? NOW + 3_600;
  const signed = await tokens.sign({
    userPoolId,
    grant: {
      clientId: '1example23456789',
      sub: SUB,
      username: 'alice',
      groups: { names: [], roles: [] },
      authTime: NOW,
      issuedAt: NOW,
      originJti: randomIds.uuidV7(NOW_MS),
      eventId: randomIds.uuid(),
    },
    idToken: { jti: randomIds.uuid(), expiresAt },
    accessToken: { jti: randomIds.uuid(), expiresAt },
    attributes: { email: 'alice@example.com' },
  });
  return assertPresent(signed, 'the pool exists');
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-tokens-'));
  store = await openSqliteStore({ databaseFile: join(directory, 'muster.db'), logger: silentLogger });
  pool = await makePool('us-east-1_AbCdEf123');
  otherPool = await makePool('us-east-1_Other1234');
});

afterAll(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

it('signs both tokens with keys of their own, which the published set verifies (S92, S93)', async () => {
  const tokens = open();
  const { idToken, accessToken } = await signFor(tokens, pool.id);
  const published = assertPresent(await tokens.findPublishedKeys(pool.id), 'the pool exists');
  const keySet = createLocalJWKSet({ keys: published.map(({ jwk }) => jwk) });
  const issuer = `http://127.0.0.1:4599/${pool.id}`;
  const options = { issuer, algorithms: ['RS256'], currentDate: new Date(NOW_MS) };
  const id = await jwtVerify(idToken, keySet, { ...options, audience: '1example23456789' });
  const access = await jwtVerify(accessToken, keySet, options);
  expect(id.payload).toMatchObject({ token_use: 'id', email: 'alice@example.com', exp: NOW + 3_600 });
  expect(access.payload).toMatchObject({ token_use: 'access', client_id: '1example23456789' });
  expect(id.protectedHeader).toEqual({ alg: 'RS256', kid: expect.any(String) });
  expect(access.protectedHeader.kid).not.toBe(id.protectedHeader.kid);
  expect(published.map(({ jwk }) => Object.keys(jwk).sort())).toEqual(
    [1, 2].map(() => ['alg', 'e', 'kid', 'kty', 'n', 'use']),
  );
});

it('has the same keys after a restart and at every node, also when two make the first at the same time', async () => {
  const fresh = await makePool('us-east-1_Fresh1234');
  const nodes = [open(), open(), open()];
  const sets = await Promise.all(nodes.map((tokens) => tokens.findPublishedKeys(fresh.id)));
  const ids = sets.map((set) => set?.map(({ id }) => id));
  expect(new Set(ids.map(String)).size).toBe(1);
  expect(ids[0]).toHaveLength(2);
});

it('has no keys and no tokens of a pool that does not exist', async () => {
  const tokens = open();
  expect(await tokens.findPublishedKeys('us-east-1_Nothing12' as UserPoolId)).toBeUndefined();
});

it('does not open keys that were sealed with another server key', async () => {
  await open().findPublishedKeys(pool.id);
  await expect(open({ sealKey: Buffer.alloc(32, 4) }).findPublishedKeys(pool.id)).rejects.toThrow(/server key/);
});

it.each([
  ['public-url', 'https://auth.example.com/eu-central-1_AbCdEf123'],
  ['cognito', 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123'],
] as const)('names the issuer as %s has it (S94)', (issuer, expected) => {
  expect(issuerOf(issuer, 'https://auth.example.com', 'eu-central-1_AbCdEf123' as UserPoolId)).toBe(expected);
});

describe('an access token', () => {
  it('is known again, under either issuer', async () => {
    for (const issuer of ['public-url', 'cognito'] as const) {
      const tokens = open({ issuer });
      const { accessToken } = await signFor(tokens, pool.id);
      const { origin_jti } = decodeJwt(accessToken);
      expect(await open().verifyAccessToken(accessToken)).toEqual({
        kind: 'valid',
        token: {
          userPoolId: pool.id,
          userPoolKey: pool.key,
          clientId: '1example23456789',
          sub: SUB,
          authTime: NOW,
          expiresAt: NOW + 3_600,
          originJti: origin_jti,
        },
      });
    }
  });

  it('is expired from its end on (S107)', async () => {
    const tokens = open();
    const verdictAt = async (expiresAt: number) => {
      const { accessToken } = await signFor(tokens, pool.id, { expiresAt });
      return (await tokens.verifyAccessToken(accessToken)).kind;
    };
    expect(await verdictAt(NOW + 1)).toBe('valid');
    expect(await verdictAt(NOW)).toBe('expired');
  });

  const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  /** What an attacker makes of a valid token and the published keys. */
  const forgeries: Record<string, (token: string, tokens: Tokens) => string | Promise<string>> = {
    'an ID token': async (_token, tokens) => (await signFor(tokens, pool.id)).idToken,
    'alg none': (token) => `${segment({ alg: 'none', kid: decodeProtectedHeader(token).kid })}.${token.split('.')[1]}.`,
    'HS256 under the public key': async (token, tokens) => {
      const keys = assertPresent(await tokens.findPublishedKeys(pool.id), 'the pool exists');
      const key = assertPresent(
        keys.find(({ use }) => use === 'access'),
        'there is one for access tokens',
      );
      const head = `${segment({ alg: 'HS256', kid: key.id })}.${token.split('.')[1]}`;
      const secret = await exportSPKI(
        await crypto.subtle.importKey('jwk', key.jwk, { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, true, ['verify']),
      );
      return `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
    },
    'a foreign key under a foreign kid': (token) => signAnew(token, 'foreign'),
    'a foreign key under the kid of the pool': (token) => signAnew(token, decodeProtectedHeader(token).kid ?? ''),
    "another pool's token with the issuer changed": async (_token, tokens) => {
      const { accessToken } = await signFor(tokens, otherPool.id);
      return change(accessToken, { iss: `http://127.0.0.1:4599/${pool.id}` });
    },
    'a cut token': (token) => token.slice(0, -20),
    'a prolonged life': (token) => change(token, { exp: NOW + 999_999 }),
    'another user': (token) => change(token, { sub: SUB.replace('1', '2') }),
    'a pool that does not exist': (token) => change(token, { iss: 'http://127.0.0.1:4599/us-east-1_Nothing12' }),
    nothing: () => '',
    'no token at all': () => 'a.b.c',
    'five parts': (token) => `${token}.x.y`,
  };

  function change(token: string, claims: object): string {
    const [head, , signature] = token.split('.');
    return `${head}.${segment({ ...decodeJwt(token), ...claims })}.${signature}`;
  }

  function signAnew(token: string, kid: string): string {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const head = `${segment({ alg: 'RS256', kid })}.${token.split('.')[1]}`;
    return `${head}.${sign('sha256', Buffer.from(head), privateKey).toString('base64url')}`;
  }

  it.each(['\0', 'us-east-1_a\0', '', `${'x'.repeat(60)}_a`, '\ud800_a', 'us-east-1_Ab.c'])(
    'is refused unasked where its issuer names what cannot be a pool: %j (S107)',
    async (name) => {
      const asked: string[] = [];
      const keys = {
        find: async (id: string) => {
          asked.push(id);
          return undefined;
        },
      };
      const tokens = new Tokens({ keys, issuer: 'public-url', baseUrl: () => 'http://127.0.0.1:4599', clock });
      const forged = `${segment({ alg: 'RS256' })}.${segment({ iss: `http://127.0.0.1:4599/${name}` })}.AAAA`;
      expect(await tokens.verifyAccessToken(forged)).toEqual({ kind: 'invalid' });
      expect(asked).toEqual([]);
    },
  );

  it.each(Object.keys(forgeries))('is refused: %s (S107)', async (name) => {
    const tokens = open();
    const { accessToken } = await signFor(tokens, pool.id);
    const forged = await forgeries[name]?.(accessToken, tokens);
    expect(await tokens.verifyAccessToken(forged ?? '')).toEqual({ kind: 'invalid' });
  });
});

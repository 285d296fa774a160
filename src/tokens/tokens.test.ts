import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, exportSPKI, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../base/assert.ts';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { fixtureSchema, fixtureSettings } from '../domain/pools/user-pool.fixture.ts';
import type { AccountId, UserPool, UserPoolId } from '../domain/pools/user-pool.ts';
import { REPLACED_KEY_KEPT_MS, SIGNING_KEYS_MAX } from '../domain/sign-in/signing-key-life.ts';
import { fillWithSigningKeys } from '../store/contract/signing-keys.fixture.ts';
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
const setClock = (nowMs: number) => clock.jump(nowMs - clock.nowMs());
/** Of signing keys, from the store. */
let reads = 0;

function countReads(): ConstructorParameters<typeof SigningKeys>[0]['store'] {
  return {
    findSigningKeys: (id) => {
      reads += 1;
      return store.findSigningKeys(id);
    },
    addFirstSigningKeys: (...args) => store.addFirstSigningKeys(...args),
    rotateSigningKeys: (...args) => store.rotateSigningKeys(...args),
  };
}

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
  const keys = new SigningKeys({ store: countReads(), sealKey: change.sealKey ?? SEAL_KEY, clock });
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
  await expect(signFor(open({ sealKey: Buffer.alloc(32, 4) }), pool.id)).rejects.toThrow(/server key/);
});

it.each([
  ['public-url', 'https://auth.example.com/eu-central-1_AbCdEf123'],
  ['cognito', 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123'],
] as const)('names the issuer as %s has it (S94)', (issuer, expected) => {
  expect(issuerOf(issuer, 'https://auth.example.com', 'eu-central-1_AbCdEf123' as UserPoolId)).toBe(expected);
});

const kidOf = (token: string) => decodeProtectedHeader(token).kid ?? '';

async function kidsOf(tokens: Tokens, userPoolId: UserPoolId): Promise<string[]> {
  const published = assertPresent(await tokens.findPublishedKeys(userPoolId), 'the pool exists');
  return published.map(({ id }) => id);
}

describe('a rotation', () => {
  const LIFE_S = 24 * 60 * 60;
  let rotated: UserPool;
  let count = 0;
  beforeEach(async () => {
    count += 1;
    rotated = await makePool(`us-east-1_Rotated${count}`);
  });
  afterEach(() => setClock(NOW_MS));

  const isGood = async (tokens: Tokens, token: string) => (await tokens.verifyAccessToken(token)).kind === 'valid';

  it('makes new keys sign at once at every node, each of which knows the tokens of the other (R800, R803)', async () => {
    const [one, other] = [open(), open()];
    const before = await signFor(other, rotated.id);
    expect(await isGood(one, before.accessToken)).toBe(true);
    const rotation = await one.rotateKeys(rotated.id, 0);
    expect(rotation).toMatchObject({ kind: 'rotated', keys: { publishedCount: 4, signsFrom: NOW_MS } });
    const keyIds = rotation.kind === 'rotated' ? rotation.keys.keyIds : undefined;
    for (const tokens of [one, other]) {
      const { accessToken, idToken } = await signFor(tokens, rotated.id);
      expect([kidOf(idToken), kidOf(accessToken)]).toEqual([keyIds?.id, keyIds?.access]);
      for (const verifier of [one, other]) expect(await isGood(verifier, accessToken)).toBe(true);
      const kids = await kidsOf(tokens, rotated.id);
      expect(kids).toEqual(expect.arrayContaining([...Object.values(keyIds ?? {}), kidOf(before.accessToken)]));
    }
    expect(await isGood(other, before.accessToken)).toBe(true);
  });

  it('is seen by a node that knows the old keys only when it meets a new one (R803)', async () => {
    const [one, other] = [open(), open()];
    expect(await isGood(other, (await signFor(one, rotated.id)).accessToken)).toBe(true);
    await one.rotateKeys(rotated.id, 0);
    const { accessToken } = await signFor(one, rotated.id);
    const before = reads;
    expect(await isGood(other, accessToken)).toBe(true);
    expect(reads - before).toBe(1);
    expect(await isGood(other, accessToken)).toBe(true);
    expect(reads - before).toBe(1);
  });

  it('keeps each key until the longest token that it signed has run out, and drops it then (R802)', async () => {
    const tokens = open();
    const first = await signFor(tokens, rotated.id, { expiresAt: NOW + LIFE_S });
    clock.advance(1_000);
    await tokens.rotateKeys(rotated.id, 0);
    const second = await signFor(tokens, rotated.id, { expiresAt: NOW + 1 + LIFE_S });
    await tokens.rotateKeys(rotated.id, 0);
    setClock(NOW_MS + LIFE_S * 1_000 - 1_000);
    expect(await isGood(open(), first.accessToken)).toBe(true);
    expect(await isGood(open(), second.accessToken)).toBe(true);
    expect(await kidsOf(tokens, rotated.id)).toHaveLength(6);
    setClock(NOW_MS + 1_000 + REPLACED_KEY_KEPT_MS - 1);
    expect(await kidsOf(tokens, rotated.id)).toHaveLength(6);
    clock.advance(1);
    expect(await kidsOf(tokens, rotated.id)).toHaveLength(2);
    expect(await kidsOf(open(), rotated.id)).not.toContain(kidOf(second.accessToken));
  });

  it('may publish keys before they sign (R806)', async () => {
    const tokens = open();
    const { accessToken } = await signFor(tokens, rotated.id);
    const rotation = await tokens.rotateKeys(rotated.id, 60_000);
    const access = rotation.kind === 'rotated' ? rotation.keys.keyIds.access : '';
    expect(await kidsOf(tokens, rotated.id)).toContain(access);
    expect(kidOf((await signFor(tokens, rotated.id)).accessToken)).toBe(kidOf(accessToken));
    clock.advance(60_000);
    expect(kidOf((await signFor(tokens, rotated.id)).accessToken)).toBe(access);
    clock.advance(REPLACED_KEY_KEPT_MS - 1);
    expect(await kidsOf(tokens, rotated.id)).toContain(kidOf(accessToken));
    clock.advance(1);
    expect(await kidsOf(tokens, rotated.id)).not.toContain(kidOf(accessToken));
  });

  it('at once comes before one that waits (R800, R806)', async () => {
    const tokens = open();
    await tokens.rotateKeys(rotated.id, 60_000);
    const rotation = await tokens.rotateKeys(rotated.id, 0);
    const access = rotation.kind === 'rotated' ? rotation.keys.keyIds.access : '';
    for (const passedMs of [0, 60_000]) {
      clock.advance(passedMs);
      expect(kidOf((await signFor(tokens, rotated.id)).accessToken)).toBe(access);
    }
  });

  it('refuses no token while sign-ins go on at two nodes (R800, R803)', async () => {
    const nodes = [open(), open()] as const;
    const seen = new Set<string>();
    let isOver = false;
    const signIns = [0, 1, 2, 3].map(async (index) => {
      while (!isOver) {
        const { accessToken } = await signFor(nodes[index % 2 === 0 ? 0 : 1], rotated.id);
        seen.add(kidOf(accessToken));
        for (const node of nodes) expect(await isGood(node, accessToken)).toBe(true);
      }
    });
    for (let round = 0; round < 4; round += 1) {
      await nodes[round % 2 === 0 ? 0 : 1].rotateKeys(rotated.id, 0);
      const { accessToken } = await signFor(nodes[0], rotated.id);
      seen.add(kidOf(accessToken));
    }
    isOver = true;
    await Promise.all(signIns);
    expect(seen.size).toBeGreaterThan(3);
  });

  it('ends at twenty keys, until the oldest are dropped (R804)', async () => {
    const tokens = open();
    await fillWithSigningKeys(store, rotated.key, SIGNING_KEYS_MAX - 2, NOW_MS);
    expect(await tokens.rotateKeys(rotated.id, 0)).toMatchObject({ keys: { publishedCount: SIGNING_KEYS_MAX } });
    const untilMs = NOW_MS + REPLACED_KEY_KEPT_MS;
    expect(await tokens.rotateKeys(rotated.id, 0)).toEqual({ kind: 'too-many', untilMs });
    clock.advance(REPLACED_KEY_KEPT_MS);
    expect(await tokens.rotateKeys(rotated.id, 0)).toMatchObject({ kind: 'rotated', keys: { publishedCount: 4 } });
  });

  it('of a pool that is gone finds nothing, and its keys are gone at once at every node (R805)', async () => {
    const [one, other] = [open(), open()];
    for (const tokens of [one, other]) expect(await kidsOf(tokens, rotated.id)).toHaveLength(2);
    await store.deleteUserPool({ account: rotated.account, region: rotated.region }, rotated.id);
    for (const tokens of [one, other]) expect(await tokens.findPublishedKeys(rotated.id)).toBeUndefined();
    expect(await one.rotateKeys(rotated.id, 0)).toEqual({ kind: 'not-found' });
  });
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
      const kid = 'k'.repeat(43);
      const forged = `${segment({ alg: 'RS256', kid })}.${segment({ iss: `http://127.0.0.1:4599/${name}` })}.AAAA`;
      const before = reads;
      expect(await open().verifyAccessToken(forged)).toEqual({ kind: 'invalid' });
      expect(reads).toBe(before);
    },
  );

  it.each(Object.keys(forgeries))('is refused: %s (S107)', async (name) => {
    const tokens = open();
    const { accessToken } = await signFor(tokens, pool.id);
    const forged = await forgeries[name]?.(accessToken, tokens);
    expect(await tokens.verifyAccessToken(forged ?? '')).toEqual({ kind: 'invalid' });
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserPool, UserPoolKey } from '../../domain/pools/user-pool.ts';
import { REPLACED_KEY_KEPT_MS } from '../../domain/sign-in/signing-key-life.ts';
import type { NewUser } from '../../domain/users/user.ts';
import { fixtureKeyPair } from './signing-keys.fixture.ts';
import { makePool, NOW, newUser, type OpenStore, SCOPE, type StoreUnderTest } from './stored-things.fixture.ts';

const NOBODY = new Uint8Array(16).fill(7);
const NO_POOL = 4_711 as UserPoolKey;
const NO_SUB = '01900000-0000-7000-8000-ffffffffffff';
const ORIGIN = 'aaaaaaaa-0000-4000-8000-000000000001';
const CHALLENGE = '00112233445566778899aabbccddeeff';
const SEALED = Uint8Array.of(1, 2, 3);

export function describeSignIns(openStore: OpenStore): void {
  describe('sign-ins', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    let john: NewUser;
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001');
      john = newUser('john', { emailKey: 'john@example.com', sealedPasswordHash: SEALED });
      await engine.store.createUser(pool.key, john, NOW);
    });
    afterEach(() => engine.close());

    const find = (key: string) => engine.store.findSignInUser(pool.key, key, NOBODY);
    const fail = (subject: string | Uint8Array, nowMs: number) =>
      engine.store.countFailedAttempt(pool.key, subject, nowMs);
    const tokenUser = () => engine.store.findTokenUser(pool.key, john.sub, ORIGIN);

    it('finds a user by name, sub and alias with the password and the failed attempts', async () => {
      await fail(john.sub, NOW);
      for (const key of ['john', john.sub, 'john@example.com']) {
        expect(await find(key)).toEqual({
          found: { user: expect.objectContaining({ username: 'john', sub: john.sub }), sealedPassword: SEALED },
          attempts: { count: 1, lastFailedAt: NOW },
        });
      }
      await engine.store.createUser(pool.key, newUser('jane'), NOW);
      expect(await find('jane')).toMatchObject({ found: { sealedPassword: undefined }, attempts: undefined });
    });

    it('counts attempts under a name that nobody has', async () => {
      expect(await find('nobody')).toEqual({ found: undefined, attempts: undefined });
      await fail(NOBODY, NOW);
      expect(await find('nobody')).toEqual({ found: undefined, attempts: { count: 1, lastFailedAt: NOW } });
      expect((await find('john')).attempts).toBeUndefined();
    });

    describe('failed attempts', () => {
      it('lock out from the fifth on, and those meanwhile do not count (S18)', async () => {
        for (let failure = 1; failure <= 5; failure++) expect(await fail(john.sub, NOW)).toBe('counted');
        expect(await fail(john.sub, NOW + 999)).toBe('locked-out');
        expect(await fail(john.sub, NOW + 1_000)).toBe('counted');
        expect((await find('john')).attempts).toEqual({ count: 6, lastFailedAt: NOW + 1_000 });
        expect(await fail(john.sub, NOW + 2_999)).toBe('locked-out');
        expect(await fail(john.sub, NOW + 3_000)).toBe('counted');
      });

      it('that come at the same time count one by one (S18)', async () => {
        const answers = await Promise.all(Array.from({ length: 12 }, () => fail(john.sub, NOW)));
        expect(answers.filter((answer) => answer === 'counted')).toHaveLength(5);
        expect((await find('john')).attempts?.count).toBe(5);
      });

      it('are forgotten by a right password after a lock-out only (S18)', async () => {
        const pass = (nowMs: number) => engine.store.passLockOut(pool.key, john.sub, nowMs, true);
        expect(await pass(NOW)).toBe('passed');
        for (let failure = 1; failure <= 4; failure++) await fail(john.sub, NOW);
        expect(await pass(NOW)).toBe('passed');
        expect((await find('john')).attempts?.count).toBe(4);
        await fail(john.sub, NOW);
        expect(await pass(NOW + 999)).toBe('locked-out');
        expect(await pass(NOW + 1_000)).toBe('passed');
        expect((await find('john')).attempts).toBeUndefined();
      });
    });

    describe('a password', () => {
      it('is replaced only if it is still the one that was read', async () => {
        const { store } = engine;
        const replace = (expected: Uint8Array | null | undefined, sealed: Uint8Array | null) =>
          store.replacePassword(pool.key, john.sub, {
            sealedPassword: sealed,
            ...(expected !== undefined && { expected }),
            nowMs: NOW,
          });
        expect(await replace(Uint8Array.of(9), Uint8Array.of(4))).toBe('stale');
        expect(await replace(null, Uint8Array.of(4))).toBe('stale');
        expect(await replace(SEALED, Uint8Array.of(4))).toBe('changed');
        expect(await replace(SEALED, Uint8Array.of(5))).toBe('stale');
        expect(await replace(undefined, null)).toBe('changed');
        expect(await replace(null, SEALED)).toBe('changed');
        expect((await find('john')).found?.sealedPassword).toEqual(SEALED);
      });

      it('is replaced by one of many at the same time', async () => {
        const answers = await Promise.all(
          Array.from({ length: 8 }, (_, index) =>
            engine.store.replacePassword(pool.key, john.sub, {
              sealedPassword: Uint8Array.of(2, index),
              expected: SEALED,
              nowMs: NOW,
            }),
          ),
        );
        expect(answers.filter((answer) => answer === 'changed')).toHaveLength(1);
      });

      it('in another form leaves the user as it was; a new one sets status and time and forgets failures', async () => {
        await fail(john.sub, NOW);
        const before = (await find('john')).found?.user;
        const change = { sealedPassword: SEALED, nowMs: NOW + 5 };
        await engine.store.replacePassword(pool.key, john.sub, change);
        expect((await find('john')).found?.user).toEqual(before);
        expect((await find('john')).attempts?.count).toBe(1);
        await engine.store.replacePassword(pool.key, john.sub, { ...change, status: 'CONFIRMED' });
        const { found, attempts } = await find('john');
        expect(found?.user).toMatchObject({ status: 'CONFIRMED', modifiedAt: NOW + 5 });
        expect(attempts).toBeUndefined();
        expect(await tokenUser()).toMatchObject({ sessionsEndedAt: undefined });
        await engine.store.replacePassword(pool.key, john.sub, { ...change, status: 'CONFIRMED', endsSessions: true });
        expect(await tokenUser()).toMatchObject({ sessionsEndedAt: NOW + 5 });
      });

      it('of nobody is not replaced', async () => {
        const change = { sealedPassword: SEALED, nowMs: NOW };
        expect(await engine.store.replacePassword(pool.key, NO_SUB, change)).toBe('not-found');
        expect(await engine.store.replacePassword(NO_POOL, john.sub, change)).toBe('not-found');
      });
    });

    it('lets a challenge be answered once, also when many answer at the same time (S72, S83)', async () => {
      const answer = (id: string) => engine.store.answerChallenge(id, NOW + 1_000);
      const answers = await Promise.all(Array.from({ length: 10 }, () => answer(CHALLENGE)));
      expect(answers.filter((given) => given === 'first')).toHaveLength(1);
      expect(await answer(CHALLENGE.replace('0', '1'))).toBe('first');
      const store = await engine.reopen();
      expect(await store.answerChallenge(CHALLENGE, NOW)).toBe('answered-before');
    });

    it('keeps the first signing keys of a pool, whoever comes second (S92)', async () => {
      const { store } = engine;
      expect(await store.findSigningKeys(pool.id)).toEqual({ userPoolKey: pool.key, keys: [] });
      const sets = ['a', 'b', 'c'].map((name) => fixtureKeyPair(name, NOW));
      const answers = await Promise.all(sets.map((keys) => store.addFirstSigningKeys(pool.key, keys)));
      const found = await store.findSigningKeys(pool.id);
      expect(sets).toContainEqual(found?.keys);
      for (const answer of answers) expect(answer).toEqual(found?.keys);
      expect(await store.addFirstSigningKeys(NO_POOL, sets[0] ?? [])).toEqual([]);
      await store.deleteUserPool(SCOPE, pool.id);
      expect(await store.findSigningKeys(pool.id)).toBeUndefined();
    });

    describe('signing keys that are rotated', () => {
      const newPair = (name: string, signsFrom = NOW) => fixtureKeyPair(name, signsFrom);
      const rotate = (name: string, nowMs: number, keysMax = 100) =>
        engine.store.rotateSigningKeys(pool.key, newPair(name, nowMs), { nowMs, keysMax });
      const ids = async () => (await engine.store.findSigningKeys(pool.id))?.keys.map(({ id }) => id);

      it('stay beside the new ones until their last token has run out, and are purged then (R802)', async () => {
        await engine.store.addFirstSigningKeys(pool.key, newPair('a'));
        const later = NOW + 60_000;
        expect(await rotate('b', later)).toEqual({
          kind: 'rotated',
          keys: [...newPair('a'), ...newPair('b', later)],
        });
        expect(await engine.store.purgeSignIns(later + REPLACED_KEY_KEPT_MS - 1, 10)).toBe(0);
        expect(await ids()).toEqual(['a-id', 'a-access', 'b-id', 'b-access']);
        expect(await engine.store.purgeSignIns(later + REPLACED_KEY_KEPT_MS, 1)).toBe(1);
        expect(await engine.store.purgeSignIns(later + REPLACED_KEY_KEPT_MS, 10)).toBe(1);
        expect(await engine.store.purgeSignIns(later + REPLACED_KEY_KEPT_MS, 10)).toBe(0);
        expect(await ids()).toEqual(['b-id', 'b-access']);
        const store = await engine.reopen();
        expect((await store.findSigningKeys(pool.id))?.keys).toEqual(newPair('b', later));
      });

      it('are dropped by the next rotation too, one after the other (R802)', async () => {
        await engine.store.addFirstSigningKeys(pool.key, newPair('a'));
        await rotate('b', NOW + 1);
        await rotate('c', NOW + 2);
        await rotate('d', NOW + 1 + REPLACED_KEY_KEPT_MS);
        expect(await ids()).toEqual(['b-id', 'b-access', 'c-id', 'c-access', 'd-id', 'd-access']);
      });

      it('all stay where many rotate at the same time, up to a number (R804)', async () => {
        const rotations = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => rotate(name, NOW, 8)));
        expect(rotations.filter(({ kind }) => kind === 'rotated')).toHaveLength(4);
        expect(rotations.filter(({ kind }) => kind === 'too-many')).toHaveLength(2);
        expect(await ids()).toHaveLength(8);
      });

      it('are none of a pool that is gone', async () => {
        await rotate('a', NOW);
        await engine.store.deleteUserPool(SCOPE, pool.id);
        expect(await rotate('b', NOW)).toEqual({ kind: 'not-found' });
      });

      it('of other pools stay', async () => {
        const other = await makePool(engine.store, 'Pool00002');
        await engine.store.addFirstSigningKeys(other.key, newPair('x'));
        await rotate('a', NOW);
        await rotate('b', NOW);
        expect(await engine.store.purgeSignIns(NOW + REPLACED_KEY_KEPT_MS, 10)).toBe(2);
        expect((await engine.store.findSigningKeys(other.id))?.keys).toEqual(newPair('x'));
      });
    });

    describe('a session', () => {
      it('ends alone by its origin (S106)', async () => {
        expect(await tokenUser()).toMatchObject({ user: { username: 'john' }, isOriginRevoked: false });
        await engine.store.revokeOrigin(pool.key, ORIGIN, NOW + 1_000);
        await engine.store.revokeOrigin(pool.key, ORIGIN, NOW + 1_000);
        expect(await tokenUser()).toMatchObject({ isOriginRevoked: true, sessionsEndedAt: undefined });
        const other = ORIGIN.replace('1', '2');
        expect(await engine.store.findTokenUser(pool.key, john.sub, other)).toMatchObject({ isOriginRevoked: false });
      });

      it('ends with all others of its user, and a clock that was set back brings none back (S106)', async () => {
        const end = (sub: string, nowMs: number) => engine.store.endSessions(pool.key, sub, nowMs);
        expect(await end(john.sub, NOW + 10)).toBe('ended');
        expect(await end(john.sub, NOW + 5)).toBe('ended');
        expect(await tokenUser()).toMatchObject({ sessionsEndedAt: NOW + 10 });
        expect(await end(john.sub, NOW + 20)).toBe('ended');
        expect(await tokenUser()).toMatchObject({ sessionsEndedAt: NOW + 20 });
        expect(await end(NO_SUB, NOW)).toBe('not-found');
      });

      it('ends with its user', async () => {
        await engine.store.endSessions(pool.key, john.sub, NOW);
        await engine.store.deleteUser(pool.key, 'john');
        expect(await tokenUser()).toBeUndefined();
      });
    });

    describe('a rotating refresh token', () => {
      const rotate = (generation: number, nowMs: number, graceMs = 0) =>
        engine.store.rotateRefreshToken(pool.key, {
          originJti: ORIGIN,
          generation,
          graceMs,
          expiresAt: NOW + 1e6,
          nowMs,
        });

      it('is exchanged once, also when many try at the same time (S103)', async () => {
        const answers = await Promise.all(Array.from({ length: 10 }, () => rotate(0, NOW)));
        expect(answers.filter(({ kind }) => kind === 'rotated')).toEqual([{ kind: 'rotated', generation: 1 }]);
        expect(await rotate(1, NOW)).toEqual({ kind: 'rotated', generation: 2 });
        expect(await rotate(0, NOW)).toEqual({ kind: 'reused' });
        expect(await rotate(1, NOW)).toEqual({ kind: 'reused' });
      });

      it('is exchanged once, also if the other node came first by its own clock (S103)', async () => {
        expect(await rotate(0, NOW)).toEqual({ kind: 'rotated', generation: 1 });
        expect(await rotate(0, NOW - 1)).toEqual({ kind: 'reused' });
      });

      it('is known by its generation to whoever looks for the owner of a token (R807)', async () => {
        expect(await tokenUser()).toMatchObject({ refreshGeneration: 0 });
        await rotate(0, NOW);
        await rotate(1, NOW);
        expect(await tokenUser()).toMatchObject({ refreshGeneration: 2, isOriginRevoked: false });
      });

      it('works again for its grace, to the millisecond, but not two generations back (S103)', async () => {
        await rotate(0, NOW);
        expect(await rotate(0, NOW + 9_999, 10_000)).toEqual({ kind: 'rotated', generation: 1 });
        expect(await rotate(0, NOW + 10_000, 10_000)).toEqual({ kind: 'reused' });
        await rotate(1, NOW + 10);
        expect(await rotate(0, NOW + 11, 10_000)).toEqual({ kind: 'reused' });
      });
    });

    it('forgets what nothing needs any more, a few rows at a time', async () => {
      const { store } = engine;
      const quarter = 15 * 60_000;
      for (const subject of [john.sub, NOBODY]) await fail(subject, NOW);
      await store.answerChallenge(CHALLENGE, NOW + quarter);
      await store.revokeOrigin(pool.key, ORIGIN, NOW + quarter);
      await store.rotateRefreshToken(pool.key, {
        originJti: ORIGIN,
        generation: 0,
        graceMs: 0,
        expiresAt: NOW + quarter,
        nowMs: NOW,
      });
      expect(await store.purgeSignIns(NOW + quarter - 1, 10)).toBe(0);
      expect(await store.purgeSignIns(NOW + quarter, 1)).toBe(4);
      expect(await store.purgeSignIns(NOW + quarter, 1)).toBe(1);
      expect(await store.purgeSignIns(NOW + quarter, 1)).toBe(0);
      expect((await find('john')).attempts).toBeUndefined();
      expect(await tokenUser()).toMatchObject({ isOriginRevoked: false });
      expect(await store.answerChallenge(CHALLENGE, NOW)).toBe('first');
    });
  });
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewMessage } from '../../domain/messages/message.ts';
import { WAITING_MESSAGES_MAX } from '../../domain/messages/message-limits.ts';
import type { UserPool } from '../../domain/pools/user-pool.ts';
import {
  EXPIRED_CODE_KEPT_MS,
  RECOVERY_ATTEMPTS_MAX,
  RECOVERY_WINDOW_MS,
} from '../../domain/recovery/recovery-limits.ts';
import type { NewUser } from '../../domain/users/user.ts';
import {
  fillOutbox,
  makePool,
  NOW,
  newUser,
  type OpenStore,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

const NOBODY = new Uint8Array(16).fill(7);
const OLD = Uint8Array.of(1, 2, 3);
const NEW = Uint8Array.of(4, 5, 6);
const RIGHT = new Uint8Array(16).fill(1);
const WRONG = new Uint8Array(16).fill(2);

export function describeRecovery(openStore: OpenStore): void {
  describe('codes to reset passwords', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    let john: NewUser;
    let messageNumber = 0;
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001');
      john = newUser('john', { status: 'RESET_REQUIRED', sealedPasswordHash: OLD });
      await engine.store.createUser(pool.key, john, NOW);
    });
    afterEach(() => engine.close());

    const message = (): NewMessage => ({
      id: `message ${messageNumber++}`,
      userPoolKey: pool.key,
      medium: 'EMAIL',
      kind: 'ForgotPassword',
      recipient: 'john@example.com',
      sealedContent: Uint8Array.of(1),
      createdAt: NOW,
      expiresAt: NOW + 1_000,
      isWaiting: true,
      isInInbox: true,
    });
    const put = (subject: string | Uint8Array, nowMs = NOW, codeMac = RIGHT) =>
      engine.store.putResetCode(pool.key, subject, {
        codeMac,
        expiresAt: nowMs + 1_000,
        message: message(),
        nowMs,
      });
    const use = (codeMac: Uint8Array, nowMs = NOW, subject: string | Uint8Array = john.sub) =>
      engine.store.useResetCode(pool.key, subject, { codeMac, sealedPassword: NEW, nowMs });
    const find = async () => (await engine.store.findSignInUser(pool.key, 'john', NOBODY)).found;
    const sent = async () => (await engine.store.listMessages(SCOPE, { createdAfter: 0, limit: 100 })).items.length;

    it('set the password once, confirm the user, end all sessions and forget failures (S39)', async () => {
      const { store } = engine;
      await store.countFailedAttempt(pool.key, john.sub, NOW);
      expect(await put(john.sub)).toBe('stored');
      expect(await sent()).toBe(1);
      expect(await find()).toMatchObject({ user: { status: 'RESET_REQUIRED' }, sealedPassword: OLD });
      expect(await use(RIGHT, NOW + 5)).toBe('changed');
      expect(await find()).toMatchObject({ user: { status: 'CONFIRMED', modifiedAt: NOW + 5 }, sealedPassword: NEW });
      expect((await store.findSignInUser(pool.key, 'john', NOBODY)).attempts).toBeUndefined();
      expect(await store.findTokenUser(pool.key, john.sub, 'origin')).toMatchObject({ sessionsEndedAt: NOW + 5 });
      expect(await use(RIGHT, NOW + 6)).toBe('none');
    });

    it('erase the password in the same transaction where they are told to, or change nothing (S4, S111)', async () => {
      const { store } = engine;
      await store.countFailedAttempt(pool.key, john.sub, NOW);
      await store.replacePassword(pool.key, john.sub, { sealedPassword: OLD, status: 'CONFIRMED', nowMs: NOW });
      const erase = (nowMs: number) =>
        store.putResetCode(pool.key, john.sub, {
          ...{ codeMac: RIGHT, expiresAt: nowMs + 1_000, message: message(), nowMs },
          erasesPassword: true,
        });
      expect(await erase(NOW + 1)).toBe('stored');
      const erased = { user: { status: 'RESET_REQUIRED', modifiedAt: NOW + 1 }, sealedPassword: undefined };
      expect(await find()).toMatchObject(erased);
      expect((await store.findSignInUser(pool.key, 'john', NOBODY)).attempts).toBeUndefined();
      expect(await use(RIGHT, NOW + 2)).toBe('changed');
      for (let number = 1; number < RECOVERY_ATTEMPTS_MAX; number++) await put(john.sub);
      expect(await erase(NOW + 3)).toBe('limit-exceeded');
      expect(await find()).toMatchObject({ user: { status: 'CONFIRMED' }, sealedPassword: NEW });
    });

    it('are given to one of several callers in the same instant (S39)', async () => {
      await put(john.sub);
      const answers = await Promise.all(Array.from({ length: 5 }, () => use(RIGHT)));
      expect(answers.toSorted()).toEqual(['changed', 'none', 'none', 'none', 'none']);
    });

    it.each([
      ['was never asked for', async () => {}, RIGHT, NOW, 'none'],
      ['has expired (S40)', () => put(john.sub), RIGHT, NOW + 1_000, 'expired'],
      ['is wrong (S40)', () => put(john.sub), WRONG, NOW, 'mismatch'],
    ] as const)('change nothing when the code %s (S29)', async (_, prepare, code, nowMs, answer) => {
      await prepare();
      expect(await use(code, nowMs)).toBe(answer);
      expect(await find()).toMatchObject({ user: { status: 'RESET_REQUIRED' }, sealedPassword: OLD });
    });

    it('replace the code before (S38)', async () => {
      await put(john.sub, NOW, WRONG);
      await put(john.sub);
      expect(await use(WRONG)).toBe('mismatch');
      expect(await use(RIGHT)).toBe('changed');
    });

    it(`are sent ${RECOVERY_ATTEMPTS_MAX} times per hour, to nobody as to somebody (S42, S32)`, async () => {
      for (const subject of [john.sub, NOBODY]) {
        for (let number = 0; number < RECOVERY_ATTEMPTS_MAX; number++) expect(await put(subject)).toBe('stored');
        const before = await sent();
        expect(await put(subject)).toBe('limit-exceeded');
        expect(await sent()).toBe(before);
        expect(await put(subject, NOW + RECOVERY_WINDOW_MS - 1)).toBe('limit-exceeded');
      }
      expect(await use(RIGHT)).toBe('changed');
      expect(await put(john.sub, NOW + RECOVERY_WINDOW_MS)).toBe('stored');
    });

    it(`take no code after ${RECOVERY_ATTEMPTS_MAX} wrong ones within the hour, not even the right one (S42)`, async () => {
      await engine.store.putResetCode(pool.key, john.sub, {
        codeMac: RIGHT,
        expiresAt: NOW + 2 * RECOVERY_WINDOW_MS,
        message: message(),
        nowMs: NOW,
      });
      for (let number = 0; number < RECOVERY_ATTEMPTS_MAX; number++) expect(await use(WRONG)).toBe('mismatch');
      expect(await use(RIGHT)).toBe('limit-exceeded');
      expect(await use(RIGHT, NOW + RECOVERY_WINDOW_MS)).toBe('changed');
    });

    it('are not stored without their message (S111)', async () => {
      const { store } = engine;
      await store.putMessage({ ...message(), isInInbox: false });
      await fillOutbox(engine, WAITING_MESSAGES_MAX);
      expect(await put(john.sub)).toBe('outbox-full');
      expect(await use(RIGHT)).toBe('none');
    });

    it('go with their user, and are of use to nobody else', async () => {
      const { store } = engine;
      const jane = newUser('jane');
      await store.createUser(pool.key, jane, NOW);
      await put(john.sub);
      expect(await use(RIGHT, NOW, jane.sub)).toBe('none');
      await store.deleteUser(pool.key, 'john');
      expect(await use(RIGHT)).toBe('not-found');
      expect(await put(john.sub)).toBe('not-found');
    });

    it('are void once a password was set without them, and stay where only its form or the status changes (S38)', async () => {
      const { store } = engine;
      await put(john.sub);
      await store.replacePassword(pool.key, john.sub, { sealedPassword: OLD, nowMs: NOW });
      await store.replacePassword(pool.key, john.sub, { sealedPassword: null, status: 'RESET_REQUIRED', nowMs: NOW });
      expect(await use(WRONG)).toBe('mismatch');
      await store.replacePassword(pool.key, john.sub, { sealedPassword: OLD, status: 'CONFIRMED', nowMs: NOW });
      expect(await use(RIGHT)).toBe('none');
      expect(await find()).toMatchObject({ sealedPassword: OLD });
    });

    it('of nobody are judged like those of somebody, but that none is right (S32)', async () => {
      expect(await use(RIGHT, NOW, NOBODY)).toBe('none');
      await put(NOBODY);
      expect(await use(RIGHT, NOW + 1_000, NOBODY)).toBe('expired');
      for (let number = 0; number < RECOVERY_ATTEMPTS_MAX; number++)
        expect(await use(number % 2 ? RIGHT : WRONG, NOW, NOBODY)).toBe('mismatch');
      expect(await use(RIGHT, NOW, NOBODY)).toBe('limit-exceeded');
    });

    it('are purged an hour after they have expired', async () => {
      const { store } = engine;
      await put(john.sub);
      expect(await store.purgeSignIns(NOW + RECOVERY_WINDOW_MS - 1, 100)).toBe(0);
      expect(await store.purgeSignIns(NOW + RECOVERY_WINDOW_MS, 100)).toBe(1);
      expect(await use(RIGHT, NOW + 999 + EXPIRED_CODE_KEPT_MS)).toBe('expired');
      expect(await store.purgeSignIns(NOW + 1_000 + EXPIRED_CODE_KEPT_MS, 100)).toBe(1);
    });
  });
}

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewMessage } from '../../domain/messages/message.ts';
import { WAITING_MESSAGES_MAX } from '../../domain/messages/message-limits.ts';
import type { UserPool, UserPoolSettings } from '../../domain/pools/user-pool.ts';
import { RECOVERY_ATTEMPTS_MAX, RECOVERY_WINDOW_MS } from '../../domain/recovery/recovery-limits.ts';
import type { Attributes, NewUser } from '../../domain/users/user.ts';
import { userKeys } from '../../domain/users/user-keys.ts';
import type { NewContactCode } from '../user-code.ts';
import type { ContactCodeUse } from '../verification-store.ts';
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
const RIGHT = new Uint8Array(16).fill(1);
const WRONG = new Uint8Array(16).fill(2);
const EMAIL = 'john@example.com';
const NEW_EMAIL = 'new@example.com';
const ALIASES: Partial<UserPoolSettings> = { aliasAttributes: ['email', 'phone_number'] };

export function describeVerification(openStore: OpenStore): void {
  describe('codes that prove an address', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    let messageNumber = 0;
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001', ALIASES);
    });
    afterEach(() => engine.close());

    const message = (): NewMessage => ({
      id: `message ${messageNumber++}`,
      userPoolKey: pool.key,
      medium: 'EMAIL',
      kind: 'SignUp',
      recipient: EMAIL,
      sealedContent: Uint8Array.of(1),
      createdAt: NOW,
      expiresAt: NOW + 1_000,
      isWaiting: true,
      isInInbox: true,
    });
    const newCode = (change: Partial<NewContactCode> = {}): NewContactCode => ({
      purpose: 'confirm-sign-up',
      attribute: 'email',
      address: EMAIL,
      codeMac: RIGHT,
      expiresAt: NOW + 1_000,
      message: message(),
      ...change,
    });
    const verification = (change: Partial<NewContactCode> = {}) => newCode({ purpose: 'verify-email', ...change });
    const put = (subject: string | Uint8Array, change: Partial<NewContactCode> = {}, nowMs = NOW) =>
      engine.store.putContactCode(pool.key, subject, { ...newCode(change), nowMs });
    const useWhole = (subject: string | Uint8Array, change: Partial<ContactCodeUse> = {}) =>
      engine.store.useContactCode(pool.key, subject, {
        purpose: 'confirm-sign-up',
        codeMac: RIGHT,
        nowMs: NOW,
        ...change,
      });
    const use = async (...words: Parameters<typeof useWhole>) => {
      const usage = await useWhole(...words);
      return typeof usage === 'object' && usage.kind === 'proved' ? usage.kind : usage;
    };
    const find = (name: string) => engine.store.findUser(pool.key, name);
    const sent = async () => (await engine.store.listMessages(SCOPE, { createdAfter: 0, limit: 100 })).items.length;

    function userWith(name: string, attributes: Attributes, change: Partial<NewUser> = {}): NewUser {
      const keys = userKeys(pool.settings, name, attributes);
      return newUser(name, { attributesJson: JSON.stringify(attributes), ...keys, status: 'UNCONFIRMED', ...change });
    }

    /** A user who has just signed up. */
    async function signUp(name = 'john', email = EMAIL): Promise<NewUser> {
      const user = userWith(name, { email });
      const code = newCode({ address: email });
      expect(await engine.store.createUser(pool.key, user, NOW, { code })).toMatchObject({ kind: 'created' });
      return user;
    }

    const changeTo = (attributes: Attributes, codes: readonly NewContactCode[] = []) => {
      const { emailKey, phoneKey, preferredUsernameKey } = userKeys(pool.settings, 'john', attributes);
      const keys = { emailKey, phoneKey, preferredUsernameKey };
      return engine.store.replaceUserAttributes(pool.key, 'john', { attributes, ...keys, codes, nowMs: NOW });
    };

    it('confirm a user who signed up, once, and make the address an alias (R911)', async () => {
      const { sub } = await signUp();
      expect(await sent()).toBe(1);
      expect(await find(EMAIL)).toBeUndefined();
      expect(await useWhole(sub, { nowMs: NOW + 5 })).toEqual({ kind: 'proved', attribute: 'email', address: EMAIL });
      expect(await find(EMAIL)).toMatchObject({
        sub,
        status: 'CONFIRMED',
        modifiedAt: NOW + 5,
        attributes: { email: EMAIL, email_verified: 'true' },
      });
      expect(await use(sub)).toEqual({ kind: 'wrong-status', status: 'CONFIRMED' });
    });

    it('are given to one of several callers in the same instant (R911)', async () => {
      const { sub } = await signUp();
      const answers = await Promise.all(Array.from({ length: 5 }, () => use(sub)));
      expect(answers.filter((answer) => answer === 'proved')).toHaveLength(1);
      expect(answers.filter((answer) => typeof answer === 'object')).toHaveLength(4);
      expect(await changeTo({ email: NEW_EMAIL }, [verification({ address: NEW_EMAIL })])).toBe('changed');
      const verified = await Promise.all(Array.from({ length: 5 }, () => use(sub, { purpose: 'verify-email' })));
      expect(verified.toSorted()).toEqual(['none', 'none', 'none', 'none', 'proved']);
    });

    it.each([
      ['is wrong', { codeMac: WRONG }, 'mismatch'],
      ['has expired', { nowMs: NOW + 1_000 }, 'expired'],
      ['is for another purpose', { purpose: 'verify-email' }, 'none'],
    ] as const)('change nothing when the code %s (R911)', async (_, change, answer) => {
      const { sub } = await signUp();
      expect(await use(sub, change)).toBe(answer);
      expect(await find('john')).toMatchObject({ status: 'UNCONFIRMED', attributes: { email: EMAIL } });
      expect(await use(sub)).toBe('proved');
    });

    it('are of use to nobody else, and go with their user (R911)', async () => {
      const { sub } = await signUp();
      const jane = userWith('jane', { email: 'jane@example.com' });
      await engine.store.createUser(pool.key, jane, NOW);
      expect(await use(jane.sub)).toBe('none');
      await engine.store.deleteUser(pool.key, 'john');
      expect(await use(sub)).toBe('not-found');
      expect(await put(sub)).toBe('not-found');
    });

    it(`are asked for ${RECOVERY_ATTEMPTS_MAX} times per hour and purpose, the sign-up counted, and guessed as often (R911)`, async () => {
      const { sub } = await signUp();
      for (let number = 1; number < RECOVERY_ATTEMPTS_MAX; number++) expect(await put(sub)).toBe('stored');
      const before = await sent();
      expect(await put(sub)).toBe('limit-exceeded');
      expect(await sent()).toBe(before);
      expect(await put(sub, { purpose: 'verify-email' })).toBe('stored');
      for (let number = 0; number < RECOVERY_ATTEMPTS_MAX; number++)
        expect(await use(sub, { codeMac: WRONG })).toBe('mismatch');
      expect(await use(sub)).toBe('limit-exceeded');
      const later = NOW + RECOVERY_WINDOW_MS;
      expect(await put(sub, { expiresAt: later + 1_000 }, later)).toBe('stored');
      expect(await use(sub, { nowMs: later })).toBe('proved');
    });

    it('are stored with the user and the message, or nothing is (R925)', async () => {
      const { store } = engine;
      await store.putMessage({ ...message(), isInInbox: false });
      await fillOutbox(engine, WAITING_MESSAGES_MAX);
      const john = userWith('john', { email: EMAIL });
      expect(await store.createUser(pool.key, john, NOW, { code: newCode() })).toEqual({ kind: 'outbox-full' });
      expect(await find('john')).toBeUndefined();
      await store.createUser(pool.key, john, NOW);
      expect(await put(john.sub)).toBe('outbox-full');
      expect(await changeTo({ email: NEW_EMAIL }, [verification({ address: NEW_EMAIL })])).toBe('outbox-full');
      expect(await find('john')).toMatchObject({ attributes: { email: EMAIL } });
      expect(await use(john.sub)).toBe('none');
    });

    it('of a taken name leave nothing (R925)', async () => {
      await signUp();
      const again = userWith('john', { email: 'other@example.com' });
      const code = newCode({ address: 'other@example.com' });
      expect(await engine.store.createUser(pool.key, again, NOW, { code })).toEqual({ kind: 'username-exists' });
      expect(await sent()).toBe(1);
    });

    it('take an alias from another user only if they are told to, in one transaction (R913)', async () => {
      const jane = userWith('jane', { email: EMAIL, email_verified: 'true' }, { status: 'CONFIRMED' });
      await engine.store.createUser(pool.key, jane, NOW);
      const { sub } = await signUp();
      expect(await use(sub)).toEqual({ kind: 'alias-exists', attribute: 'email' });
      expect(await find('john')).toMatchObject({ status: 'UNCONFIRMED' });
      const answers = await Promise.all([use(sub, { takesAlias: true }), use(sub, { takesAlias: true })]);
      expect(answers).toContain('proved');
      expect(await find(EMAIL)).toMatchObject({ sub });
      expect(await find('jane')).toMatchObject({ attributes: { email: EMAIL, email_verified: 'false' } });
    });

    it('prove the address they went to: void once the user has another (R923)', async () => {
      const { sub } = await signUp();
      await put(sub, { purpose: 'verify-email' });
      expect(await changeTo({ email: NEW_EMAIL })).toBe('changed');
      expect(await use(sub)).toBe('none');
      expect(await use(sub, { purpose: 'verify-email' })).toBe('none');
      expect(await put(sub)).toBe('stale');
      expect(await put(sub, { address: NEW_EMAIL })).toBe('stored');
      expect(await use(sub)).toBe('proved');
      expect(await find(NEW_EMAIL)).toMatchObject({ sub });
    });

    it('of a changed address come with the change (R921)', async () => {
      const { sub } = await signUp();
      const code = verification({ address: NEW_EMAIL });
      expect(await changeTo({ email: NEW_EMAIL, email_verified: 'false' }, [code])).toBe('changed');
      expect(await engine.store.findContactAddress(pool.key, sub, 'verify-email')).toBe(NEW_EMAIL);
      expect(await use(sub, { purpose: 'verify-email' })).toBe('proved');
      expect(await find(NEW_EMAIL)).toMatchObject({ status: 'UNCONFIRMED', attributes: { email_verified: 'true' } });
    });

    it('of an address that waits put it in the place of the one before, or refuse it (R922)', async () => {
      const { sub } = await signUp();
      await use(sub);
      const verified = { email: EMAIL, email_verified: 'true' };
      expect(await changeTo(verified, [verification({ address: NEW_EMAIL })])).toBe('changed');
      expect(await put(sub, { purpose: 'verify-email', address: 'third@example.com' })).toBe('stale');
      expect(await put(sub, { purpose: 'verify-email', address: NEW_EMAIL })).toBe('stored');
      const jane = userWith('jane', { email: NEW_EMAIL, email_verified: 'true' }, { status: 'CONFIRMED' });
      await engine.store.createUser(pool.key, jane, NOW);
      const asked = { purpose: 'verify-email' } as const;
      expect(await use(sub, asked)).toEqual({ kind: 'alias-exists', attribute: 'email' });
      expect(await find(EMAIL)).toMatchObject({ sub, attributes: verified });
      await engine.store.deleteUser(pool.key, 'jane');
      expect(await use(sub, asked)).toBe('proved');
      expect(await find(EMAIL)).toBeUndefined();
      expect(await find(NEW_EMAIL)).toMatchObject({ sub, attributes: { email: NEW_EMAIL, email_verified: 'true' } });
    });

    it('of nobody are judged like those of somebody, but that none is right (R915)', async () => {
      expect(await use(NOBODY)).toBe('none');
      expect(await put(NOBODY)).toBe('stored');
      expect(await use(NOBODY, { nowMs: NOW + 1_000 })).toBe('expired');
      for (let number = 0; number < RECOVERY_ATTEMPTS_MAX; number++) expect(await use(NOBODY)).toBe('mismatch');
      expect(await use(NOBODY)).toBe('limit-exceeded');
    });

    it('are not needed where an administrator confirms the user, whose address stays unverified (R917)', async () => {
      const { sub } = await signUp();
      expect(await engine.store.confirmUser(pool.key, sub, NOW + 5)).toBe('changed');
      expect(await find('john')).toMatchObject({
        status: 'CONFIRMED',
        modifiedAt: NOW + 5,
        attributes: { email: EMAIL },
      });
      const again = await engine.store.confirmUser(pool.key, sub, NOW + 6);
      expect(again).toEqual({ kind: 'wrong-status', status: 'CONFIRMED' });
      expect(await use(sub)).toEqual(again);
      await engine.store.deleteUser(pool.key, 'john');
      expect(await engine.store.confirmUser(pool.key, sub, NOW)).toBe('not-found');
    });
  });
}

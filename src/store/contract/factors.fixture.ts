import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserPool } from '../../domain/pools/user-pool.ts';
import type { NewUser, User } from '../../domain/users/user.ts';
import { makePool, NOW, newUser, type OpenStore, type StoreUnderTest } from './stored-things.fixture.ts';

const FIRST = Uint8Array.of(1, 2, 3);
const SECOND = Uint8Array.of(4, 5, 6);
const ID = 'ab'.repeat(16);
const NOBODY_SUB = '0199d2a0-0000-7000-8000-0000000000ff';
const RIGHT = { isRight: true, mistakesMax: 3, expiresAt: NOW + 1_000 };
const WRONG = { ...RIGHT, isRight: false };

export function describeFactors(openStore: OpenStore): void {
  describe('second factors', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    let john: NewUser;
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001');
      john = newUser('john');
      await engine.store.createUser(pool.key, john, NOW);
    });
    afterEach(() => engine.close());

    const token = (sub = john.sub) => engine.store.findSoftwareToken(pool.key, sub);
    const mfa = async () => (await engine.store.findUser(pool.key, 'john'))?.mfa;
    const use = (step: number, sealedSecret = FIRST) =>
      engine.store.useSoftwareTokenCode(pool.key, john.sub, { sealedSecret, step });
    const replace = (next: User['mfa'], expected: User['mfa'], needsSoftwareToken = false) =>
      engine.store.replaceUserMfa(pool.key, john.sub, { mfa: next, expected, needsSoftwareToken, nowMs: NOW + 5 });

    it('keep a pending secret beside the one that works until it is confirmed (R875)', async () => {
      const { store } = engine;
      expect(await token()).toBeUndefined();
      expect(await store.putPendingSoftwareToken(pool.key, john.sub, FIRST)).toBe('stored');
      expect(await token()).toEqual({ sealedSecret: undefined, sealedPendingSecret: FIRST });
      expect(await use(1)).toBe('stale');
      const confirm = (sealedSecret: Uint8Array, step: number) =>
        store.confirmSoftwareToken(pool.key, john.sub, { sealedSecret, step });
      expect(await confirm(SECOND, 7)).toBe('stale');
      expect(await confirm(FIRST, 7)).toBe('confirmed');
      expect(await confirm(FIRST, 7)).toBe('stale');
      expect(await token()).toEqual({ sealedSecret: FIRST, sealedPendingSecret: undefined });
      expect(await store.putPendingSoftwareToken(pool.key, john.sub, SECOND)).toBe('stored');
      expect(await use(8)).toBe('accepted');
      expect(await confirm(SECOND, 9)).toBe('confirmed');
      expect(await use(10)).toBe('stale');
      expect(await use(10, SECOND)).toBe('accepted');
      expect(await store.putPendingSoftwareToken(pool.key, NOBODY_SUB, FIRST)).toBe('not-found');
    });

    it('accept a code for one caller, and none of an earlier step after it (R875)', async () => {
      await engine.store.addFirstSoftwareToken(pool.key, john.sub, { sealedSecret: FIRST, step: 5, nowMs: NOW });
      expect(await use(5)).toBe('used-before');
      const uses = await Promise.all(Array.from({ length: 8 }, () => use(7)));
      expect(uses.filter((each) => each === 'accepted')).toHaveLength(1);
      expect(uses.filter((each) => each === 'used-before')).toHaveLength(7);
      expect(await use(6)).toBe('used-before');
      expect(await use(8)).toBe('accepted');
    });

    it('add a first app once, and activate it in the same transaction (R875)', async () => {
      const add = (sealedSecret: Uint8Array, sub = john.sub) =>
        engine.store.addFirstSoftwareToken(pool.key, sub, { sealedSecret, step: 1, nowMs: NOW + 5 });
      // One that was never proved does not count.
      await engine.store.putPendingSoftwareToken(pool.key, john.sub, SECOND);
      const added = await Promise.all([add(FIRST), add(FIRST), add(FIRST)]);
      expect(added.toSorted()).toEqual(['added', 'exists', 'exists']);
      expect(await token()).toEqual({ sealedSecret: FIRST, sealedPendingSecret: undefined });
      expect(await mfa()).toEqual({ factors: ['SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' });
      expect(await add(FIRST, NOBODY_SUB)).toBe('not-found');
    });

    it('change what is active by compare and set, with an app only if there is one (R872)', async () => {
      const both: User['mfa'] = { factors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] };
      expect(await replace('sms', 'active')).toBe('stale');
      expect(await replace(both, 'off', true)).toBe('no-software-token');
      expect(await mfa()).toBe('off');
      expect(await replace('sms', 'off')).toBe('changed');
      await engine.store.putPendingSoftwareToken(pool.key, john.sub, FIRST);
      expect(await replace(both, 'sms', true)).toBe('no-software-token');
      await engine.store.confirmSoftwareToken(pool.key, john.sub, { sealedSecret: FIRST, step: 1 });
      expect(await replace(both, 'sms', true)).toBe('changed');
      expect(await mfa()).toEqual(both);
      expect((await engine.store.findUser(pool.key, 'john'))?.modifiedAt).toBe(NOW + 5);
    });

    it('forget an app with what was active of it, with its user and with its pool (R878)', async () => {
      const { store } = engine;
      const add = () => store.addFirstSoftwareToken(pool.key, john.sub, { sealedSecret: FIRST, step: 1, nowMs: NOW });
      await add();
      await replace({ factors: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], preferred: 'SMS_MFA' }, (await mfa()) ?? 'off');
      expect(await store.deleteSoftwareToken(pool.key, john.sub, NOW)).toBe('deleted');
      expect([await token(), await mfa()]).toEqual([undefined, { factors: ['SMS_MFA'], preferred: 'SMS_MFA' }]);
      expect(await store.deleteSoftwareToken(pool.key, john.sub, NOW)).toBe('deleted');
      expect(await store.deleteSoftwareToken(pool.key, NOBODY_SUB, NOW)).toBe('not-found');
      await add();
      await store.deleteUser(pool.key, 'john');
      expect(await token()).toBeUndefined();
    });

    it('judge a code until it is right or too many were wrong, for one caller at a time (S83, S84)', async () => {
      const { store } = engine;
      expect(await store.answerCode(ID, WRONG)).toEqual({ kind: 'wrong', mistakes: 1 });
      const rights = await Promise.all(Array.from({ length: 6 }, () => store.answerCode(ID, RIGHT)));
      expect(rights.filter(({ kind }) => kind === 'right')).toHaveLength(1);
      expect(rights.filter(({ kind }) => kind === 'answered-before')).toHaveLength(5);
      const other = 'cd'.repeat(16);
      const wrongs = await Promise.all(Array.from({ length: 6 }, () => store.answerCode(other, WRONG)));
      expect(wrongs.filter(({ kind }) => kind === 'wrong')).toHaveLength(3);
      expect(await store.answerCode(other, RIGHT)).toEqual({ kind: 'exhausted' });
      // Forgotten with the challenge, which is refused by its age then.
      expect(await store.purgeSignIns(NOW + 999, 100)).toBe(0);
      expect(await store.purgeSignIns(NOW + 1_000, 100)).toBe(3);
    });

    it('keep devices of users: each once, a hundred at most, and gone with its user (R882, R885, R886)', async () => {
      const { store } = engine;
      const jane = newUser('jane');
      await store.createUser(pool.key, jane, NOW);
      const uuidOf = (number: number) => `0199d2a0-0000-7000-8000-${String(number).padStart(12, '0')}`;
      const device = (number: number, authenticatedAt = NOW + number) => ({
        uuid: uuidOf(number),
        name: number === 1 ? undefined : `device ${number}`,
        isRemembered: number % 2 === 0,
        sealedVerifier: FIRST,
        createdAt: NOW,
        modifiedAt: NOW,
        authenticatedAt,
      });
      const add = (number: number, sub = john.sub) => store.addDevice(pool.key, sub, device(number), 3);
      const uuids = async (sub = john.sub) =>
        (await store.listDevices(pool.key, sub, undefined, 10)).items.map(({ uuid }) => uuid);
      expect(await add(1)).toBe('added');
      expect([await add(1), await add(1, jane.sub), await add(2, NOBODY_SUB)]).toEqual([
        'exists',
        'exists',
        'not-found',
      ]);
      expect(await store.findDevice(pool.key, john.sub, uuidOf(1))).toEqual(device(1));
      expect(await store.findDevice(pool.key, jane.sub, uuidOf(1))).toBeUndefined();
      for (const number of [2, 3]) await add(number);
      // It has signed in last.
      expect(await store.noteDeviceSignIn(pool.key, john.sub, uuidOf(1), NOW + 100)).toBe('noted');
      await add(4);
      expect(await uuids()).toEqual([uuidOf(1), uuidOf(3), uuidOf(4)]);
      const page = await store.listDevices(pool.key, john.sub, uuidOf(1), 1);
      expect(page).toMatchObject({ items: [{ uuid: uuidOf(3) }], next: uuidOf(3) });
      const remember = (sub: string) =>
        store.setDeviceRemembered(pool.key, sub, uuidOf(3), { isRemembered: true, nowMs: NOW + 9 });
      expect([await remember(john.sub), await remember(jane.sub)]).toEqual(['changed', 'not-found']);
      expect(await store.findDevice(pool.key, john.sub, uuidOf(3))).toMatchObject({
        isRemembered: true,
        modifiedAt: NOW + 9,
      });
      expect(await store.noteDeviceSignIn(pool.key, jane.sub, uuidOf(3), NOW)).toBe('not-found');
      expect(await store.deleteDevice(pool.key, jane.sub, uuidOf(3))).toBe('not-found');
      expect(await store.deleteDevice(pool.key, john.sub, uuidOf(3))).toBe('deleted');
      await store.deleteUser(pool.key, 'john');
      expect(await uuids()).toEqual([]);
    });
  });
}

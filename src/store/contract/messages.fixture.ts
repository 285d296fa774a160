import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewMessage } from '../../domain/messages/message.ts';
import {
  INBOX_MESSAGES_MAX,
  SIMULATED_MESSAGES_MAX,
  WAITING_MESSAGES_MAX,
} from '../../domain/messages/message-limits.ts';
import type { UserPool, UserPoolId } from '../../domain/pools/user-pool.ts';
import {
  fillOutbox,
  makePool,
  NOW,
  type OpenStore,
  OTHER_ACCOUNT,
  OTHER_REGION,
  SCOPE,
  type StoreUnderTest,
} from './stored-things.fixture.ts';

const LEASE_END = NOW + 60_000;

export function describeMessages(openStore: OpenStore): void {
  describe('messages', () => {
    let engine: StoreUnderTest;
    let pool: UserPool;
    beforeEach(async () => {
      engine = await openStore();
      pool = await makePool(engine.store, 'Pool00001');
    });
    afterEach(() => engine.close());

    function message(id: string, change: Partial<NewMessage> = {}): NewMessage {
      return {
        id,
        userPoolKey: pool.key,
        medium: 'EMAIL',
        kind: 'ForgotPassword',
        recipient: 'jane@example.com',
        sealedContent: new Uint8Array([1, 2, 3]),
        createdAt: NOW,
        expiresAt: NOW + 3_600_000,
        isWaiting: true,
        isInInbox: false,
        ...change,
      };
    }
    const listIds = async (selection: { userPoolId?: UserPoolId; to?: string } = {}, scope = SCOPE) =>
      (await engine.store.listMessages(scope, { ...selection, createdAfter: NOW - 1, limit: 100 })).items.map(
        ({ id }) => id,
      );

    it('gives each medium its own, with the pool that it is of (R930, R935)', async () => {
      const { store } = engine;
      await store.putMessage(message('mail', { createdAt: NOW + 5 }));
      await store.putMessage(message('sms', { medium: 'SMS' }));
      expect(await store.findNextMessageTime('EMAIL')).toBe(NOW + 5);
      expect(await store.findNextMessageTime('SMS')).toBe(NOW);
      const claimed = await store.claimMessages('SMS', NOW + 5, LEASE_END, 10);
      expect(claimed).toMatchObject([{ id: 'sms', medium: 'SMS', userPoolId: pool.id }]);
      expect(await store.claimMessages('EMAIL', NOW + 5, LEASE_END, 10)).toMatchObject([{ id: 'mail' }]);
    });

    it('gives what is due to one claim after the other, oldest first, and again when the claim has ended', async () => {
      const { store } = engine;
      expect(await store.findNextMessageTime('EMAIL')).toBeUndefined();
      await store.putMessage(message('b', { createdAt: NOW + 5 }));
      await store.putMessage(message('a'));
      expect(await store.findNextMessageTime('EMAIL')).toBe(NOW);
      expect(await store.claimMessages('EMAIL', NOW - 1, LEASE_END, 10)).toEqual([]);
      const [first] = await store.claimMessages('EMAIL', NOW + 5, LEASE_END, 1);
      expect(first).toMatchObject({ id: 'a', attempt: 1, isForNobody: false, expiresAt: NOW + 3_600_000 });
      const rest = await store.claimMessages('EMAIL', NOW + 5, LEASE_END, 10);
      expect(rest).toMatchObject([{ id: 'b', attempt: 1, isForNobody: false }]);
      expect(rest[0]?.sealedContent).toEqual(new Uint8Array([1, 2, 3]));
      expect(await store.claimMessages('EMAIL', NOW + 5, LEASE_END, 10)).toEqual([]);
      expect(await store.claimMessages('EMAIL', LEASE_END, LEASE_END + 1, 10)).toMatchObject([
        { id: 'b', attempt: 2 },
        { id: 'a', attempt: 2 },
      ]);
    });

    it('keeps messages for nobody apart from those to people, and gives them to claims in the same way (S32)', async () => {
      const { store } = engine;
      await store.putMessage(message('a'));
      await store.putMessage(message('late', { recipient: undefined, createdAt: NOW + 5 }));
      await store.putMessage(message('early', { recipient: undefined }));
      expect(await store.claimMessages('EMAIL', NOW + 5, LEASE_END, 10)).toMatchObject([{ id: 'a' }]);
      expect(await store.findNextMessageTime('nobody')).toBe(NOW);
      expect(await store.claimMessages('nobody', NOW - 1, LEASE_END, 10)).toEqual([]);
      const [early] = await store.claimMessages('nobody', NOW + 5, LEASE_END, 1);
      expect(early).toMatchObject({ id: 'early', attempt: 1, isForNobody: true });
      expect(await store.claimMessages('nobody', NOW + 5, LEASE_END, 10)).toMatchObject([{ id: 'late' }]);
      expect(await store.findNextMessageTime('nobody')).toBe(LEASE_END);
      const again = await store.claimMessages('nobody', LEASE_END, LEASE_END + 1, 10);
      expect(again.map(({ id, attempt }) => [id, attempt]).toSorted()).toEqual([
        ['early', 2],
        ['late', 2],
      ]);
      for (const claim of again) await store.endMessage(claim);
      expect(await store.findNextMessageTime('nobody')).toBeUndefined();
    });

    it(`keeps the newest ${SIMULATED_MESSAGES_MAX} messages for nobody, which take no room from others (R820)`, async () => {
      const { store } = engine;
      for (let number = 0; number < SIMULATED_MESSAGES_MAX + 200; number += 20) {
        const put = (index: number) => {
          const id = `n${number + index}`;
          return store.putMessage(message(id, { recipient: undefined, createdAt: NOW + number + index }));
        };
        expect(new Set(await Promise.all(Array.from({ length: 20 }, (_, index) => put(index))))).toEqual(
          new Set(['stored']),
        );
      }
      // Of those that come at a time none sees the others go.
      await store.putMessage(message('last', { recipient: undefined, createdAt: NOW + 2 * WAITING_MESSAGES_MAX }));
      await store.putMessage(message('later', { createdAt: NOW + 1 }));
      await fillOutbox(engine, WAITING_MESSAGES_MAX - 1);
      expect(await store.putMessage(message('to somebody'))).toBe('stored');
      expect(await store.putMessage(message('to one too many'))).toBe('outbox-full');
      expect(await store.claimMessages('EMAIL', NOW, LEASE_END, 10)).toMatchObject([{ id: 'to somebody' }]);
      const kept = await store.claimMessages('nobody', NOW + 2 * WAITING_MESSAGES_MAX, LEASE_END, WAITING_MESSAGES_MAX);
      expect(kept).toHaveLength(SIMULATED_MESSAGES_MAX);
      expect(kept.map(({ id }) => id)).toContain('last');
    });

    it('forgets a message that has ended, and keeps the claim of the node that has it now', async () => {
      const { store } = engine;
      await store.putMessage(message('a'));
      const [stale] = await store.claimMessages('EMAIL', NOW, NOW + 1, 1);
      const [claim] = await store.claimMessages('EMAIL', NOW + 1, LEASE_END, 1);
      if (!stale || !claim) throw new Error('nothing was claimed');
      await store.endMessage(stale);
      await store.postponeMessage(stale, NOW);
      expect(await store.findNextMessageTime('EMAIL')).toBe(LEASE_END);
      await store.postponeMessage(claim, NOW + 9);
      expect(await store.findNextMessageTime('EMAIL')).toBe(NOW + 9);
      const [last] = await store.claimMessages('EMAIL', NOW + 9, LEASE_END, 1);
      if (!last) throw new Error('nothing was claimed');
      await store.endMessage(last);
      await store.postponeMessage(last, NOW);
      expect(await store.findNextMessageTime('EMAIL')).toBeUndefined();
    });

    it('keeps the copy in the inbox of a message that was delivered', async () => {
      const { store } = engine;
      await store.putMessage(message('a', { isInInbox: true }));
      const [claim] = await store.claimMessages('EMAIL', NOW, LEASE_END, 1);
      if (!claim) throw new Error('nothing was claimed');
      expect(await listIds()).toEqual(['a']);
      await store.endMessage(claim);
      expect(await listIds()).toEqual(['a']);
      expect(await store.findNextMessageTime('EMAIL')).toBeUndefined();
    });

    it('lists the inbox newest first, by pool and address, of one account and region, page by page', async () => {
      const { store } = engine;
      const other = await makePool(store, 'Pool00002');
      await store.putMessage(message('a', { isInInbox: true, isWaiting: false }));
      await store.putMessage(message('b', { isInInbox: true, isWaiting: false, userPoolKey: other.key }));
      await store.putMessage(message('c', { isInInbox: true, isWaiting: false, recipient: '+491234', medium: 'SMS' }));
      await store.putMessage(message('not in the inbox'));
      expect(await listIds()).toEqual(['c', 'b', 'a']);
      expect(await listIds({ userPoolId: pool.id })).toEqual(['c', 'a']);
      expect(await listIds({ to: '+491234' })).toEqual(['c']);
      expect(await listIds({ userPoolId: other.id, to: '+491234' })).toEqual([]);
      expect(await listIds({}, OTHER_ACCOUNT)).toEqual([]);
      expect(await listIds({}, OTHER_REGION)).toEqual([]);
      const page = await store.listMessages(SCOPE, { createdAfter: 0, limit: 2 });
      expect(page.items.map(({ id, userPoolId }) => [id, userPoolId])).toEqual([
        ['c', pool.id],
        ['b', other.id],
      ]);
      const rest = await store.listMessages(SCOPE, { createdAfter: 0, limit: 2, after: page.next });
      expect(rest.items.map(({ id }) => id)).toEqual(['a']);
      expect((await store.listMessages(SCOPE, { createdAfter: NOW, limit: 2 })).items).toEqual([]);
    });

    it('deletes copies by pool and address, and what has expired, but delivers what waits', async () => {
      const { store } = engine;
      await store.putMessage(message('a', { isInInbox: true }));
      await store.putMessage(message('b', { isInInbox: true, isWaiting: false, recipient: 'joe@example.com' }));
      await store.putMessage(message('c', { isInInbox: true, isWaiting: false, createdAt: NOW + 10 }));
      expect(await store.deleteMessages(OTHER_ACCOUNT, {})).toBe(0);
      expect(
        await store.deleteMessages(SCOPE, { to: 'jane@example.com', userPoolId: 'us-east-1_None' as UserPoolId }),
      ).toBe(0);
      expect(await store.deleteMessages(SCOPE, { to: 'joe@example.com' })).toBe(1);
      expect(await listIds()).toEqual(['c', 'a']);
      expect(await store.expireMessages(NOW + 10)).toBe(1);
      expect(await listIds()).toEqual(['c']);
      expect(await store.deleteMessages(SCOPE, {})).toBe(1);
      expect(await store.claimMessages('EMAIL', NOW, LEASE_END, 10)).toMatchObject([{ id: 'a' }]);
    });

    it(`keeps the newest ${INBOX_MESSAGES_MAX} in the inbox`, async () => {
      const { store } = engine;
      for (let number = 0; number <= INBOX_MESSAGES_MAX; number++) {
        await store.putMessage(message(`m${number}`, { isInInbox: true, isWaiting: false }));
      }
      const ids: string[] = [];
      let after: number | undefined;
      do {
        const page = await store.listMessages(SCOPE, { createdAfter: 0, after, limit: 400 });
        ids.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after !== undefined);
      expect(ids).toHaveLength(INBOX_MESSAGES_MAX);
      expect(ids.at(-1)).toBe('m1');
    });

    it(`refuses a message where ${WAITING_MESSAGES_MAX} wait, for nobody too, but not one that has arrived (S111, R820)`, async () => {
      const { store } = engine;
      await store.putMessage(message('first'));
      await fillOutbox(engine, WAITING_MESSAGES_MAX - 100);
      const puts = Array.from({ length: 100 }, (_, index) => store.putMessage(message(`m${index}`)));
      expect(new Set(await Promise.all(puts))).toEqual(new Set(['stored']));
      expect(await store.putMessage(message('one too many'))).toBe('outbox-full');
      expect(await store.putMessage(message('for nobody', { recipient: undefined }))).toBe('outbox-full');
      expect(await store.putMessage(message('arrived', { isWaiting: false, isInInbox: true }))).toBe('stored');
      await store.claimMessages('EMAIL', NOW, LEASE_END, 1).then(([claim]) => claim && store.endMessage(claim));
      expect(await store.putMessage(message('one more'))).toBe('stored');
    });

    it('goes with its pool', async () => {
      const { store } = engine;
      await store.putMessage(message('a', { isInInbox: true }));
      expect(await store.deleteUserPool(SCOPE, pool.id)).toMatchObject({ kind: 'deleted' });
      expect(await listIds()).toEqual([]);
      expect(await store.findNextMessageTime('EMAIL')).toBeUndefined();
      expect(await store.putMessage(message('b'))).toBe('pool-not-found');
    });
  });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { ManualScheduler } from '../base/manual-scheduler.fixture.ts';
import { createCountedMetrics } from '../base/metrics/counted-metrics.fixture.ts';
import type { Message } from '../domain/messages/message.ts';
import type { UserPool } from '../domain/pools/user-pool.ts';
import { makePool, NOW } from '../store/contract/stored-things.fixture.ts';
import { emptyTables } from '../store/sqlite/empty-tables.fixture.ts';
import { openSqliteStore, type SqliteStore } from '../store/sqlite/sqlite-store.ts';
import { type DeliveryResult, type DeliveryWay, SENDING_MS_MAX } from './delivery-way.ts';
import { Outbox } from './outbox.ts';
import { OutboxWorker } from './outbox-worker.ts';

const KEY = Buffer.alloc(32, 5);
const HOUR_MS = 3_600_000;
const request = { to: 'jane@example.com', medium: 'EMAIL', kind: 'ForgotPassword', username: 'jane' } as const;

/** A mail server that answers as it is told. */
class TestWay implements DeliveryWay {
  readonly name = 'smtp';
  readonly medium = 'EMAIL';
  readonly tried: Message[] = [];
  answer: (signal: AbortSignal) => Promise<DeliveryResult> = async () => ({ kind: 'delivered' });
  isClosed = false;

  send(message: Message, signal: AbortSignal): Promise<DeliveryResult> {
    this.tried.push(message);
    return this.answer(signal);
  }

  close(): void {
    this.isClosed = true;
  }
}

let directory: string;
let databaseFile: string;
let store: SqliteStore;
let pool: UserPool;
let clock: ManualClock;
let scheduler: ManualScheduler;
let way: TestWay;
let metrics: ReturnType<typeof createCountedMetrics>;
let outbox: Outbox;
let worker: OutboxWorker;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'muster-outbox-'));
  databaseFile = join(directory, 'muster.db');
  store = await openSqliteStore({ databaseFile, logger: silentLogger });
});
afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

beforeEach(async () => {
  pool = await makePool(store, 'Pool00001');
  clock = new ManualClock(NOW);
  scheduler = new ManualScheduler();
  way = new TestWay();
  metrics = createCountedMetrics();
  outbox = new Outbox({ ways: [way], keepsInbox: false, messageKey: KEY, clock, ids: randomIds });
  worker = openWorker();
});
afterEach(async () => {
  await worker.stop();
  emptyTables(databaseFile);
});

function openWorker(messageKey = KEY): OutboxWorker {
  return new OutboxWorker({ store, ways: [way], messageKey, clock, scheduler, logger: silentLogger, metrics });
}

/** A mail server that says nothing, until the try is broken off. */
const silence = (signal: AbortSignal) =>
  new Promise<DeliveryResult>((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'postponed', detail: 'no answer in time' }));
  });

const put = (code: string, options: { isForNobody?: boolean; validMs?: number } = {}) =>
  store.putMessage(outbox.prepare(pool, { ...request, code }, { validMs: HOUR_MS, ...options }));

/** Lets time pass in small steps until `isDone`, as the scheduler of a server would. */
async function letWorkUntil(isDone: () => boolean | Promise<boolean>): Promise<void> {
  await expect
    .poll(async () => {
      scheduler.advance(1_000);
      clock.advance(1_000);
      return isDone();
    })
    .toBe(true);
}
const isEmpty = async () =>
  (await store.findNextMessageTime('EMAIL')) === undefined && (await store.findNextMessageTime('nobody')) === undefined;

function countRows(): number {
  const database = new Database(databaseFile, { readonly: true });
  const { count } = database.prepare<[], { count: number }>('SELECT count(*) AS count FROM messages').get() ?? {};
  database.close();
  return count ?? Number.NaN;
}

describe('the worker of the outbox', () => {
  it('delivers what waits, oldest first, and leaves nothing of it', async () => {
    await put('111111');
    clock.advance(1);
    await put('222222');
    worker.start();
    await letWorkUntil(isEmpty);
    expect(way.tried.map(({ to, code, text }) => [to, code, text])).toEqual([
      ['jane@example.com', '111111', 'Your confirmation code is 111111'],
      ['jane@example.com', '222222', 'Your confirmation code is 222222'],
    ]);
    expect(metrics.counted()).toEqual({ 'muster_messages_total EMAIL delivered': 2 });
  });

  it('delivers what is stored while it waits, when it is woken', async () => {
    worker.start();
    await put('111111');
    worker.wake();
    await letWorkUntil(() => way.tried.length === 1);
  });

  it('tries again with growing pauses until it goes', async () => {
    let failures = 3;
    way.answer = async () => (failures-- > 0 ? { kind: 'postponed', detail: '421' } : { kind: 'delivered' });
    await put('111111');
    worker.start();
    await letWorkUntil(isEmpty);
    expect(metrics.counted()).toEqual({
      'muster_messages_total EMAIL postponed': 3,
      'muster_messages_total EMAIL delivered': 1,
    });
  });

  it('gives up what the server refuses for good', async () => {
    way.answer = async () => ({ kind: 'refused', detail: '550' });
    await put('111111');
    worker.start();
    await letWorkUntil(isEmpty);
    expect(way.tried).toHaveLength(1);
    expect(metrics.counted()).toEqual({ 'muster_messages_total EMAIL refused': 1 });
  });

  it('gives up when the code has expired', async () => {
    way.answer = async () => ({ kind: 'postponed', detail: '421' });
    await put('111111');
    worker.start();
    await letWorkUntil(() => way.tried.length > 0);
    clock.advance(HOUR_MS);
    await letWorkUntil(isEmpty);
    expect(metrics.counted()).toMatchObject({ 'muster_messages_total EMAIL expired': 1 });
  });

  it('drops a message for nobody without sending it (S32)', async () => {
    await put('111111', { isForNobody: true });
    worker.start();
    await letWorkUntil(isEmpty);
    expect(way.tried).toEqual([]);
    expect(metrics.counted()).toEqual({ 'muster_messages_total EMAIL dropped': 1 });
  });

  it('drops messages for nobody while the mail server hangs, and claims as many for people as ever (R820)', async () => {
    const { promise: answered, resolve: answer } = Promise.withResolvers<DeliveryResult>();
    way.answer = () => answered;
    for (let number = 0; number < 30; number++) await put('111111', { isForNobody: number % 2 === 0 });
    worker.start();
    await letWorkUntil(async () => (await store.findNextMessageTime('nobody')) === undefined);
    expect(metrics.counted()).toEqual({ 'muster_messages_total EMAIL dropped': 15 });
    expect(way.tried).toHaveLength(10);
    answer({ kind: 'delivered' });
  });

  it('leaves nothing of a message for nobody where there is no way, as of one that has arrived (S32)', async () => {
    const inbox = new Outbox({ ways: [], keepsInbox: true, messageKey: KEY, clock, ids: randomIds });
    const prepare = (isForNobody: boolean) =>
      inbox.prepare(pool, { ...request, code: '111111' }, { validMs: HOUR_MS, isForNobody });
    expect(await store.putMessage(prepare(true))).toBe('stored');
    expect(await isEmpty()).toBe(true);
    expect(countRows()).toBe(0);
    expect(await store.putMessage(prepare(false))).toBe('stored');
    expect(countRows()).toBe(1);
  });

  it('gives up what another server key sealed', async () => {
    await put('111111');
    worker = openWorker(Buffer.alloc(32, 6));
    worker.start();
    await letWorkUntil(isEmpty);
    expect(way.tried).toEqual([]);
    expect(metrics.counted()).toEqual({ 'muster_messages_total EMAIL unreadable': 1 });
  });

  it('takes over what a node had claimed that died (R840)', async () => {
    await put('111111');
    await store.claimMessages('EMAIL', clock.nowMs(), clock.nowMs() + 60_000, 10);
    worker.start();
    await letWorkUntil(isEmpty);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(NOW + 60_000);
    expect(way.tried).toHaveLength(1);
  });

  it('waits for the tries under way when it is stopped, and closes its ways', async () => {
    let answer: (result: DeliveryResult) => void = () => {};
    way.answer = () => new Promise((resolve) => (answer = resolve));
    await put('111111');
    worker.start();
    await letWorkUntil(() => way.tried.length === 1);
    const stopped = worker.stop();
    answer({ kind: 'delivered' });
    await stopped;
    expect(way.isClosed).toBe(true);
    expect(await isEmpty()).toBe(true);
  });

  it('breaks off a try under way when the code expires, so that it cannot arrive later (R840)', async () => {
    way.answer = silence;
    await put('111111', { validMs: 5_000 });
    worker.start();
    await letWorkUntil(isEmpty);
    expect(clock.nowMs()).toBeLessThan(NOW + SENDING_MS_MAX);
    expect(way.tried).toHaveLength(1);
    expect(metrics.counted()).toEqual({
      'muster_messages_total EMAIL postponed': 1,
      'muster_messages_total EMAIL expired': 1,
    });
  });

  it('breaks off a try that is not answered, and delivers the next message', async () => {
    way.answer = (signal) => (way.tried.length === 1 ? silence(signal) : Promise.resolve({ kind: 'delivered' }));
    await put('111111');
    worker.start();
    await letWorkUntil(() => way.tried.length === 1);
    await put('222222');
    await letWorkUntil(isEmpty);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(NOW + SENDING_MS_MAX);
    expect(metrics.counted()).toMatchObject({ 'muster_messages_total EMAIL delivered': 2 });
  });

  it('does not wait for a silent mail server when it is stopped, and keeps the message', async () => {
    way.answer = silence;
    await put('111111');
    worker.start();
    await letWorkUntil(() => way.tried.length === 1);
    const stopped = worker.stop();
    scheduler.advance(3_000);
    await stopped;
    expect(await isEmpty()).toBe(false);
  });

  it('goes on after a failure of the store', async () => {
    const claimMessages = store.claimMessages.bind(store);
    let failures = 2;
    const faulty = {
      ...store,
      findNextMessageTime: store.findNextMessageTime.bind(store),
      endMessage: store.endMessage.bind(store),
      postponeMessage: store.postponeMessage.bind(store),
      expireMessages: store.expireMessages.bind(store),
      claimMessages: async (...args: Parameters<typeof claimMessages>) => {
        if (failures-- > 0) throw new Error('disk I/O error');
        return claimMessages(...args);
      },
    };
    await put('111111');
    worker = new OutboxWorker({
      store: faulty,
      ways: [way],
      messageKey: KEY,
      clock,
      scheduler,
      logger: silentLogger,
      metrics,
    });
    worker.start();
    await letWorkUntil(isEmpty);
    expect(way.tried).toHaveLength(1);
  });
});

describe('the outbox', () => {
  it.each([
    ['a way and no inbox', true, false, { EMAIL: true, SMS: false }],
    ['an inbox and no way', false, true, { EMAIL: true, SMS: true }],
    ['neither', false, false, { EMAIL: false, SMS: false }],
  ])('with %s says what arrives (S111)', (_, hasWay, keepsInbox, expected) => {
    const box = new Outbox({ ways: hasWay ? [way] : [], keepsInbox, messageKey: KEY, clock, ids: randomIds });
    expect({ EMAIL: box.canDeliver('EMAIL'), SMS: box.canDeliver('SMS') }).toEqual(expected);
  });

  it.each([
    ['a way', [true, false], {}, { isWaiting: true, isInInbox: false, recipient: 'jane@example.com' }],
    ['an inbox', [false, true], {}, { isWaiting: false, isInInbox: true, recipient: 'jane@example.com' }],
    [
      'a way, for nobody',
      [true, false],
      { isForNobody: true },
      { isWaiting: true, isInInbox: false, recipient: undefined },
    ],
    ['both', [true, true], {}, { isWaiting: true, isInInbox: true, recipient: 'jane@example.com' }],
    [
      'an inbox, for nobody',
      [false, true],
      { isForNobody: true },
      { isWaiting: false, isInInbox: false, recipient: undefined },
    ],
  ] as const)('with %s prepares a message that only it can open', (_, [hasWay, keepsInbox], options, expected) => {
    const box = new Outbox({ ways: hasWay ? [way] : [], keepsInbox, messageKey: KEY, clock, ids: randomIds });
    const message = box.prepare(pool, { ...request, code: '123456' }, { validMs: 1_000, ...options });
    expect(message).toMatchObject({ ...expected, createdAt: NOW, expiresAt: NOW + 1_000, userPoolKey: pool.key });
    expect(Buffer.from(message.sealedContent).toString('latin1')).not.toMatch(/jane|123456/);
    expect(box.open(message)).toMatchObject({ to: 'jane@example.com', code: '123456' });
    expect(box.open({ ...message, id: randomIds.uuidV7(NOW) })).toBeUndefined();
  });
});

import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { noMetrics } from '../base/metrics/metrics.ts';
import { openDirectoryBlobs } from '../blobs/directory-blobs.ts';
import { hosts, NOW_MS, OneJob, parseXml, put, uploadKey } from './upload-endpoint.fixture.ts';
import { createUploadEndpoint, type UploadEndpoint } from './upload-endpoint.ts';
import { type Arrival, UploadQuota } from './upload-quota.ts';

let directory: string;
let store: OneJob;
let endpoint: UploadEndpoint;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-upload-'));
  store = new OneJob();
  endpoint = createUploadEndpoint({
    store,
    blobs: await openDirectoryBlobs({ directory, ids: randomIds }),
    clock: new ManualClock(NOW_MS),
    ids: randomIds,
    logger: silentLogger,
    metrics: noMetrics,
    uploadKey,
    hosts,
    allowForeignOrigins: false,
    waitingUploadBytesMax: 100,
  });
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('the files of an account that wait', () => {
  it('may have so many bytes in all; one more is too large, and says how many are left', async () => {
    store.otherUploadBytes = 90;
    const refused = await put(endpoint, { body: 'x'.repeat(11) });
    expect(refused).toMatchObject({ statusCode: 400, errorCode: 'EntityTooLarge', continues: 0 });
    expect(parseXml(refused.body)).toMatchObject({ ProposedSize: '11', MaxSizeAllowed: '10' });
    expect(refused.headers['x-muster-hint']).toContain('waiting-upload-bytes-max');
    expect((await put(endpoint, { body: 'x'.repeat(10) })).statusCode).toBe(200);
  });

  it('count without the file that a new one replaces (R134)', async () => {
    for (const byteLength of [80, 100, 60]) {
      expect((await put(endpoint, { body: 'x'.repeat(byteLength) })).statusCode).toBe(200);
    }
    expect((await put(endpoint, { body: 'x'.repeat(101) })).errorCode).toBe('EntityTooLarge');
    expect(store.upload?.byteLength).toBe(60);
  });

  it('count once for each URL, however many uploads to it are under way (R546)', async () => {
    const uploads = Array.from({ length: 40 }, () => {
      const body = new Readable({ read() {} });
      return { body, answer: put(endpoint, { body, length: 60 }) };
    });
    await expect.poll(async () => (await readdir(directory)).length).toBe(40);
    expect((await put(endpoint, { body: 'x'.repeat(100) })).statusCode).toBe(200);
    for (const { body } of uploads) body.destroy(new Error('the client is gone'));
    for (const { answer } of uploads) expect((await answer).errorCode).toBe('IncompleteBody');
    expect((await put(endpoint, { body: 'x'.repeat(100) })).statusCode).toBe(200);
  });

  it('count by what has come, and an upload for which nothing is left is refused on its way (R546)', async () => {
    const [first, second] = [new Readable({ read() {} }), new Readable({ read() {} })];
    const answers = [put(endpoint, { body: first, length: 60 }), put(endpoint, { body: second, length: 60 })];
    await expect.poll(async () => (await readdir(directory)).length).toBe(2);
    first.push('x'.repeat(55));
    await expect.poll(async () => (await put(endpoint, { body: 'x'.repeat(46) })).errorCode).toBe('EntityTooLarge');
    second.push('x'.repeat(46));
    expect(await answers[1]).toMatchObject({ statusCode: 400, errorCode: 'EntityTooLarge' });
    first.push('x'.repeat(5));
    first.push(null);
    expect(await answers[0]).toMatchObject({ statusCode: 200 });
    expect(await readdir(directory)).toHaveLength(1);
  });

  it('are counted again when a file is there: another node may have taken one meanwhile', async () => {
    const slow = new Readable({ read() {} });
    slow.push('x'.repeat(59));
    const running = put(endpoint, { body: slow, length: 60 });
    await expect.poll(async () => (await readdir(directory)).length).toBe(1);
    store.otherUploadBytes = 41;
    slow.push('x');
    slow.push(null);
    expect(await running).toMatchObject({ statusCode: 400, errorCode: 'EntityTooLarge' });
    expect(await readdir(directory)).toEqual([]);
    store.otherUploadBytes = 40;
    expect((await put(endpoint, { body: 'x'.repeat(60) })).statusCode).toBe(200);
  });

  it('are not counted for an upload that could not be counted', async () => {
    store.sumUploadBytes = async () => Promise.reject(new Error('disk I/O error'));
    expect((await put(endpoint, { body: 'x'.repeat(100) })).errorCode).toBe('InternalError');
    store.sumUploadBytes = async () => 0;
    expect((await put(endpoint, { body: 'x'.repeat(100) })).statusCode).toBe(200);
  });
});

describe('the room of an account', () => {
  const ACCOUNT = '000000000000' as Arrival['account'];
  const arrival = (jobId: string, byteLength: number, received = 0): Arrival => ({
    account: ACCOUNT,
    jobId,
    byteLength,
    replacedBytes: 0,
    receivedBytes: () => received,
  });
  let nowMs: number;
  let quota: UploadQuota;
  const reserve = async (...of: Parameters<typeof arrival>) => (await quota.reserve(arrival(...of))).kind;

  beforeEach(() => {
    nowMs = 0;
    quota = new UploadQuota({ sumUploadBytes: async () => 0 }, 100, () => nowMs);
  });

  it('is reserved for what another job has announced, for a minute (R546)', async () => {
    expect(await reserve('one', 60)).toBe('reserved');
    expect(await reserve('two', 41)).toBe('refused');
    nowMs = 59_999;
    expect(await reserve('two', 41)).toBe('refused');
    nowMs = 60_000;
    expect(await reserve('two', 100)).toBe('reserved');
  });

  it('is taken by what has come, for as long as the upload lasts (R546)', async () => {
    const slow = await quota.reserve(arrival('one', 60, 10));
    nowMs = 60_000;
    expect(await quota.reserve(arrival('two', 91))).toEqual({ kind: 'refused', leftBytes: 90 });
    if (slow.kind === 'reserved') slow.release();
    expect(await reserve('two', 100)).toBe('reserved');
  });

  it('is never given to more than there is of it at the same moment (R546)', async () => {
    const upload = fc.record({ job: fc.nat(3).map(String), bytes: fc.integer({ min: 1, max: 100 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(upload, { maxLength: 20 }), async (uploads) => {
        quota = new UploadQuota({ sumUploadBytes: async () => 0 }, 100, () => 0);
        const largest = new Map<string, number>();
        for (const { job, bytes } of uploads) {
          if ((await reserve(job, bytes)) === 'reserved') largest.set(job, Math.max(largest.get(job) ?? 0, bytes));
        }
        expect([...largest.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(100);
      }),
    );
  });
});

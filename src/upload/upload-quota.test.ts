import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { noMetrics } from '../base/metrics/metrics.ts';
import { openDirectoryBlobs } from '../blobs/directory-blobs.ts';
import { hosts, NOW_MS, OneJob, parseXml, put, uploadKey } from './upload-endpoint.fixture.ts';
import { createUploadEndpoint, type UploadEndpoint } from './upload-endpoint.ts';

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

  it('count from their first byte on, and no more when they break off', async () => {
    const slow = new Readable({ read() {} });
    slow.push('half');
    const running = put(endpoint, { body: slow, length: 60 });
    await expect.poll(async () => (await readdir(directory)).length).toBe(1);
    expect((await put(endpoint, { body: 'x'.repeat(41) })).errorCode).toBe('EntityTooLarge');
    expect((await put(endpoint, { body: 'x'.repeat(40) })).statusCode).toBe(200);
    slow.destroy(new Error('the client is gone'));
    expect((await running).errorCode).toBe('IncompleteBody');
    expect((await put(endpoint, { body: 'x'.repeat(100) })).statusCode).toBe(200);
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

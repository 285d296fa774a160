import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BucketEncryption } from '../../src/base/bucket-encryption.ts';
import { randomIds } from '../../src/base/ids.ts';
import { silentLogger } from '../../src/base/logger.ts';
import { createCountedMetrics } from '../../src/base/metrics/counted-metrics.fixture.ts';
import { systemScheduler } from '../../src/base/scheduler.ts';
import { readAll, streamOf } from '../../src/blobs/blobs-contract.fixture.ts';
import { connectS3Blobs, type S3Blobs } from '../../src/blobs/s3-blobs.ts';
import type { S3Location } from '../../src/blobs/s3-location.ts';
import { describeWithS3, type S3Server, startS3Server } from '../s3-server.ts';
import { type S3Fault, type S3FaultProxy, type S3Request, startS3FaultProxy } from './s3-fault-proxy.ts';

const MIB = 1024 * 1024;
const ATTEMPTS_MAX = 5;
const SILENCE_MS_MAX = 1_000;
const SLOW_DOWN: S3Fault = { kind: 'refuse', statusCode: 503, code: 'SlowDown' };
const BROKEN: S3Fault = { kind: 'refuse', statusCode: 500, code: 'InternalError' };

describeWithS3('a bucket in trouble', () => {
  let server: S3Server;
  let proxy: S3FaultProxy;
  let s3: S3;
  let blobs: S3Blobs;
  let metrics: ReturnType<typeof createCountedMetrics>;
  let location: S3Location;
  let prefixes = 0;

  beforeAll(async () => {
    server = await startS3Server();
    process.env.AWS_ACCESS_KEY_ID = server.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = server.secretAccessKey;
    s3 = new S3({ endpoint: server.endpoint, region: 'us-east-1', forcePathStyle: true });
  });
  afterAll(async () => {
    s3?.destroy();
    await server?.stop();
  });
  beforeEach(async () => {
    proxy = await startS3FaultProxy(server.endpoint);
    blobs = await connect('none');
  });
  afterEach(async () => {
    blobs.close();
    await proxy.stop();
  });

  function connect(encryption: BucketEncryption): Promise<S3Blobs> {
    const prefix = `faults/${++prefixes}`;
    const { bucket } = server;
    location = {
      kind: 's3',
      bucket,
      prefix,
      endpoint: proxy.endpoint,
      region: undefined,
      isPathStyle: true,
      encryption,
    };
    metrics = createCountedMetrics();
    const options = { ids: randomIds, scheduler: systemScheduler, logger: silentLogger, metrics };
    return connectS3Blobs({ location, silenceMsMax: SILENCE_MS_MAX, ...options });
  }

  async function listEverything(): Promise<string[]> {
    const beginning = { Bucket: server.bucket, Prefix: `${location.prefix}/` };
    const objects = (await s3.listObjectsV2(beginning)).Contents ?? [];
    const uploads = (await s3.listMultipartUploads(beginning)).Uploads ?? [];
    return [...objects, ...uploads].map(({ Key = '' }) => Key);
  }

  /** The fault for the first `count` requests that match. */
  function failing(
    count: number,
    matches: (request: S3Request) => boolean,
    fault: S3Fault,
  ): (request: S3Request) => S3Fault | undefined {
    let left = count;
    return (request) => {
      if (!matches(request) || left === 0) return undefined;
      left -= 1;
      return fault;
    };
  }

  const isPart = ({ method, url }: S3Request) => method === 'PUT' && url.includes('partNumber=');
  const isRead = ({ method }: S3Request) => method === 'GET';
  const isComplete = ({ method, url }: S3Request) => method === 'POST' && url.includes('uploadId=');
  const large = () => randomBytes(17 * MIB);

  describe('puts', () => {
    it.each<[string, (request: S3Request) => boolean, S3Fault]>([
      ['answers 500 to a part', isPart, BROKEN],
      ['is too busy for a part', isPart, SLOW_DOWN],
      ['does not answer a part', isPart, { kind: 'silence' }],
      ['takes a part and loses the answer', isPart, { kind: 'lose-answer' }],
      ['answers 500 to the end', isComplete, BROKEN],
      ['makes the object and loses the answer', isComplete, { kind: 'lose-answer' }],
      ['cannot be asked for the ETag', ({ method }) => method === 'HEAD', SLOW_DOWN],
    ])('try again, counted, when the bucket %s', async (_, matches, fault) => {
      const whole = large();
      proxy.choose = failing(2, matches, fault);
      const { blobId } = await blobs.put(Readable.from([whole]), whole.length);
      expect((await readAll(await blobs.read(blobId, 0))).equals(whole)).toBe(true);
      expect(blobs.counts).toMatchObject({ retries: 2 });
      expect(metrics.counted()).toEqual({ muster_blob_retries_total: 2 });
    });

    it.each<[string, (request: S3Request) => boolean]>([
      ['parts', isPart],
      ['the end', isComplete],
    ])('give up after five attempts when the bucket never takes %s, and leave nothing', async (_, matches) => {
      const whole = large();
      proxy.choose = (request) => (matches(request) ? SLOW_DOWN : undefined);
      const content = Readable.from([whole]);
      await expect(blobs.put(content, whole.length)).rejects.toThrow('later');
      expect(content.destroyed).toBe(true);
      const urls = proxy.requests.filter(matches).map(({ url }) => url);
      for (const url of new Set(urls)) expect(urls.filter((other) => other === url)).toHaveLength(ATTEMPTS_MAX);
      expect(await listEverything()).toEqual([]);
    });

    it('give up on a small file too, after as many attempts', async () => {
      proxy.choose = ({ method }) => (method === 'PUT' ? BROKEN : undefined);
      await expect(blobs.put(streamOf('abc'), 3)).rejects.toThrow('later');
      expect(blobs.counts).toMatchObject({ retries: ATTEMPTS_MAX - 1, failures: 1 });
      expect(await listEverything()).toEqual([]);
    });

    it('leave what they cannot take back to the sweep', async () => {
      const whole = large();
      proxy.choose = (request) => (isPart(request) || request.method === 'DELETE' ? BROKEN : undefined);
      await expect(blobs.put(Readable.from([whole]), whole.length)).rejects.toThrow('later');
      expect(await listEverything()).toHaveLength(1);
      proxy.choose = () => undefined;
      expect(await blobs.dropUnfinished(Number.POSITIVE_INFINITY)).toBe(1);
      expect(await listEverything()).toEqual([]);
    });
  });

  describe('reads', () => {
    it.each<[string, S3Fault]>([
      ['is too busy', SLOW_DOWN],
      ['answers 500', BROKEN],
      ['does not answer', { kind: 'silence' }],
      ['cuts the stream in the middle', { kind: 'cut', afterBytes: 3 * MIB + 1 }],
      ['stops sending in the middle', { kind: 'stall', afterBytes: 3 * MIB + 1 }],
    ])('go on where they were when the bucket %s', async (_, fault) => {
      const whole = large();
      const { blobId } = await blobs.put(Readable.from([whole]), whole.length);
      proxy.choose = failing(2, isRead, fault);
      expect((await readAll(await blobs.read(blobId, 5))).equals(whole.subarray(5))).toBe(true);
      expect(blobs.counts.retries + blobs.counts.resumedReads).toBe(2);
      const ranges = proxy.requests.filter(isRead).map(({ headers }) => headers.range);
      const steps = fault.kind === 'cut' || fault.kind === 'stall' ? [0, 1, 2] : [0, 0, 0];
      expect(ranges).toEqual(steps.map((step) => `bytes=${5 + step * (3 * MIB + 1)}-`));
    });

    it('give up when the stream breaks again and again without getting on', async () => {
      const whole = large();
      const { blobId } = await blobs.put(Readable.from([whole]), whole.length);
      proxy.choose = (request) => (isRead(request) ? { kind: 'cut', afterBytes: 1_000 } : undefined);
      await expect(readAll(await blobs.read(blobId, 0))).rejects.toThrow('was interrupted 6 times in a row');
      expect(proxy.requests.filter(isRead)).toHaveLength(6);
      expect(blobs.counts.resumedReads).toBe(5);
    });
  });

  it.each<[BucketEncryption, string | undefined, string | undefined]>([
    ['none', undefined, undefined],
    ['AES256', 'AES256', undefined],
    ['aws:kms', 'aws:kms', undefined],
    ['aws:kms:arn:aws:kms:us-east-1:1:key/k', 'aws:kms', 'arn:aws:kms:us-east-1:1:key/k'],
  ])('asks for the encryption %s when an object begins, whole or in parts', async (encryption, asked, keyId) => {
    blobs.close();
    blobs = await connect(encryption);
    proxy.choose = () => BROKEN;
    for (const megabytes of [1, 9]) {
      await expect(blobs.put(Readable.from([Buffer.alloc(megabytes * MIB)]), megabytes * MIB)).rejects.toThrow('later');
    }
    const begins = proxy.requests.filter(({ method }) => method === 'PUT' || method === 'POST');
    expect(begins).toHaveLength(2 * ATTEMPTS_MAX);
    for (const { headers } of begins) {
      expect(headers['x-amz-server-side-encryption']).toBe(asked);
      expect(headers['x-amz-server-side-encryption-aws-kms-key-id']).toBe(keyId);
    }
  });
});

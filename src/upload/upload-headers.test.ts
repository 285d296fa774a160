import { createHash } from 'node:crypto';
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
import { CSV, NOW_MS, OneJob, parseXml, put, SSE, uploadKey } from './upload-endpoint.fixture.ts';
import { createUploadEndpoint, type UploadEndpoint } from './upload-endpoint.ts';

const MD5 = createHash('md5').update(CSV).digest();
const OTHER_MD5 = Buffer.alloc(16);
const NOT_IMPLEMENTED = 'A header you provided implies functionality that is not implemented';
const UNSIGNED = 'There were headers present in the request which were not signed';
const ONE_MECHANISM =
  'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified';
const PRECONDITION = 'At least one of the pre-conditions you specified did not hold';
const INVALID_DIGEST = 'The Content-MD5 you specified was invalid.';

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
    hosts: { isKnown: () => true, publicHost: undefined },
    allowForeignOrigins: false,
  });
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('a header of a PUT', () => {
  it.each<[string, string[]]>([
    ['Content-MD5 of the body (R147)', ['Content-MD5', MD5.toString('base64')]],
    ['Content-Type of a CSV file (R132)', ['Content-Type', 'text/csv; charset=utf-8']],
    ['Content-Type of a form (R132)', ['Content-Type', 'application/x-www-form-urlencoded']],
    ['If-None-Match: * for the first file (R456)', ['If-None-Match', '*']],
    ['Range (R459)', ['Range', 'bytes=0-3']],
    ['Content-Encoding (R136, R459)', ['Content-Encoding', 'gzip']],
    ['Content-Disposition (R459)', ['Content-Disposition', 'attachment; filename="users.csv"']],
    ['Cache-Control (R459)', ['Cache-Control', 'no-store']],
    ['Content-Language (R459)', ['Content-Language', 'de']],
    ['Expires (R459)', ['Expires', 'Thu, 01 Dec 2026 16:00:00 GMT']],
    ['If-Modified-Since (R459)', ['If-Modified-Since', 'Thu, 01 Dec 2026 16:00:00 GMT']],
    ['Date (R459)', ['Date', 'Thu, 01 Dec 2011 16:00:00 GMT']],
    ['Cookie (R459)', ['Cookie', 'a=b']],
    ['the trace id of AWS, which nobody signs (R459)', ['X-Amzn-Trace-Id', 'Root=1-2-3']],
  ])('%s changes nothing of the upload', async (_, headers) => {
    expect(await put(endpoint, { headers: [...SSE, ...headers] })).toMatchObject({ statusCode: 200, continues: 1 });
    expect(store.upload?.md5).toBe(MD5.toString('hex'));
  });

  it.each([
    'x-amz-acl',
    'x-amz-checksum-crc32',
    'x-amz-checksum-sha256',
    'x-amz-content-sha256',
    'x-amz-copy-source',
    'x-amz-date',
    'x-amz-decoded-content-length',
    'x-amz-expected-bucket-owner',
    'x-amz-grant-read',
    'x-amz-meta-name',
    'x-amz-object-lock-mode',
    'x-amz-request-payer',
    'x-amz-sdk-checksum-algorithm',
    'x-amz-security-token',
    'x-amz-server-side-encryption-aws-kms-key-id',
    'x-amz-server-side-encryption-bucket-key-enabled',
    'x-amz-server-side-encryption-context',
    'x-amz-server-side-encryption-customer-algorithm',
    'x-amz-storage-class',
    'x-amz-tagging',
    'x-amz-trailer',
    'x-amz-website-redirect-location',
  ])('%s is refused, since the URL has not signed it (R143)', async (name) => {
    const answer = await put(endpoint, { headers: [...SSE, name, 'x'] });
    expect(answer).toMatchObject({ statusCode: 403, errorCode: 'AccessDenied', continues: 0 });
    expect(parseXml(answer.body)).toMatchObject({ Message: UNSIGNED, HeadersNotSigned: name });
  });

  it.each<[string, string[], number | null, number, string, Record<string, string>]>([
    [
      'Transfer-Encoding (R454)',
      ['Transfer-Encoding', 'chunked'],
      null,
      501,
      'NotImplemented',
      { Message: NOT_IMPLEMENTED, Header: 'Transfer-Encoding' },
    ],
    [
      'another Transfer-Encoding (R454)',
      ['Transfer-Encoding', 'gzip, chunked'],
      null,
      501,
      'NotImplemented',
      { Message: NOT_IMPLEMENTED, Header: 'Transfer-Encoding' },
    ],
    [
      'no length at all (R145)',
      [],
      null,
      411,
      'MissingContentLength',
      { Message: 'You must provide the Content-Length HTTP header.' },
    ],
    ...['', 'x', MD5.toString('hex'), 'YWJyYWNhZGFicmE=', Buffer.from(MD5.toString('hex')).toString('base64')].map(
      (text): [string, string[], number, number, string, Record<string, string>] => [
        `Content-MD5 ${JSON.stringify(text)} (R455)`,
        ['Content-MD5', text],
        Buffer.byteLength(CSV),
        400,
        'InvalidDigest',
        { Message: INVALID_DIGEST, 'Content-MD5': text },
      ],
    ),
    [
      'Content-Range (R458)',
      ['Content-Range', 'bytes 0-3/9'],
      4,
      501,
      'NotImplemented',
      { Message: NOT_IMPLEMENTED, Header: 'Content-Range' },
    ],
    [
      'an Authorization beside the signature of the URL (R457)',
      ['Authorization', 'Bearer abc'],
      4,
      400,
      'InvalidArgument',
      { Message: ONE_MECHANISM, ArgumentName: 'Authorization', ArgumentValue: 'Bearer abc' },
    ],
    [
      'If-None-Match with anything but * (R456)',
      ['If-None-Match', '"abc"'],
      4,
      501,
      'NotImplemented',
      {
        Message: NOT_IMPLEMENTED,
        Header: 'If-None-Match',
        additionalMessage: "We don't accept the provided value of If-None-Match header for this API",
      },
    ],
    [
      'If-Match: * (R456)',
      ['If-Match', '*'],
      4,
      501,
      'NotImplemented',
      {
        Message: NOT_IMPLEMENTED,
        Header: 'If-Match',
        additionalMessage: "We don't accept the provided value of If-Match header for this API",
      },
    ],
    [
      'both conditions (R456)',
      ['If-Match', '"abc"', 'If-None-Match', '*'],
      4,
      501,
      'NotImplemented',
      {
        Message: NOT_IMPLEMENTED,
        Header: 'If-Match,If-None-Match',
        additionalMessage: 'Multiple conditional request headers present in the request',
      },
    ],
    [
      'If-Match where there is no file (R456)',
      ['If-Match', '"abc"'],
      4,
      404,
      'NoSuchKey',
      {
        Message: 'The specified key does not exist.',
        Key: '000000000000/us-east-1_AbCdEfGhI/import-qQ0DCt2fRh',
      },
    ],
  ])('%s is refused before the body is asked for', async (_, headers, length, statusCode, code, elements) => {
    const answer = await put(endpoint, { headers: [...SSE, ...headers], length });
    expect(answer).toMatchObject({ statusCode, errorCode: code, continues: 0 });
    expect(parseXml(answer.body)).toMatchObject({ Code: code, ...elements });
    expect(await readdir(directory)).toEqual([]);
  });

  it('Content-MD5 of another body is answered with both digests, and nothing is left (R147)', async () => {
    const answer = await put(endpoint, { headers: [...SSE, 'Content-MD5', OTHER_MD5.toString('base64')] });
    expect(answer).toMatchObject({ statusCode: 400, errorCode: 'BadDigest', continues: 1 });
    expect(parseXml(answer.body)).toMatchObject({
      Message: 'The Content-MD5 you specified did not match what we received.',
      ExpectedDigest: OTHER_MD5.toString('hex'),
      CalculatedDigest: MD5.toString('base64'),
    });
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('a condition of a PUT', () => {
  const ifNoneMatch = { headers: [...SSE, 'If-None-Match', '*'] };
  const ifMatch = (etag: string) => ({ headers: [...SSE, 'If-Match', etag], body: 'name\nb\n' });

  it('keeps a file that is there already (R456)', async () => {
    await put(endpoint);
    const kept = store.upload;
    const answer = await put(endpoint, { ...ifNoneMatch, body: 'name\nb\n' });
    expect(answer).toMatchObject({ statusCode: 412, errorCode: 'PreconditionFailed', continues: 0 });
    expect(parseXml(answer.body)).toMatchObject({ Message: PRECONDITION, Condition: 'If-None-Match' });
    expect(store.upload).toBe(kept);
  });

  it.each([
    ['the ETag of the file, in quotes', (etag: string) => etag, 200, undefined],
    ['the ETag of the file without quotes', (etag: string) => etag.replaceAll('"', ''), 200, undefined],
    ['another ETag', () => '"abc"', 412, 'PreconditionFailed'],
  ])('replaces a file by %s: %i (R456)', async (_, write, statusCode, errorCode) => {
    const { headers } = await put(endpoint);
    const answer = await put(endpoint, ifMatch(write(headers.ETag ?? '')));
    expect([answer.statusCode, answer.errorCode]).toEqual([statusCode, errorCode]);
  });

  it.each([
    ['If-None-Match', () => ifNoneMatch],
    ['If-Match', (etag: string) => ifMatch(etag)],
  ])('%s loses to a file that arrived meanwhile, which stays (R456)', async (condition, change) => {
    const etag = condition === 'If-Match' ? (await put(endpoint)).headers.ETag : undefined;
    const slow = new Readable({ read() {} });
    slow.push('name');
    const before = (await readdir(directory)).length;
    const running = put(endpoint, { ...change(etag ?? ''), body: slow, length: 5 });
    await expect.poll(async () => (await readdir(directory)).length).toBe(before + 1);
    await put(endpoint, { body: 'name\nfirst\n' });
    const kept = store.upload;
    slow.push('\n');
    slow.push(null);
    const answer = await running;
    expect(answer).toMatchObject({ statusCode: 409, errorCode: 'ConditionalRequestConflict' });
    expect(parseXml(answer.body)).toMatchObject({ Condition: condition });
    expect(store.upload).toBe(kept);
    expect(await readdir(directory)).toEqual([kept?.blobId]);
  });
});

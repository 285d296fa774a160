import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { knownHosts } from '../base/http/known-hosts.ts';
import { randomIds } from '../base/ids.ts';
import { createLogger } from '../base/logger.ts';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import { noMetrics } from '../base/metrics/metrics.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { openDirectoryBlobs } from '../blobs/directory-blobs.ts';
import {
  CSV,
  hosts,
  NOW_MS,
  OneJob,
  type Put,
  parseXml,
  put,
  SSE,
  sign,
  uploadKey,
} from './upload-endpoint.fixture.ts';
import { createUploadEndpoint, type UploadEndpoint, type UploadEndpointOptions } from './upload-endpoint.ts';

let directory: string;
let blobs: Blobs;
let store: OneJob;
let clock: ManualClock;
let logLines: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-upload-'));
  blobs = await openDirectoryBlobs({ directory, ids: randomIds });
  store = new OneJob();
  clock = new ManualClock(NOW_MS);
  logLines = [];
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function open(change: Partial<UploadEndpointOptions> = {}): UploadEndpoint {
  const logger = createLogger('debug', { write: (line) => logLines.push(line) });
  const endpoint = {
    store,
    blobs,
    clock,
    ids: randomIds,
    logger,
    metrics: noMetrics,
    uploadKey,
    hosts,
    allowForeignOrigins: false,
  };
  return createUploadEndpoint({ ...endpoint, ...change });
}

describe('an upload', () => {
  it('is stored byte by byte and answered as S3 does (R133, R135, R136)', async () => {
    const answer = await put(open());
    const md5 = createHash('md5').update(CSV).digest('hex');
    expect(answer).toMatchObject({ statusCode: 200, body: '', continues: 1 });
    expect(answer.headers).toMatchObject({
      ETag: `"${md5}"`,
      'x-amz-server-side-encryption': 'aws:kms',
      'x-amz-request-id': expect.stringMatching(/^[A-Z2-7]{16}$/),
      'x-amz-id-2': expect.any(String),
      Server: 'AmazonS3',
      'Access-Control-Allow-Origin': '*',
    });
    expect(store.upload).toEqual({
      blobId: expect.any(String),
      byteLength: Buffer.byteLength(CSV),
      md5,
      sha256: createHash('sha256').update(CSV).digest('hex'),
    });
    expect(await readFile(join(directory, store.upload?.blobId ?? ''), 'utf8')).toBe(CSV);
  });

  it('replaces the one before, and an empty file counts (R117, R134)', async () => {
    const endpoint = open();
    await put(endpoint);
    expect((await put(endpoint, { body: '' })).statusCode).toBe(200);
    expect(store.upload?.byteLength).toBe(0);
    expect(await readdir(directory)).toEqual([store.upload?.blobId]);
  });

  it('that breaks off leaves the one before (R134, R148)', async () => {
    const endpoint = open();
    await put(endpoint);
    const kept = store.upload;
    const broken = new Readable({ read() {} });
    broken.push('half');
    queueMicrotask(() => broken.destroy(new Error('the client is gone')));
    expect(await put(endpoint, { body: broken, length: 100 })).toMatchObject({
      statusCode: 400,
      errorCode: 'IncompleteBody',
    });
    expect(store.upload).toBe(kept);
    expect(await readdir(directory)).toEqual([kept?.blobId]);
  });

  it('takes any content type (R132) and Content-MD5 if it is right (R147)', async () => {
    const md5 = createHash('md5').update(CSV).digest('base64');
    expect((await put(open(), { headers: [...SSE, 'Content-Type', 'text/csv', 'Content-MD5', md5] })).statusCode).toBe(
      200,
    );
  });

  it('never writes the query into the log (R130)', async () => {
    const endpoint = open();
    await rm(directory, { recursive: true });
    await put(endpoint);
    expect(logLines.join('')).toContain('/000000000000/us-east-1_AbCdEfGhI/import-qQ0DCt2fRh"');
    expect(logLines.join('')).not.toContain('X-Amz');
  });
});

describe('a refused upload', () => {
  const mutate = (url: string) => url.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));

  it.each<[string, () => Put, () => void, number, string, string]>([
    [
      'no query signature (R139)',
      () => ({ url: sign().split('?')[0] }),
      () => {},
      403,
      'AccessDenied',
      'Access Denied',
    ],
    [
      'a parameter missing (R140)',
      () => ({ url: sign().replace(/X-Amz-Expires=899&/, '') }),
      () => {},
      400,
      'AuthorizationQueryParametersError',
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    ],
    ['too late (R141)', () => ({}), () => clock.advance(900_000), 403, 'AccessDenied', 'Request has expired'],
    [
      'too late wins over a started job (R90)',
      () => ({}),
      () => {
        clock.advance(900_000);
        store.status = 'Pending';
      },
      403,
      'AccessDenied',
      'Request has expired',
    ],
    [
      'a changed signature (R142)',
      () => ({ url: mutate(sign()) }),
      () => {},
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    ],
    [
      'an unsigned header (R143)',
      () => ({ headers: [...SSE, 'X-Amz-Meta-A', 'b'] }),
      () => {},
      403,
      'AccessDenied',
      'There were headers present in the request which were not signed',
    ],
    [
      'a started job (R144)',
      () => ({}),
      () => {
        store.status = 'Pending';
      },
      403,
      'AccessDenied',
      'Access Denied',
    ],
    [
      'an unknown job (R144)',
      () => ({ url: sign({ jobId: 'import-other' }) }),
      () => {},
      403,
      'AccessDenied',
      'Access Denied',
    ],
    [
      'another region (R144)',
      () => ({ url: sign({ region: 'eu-west-1' }) }),
      () => {},
      403,
      'AccessDenied',
      'Access Denied',
    ],
    [
      'no length (R145)',
      () => ({ length: null }),
      () => {},
      411,
      'MissingContentLength',
      'You must provide the Content-Length HTTP header.',
    ],
    [
      'too many bytes (R146)',
      () => ({ length: 268_435_457 }),
      () => {},
      400,
      'EntityTooLarge',
      'Your proposed upload exceeds the maximum allowed size',
    ],
  ])('is told %s before its body is asked for', async (_, change, prepare, statusCode, code, message) => {
    const endpoint = open();
    const made = change();
    prepare();
    const answer = await put(endpoint, made);
    expect(answer).toMatchObject({ statusCode, errorCode: code, continues: 0 });
    expect(answer.headers['Content-Type']).toBe('application/xml');
    expect(answer.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<Error><Code>/);
    expect(parseXml(answer.body)).toMatchObject({
      Code: code,
      Message: message,
      RequestId: answer.headers['x-amz-request-id'],
      HostId: answer.headers['x-amz-id-2'],
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it.each<[string, Put, number, string]>([
    ['a wrong Content-MD5 (R147)', { headers: [...SSE, 'Content-MD5', 'AAAAAAAAAAAAAAAAAAAAAA=='] }, 400, 'BadDigest'],
    ['fewer bytes than announced (R148)', { length: 1000 }, 400, 'IncompleteBody'],
  ])('leaves nothing of a body with %s', async (_, change, statusCode, code) => {
    expect(await put(open(), change)).toMatchObject({ statusCode, errorCode: code });
    expect(store.upload).toBeUndefined();
    expect(await readdir(directory)).toEqual([]);
  });

  it('leaves nothing when the job was started while the body came (R144)', async () => {
    store.statusAfterBody = 'Pending';
    expect(await put(open())).toMatchObject({ statusCode: 403, errorCode: 'AccessDenied' });
    expect(await readdir(directory)).toEqual([]);
  });

  it.each([
    [
      'the store',
      () => {
        store.isBroken = true;
      },
    ],
    ['the disk', () => rm(directory, { recursive: true })],
  ])('is InternalError for trouble of %s, which goes to the log (R149)', async (_, breakIt) => {
    const endpoint = open();
    await breakIt();
    const answer = await put(endpoint);
    expect(answer).toMatchObject({ statusCode: 500, errorCode: 'InternalError' });
    expect(parseXml(answer.body).Message).toBe('We encountered an internal error. Please try again.');
    expect(logLines).toEqual([expect.stringContaining('could not store an upload')]);
  });

  it('carries the further elements of its error (R141, R142, R143, R146)', async () => {
    const endpoint = open({ uploadBytesMax: 10 });
    expect(parseXml((await put(endpoint, { length: 11 })).body)).toMatchObject({
      ProposedSize: '11',
      MaxSizeAllowed: '10',
    });
    const unsigned = await put(endpoint, { headers: [...SSE, 'x-amz-b', '1', 'X-Amz-Acl', 'private'] });
    expect(parseXml(unsigned.body).HeadersNotSigned).toBe('x-amz-acl, x-amz-b');

    const mismatch = parseXml((await put(endpoint, { url: sign().replace('/import-', '/<&>import-') })).body);
    expect(mismatch).toMatchObject({ AWSAccessKeyId: 'MUSTERUPLOAD', SignatureProvided: sign().slice(-64) });
    expect(mismatch.StringToSign).toMatch(
      /^AWS4-HMAC-SHA256\n20261122T100400Z\n20261122\/us-east-1\/s3\/aws4_request\n/,
    );
    expect(Buffer.from(mismatch.StringToSignBytes?.replaceAll(' ', '') ?? '', 'hex').toString()).toBe(
      mismatch.StringToSign,
    );
    expect(mismatch.CanonicalRequestBytes).toMatch(/^50 55 54 0a 2f /);

    clock.advance(900_000);
    const expired = await put(endpoint, { method: 'HEAD' });
    expect([expired.statusCode, expired.body]).toEqual([403, '']);
    expect(parseXml((await put(endpoint)).body)).toMatchObject({
      'X-Amz-Expires': '899',
      Expires: '2026-11-22T10:18:59Z',
      ServerTime: '2026-11-22T10:19:00Z',
    });
  });

  it.each<[string, Put, string]>([
    ['no SSE header (R151)', { headers: [] }, 'send PUT with x-amz-server-side-encryption: aws:kms'],
    [
      'another SSE value (R151)',
      { headers: [SSE[0] ?? '', 'AES256'] },
      'send PUT with x-amz-server-side-encryption: aws:kms',
    ],
    ['POST (R151)', { method: 'POST' }, 'send PUT with x-amz-server-side-encryption: aws:kms'],
    ['a host the server does not know (R125)', { host: 'proxy:80' }, expect.stringContaining('public URL')],
    ['GET (R151)', { method: 'GET' }, 'send PUT with x-amz-server-side-encryption: aws:kms'],
    ['a changed signature', { url: mutate(sign()) }, expect.stringContaining('altered')],
  ])('hints at %s', async (_, change, hint) => {
    const answer = await put(open(), change);
    expect([answer.errorCode, answer.headers['x-muster-hint']]).toEqual(['SignatureDoesNotMatch', hint]);
  });
});

describe('behind a proxy that replaces Host', () => {
  const publicHosts = knownHosts({ host: '127.0.0.1', publicUrl: 'https://import.example.com' });

  it.each([
    ['the public one', 'https://import.example.com', 200],
    ['any other', 'https://other.example.com', 403],
  ])('answers an upload to a URL of %s, %s, with %i (R411)', async (_, publicUrl, statusCode) => {
    const answer = await put(open({ hosts: publicHosts }), { url: sign({ publicUrl }), host: '127.0.0.1:4599' });
    expect(answer.statusCode).toBe(statusCode);
  });
});

describe('a browser', () => {
  it('may ask first (R138)', async () => {
    const answer = await put(open(), {
      method: 'OPTIONS',
      headers: ['Origin', 'http://localhost:3000'],
      url: '/a/b/c',
    });
    expect(answer).toMatchObject({ statusCode: 200, body: '' });
    expect(answer.headers).toMatchObject({
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'PUT',
      'Access-Control-Allow-Headers':
        'content-type, content-md5, if-match, if-none-match, x-amz-server-side-encryption',
      'Access-Control-Expose-Headers': 'ETag, x-muster-hint',
    });
  });

  it.each([
    ['http://127.0.0.1:8080', false, 200],
    ['https://evil.example', false, 403],
    ['null', false, 403],
    ['https://admin.example', true, 200],
    ['https://named.example', false, 200],
  ])('of origin %s, foreign ones allowed: %s, gets %i (R138)', async (origin, allowForeignOrigins, statusCode) => {
    const endpoint = open({ allowForeignOrigins, allowedOrigins: ['https://named.example'] });
    expect((await put(endpoint, { headers: [...SSE, 'Origin', origin] })).statusCode).toBe(statusCode);
    expect((await put(endpoint, { method: 'OPTIONS', headers: ['Origin', origin] })).statusCode).toBe(statusCode);
  });
});

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { randomIds } from '../base/ids.ts';
import { createLogger } from '../base/logger.ts';
import { openDirectoryBlobs } from '../blobs/directory-blobs.ts';
import type { ImportJob, Upload } from '../domain/import-job.ts';
import { createUploadDoor } from '../upload/upload-door.ts';
import { createUploadUrlSigner } from '../upload/upload-url-signer.ts';
import type { ApiHandler } from './exchange.ts';
import type { HttpLimits } from './limits.ts';
import { type HttpServer, startHttpServer } from './server.ts';

const run = promisify(execFile);
const uploadKey = createHash('sha256').update('key').digest();
const TARGET = { account: '000000000000', userPoolId: 'us-east-1_AbCdEfGhI', jobId: 'import-qQ0DCt2fRh' };
const UPLOAD_PATH = `/${Object.values(TARGET).join('/')}`;
const LIMITS: Partial<HttpLimits> = {
  headersMs: 200,
  timeoutCheckMs: 50,
  bodyIdleMs: 200,
  apiBodyMs: 400,
  drainMs: 2000,
};

let directory: string;
let server: HttpServer;
let api: ApiHandler;
let upload: Upload | undefined;
let isHealthy: boolean;
let logLines: string[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muster-http-'));
  upload = undefined;
  isHealthy = true;
  logLines = [];
  api = {
    handle: async ({ method, body }) => ({
      statusCode: 200,
      headers: { 'Content-Type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'request-1' },
      body: JSON.stringify({ method, body: body.toString() }),
      operation: 'Echo',
    }),
  };
  await start();
});

afterEach(async () => {
  await server.close();
  await rm(directory, { recursive: true });
});

async function start(limits: Partial<HttpLimits> = LIMITS): Promise<void> {
  const logger = createLogger('debug', { write: (line) => logLines.push(line) });
  const blobs = await openDirectoryBlobs({ directory, ids: randomIds });
  const store = {
    checkHealth: async () => {
      if (!isHealthy) throw new Error('disk I/O error');
    },
    findImportJob: async () => ({ status: 'Created' }) as ImportJob,
    attachUpload: async (...[, , , attached]: [unknown, unknown, unknown, Upload]) => {
      const replacedBlobId = upload?.blobId;
      upload = attached;
      return { kind: 'attached' as const, ...(replacedBlobId === undefined ? {} : { replacedBlobId }) };
    },
  };
  const services = { clock: systemClock, ids: randomIds, logger, store };
  const door = createUploadDoor({ ...services, blobs, uploadKey, allowForeignOrigins: false });
  const handler: ApiHandler = { handle: (request) => api.handle(request) };
  server = await startHttpServer({ ...services, api: handler, upload: door, host: '127.0.0.1', port: 0, limits });
}

function signUpload(): string {
  const place = { ...TARGET, region: 'us-east-1', requestHost: `127.0.0.1:${server.port}` };
  return createUploadUrlSigner({ uploadKey })({ ...place, nowMs: systemClock.nowMs() });
}

/** Sends bytes and returns all that comes back until the server closes, or until `until` was seen. */
function talk(bytes: string | string[], options: { until?: RegExp; end?: boolean } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ host: '127.0.0.1', port: server.port, allowHalfOpen: true }, () => {
      const parts = [bytes].flat();
      const next = () => {
        const part = parts.shift();
        if (part !== undefined) socket.write(part, 'latin1', () => setImmediate(next));
        else if (options.end) socket.end();
      };
      next();
    });
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      text += data;
      if (options.until?.test(text)) socket.destroy();
    });
    socket.on('end', () => socket.destroy());
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
  });
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
const bodyOf = (answer: string) => answer.slice(answer.indexOf('\r\n\r\n') + 4);
/** The body has come, whole. */
const WHOLE = /\r\n\r\n(\{.*\}|<\?xml[\s\S]*<\/Error>)$/;

describe('bad HTTP', () => {
  const host = 'Host: localhost\r\n';
  const big = 'x'.repeat(20_000);

  it.each<[string, string, number, string]>([
    ['no HTTP at all', 'hello\r\n\r\n', 400, 'BadRequest'],
    ['TLS on the plain port', '\x16\x03\x01\x02\x00\x01\x00', 400, 'BadRequest'],
    ['an unknown method', `BREW / HTTP/1.1\r\n${host}\r\n`, 501, 'NotImplemented'],
    ['a method of lower case', `post / HTTP/1.1\r\n${host}\r\n`, 501, 'NotImplemented'],
    ['GET at /', `GET / HTTP/1.1\r\n${host}\r\n`, 405, 'MethodNotAllowed'],
    ['DELETE at /', `DELETE / HTTP/1.1\r\n${host}\r\n`, 405, 'MethodNotAllowed'],
    ['CONNECT', `CONNECT example.com:443 HTTP/1.1\r\n${host}\r\n`, 405, 'MethodNotAllowed'],
    ['a target that is no path', `GET http://localhost/health HTTP/1.1\r\n${host}\r\n`, 400, 'BadRequest'],
    ['OPTIONS *', `OPTIONS * HTTP/1.1\r\n${host}\r\n`, 400, 'BadRequest'],
    ['a control character in the target', `GET /\x01 HTTP/1.1\r\n${host}\r\n`, 400, 'BadRequest'],
    ['a space in the target', `GET /a b HTTP/1.1\r\n${host}\r\n`, 400, 'BadRequest'],
    ['a path nobody serves', `GET /nothing HTTP/1.1\r\n${host}\r\n`, 404, 'NotFound'],
    ['HTTP/2.0 in the request line', `GET / HTTP/2.0\r\n${host}\r\n`, 505, 'HttpVersionNotSupported'],
    ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'BadRequest'],
    ['HTTP/0.9 in the request line', `GET / HTTP/0.9\r\n${host}\r\n`, 505, 'HttpVersionNotSupported'],
    ['HTTP/3.7 in the request line', `GET / HTTP/3.7\r\n${host}\r\n`, 505, 'HttpVersionNotSupported'],
    ['no Host', 'POST / HTTP/1.1\r\n\r\n', 400, 'BadRequest'],
    ['two Hosts', `POST / HTTP/1.1\r\n${host}Host: other\r\n\r\n`, 400, 'BadRequest'],
    ['an empty Host', 'POST / HTTP/1.1\r\nHost:\r\n\r\n', 400, 'BadRequest'],
    ['a Host that is none', 'POST / HTTP/1.1\r\nHost: a/b\r\n\r\n', 400, 'BadRequest'],
    ['a Host with a port that is none', 'POST / HTTP/1.1\r\nHost: a:99999\r\n\r\n', 400, 'BadRequest'],
    ['two Authorizations', `POST / HTTP/1.1\r\n${host}Authorization: a\r\nauthorization: b\r\n\r\n`, 400, 'BadRequest'],
    ['two X-Amz-Targets', `POST / HTTP/1.1\r\n${host}X-Amz-Target: a\r\nx-amz-target: a\r\n\r\n`, 400, 'BadRequest'],
    ['two Content-Types', `POST / HTTP/1.1\r\n${host}Content-Type: a\r\nContent-Type: b\r\n\r\n`, 400, 'BadRequest'],
    ['an expectation', `POST / HTTP/1.1\r\n${host}Expect: foo\r\nContent-Length: 2\r\n\r\n`, 417, 'ExpectationFailed'],
    ['a negative length', `POST / HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, 400, 'BadRequest'],
    ['a length with a sign', `POST / HTTP/1.1\r\n${host}Content-Length: +1\r\n\r\nx`, 400, 'BadRequest'],
    ['a length that is no number', `POST / HTTP/1.1\r\n${host}Content-Length: 1x\r\n\r\nx`, 400, 'BadRequest'],
    ['an endless length', `POST / HTTP/1.1\r\n${host}Content-Length: ${'9'.repeat(30)}\r\n\r\nx`, 400, 'BadRequest'],
    ['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 1\r\n\r\nx`, 400, 'BadRequest'],
    [
      'a length beside chunks',
      `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'BadRequest',
    ],
    [
      'chunks beside a length',
      `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n`,
      400,
      'BadRequest',
    ],
    ['an unknown coding', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: gzip\r\n\r\n`, 400, 'BadRequest'],
    [
      'two codings',
      `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'BadRequest',
    ],
    ['a chunk that is none', `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400, 'BadRequest'],
    ['a header without a colon', `POST / HTTP/1.1\r\n${host}Nonsense\r\n\r\n`, 400, 'BadRequest'],
    ['a header name with a space', `POST / HTTP/1.1\r\n${host}A B: c\r\n\r\n`, 400, 'BadRequest'],
    ['a folded header', `POST / HTTP/1.1\r\n${host}A: b\r\n c\r\n\r\n`, 400, 'BadRequest'],
    ['bare line feeds', 'POST / HTTP/1.1\nHost: localhost\n\n', 400, 'BadRequest'],
    ['large headers', `POST / HTTP/1.1\r\n${host}A: ${big}\r\n\r\n`, 431, 'RequestHeaderSectionTooLarge'],
    ['a large target', `POST /?${big} HTTP/1.1\r\n${host}\r\n`, 431, 'RequestHeaderSectionTooLarge'],
    ['a large body', `POST / HTTP/1.1\r\n${host}Content-Length: 1048577\r\n\r\n`, 413, 'RequestEntityTooLarge'],
  ])('gets an answer of ours: %s', async (_, bytes, status, code) => {
    const answer = await talk(bytes, { until: WHOLE });
    expect(statusOf(answer), answer).toBe(status);
    expect(JSON.parse(bodyOf(answer))).toEqual({ __type: `${code}Exception`, message: expect.any(String) });
    expect(answer).toMatch(/\r\nContent-Type: application\/(x-amz-json-1\.1|json)\r\n/);
    expect(answer).toMatch(/\r\nx-amzn-requestid: [0-9a-f-]{36}\r\n/);
    expect(answer).toContain(`\r\nx-amzn-errortype: ${code}Exception:\r\n`);
    expect(answer).toMatch(/\r\nDate: /);
    expect(logLines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ statusCode: status })]);
  });

  it.each<[string, string, number, string]>([
    ['an unknown method', `BREW ${UPLOAD_PATH} HTTP/1.1\r\n${host}\r\n`, 501, 'NotImplemented'],
    ['two Hosts', `PUT ${UPLOAD_PATH} HTTP/1.1\r\n${host}Host: other\r\n\r\n`, 400, 'BadRequest'],
    [
      'an expectation',
      `PUT ${UPLOAD_PATH} HTTP/1.1\r\n${host}Expect: foo\r\nContent-Length: 2\r\n\r\n`,
      417,
      'ExpectationFailed',
    ],
    ['a negative length', `PUT ${UPLOAD_PATH} HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, 400, 'BadRequest'],
    [
      'a length beside chunks',
      `PUT ${UPLOAD_PATH} HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'BadRequest',
    ],
    ['large headers', `PUT ${UPLOAD_PATH} HTTP/1.1\r\n${host}A: ${big}\r\n\r\n`, 431, 'RequestHeaderSectionTooLarge'],
    ['no signature (R139)', `PUT ${UPLOAD_PATH} HTTP/1.1\r\n${host}Content-Length: 0\r\n\r\n`, 403, 'AccessDenied'],
  ])('gets S3 XML at an upload path: %s', async (_, bytes, status, code) => {
    const answer = await talk(bytes, { until: WHOLE });
    expect(statusOf(answer), answer).toBe(status);
    expect(bodyOf(answer)).toMatch(
      new RegExp(`^<\\?xml version="1.0" encoding="UTF-8"\\?>\n<Error><Code>${code}</Code><Message>`),
    );
    expect(answer).toContain('\r\nContent-Type: application/xml\r\n');
    expect(answer).toContain('\r\nServer: AmazonS3\r\n');
    expect(answer).toMatch(/\r\nx-amz-request-id: [A-Z2-7]{16}\r\n/);
  });

  it.each([
    ['headers that never end', `POST / HTTP/1.1\r\n${host}`, 408],
    ['a connection that says nothing', '', 408],
    ['a body that stops', `POST / HTTP/1.1\r\n${host}Content-Length: 10\r\n\r\nhalf`, 408],
    ['an upload that stops', () => putHead(10), 400],
  ])('ends a slow client: %s', async (_, bytes, status) => {
    const answer = await talk(typeof bytes === 'string' ? bytes : `${bytes()}half`);
    expect(statusOf(answer), answer).toBe(status);
    expect(await readdir(directory)).toEqual([]);
  });

  it('ends a client that sends its API body byte by byte for ever', async () => {
    const socket = connect({ host: '127.0.0.1', port: server.port });
    socket.write(`POST / HTTP/1.1\r\n${host}Content-Length: 1000\r\n\r\n`);
    const drip = setInterval(() => socket.write('x'), 20);
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    clearInterval(drip);
    socket.destroy();
    expect(statusOf(answer)).toBe(408);
  });

  it('stops a chunked body at the cap and goes on reading so that the client sees why', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const answer = await talk(
      [`POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n`, ...Array(40).fill(chunk)],
      {
        until: WHOLE,
      },
    );
    expect(statusOf(answer)).toBe(413);
  });
});

function putHead(contentLength: number, extra = ''): string {
  const { pathname, search, host } = new URL(signUpload());
  return `PUT ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nx-amz-server-side-encryption:aws:kms\r\nContent-Length: ${contentLength}\r\n${extra}\r\n`;
}

describe('good HTTP', () => {
  it.each([
    ['a body with a length', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi', 'hi'],
    ['no body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n', ''],
    ['neither length nor body', 'POST / HTTP/1.1\r\nHost: localhost\r\n\r\n', ''],
    ['chunks', 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n', 'hi'],
    ['HTTP/1.0 without Host', 'POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi', 'hi'],
    ['a query', 'POST /?a=b HTTP/1.1\r\nHost: [::1]:80\r\nContent-Length: 2\r\n\r\nhi', 'hi'],
    [
      'an upgrade, which is ignored',
      'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\nContent-Length: 2\r\n\r\nhi',
      'hi',
    ],
    ['100-continue', 'POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi', 'hi'],
  ])('reaches the API: %s', async (_, bytes, body) => {
    const answer = await talk(bytes, { until: WHOLE });
    expect(JSON.parse(answer.slice(answer.lastIndexOf('\r\n\r\n') + 4))).toEqual({ method: 'POST', body });
    expect(answer).toContain('x-amzn-requestid: request-1\r\n');
    expect(answer).toContain('HTTP/1.1 200 OK\r\n');
    expect(JSON.parse(logLines[0] ?? '')).toMatchObject({
      method: 'POST',
      path: '/',
      statusCode: 200,
      operation: 'Echo',
    });
  });

  it('is answered although the client has closed its sending side', async () => {
    const bytes = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi';
    expect(statusOf(await talk(bytes, { end: true }))).toBe(200);
  });

  it('keeps a connection for many requests, also after one that was refused with its body unread', async () => {
    const good = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi';
    const refused = 'PUT /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nwhole';
    const answer = await talk([
      good,
      refused,
      good,
      'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    ]);
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '404', '200', '200']);
  });

  it('turns a fault of the API into an answer, and the reason into the log', async () => {
    api = { handle: async () => Promise.reject(new Error('a bug')) };
    const answer = await talk('POST / HTTP/1.1\r\nHost: localhost\r\n\r\n', { until: WHOLE });
    expect([statusOf(answer), bodyOf(answer)]).toEqual([
      500,
      '{"__type":"InternalErrorException","message":"Internal error."}',
    ]);
    expect(logLines.join('')).toContain('a bug');
  });

  it('turns a header that HTTP cannot carry into an answer', async () => {
    api = { handle: async () => ({ statusCode: 400, headers: { 'x-amzn-errormessage': 'a\nb' }, body: '{}' }) };
    const answer = await talk('POST / HTTP/1.1\r\nHost: localhost\r\n\r\n', { until: WHOLE });
    expect(statusOf(answer)).toBe(500);
  });
});

describe('GET /health', () => {
  it('says whether the store can be used', async () => {
    const healthy = await fetch(`${server.url}/health`);
    expect([healthy.status, await healthy.json()]).toEqual([200, { status: 'ok' }]);
    expect(healthy.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    isHealthy = false;
    const sick = await fetch(`${server.url}/health`);
    expect([sick.status, await sick.json()]).toEqual([503, { status: 'unavailable' }]);
  });

  it('has no body for HEAD and no other method', async () => {
    const head = await talk('HEAD /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect([statusOf(head), bodyOf(head)]).toEqual([200, '']);
    expect((await fetch(`${server.url}/health`, { method: 'POST' })).status).toBe(405);
  });
});

describe('an upload over HTTP', () => {
  it('by curl -T, as the documentation says, waits for 100 Continue (R135)', async () => {
    const content = Buffer.alloc(2_000_000, 'a,b\n');
    const file = join(directory, 'users.csv');
    await writeFile(file, content);
    const url = signUpload();
    const { stdout, stderr } = await run('curl', [
      '-sS',
      '-v',
      '-T',
      file,
      '-H',
      'x-amz-server-side-encryption:aws:kms',
      url,
    ]);
    expect(stdout).toBe('');
    expect(stderr).toContain('< HTTP/1.1 100 Continue');
    expect(stderr).toContain('< HTTP/1.1 200 OK');
    expect(upload).toMatchObject({ byteLength: content.length, md5: createHash('md5').update(content).digest('hex') });
    expect(JSON.parse(logLines.at(-1) ?? '')).toMatchObject({ method: 'PUT', path: UPLOAD_PATH, statusCode: 200 });
    expect(logLines.join('')).not.toContain('X-Amz');
  });

  it('that will be refused is told so before the body is sent (R135)', async () => {
    const answer = await talk(putHead(3_000_000, 'Expect: 100-continue\r\nX-Amz-Acl: private\r\n'));
    expect(statusOf(answer)).toBe(403);
    expect(answer).toContain('\r\nConnection: close\r\n');
    expect(answer).not.toContain('100 Continue');
  });

  it.each([
    ['-X', 'POST', 'SignatureDoesNotMatch', '403'],
    ['-H', 'Transfer-Encoding: chunked', 'MissingContentLength', '411'],
    ['-H', 'Content-Length: 300000000', 'EntityTooLarge', '400'],
  ])('by curl %s "%s" gets %s', async (option, value, code, status) => {
    const file = join(directory, 'users.csv');
    await writeFile(file, 'a,b\n');
    const sse = ['-H', 'x-amz-server-side-encryption:aws:kms'];
    const { stdout } = await run('curl', [
      '-sS',
      '-w',
      '%{http_code}',
      '-T',
      file,
      ...sse,
      option,
      value,
      signUpload(),
    ]);
    expect(stdout).toContain(`<Code>${code}</Code>`);
    expect(stdout.endsWith(status)).toBe(true);
  });

  it('whose client breaks off leaves nothing, and the upload before it stays (R134, R148)', async () => {
    await talk(`${putHead(4)}full`, { until: /200 OK[\s\S]*\r\n\r\n$/ });
    const kept = upload;
    const answer = await talk(`${putHead(1000)}half`, { end: true });
    expect(statusOf(answer)).toBe(400);
    expect(bodyOf(answer)).toContain('<Code>IncompleteBody</Code>');
    const socket = connect({ host: '127.0.0.1', port: server.port });
    socket.write(`${putHead(1000)}half`);
    await expect.poll(async () => (await readdir(directory)).length).toBe(2);
    socket.resetAndDestroy();
    await expect.poll(() => readdir(directory)).toEqual([kept?.blobId]);
    expect(upload).toBe(kept);
  });

  it('of many at once ends as exactly one of them', async () => {
    const bodies = Array.from({ length: 12 }, (_, index) => String(index).repeat(200_000));
    const url = signUpload();
    const headers = { 'x-amz-server-side-encryption': 'aws:kms' };
    const answers = await Promise.all(bodies.map((body) => fetch(url, { method: 'PUT', headers, body })));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    const digests = bodies.map((body) => createHash('sha256').update(body).digest('hex'));
    expect(digests).toContain(upload?.sha256);
    expect(await readdir(directory)).toEqual([upload?.blobId]);
  });

  it('has no body for HEAD (R150)', async () => {
    const { pathname, search, host } = new URL(signUpload());
    const answer = await talk(`HEAD ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect([statusOf(answer), bodyOf(answer)]).toEqual([403, '']);
  });
});

describe('close', () => {
  it('finishes what runs, closes what idles and takes nothing new', async () => {
    const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>();
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    api = {
      handle: async () => {
        ask();
        await mayAnswer;
        return { statusCode: 200, headers: {}, body: '{}' };
      },
    };
    const agent = new Agent({ keepAlive: true });
    const idle = await new Promise<number | undefined>((resolve) => {
      httpRequest(`${server.url}/health`, { agent }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      }).end();
    });
    const running = talk('POST / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await isAsked;
    const closed = server.close();
    expect(server.close()).toBe(closed);
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    answer();
    expect(await running).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*Connection: close\r\n[\s\S]*\{\}$/);
    await closed;
    expect(idle).toBe(200);
    agent.destroy();
  });

  it('cuts what does not finish in time', async () => {
    await server.close();
    await start({ drainMs: 50 });
    const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>();
    api = {
      handle: async () => {
        ask();
        return new Promise(() => {});
      },
    };
    const running = talk('POST / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await isAsked;
    await server.close();
    expect(await running).toBe('');
  });

  it('says that a port is taken', async () => {
    const services = { clock: systemClock, ids: randomIds, logger: createLogger('silent'), api };
    const door = { handle: async () => ({ statusCode: 200, headers: {}, body: '' }) };
    const store = { checkHealth: async () => {} };
    const second = startHttpServer({ ...services, upload: door, store, host: '127.0.0.1', port: server.port });
    await expect(second).rejects.toThrow('EADDRINUSE');
  });
});

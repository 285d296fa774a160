import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpLimits } from './limits.ts';
import { bodyOf, startTestServer, statusOf, type TestServer, UPLOAD_PATH, WHOLE } from './server.fixture.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

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
    [
      'a put of log events larger than any can be (N12)',
      `POST / HTTP/1.1\r\n${host}X-Amz-Target: Logs_20140328.PutLogEvents\r\nContent-Length: 8388609\r\n\r\n`,
      413,
      'RequestEntityTooLarge',
    ],
  ])('gets an answer of ours: %s', async (_, bytes, status, code) => {
    const answer = await server.talk(bytes, { until: WHOLE });
    expect(statusOf(answer), answer).toBe(status);
    expect(JSON.parse(bodyOf(answer))).toEqual({ __type: `${code}Exception`, message: expect.any(String) });
    expect(answer).toMatch(/\r\nContent-Type: application\/(x-amz-json-1\.1|json)\r\n/);
    expect(answer).toMatch(/\r\nx-amzn-requestid: [0-9a-f-]{36}\r\n/);
    expect(answer).toContain(`\r\nx-amzn-errortype: ${code}Exception:\r\n`);
    expect(answer).toMatch(/\r\nDate: /);
    expect(server.logLines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ statusCode: status })]);
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
    const answer = await server.talk(bytes, { until: WHOLE });
    expect(statusOf(answer), answer).toBe(status);
    expect(bodyOf(answer)).toMatch(
      new RegExp(`^<\\?xml version="1.0" encoding="UTF-8"\\?>\n<Error><Code>${code}</Code><Message>`),
    );
    expect(answer).toContain('\r\nContent-Type: application/xml\r\n');
    expect(answer).toContain('\r\nServer: AmazonS3\r\n');
    expect(answer).toMatch(/\r\nx-amz-request-id: [A-Z2-7]{16}\r\n/);
  });

  it('has no body where the request began as HEAD, however it went on (R150)', async () => {
    const answer = await server.talk(`HEAD /a b HTTP/1.1\r\n${host}\r\n`);
    expect([statusOf(answer), bodyOf(answer)]).toEqual([400, '']);
  });

  it('is not taken for the good request before it that came in the same packet', async () => {
    const answer = await server.talk(`HEAD /1 HTTP/1.1\r\n${host}Content-Length: 4\r\n\r\na,b\na,b\n\r\n`);
    const [first = '', second = ''] = answer.split(/(?<=\r\n\r\n)(?=HTTP)/);
    expect([statusOf(first), statusOf(second), JSON.parse(bodyOf(second)).__type]).toEqual([
      404,
      400,
      'BadRequestException',
    ]);
    expect(server.logLines.map((line) => JSON.parse(line).path)).toEqual(['/1', '']);
  });

  it.each([
    ['headers that never end', `POST / HTTP/1.1\r\n${host}`, 408],
    ['a connection that says nothing', '', 408],
    ['a body that stops', `POST / HTTP/1.1\r\n${host}Content-Length: 10\r\n\r\nhalf`, 408],
    ['an upload that stops', () => server.putHead(10), 400],
  ])('ends a slow client: %s', async (_, bytes, status) => {
    const answer = await server.talk(typeof bytes === 'string' ? bytes : `${bytes()}half`);
    expect(statusOf(answer), answer).toBe(status);
    expect(await readdir(server.directory)).toEqual([]);
  });

  it('ends a client that sends its API body byte by byte for ever', async () => {
    const socket = connect({ host: '127.0.0.1', port: server.http.port });
    socket.write(`POST / HTTP/1.1\r\n${host}Content-Length: 1000\r\n\r\n`);
    const drip = setInterval(() => socket.write('x'), 20);
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    clearInterval(drip);
    socket.destroy();
    expect(statusOf(answer)).toBe(408);
  });

  it('ends an upload that keeps coming, but too slowly to ever end (R148)', async () => {
    await server.stop();
    server = await startTestServer({ bodyWindowMs: 150, bodyWindowBytesMin: 1_000 });
    const socket = connect({ host: '127.0.0.1', port: server.http.port });
    socket.write(server.putHead(10_000_000));
    const drip = setInterval(() => socket.write('x'), 20);
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    clearInterval(drip);
    socket.destroy();
    expect([statusOf(answer), answer.includes('<Code>IncompleteBody</Code>')]).toEqual([400, true]);
    await expect.poll(() => readdir(server.directory)).toEqual([]);
  });

  it('lets an upload take its time that comes fast enough, window after window', async () => {
    await server.stop();
    server = await startTestServer({ bodyWindowMs: 300, bodyWindowBytesMin: 100 });
    const socket = connect({ host: '127.0.0.1', port: server.http.port });
    socket.write(server.putHead(80_000));
    let sent = 0;
    const drip = setInterval(() => {
      socket.write('x'.repeat(1_000));
      if (++sent === 80) clearInterval(drip);
    }, 10);
    const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
    socket.destroy();
    expect([statusOf(answer), server.upload?.byteLength]).toEqual([200, 80_000]);
  });

  it('stops a chunked body at the cap and goes on reading so that the client sees why', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const answer = await server.talk(
      [`POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n`, ...Array(40).fill(chunk)],
      {
        until: WHOLE,
      },
    );
    expect(statusOf(answer)).toBe(413);
  });
});

describe('a connection', () => {
  const host = 'Host: localhost\r\n';

  it.each<[string, Partial<HttpLimits>, string, number | undefined]>([
    ['says nothing', { headersMs: 100 }, '', 408],
    ['says half a request line', { headersMs: 100 }, 'POST / HT', 408],
    ['never ends its headers', { headersMs: 100 }, `POST / HTTP/1.1\r\n${host}`, 408],
    ['sends no body', { bodyIdleMs: 100 }, `POST / HTTP/1.1\r\n${host}Content-Length: 10\r\n\r\n`, 408],
    ['stops within its body', { bodyIdleMs: 100 }, `POST / HTTP/1.1\r\n${host}Content-Length: 10\r\n\r\nhalf`, 408],
    [
      'stops within a chunk of its body',
      { bodyIdleMs: 100 },
      `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\nff\r\nhalf`,
      408,
    ],
    ['sends no other request', { keepAliveMs: 100 }, `GET /live HTTP/1.1\r\n${host}\r\n`, 200],
    [
      'never ends the headers of its second request',
      { headersMs: 100, keepAliveMs: 60_000 },
      `GET /live HTTP/1.1\r\n${host}\r\nGET /live`,
      200,
    ],
    ['has no traffic', { socketIdleMs: 100, headersMs: 60_000 }, '', undefined],
  ])('is closed by the server when it %s (R547)', async (_, limits, bytes, status) => {
    const generous = { headersMs: 60_000, bodyIdleMs: 60_000, wholeBodyMs: 60_000, keepAliveMs: 60_000 };
    await server.stop();
    server = await startTestServer({ ...generous, timeoutCheckMs: 20, ...limits });
    // Resolves only when the server has closed the connection: the client never does.
    const answer = await server.talk(bytes);
    expect(answer === '' ? undefined : statusOf(answer)).toBe(status);
  });

  it('is closed at once when its body comes in very small chunks, and the answer says why not more (R545)', async () => {
    const chunks = '1\r\nx\r\n'.repeat(5_000);
    const answer = await server.talk(`POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n${chunks}`);
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain('Connection: close');
  });

  it('may send its body in some small chunks', async () => {
    const chunks = '1\r\nx\r\n'.repeat(100);
    const bytes = `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`;
    expect(JSON.parse(bodyOf(await server.talk(bytes, { until: WHOLE }))).body).toBe('x'.repeat(100));
  });

  it('that is refused waits for others that were, and nobody else does (R545)', async () => {
    await server.stop();
    server = await startTestServer({ strangersBurst: 1, strangersPerSecond: 1 });
    const nothing = `GET /nothing HTTP/1.1\r\n${host}\r\n`;
    const kept = connect({ host: '127.0.0.1', port: server.http.port });
    const nextAnswer = () => new Promise<string>((resolve) => kept.once('data', (data) => resolve(data.toString())));
    const live = async () => {
      kept.write(`GET /live HTTP/1.1\r\n${host}\r\n`);
      return statusOf(await nextAnswer());
    };
    expect(await live()).toBe(200);
    expect(statusOf(await server.talk(nothing, { until: WHOLE }))).toBe(404);
    let isAnswered = false;
    const second = server.talk(nothing, { until: WHOLE }).then((answer) => {
      isAnswered = true;
      return statusOf(answer);
    });
    expect([await live(), isAnswered]).toEqual([200, false]);
    expect(await second).toBe(404);
    kept.destroy();
  });
});

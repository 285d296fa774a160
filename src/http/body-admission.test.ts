import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, startTestServer, statusOf, type TestServer, WHOLE } from './server.fixture.ts';

const HOST = 'Host: localhost\r\n';
const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n';
const post = (length: number, more = '') => `POST / HTTP/1.1\r\n${HOST}${more}Content-Length: ${length}\r\n\r\n`;
const refusal = {
  sender: 'refused',
  answer: { statusCode: 400, headers: {}, body: '{"__type":"UnrecognizedClientException"}' },
} as const;

let server: TestServer;
let sockets: Socket[];

beforeEach(async () => {
  server = await startTestServer({
    bodiesBytesMax: 400_000,
    waitingBodiesMax: 1,
    wholeBodyMs: 10_000,
    bodyIdleMs: 10_000,
  });
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await server.stop();
});

/** A request whose body stays unfinished; resolves once the server has asked for it, and so has room for it. */
async function holdRoom(length: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: server.http.port });
  sockets.push(socket);
  socket.on('error', () => {});
  const asked = new Promise<void>((resolve) => socket.once('data', () => resolve()));
  socket.write(post(length, 'Expect: 100-continue\r\n'));
  await asked;
  return socket;
}

describe('a body over 64 KiB', () => {
  it('is not asked for if the head of the request is not good (R540)', async () => {
    server.admit = async () => refusal;
    const answer = await server.talk(post(65_537, 'Expect: 100-continue\r\n'), { until: WHOLE });
    expect([statusOf(answer), bodyOf(answer)]).toEqual([400, '{"__type":"UnrecognizedClientException"}']);
  });

  it('is answered while it comes, and the connection goes on behind it (R540)', async () => {
    server.admit = async () => refusal;
    const next = `GET /live HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`;
    const answer = await server.talk([post(300_000), 'x'.repeat(300_000), next]);
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['400', '200']);
  });

  it('in chunks is judged by its head, however short it is (R540)', async () => {
    server.admit = async () => refusal;
    const bytes = `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n`;
    expect(statusOf(await server.talk(bytes, { until: WHOLE }))).toBe(400);
  });

  it('of 64 KiB and less is taken without asking who sends it (R540)', async () => {
    server.admit = async () => Promise.reject(new Error('nobody should ask'));
    const answer = await server.talk([post(65_536), 'x'.repeat(65_536)], { until: WHOLE });
    expect(statusOf(answer)).toBe(200);
  });

  it.each([
    ['a form gets XML', FORM, 'text/xml', /<Error><Type>Sender<\/Type><Code>RequestEntityTooLarge<\/Code>/],
    ['others get JSON', '', 'application/x-amz-json-1.1', /"__type":"RequestEntityTooLargeException"/],
  ])('that is too large for its sender: %s (R541, R542)', async (_, headers, contentType, body) => {
    server.admit = async () => ({ sender: 'stranger', bytesMax: 65_536 });
    const answer = await server.talk(post(65_537, headers), { until: /<\/ErrorResponse>|\}$/ });
    expect(statusOf(answer)).toBe(413);
    expect(answer).toContain(`Content-Type: ${contentType}\r\n`);
    expect(bodyOf(answer)).toMatch(body);
  });
});

describe('bodies that share the memory of the server', () => {
  it.each([
    ['a form gets XML', FORM, /<Type>Receiver<\/Type><Code>ServiceUnavailable<\/Code>/],
    ['others get JSON', '', /"__type":"ServiceUnavailableException"/],
  ])('wait for room, and are answered 503 in the end: %s (R542, R544)', async (_, headers, body) => {
    await server.stop();
    server = await startTestServer({
      bodiesBytesMax: 400_000,
      bodyWaitMs: 50,
      wholeBodyMs: 10_000,
      bodyIdleMs: 10_000,
    });
    await holdRoom(300_000);
    const answer = await server.talk(post(70_000, headers), { until: /<\/ErrorResponse>|\}$/ });
    expect(statusOf(answer)).toBe(503);
    expect(bodyOf(answer)).toMatch(body);
  });

  it('have room as soon as one of them is answered, or its client is gone (R544)', async () => {
    const held = await holdRoom(300_000);
    const { promise: isJudged, resolve: judged } = Promise.withResolvers<void>();
    const { admit } = server;
    server.admit = (head) => {
      judged();
      return admit(head);
    };
    const waiting = server.talk([post(70_000), 'x'.repeat(70_000)], { until: WHOLE });
    await isJudged;
    // One waits already, which is all that may.
    expect(statusOf(await server.talk(post(70_000), { until: WHOLE }))).toBe(503);
    held.destroy();
    expect(statusOf(await waiting)).toBe(200);
  });

  it('of strangers that fill their part keep no known sender out (R544)', async () => {
    await holdRoom(65_536);
    server.admit = async () => ({ sender: 'known', bytesMax: 1_048_576 });
    const answer = await server.talk([post(60_000), 'x'.repeat(60_000)], { until: WHOLE });
    expect(statusOf(answer)).toBe(200);
    // A stranger has to wait.
    server.admit = async () => refusal;
    expect(statusOf(await server.talk(post(60_000), { until: WHOLE }))).toBe(400);
  });
});

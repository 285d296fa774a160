import { createHmac } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../base/manual-clock.fixture.ts';
import type { DeliveryWay, OutgoingMessage } from './delivery-way.ts';
import { openWebhookSink } from './webhook-sink.fixture.ts';
import { createWebhookWay } from './webhook-way.ts';

const SECRET = 'a-secret-of-more-than-32-characters';
const NOW = 1_800_000_000_999;
const message: OutgoingMessage = {
  id: '0199d2a0-0000-7000-8000-00000000000a',
  userPoolId: 'us-east-1_AbCdEfGhI',
  to: '+4915112345678',
  medium: 'SMS',
  kind: 'SignUp',
  text: 'Your verification code is 123456 – schön',
  code: '123456',
};
const UNBROKEN = new AbortController().signal;

let sink: Awaited<ReturnType<typeof openWebhookSink>> | undefined;
let way: DeliveryWay | undefined;
afterEach(async () => {
  way?.close();
  await sink?.close();
  sink = undefined;
});

function open(url: string, answerMsMax?: number): DeliveryWay {
  const answer = answerMsMax === undefined ? {} : { answerMsMax };
  way = createWebhookWay({ url, secret: SECRET, medium: 'SMS', clock: new ManualClock(NOW), ...answer });
  return way;
}

async function send(answer?: RequestListener, { given = message, answerMsMax = 10_000, signal = UNBROKEN } = {}) {
  sink = await openWebhookSink(answer);
  return open(sink.url, answerMsMax).send(given, signal);
}

const withStatus =
  (status: number, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end('an answer that nobody needs');

describe('a webhook', () => {
  it('gets a message as JSON, signed with its time (R930)', async () => {
    expect(await send()).toEqual({ kind: 'delivered' });
    const { code, ...members } = message;
    const [post] = sink?.posts ?? [];
    expect(post).toMatchObject({ method: 'POST', path: '/messages?from=muster' });
    expect(JSON.parse(post?.body ?? '')).toEqual(members);
    expect(post?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-muster-timestamp': '1800000000',
      'x-muster-signature': `sha256=${createHmac('sha256', SECRET).update(`1800000000.${post?.body}`).digest('hex')}`,
    });
  });

  it('gets subject and HTML of an email (R930)', async () => {
    await send(undefined, { given: { ...message, medium: 'EMAIL', subject: 'A code', html: '<b>1</b>' } });
    expect(JSON.parse(sink?.posts[0]?.body ?? '')).toMatchObject({ subject: 'A code', html: '<b>1</b>' });
  });

  it.each([
    [200, { kind: 'delivered' }],
    [204, { kind: 'delivered' }],
    [299, { kind: 'delivered' }],
    [400, { kind: 'postponed', detail: 'status 400' }],
    [404, { kind: 'postponed', detail: 'status 404' }],
    [422, { kind: 'refused', detail: 'status 422' }],
    [429, { kind: 'postponed', detail: 'status 429' }],
    [500, { kind: 'postponed', detail: 'status 500' }],
    [503, { kind: 'postponed', detail: 'status 503' }],
  ])('that answers %i decides so (R931)', async (status, result) => {
    expect(await send(withStatus(status))).toEqual(result);
  });

  it.each([301, 302, 307, 308])('that redirects by %i is not followed (R932)', async (status) => {
    const elsewhere = await openWebhookSink();
    expect(await send(withStatus(status, { location: elsewhere.url }))).toEqual({
      kind: 'postponed',
      detail: `status ${status}`,
    });
    expect(elsewhere.posts).toEqual([]);
    await elsewhere.close();
  });

  it('that does not answer in time is tried again (R932)', async () => {
    expect(await send(() => {}, { answerMsMax: 50 })).toEqual({ kind: 'postponed', detail: 'no answer in time' });
  });

  it('that is slow, but in time, has the message (R932)', async () => {
    const slow: RequestListener = (_request, response) => void setTimeout(() => response.end(), 100);
    expect(await send(slow)).toEqual({ kind: 'delivered' });
  });

  it('is left when the try is broken off', async () => {
    const breakOff = new AbortController();
    expect(await send(() => breakOff.abort(), { signal: breakOff.signal })).toMatchObject({ kind: 'postponed' });
    await expect(way?.send(message, breakOff.signal)).resolves.toMatchObject({ kind: 'postponed' });
    expect(sink?.posts).toHaveLength(1);
  });

  it('that is away is tried again (R931)', async () => {
    const gone = await openWebhookSink();
    await gone.close();
    expect(await open(gone.url).send(message, UNBROKEN)).toEqual({ kind: 'postponed', detail: 'ECONNREFUSED' });
  });

  it('that breaks the connection is tried again (R931)', async () => {
    expect(await send((request) => void request.socket.destroy())).toEqual({ kind: 'postponed', detail: 'ECONNRESET' });
  });

  it('that sends an answer without end has the message, and is left (R931)', async () => {
    let isLeft: () => void = () => {};
    const left = new Promise<void>((resolve) => {
      isLeft = resolve;
    });
    const endless: RequestListener = (_request, response) => {
      const write = () => void response.write('x'.repeat(16_384), () => setImmediate(write));
      response.on('close', isLeft).on('error', () => {});
      write();
    };
    expect(await send(endless)).toEqual({ kind: 'delivered' });
    await left;
  });

  it('whose certificate is not valid gets nothing (R933)', async () => {
    const server = createHttpsServer((_request, response) => void response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const result = await open(`https://127.0.0.1:${port}/`).send(message, UNBROKEN);
    expect(result).toMatchObject({ kind: 'postponed', detail: expect.stringMatching(/^[A-Z_]+$/) });
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
});

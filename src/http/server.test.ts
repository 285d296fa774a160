import { Agent, request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { randomIds } from '../base/ids.ts';
import { silentLogger } from '../base/logger.ts';
import { bodyOf, startTestServer, statusOf, type TestServer, WHOLE } from './server.fixture.ts';
import { startHttpServer } from './server.ts';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

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
    const answer = await server.talk(bytes, { until: WHOLE });
    expect(JSON.parse(answer.slice(answer.lastIndexOf('\r\n\r\n') + 4))).toEqual({ method: 'POST', body });
    expect(answer).toContain('x-amzn-requestid: request-1\r\n');
    expect(answer).toContain('HTTP/1.1 200 OK\r\n');
    expect(JSON.parse(server.logLines[0] ?? '')).toMatchObject({
      method: 'POST',
      path: '/',
      statusCode: 200,
      operation: 'Echo',
    });
  });

  it('is answered with the length of the body in bytes (R3)', async () => {
    server.api = { handle: async () => ({ statusCode: 200, headers: {}, body: '{"name":"猫"}' }) };
    const answer = await server.talk('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi', {
      until: WHOLE,
    });
    expect(answer).toContain('Content-Length: 14\r\n');
  });

  it('is answered although the client has closed its sending side', async () => {
    const bytes = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi';
    expect(statusOf(await server.talk(bytes, { end: true }))).toBe(200);
  });

  it('keeps a connection for many requests, also after one that was refused with its body unread', async () => {
    const good = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi';
    const refused = 'PUT /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nwhole';
    const answer = await server.talk([
      good,
      refused,
      good,
      'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    ]);
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '404', '200', '200']);
  });

  it('takes the requests of a connection one after the other, and answers them in that order', async () => {
    const log: string[] = [];
    server.api = {
      handle: async ({ body }) => {
        log.push(`begins ${body}`);
        // Turns of the event loop in which a second request would have begun.
        for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
        log.push(`ends ${body}`);
        return { statusCode: 200, headers: {}, body: `{"${body}":1}` };
      },
    };
    const post = (body: string, more = '') =>
      `POST / HTTP/1.1\r\nHost: localhost\r\n${more}Content-Length: 1\r\n\r\n${body}`;
    const answer = await server.talk(`${post('a')}${post('b')}${post('c', 'Connection: close\r\n')}`);
    expect(log).toEqual(['begins a', 'ends a', 'begins b', 'ends b', 'begins c', 'ends c']);
    expect([...answer.matchAll(/\{"(.)":1\}/g)].map(([, body]) => body)).toEqual(['a', 'b', 'c']);
  });

  it('cuts off a client that sends request after request without waiting for an answer', async () => {
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    let called = 0;
    server.api = {
      handle: async () => {
        called++;
        await mayAnswer;
        return { statusCode: 200, headers: {}, body: '{}' };
      },
    };
    const received = await server.talk('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx'.repeat(150));
    expect([received, called]).toEqual(['', 1]);
    answer();
    expect((await fetch(`${server.http.url}/health`)).status).toBe(200);
  });

  it('keeps one connection for a hundred requests', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<unknown>();
    for (let count = 0; count < 100; count++) {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const call = httpRequest(server.http.url, { agent, method: 'POST' }, (response) => {
          sockets.add(response.socket);
          response.resume().on('end', () => resolve(response.statusCode));
        });
        call.on('error', reject).end('hi');
      });
      expect(status).toBe(200);
    }
    expect(sockets.size).toBe(1);
    agent.destroy();
  });

  it('turns a fault of the API into an answer, and the reason into the log', async () => {
    server.api = { handle: async () => Promise.reject(new Error('a bug')) };
    const answer = await server.talk('POST / HTTP/1.1\r\nHost: localhost\r\n\r\n', { until: WHOLE });
    expect([statusOf(answer), bodyOf(answer)]).toEqual([
      500,
      '{"__type":"InternalErrorException","message":"Internal error."}',
    ]);
    expect(server.logLines.join('')).toContain('a bug');
  });

  it('turns a header that HTTP cannot carry into an answer', async () => {
    server.api = { handle: async () => ({ statusCode: 400, headers: { 'x-amzn-errormessage': 'a\nb' }, body: '{}' }) };
    const answer = await server.talk('POST / HTTP/1.1\r\nHost: localhost\r\n\r\n', { until: WHOLE });
    expect(statusOf(answer)).toBe(500);
  });
});

describe('GET /live', () => {
  it('answers also when the store is away, and says nothing of it', async () => {
    server.isHealthy = false;
    const live = await fetch(`${server.http.url}/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: 'ok' }]);
    expect((await fetch(`${server.http.url}/health`)).status).toBe(503);
    expect((await fetch(`${server.http.url}/live`, { method: 'POST' })).status).toBe(405);
  });
});

describe('GET /health', () => {
  it('says whether the store can be used', async () => {
    const healthy = await fetch(`${server.http.url}/health`);
    expect([healthy.status, await healthy.json()]).toEqual([
      200,
      { status: 'ok', node: 'host-1', role: 'all', nodes: [] },
    ]);
    expect(healthy.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
    server.isHealthy = false;
    const sick = await fetch(`${server.http.url}/health`);
    expect([sick.status, await sick.json()]).toMatchObject([503, { status: 'unavailable', node: 'host-1' }]);
  });

  it('lists the nodes that share the store', async () => {
    const nodes = [{ node: 'host-2', role: 'worker', state: 'serving', lastSeenSeconds: 3 }];
    server.node = { ...server.node, nodes };
    expect(await (await fetch(`${server.http.url}/health`)).json()).toMatchObject({ status: 'ok', nodes });
  });

  it('sends everybody elsewhere while the node drains', async () => {
    server.node = { ...server.node, state: 'draining' };
    const answer = await fetch(`${server.http.url}/health`);
    expect([answer.status, await answer.json()]).toMatchObject([503, { status: 'draining' }]);
  });

  it('has no body for HEAD and no other method', async () => {
    const head = await server.talk('HEAD /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect([statusOf(head), bodyOf(head)]).toEqual([200, '']);
    expect((await fetch(`${server.http.url}/health`, { method: 'POST' })).status).toBe(405);
  });
});

describe('close', () => {
  it('finishes what runs, closes what idles and takes nothing new', async () => {
    const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>();
    const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
    server.api = {
      handle: async () => {
        ask();
        await mayAnswer;
        return { statusCode: 200, headers: {}, body: '{}' };
      },
    };
    const agent = new Agent({ keepAlive: true });
    const idle = await new Promise<number | undefined>((resolve) => {
      httpRequest(`${server.http.url}/health`, { agent }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode));
      }).end();
    });
    const running = server.talk('POST / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await isAsked;
    const closed = server.http.close();
    expect(server.http.close()).toBe(closed);
    await expect(fetch(`${server.http.url}/health`)).rejects.toThrow();
    answer();
    expect(await running).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*Connection: close\r\n[\s\S]*\{\}$/);
    await closed;
    expect(idle).toBe(200);
    agent.destroy();
  });

  it('cuts what does not finish in time', async () => {
    await server.stop();
    server = await startTestServer({ drainMs: 50 });
    const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>();
    server.api = {
      handle: async () => {
        ask();
        return new Promise(() => {});
      },
    };
    const running = server.talk('POST / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await isAsked;
    await server.http.close();
    expect(await running).toBe('');
  });

  it('says that a port is taken', async () => {
    const second = startHttpServer({
      clock: systemClock,
      ids: randomIds,
      logger: silentLogger,
      routes: [],
      checkHealth: async () => {},
      describeNode: () => server.node,
      host: '127.0.0.1',
      port: server.http.port,
    });
    await expect(second).rejects.toThrow('EADDRINUSE');
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './server.fixture.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

const REQUEST = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}';

it('closes the connection without a byte of an answer where the answer says so, and logs the request (R574)', async () => {
  server.api = {
    handle: async () => ({
      statusCode: 500,
      headers: {},
      body: '',
      errorCode: 'ConnectionCut',
      cutsConnection: true,
      logFields: { operation: 'CreateUserImportJob' },
    }),
  };
  expect(await server.talk(REQUEST)).toBe('');
  const [line = '{}'] = server.logLines.filter((text) => text.includes('ConnectionCut'));
  expect(JSON.parse(line)).toMatchObject({ operation: 'CreateUserImportJob', route: 'api' });
});

it('answers none of the requests behind it on that connection, and serves the next connection (R574)', async () => {
  server.api = { handle: async () => ({ statusCode: 500, headers: {}, body: '', cutsConnection: true }) };
  expect(await server.talk(REQUEST + REQUEST)).toBe('');
  server.api = { handle: async () => ({ statusCode: 200, headers: {}, body: 'well' }) };
  expect(await server.talk(REQUEST, { until: /well$/ })).toContain('200 OK');
});

import { describe, expect, it } from 'vitest';
import { randomIds } from '../base/ids.ts';
import type { ConsoleState } from '../console-files/console-files.ts';
import type { HttpAnswer } from '../http/http-problem.ts';
import { createConsoleRoute } from './console-route.ts';

const SERVER = { defaultCredentials: true, region: 'us-east-1', version: '1.2.3' };

async function ask(state: ConsoleState, connectOrigins: readonly string[] = []): Promise<HttpAnswer> {
  const { serve } = createConsoleRoute({
    files: { find: async () => state },
    server: SERVER,
    hosts: { isForeign: () => false },
    connectOrigins,
    ids: randomIds,
  });
  if (serve?.body !== 'none') throw new Error('a console takes no bodies');
  return serve.answer({ method: 'GET', url: '/console/', rawHeaders: [], remoteAddress: '127.0.0.1' });
}

describe('the console of a clone', () => {
  it('says that it is being built, and when to ask again (R1003)', async () => {
    const { statusCode, headers, body } = await ask({ kind: 'building' });
    expect(statusCode).toBe(503);
    expect(headers).toMatchObject({ 'Retry-After': '3', 'Cache-Control': 'no-store' });
    expect(body).toContain('The console is being built');
    expect(body).toContain('<script src="/console/reload-later.js"></script>');
  });

  it('says why it could not be built, as text (R1003)', async () => {
    const { statusCode, body } = await ask({ kind: 'failed', reason: 'Cannot find package <vite>' });
    expect(statusCode).toBe(500);
    expect(body).toContain('<pre>Cannot find package &lt;vite&gt;</pre>');
    expect(body).not.toContain('reload-later');
  });

  it('may send files to where upload URLs lead, and to nowhere else (R1001)', async () => {
    const { headers } = await ask({ kind: 'building' }, ['https://import.example.com']);
    expect(headers['Content-Security-Policy']).toContain("connect-src 'self' https://import.example.com; worker-src");
  });
});

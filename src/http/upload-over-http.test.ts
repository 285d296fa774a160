import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, startTestServer, statusOf, type TestServer, UPLOAD_PATH } from './server.fixture.ts';

const run = promisify(execFile);

let server: TestServer;

beforeEach(async () => {
  // Nobody is slow here but a busy machine.
  server = await startTestServer({ headersMs: 60_000, bodyIdleMs: 60_000 });
});
afterEach(() => server.stop());

describe('an upload over HTTP', () => {
  it('by curl -T, as the documentation says, waits for 100 Continue (R135)', async () => {
    const content = Buffer.alloc(2_000_000, 'a,b\n');
    const file = join(server.directory, 'users.csv');
    await writeFile(file, content);
    const url = server.signUpload();
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
    expect(server.upload).toMatchObject({
      byteLength: content.length,
      md5: createHash('md5').update(content).digest('hex'),
    });
    expect(JSON.parse(server.logLines.at(-1) ?? '')).toMatchObject({
      method: 'PUT',
      path: UPLOAD_PATH,
      statusCode: 200,
    });
    expect(server.logLines.join('')).not.toContain('X-Amz');
  });

  it('that will be refused is told so before the body is sent (R135)', async () => {
    const answer = await server.talk(server.putHead(3_000_000, 'Expect: 100-continue\r\nX-Amz-Acl: private\r\n'));
    expect(statusOf(answer)).toBe(403);
    expect(answer).toContain('\r\nConnection: close\r\n');
    expect(answer).not.toContain('100 Continue');
  });

  it.each([
    ['-X', 'POST', 'SignatureDoesNotMatch', '403'],
    ['-H', 'Transfer-Encoding: chunked', 'MissingContentLength', '411'],
    ['-H', 'Content-Length: 300000000', 'EntityTooLarge', '400'],
  ])('by curl %s "%s" gets %s', async (option, value, code, status) => {
    const file = join(server.directory, 'users.csv');
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
      server.signUpload(),
    ]);
    expect(stdout).toContain(`<Code>${code}</Code>`);
    expect(stdout.endsWith(status)).toBe(true);
  });

  it('whose client breaks off leaves nothing, and the upload before it stays (R134, R148)', async () => {
    await server.talk(`${server.putHead(4)}full`, { until: /200 OK[\s\S]*\r\n\r\n$/ });
    const kept = server.upload;
    const answer = await server.talk(`${server.putHead(1000)}half`, { end: true });
    expect(statusOf(answer)).toBe(400);
    expect(bodyOf(answer)).toContain('<Code>IncompleteBody</Code>');
    const socket = connect({ host: '127.0.0.1', port: server.http.port });
    socket.write(`${server.putHead(1000)}half`);
    await expect.poll(async () => (await readdir(server.directory)).length).toBe(2);
    socket.resetAndDestroy();
    await expect.poll(() => readdir(server.directory)).toEqual([kept?.blobId]);
    expect(server.upload).toBe(kept);
  });

  it('of many at once ends as exactly one of them (R134)', async () => {
    const bodies = Array.from({ length: 12 }, (_, index) => String(index).repeat(200_000));
    const url = server.signUpload();
    const headers = { 'x-amz-server-side-encryption': 'aws:kms' };
    const answers = await Promise.all(bodies.map((body) => fetch(url, { method: 'PUT', headers, body })));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    const digests = bodies.map((body) => createHash('sha256').update(body).digest('hex'));
    expect(digests).toContain(server.upload?.sha256);
    expect(await readdir(server.directory)).toEqual([server.upload?.blobId]);
  });

  it('has no body for HEAD (R150)', async () => {
    const { pathname, search, host } = new URL(server.signUpload());
    const answer = await server.talk(
      `HEAD ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
    expect([statusOf(answer), bodyOf(answer)]).toEqual([403, '']);
  });
});

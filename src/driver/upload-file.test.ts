import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { uploadFile } from './upload-file.ts';

const CONTENT = Buffer.alloc(3_000_000, 'cognito:username\n');

let path: string;
let server: Server | undefined;
beforeAll(() => {
  path = join(mkdtempSync(join(tmpdir(), 'muster-upload-')), 'users.csv');
  writeFileSync(path, CONTENT);
});
afterAll(() => rmSync(dirname(path), { recursive: true }));
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Starts a server that takes the body (`onRequest`) or answers to `Expect` itself (`onExpect`). */
async function serve(onRequest: RequestListener, onExpect?: RequestListener): Promise<string> {
  server = createServer(onRequest);
  if (onExpect !== undefined) server.on('checkContinue', onExpect);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/upload?X-Amz-Signature=1`;
}

function upload(
  url: string,
  change: { byteLength?: number; idleMaxMs?: number; signal?: AbortSignal; onBytes?(sent: number): void } = {},
) {
  const signal = new AbortController().signal;
  const findUploadHint = (headers: IncomingHttpHeaders) => headers['x-muster-hint']?.toString();
  return uploadFile({ path, byteLength: CONTENT.length, url, signal, onBytes() {}, findUploadHint, ...change });
}

describe('uploadFile', () => {
  it('puts the file with length and KMS header, and reports how far it is (R131)', async () => {
    let received: unknown;
    const url = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { host: _host, connection: _connection, ...headers } = request.headers;
      received = { method: request.method, url: request.url, headers, isWhole: Buffer.concat(chunks).equals(CONTENT) };
      response.end();
    });
    let last = 0;
    await upload(url, {
      onBytes(sent) {
        expect(sent).toBeGreaterThan(last);
        last = sent;
      },
    });
    expect(last).toBe(CONTENT.length);
    expect(received).toEqual({
      method: 'PUT',
      url: '/upload?X-Amz-Signature=1',
      headers: {
        'content-length': '3000000',
        'content-type': 'text/csv',
        'x-amz-server-side-encryption': 'aws:kms',
        expect: '100-continue',
      },
      isWhole: true,
    });
  });

  it('sends nothing to a server that refuses by the head alone, and says why (R142, R151)', async () => {
    let sent = 0;
    const refuse: RequestListener = (_request, response) => {
      response.writeHead(403, { 'x-muster-hint': 'look here' });
      response.end('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>');
    };
    const url = await serve(refuse, refuse);
    const onBytes = (bytes: number): void => {
      sent = bytes;
    };
    await expect(upload(url, { onBytes })).rejects.toMatchObject({
      fault: {
        kind: 'upload-refused',
        status: 403,
        code: 'AccessDenied',
        message: 'Request has expired',
        hint: 'look here',
      },
    });
    expect(sent).toBe(0);
  });

  it('gives the answer of a server that refuses in the midst and reads no further', async () => {
    const url = await serve((request, response) => {
      request.once('data', () => {
        request.pause();
        response.writeHead(500);
        response.end('<Error><Code>InternalError</Code></Error>');
      });
    });
    const fault = { kind: 'upload-refused', status: 500, code: 'InternalError', hint: undefined };
    await expect(upload(url)).rejects.toMatchObject({ fault });
  });

  it('reports a server that is not there', async () => {
    const url = await serve(() => {});
    server?.close();
    await expect(upload(url)).rejects.toMatchObject({
      fault: { kind: 'upload-unreachable', origin: new URL(url).origin },
      cause: { code: 'ECONNREFUSED' },
    });
  });

  it('notices a file that became shorter (R148)', async () => {
    const url = await serve((request) => void request.resume());
    await expect(upload(url, { byteLength: CONTENT.length + 1 })).rejects.toMatchObject({
      fault: { kind: 'file-shrank', path },
    });
  });

  it.each<[string, RequestListener]>([
    ['takes the file and never answers', (request) => void request.resume()],
    ['takes nothing', (request) => void request.pause()],
  ])('ends when a server %s', async (_name, onRequest) => {
    const url = await serve(onRequest);
    await expect(upload(url, { idleMaxMs: 200 })).rejects.toMatchObject({
      fault: { kind: 'upload-unreachable' },
      cause: { code: 'ETIMEDOUT' },
    });
  });

  it('ends early when it is aborted', async () => {
    const controller = new AbortController();
    const url = await serve((request) => {
      request.once('data', () => controller.abort());
      request.resume();
    });
    await expect(upload(url, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

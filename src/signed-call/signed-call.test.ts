import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Sha256 } from '../aws/sha256.fixture.ts';
import { nodeDigests } from './node-digests.ts';
import { callSigned } from './signed-call.ts';

let server: Server;
let url: string;
let answer: (request: IncomingMessage, body: string, response: ServerResponse) => void;
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => answer(request, body, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const NOW_MS = Date.UTC(2026, 10, 30, 7, 8, 9);
const call = { region: 'eu-central-1', credentials: CREDENTIALS, operation: 'ListMessages', input: {}, nowMs: NOW_MS };
const send = (change: object = {}) => callSigned({ ...call, url, digests: nodeDigests, ...change });

describe('a signed call', () => {
  it("carries the signature that AWS's own signer makes", async () => {
    let received: { headers: IncomingMessage['headers']; body: string } | undefined;
    answer = (request, body, response) => {
      received = { headers: request.headers, body };
      response.end('{}');
    };
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), fc.string({ unit: 'binary' })),
        fc.option(fc.stringMatching(/^[A-Za-z0-9+/=]{1,40}$/), { nil: undefined }),
        fc.integer({ min: 0, max: 4e12 }),
        async (input, sessionToken, nowMs) => {
          const credentials = { ...CREDENTIALS, ...(sessionToken !== undefined && { sessionToken }) };
          await send({ input, credentials, nowMs });
          const signer = new SignatureV4({ credentials, region: call.region, service: 'muster', sha256: Sha256 });
          const { host, hostname, port } = new URL(url);
          const body = JSON.stringify(input);
          const names = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Muster.ListMessages' };
          const signed = await signer.sign(
            {
              method: 'POST',
              protocol: 'http:',
              hostname,
              port: Number(port),
              path: '/',
              headers: { host, ...names },
              body,
            },
            // The signer adds the digest of the body as a header, which is not needed.
            { signingDate: new Date(nowMs), unsignableHeaders: new Set(['x-amz-content-sha256']) },
          );
          const signatureOf = (text?: string | string[]) => /Signature=(\w+)/.exec(String(text))?.[1];
          expect(received?.body).toBe(body);
          expect(received?.headers['x-amz-date']).toBe(signed.headers['x-amz-date']);
          expect(signatureOf(received?.headers.authorization)).toBe(signatureOf(signed.headers.authorization));
        },
      ),
      { numRuns: 50 },
    );
  });

  it.each([
    [
      'an error of the service',
      400,
      '{"__type":"AccessDeniedException","message":"not allowed"}',
      'AccessDeniedException',
      'not allowed',
    ],
    ['a page of a proxy', 502, '<html>bad gateway</html>', 'HTTP 502', 'HTTP 502'],
    ['an answer that is no JSON', 200, 'hello', 'HTTP 200', 'HTTP 200'],
    ['an answer that is no object', 200, '17', 'HTTP 200', 'HTTP 200'],
  ])('throws what %s says', async (_, status, body, code, message) => {
    answer = (_request, _body, response) => {
      response.writeHead(status, { 'x-amzn-requestid': 'request-1' }).end(body);
    };
    await expect(send()).rejects.toMatchObject({
      name: 'CallError',
      code,
      message,
      httpStatus: status,
      requestId: 'request-1',
    });
  });

  it('throws as fetch does where no server answers', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    await expect(send({ url: `http://127.0.0.1:${port}` })).rejects.toBeInstanceOf(TypeError);
  });
});

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request. */
export type S3Fault =
  /** Answered at once, with an error of S3 and nothing done. */
  | { readonly kind: 'refuse'; readonly statusCode: 500 | 503; readonly code: 'InternalError' | 'SlowDown' }
  /** Never answered. */
  | { readonly kind: 'silence' }
  /** The answer stops in the middle of its body and stays open. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** The connection ends in the middle of the body of the answer. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The request is done, and its answer is lost. */
  | { readonly kind: 'lose-answer' };

export interface S3Request {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  /** From 1. */
  readonly number: number;
}

export interface S3FaultProxy {
  readonly endpoint: string;
  /** Every request that came, faulty ones too. */
  readonly requests: readonly S3Request[];
  /** Asked for each request; undefined lets it through. Set by the test. */
  choose: (request: S3Request) => S3Fault | undefined;
  /** Headers that a request gets on its way; none by itself. Set by the test. */
  add: (request: S3Request) => Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Stands in front of an S3 server. It hands on the head as it is, so that signatures stay good. */
export async function startS3FaultProxy(endpoint: string): Promise<S3FaultProxy> {
  const requests: S3Request[] = [];
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    const seen = { method, url, headers, number: requests.length + 1 };
    requests.push(seen);
    const fault = proxy.choose(seen);
    incoming.on('error', () => {});
    if (fault?.kind === 'refuse') return refuse(incoming, outgoing, fault);
    if (fault?.kind === 'silence') return void incoming.resume();
    forward(endpoint, incoming, outgoing, { fault, added: proxy.add(seen) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: S3FaultProxy = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    choose: () => undefined,
    add: () => ({}),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, fault: S3Fault & { kind: 'refuse' }): void {
  incoming.resume().once('end', () => {
    outgoing.writeHead(fault.statusCode, { 'Content-Type': 'application/xml' });
    outgoing.end(
      `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${fault.code}</Code><Message>later</Message></Error>`,
    );
  });
}

function forward(
  endpoint: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { fault, added }: { readonly fault: S3Fault | undefined; readonly added: Readonly<Record<string, string>> },
): void {
  const { method = '', url = '', rawHeaders } = incoming;
  const onward = request(`${endpoint}${url}`, { method, headers: { ...pairs(rawHeaders), ...added } }, (answer) => {
    if (fault?.kind === 'lose-answer') return void answer.resume().once('end', () => outgoing.destroy());
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    if (fault?.kind !== 'stall' && fault?.kind !== 'cut') return void answer.pipe(outgoing);
    let leftBytes = fault.afterBytes;
    answer.on('data', (chunk: Buffer) => {
      if (leftBytes <= 0) return;
      outgoing.write(chunk.subarray(0, leftBytes), () => {
        if (leftBytes <= 0 && fault.kind === 'cut') outgoing.destroy();
      });
      leftBytes -= chunk.length;
    });
  });
  onward.on('error', () => outgoing.destroy());
  outgoing.on('close', () => onward.destroy());
  incoming.pipe(onward);
}

/** Node takes them by name; no header of S3 comes twice. The host is part of the signature. */
function pairs(rawHeaders: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2)
    headers[rawHeaders[index] ?? ''] = rawHeaders[index + 1] ?? '';
  return headers;
}

import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { muteParser, unmuteParser } from './mute-parser.ts';

const HEAD = 'POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n';
const SMALL_CHUNKS = '1\r\nx\r\n'.repeat(10_000);

describe('a muted parser (R545)', () => {
  const server = createServer();
  let port: number;

  beforeEach(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });

  afterEach(async () => {
    server.removeAllListeners('request');
    await new Promise((resolve) => server.close(resolve));
  });

  const send = async (bytes: string, whenServed: (request: IncomingMessage) => void) => {
    server.once('request', whenServed);
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('error', () => {});
    socket.write(bytes);
    await new Promise((resolve) => socket.once('close', resolve));
  };

  /** Chunks that the parser hands over of a packet. */
  const countChunks = async (mutesAfter: number): Promise<number> => {
    let chunks = 0;
    await send(HEAD + SMALL_CHUNKS, (request) => {
      request.push = () => {
        chunks += 1;
        if (chunks === mutesAfter) muteParser(request.socket);
        return false;
      };
      setImmediate(() => request.socket.destroy());
    });
    return chunks;
  };

  it('hands over nothing more of its packet', async () => {
    expect(await countChunks(Infinity)).toBe(10_000);
    expect(await countChunks(100)).toBe(100);
  });

  it('hands over the body of the next request of the same packet', async () => {
    let bodies = 0;
    server.on('request', (request: IncomingMessage) => {
      unmuteParser(request.socket);
      request.push = (chunk) => {
        if (chunk !== null) {
          bodies += 1;
          muteParser(request.socket);
        }
        return false;
      };
    });
    const request = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\nx';
    await send(request.repeat(5), ({ socket }) => setImmediate(() => socket.destroy()));
    expect(bodies).toBe(5);
  });

  it('hands over the bodies of the connections that get it afterwards', async () => {
    await countChunks(100);
    // Node keeps the parsers of closed connections for new ones.
    for (let i = 0; i < 3; i += 1) expect(await countChunks(Infinity)).toBe(10_000);
  });
});

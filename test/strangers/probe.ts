import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { assert } from '../../src/base/assert.ts';
import { signRequest } from '../wire/signed-request.ts';

const LIST_POOLS = 'AWSCognitoIdentityProviderService.ListUserPools';
const HEAD_END = '\r\n\r\n';

/** One connection that is kept; after an answer that ends it, a new one. */
class KeptConnection {
  readonly #url: URL;
  #socket: Socket | undefined;

  constructor(url: string) {
    this.#url = new URL(url);
  }

  get host(): string {
    return this.#url.host;
  }

  /** Sends a request and resolves with the status of its answer once the whole answer is there. Rejects if the connection breaks. */
  async ask(bytes: Buffer | string): Promise<number> {
    const socket = await this.#open();
    socket.write(bytes);
    let received = '';
    for await (const data of socket.iterator({ destroyOnReturn: false })) {
      received += data.toString('latin1');
      const headEnd = received.indexOf(HEAD_END);
      if (headEnd < 0) continue;
      const length = Number(/^content-length: (\d+)$/im.exec(received.slice(0, headEnd))?.[1]);
      assert(Number.isInteger(length), 'an answer says how long it is');
      if (received.length < headEnd + HEAD_END.length + length) continue;
      if (/^connection: close$/im.test(received.slice(0, headEnd))) this.close();
      return Number(received.slice(9, 12));
    }
    this.close();
    throw new Error('the server closed the connection');
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #open(): Promise<Socket> {
    if (this.#socket && !this.#socket.destroyed) return this.#socket;
    this.#socket = connect({ host: this.#url.hostname, port: Number(this.#url.port), noDelay: true });
    await once(this.#socket, 'connect');
    return this.#socket;
  }
}

export interface ProbeFigures {
  /** Time of each `GET /live`, in milliseconds. */
  readonly liveMs: number[];
  /** Signed requests that were answered 200, and all that were sent. */
  readonly signedAnswered: number;
  readonly signedSent: number;
  /** The most that the process of the server held in memory while it was asked. */
  readonly memoryBytesMax: number;
}

/** Asks a server for `/live` every 20 ms and for a signed list every 100 ms, for so long. */
export async function probe(
  server: { readonly url: string; readonly pid: number },
  seconds: number,
): Promise<ProbeFigures> {
  const untilMs = performance.now() + seconds * 1_000;
  const liveMs: number[] = [];
  let memoryBytesMax = 0;
  let signedAnswered = 0;
  let signedSent = 0;
  const live = new KeptConnection(server.url);
  const signed = new KeptConnection(server.url);
  const repeat = async (everyMs: number, act: () => Promise<void>) => {
    while (performance.now() < untilMs) {
      await act();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };
  try {
    await Promise.all([
      repeat(20, async () => {
        const beganAt = performance.now();
        const status = await live.ask(`GET /live HTTP/1.1\r\nHost: ${live.host}\r\n\r\n`);
        assert(status === 200, `/live was answered ${status}`);
        liveMs.push(performance.now() - beganAt);
      }),
      repeat(100, async () => {
        signedSent += 1;
        const body = Buffer.from('{"MaxResults":10}');
        const status = await signed.ask(signRequest({ host: signed.host, target: LIST_POOLS, body }));
        signedAnswered += status === 200 ? 1 : 0;
      }),
      repeat(100, async () => {
        memoryBytesMax = Math.max(memoryBytesMax, residentBytes(server.pid));
      }),
    ]);
  } finally {
    live.close();
    signed.close();
  }
  return { liveMs, signedAnswered, signedSent, memoryBytesMax };
}

/** What a process holds in memory now. */
export function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  assert(kibibytes !== undefined, 'the status of a process says what it holds in memory');
  return Number(kibibytes) * 1_024;
}

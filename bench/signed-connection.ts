import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { assert } from '../src/base/assert.ts';
import { signRequest } from '../test/wire/signed-request.ts';

const HEAD_END = '\r\n\r\n';
const SERVICES = { AWSCognitoIdentityProviderService: 'cognito-idp', Logs_20140328: 'logs' } as const;

export interface TimedAnswer {
  /** JSON, as it came. */
  readonly body: Buffer;
  /** From the first byte sent to the last one received; signing is before, parsing behind. */
  readonly elapsedMs: number;
}

/**
 * One connection that is kept, for one call at a time, without an SDK: so that what is measured is the server, and not what a client does
 * with 10,000 events.
 */
export class SignedConnection {
  readonly #socket: Socket;
  readonly #host: string;

  private constructor(socket: Socket, host: string) {
    this.#socket = socket;
    this.#host = host;
  }

  static async open(url: string): Promise<SignedConnection> {
    const { hostname, port, host } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new SignedConnection(socket, host);
  }

  /** `target`: `Logs_20140328.GetLogEvents`. Throws unless it is answered 200. */
  call(target: string, input: object): Promise<TimedAnswer> {
    const service = SERVICES[target.slice(0, target.indexOf('.')) as keyof typeof SERVICES];
    return this.#send(target, signRequest({ host: this.#host, target, service, body: bytesOf(input) }));
  }

  /** For an operation that nobody signs. */
  callUnsigned(target: string, input: object): Promise<TimedAnswer> {
    const body = bytesOf(input);
    const head = [
      'POST / HTTP/1.1',
      `Host: ${this.#host}`,
      'Content-Type: application/x-amz-json-1.1',
      `X-Amz-Target: ${target}`,
      `Content-Length: ${body.length}`,
    ].join('\r\n');
    return this.#send(target, Buffer.concat([Buffer.from(head + HEAD_END), body]));
  }

  async #send(target: string, bytes: Buffer): Promise<TimedAnswer> {
    const beganAt = performance.now();
    this.#socket.write(bytes);
    const answer = await this.#receive();
    const elapsedMs = performance.now() - beganAt;
    const headEnd = answer.indexOf(HEAD_END);
    const body = answer.subarray(headEnd + HEAD_END.length);
    const status = answer.toString('latin1', 0, headEnd).split(' ')[1];
    assert(status === '200', `${target} was answered ${status}: ${body.toString('utf8', 0, 300)}`);
    return { body, elapsedMs };
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Head and body. */
  async #receive(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let byteLength = 0;
    let expected: number | undefined;
    for await (const chunk of this.#socket.iterator({ destroyOnReturn: false })) {
      chunks.push(chunk);
      byteLength += chunk.length;
      expected ??= findLength(Buffer.concat(chunks));
      if (expected !== undefined && byteLength >= expected) return Buffer.concat(chunks);
    }
    throw new Error('the server closed the connection');
  }
}

function bytesOf(input: object): Buffer {
  return Buffer.from(JSON.stringify(input));
}

/** Bytes of the whole answer; undefined while its head is not complete. */
function findLength(received: Buffer): number | undefined {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const length = /^content-length: (\d+)$/im.exec(received.toString('latin1', 0, headEnd))?.[1];
  assert(length !== undefined, 'an answer says how long it is');
  return headEnd + HEAD_END.length + Number(length);
}

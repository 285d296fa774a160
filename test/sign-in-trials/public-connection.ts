import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { assert, assertPresent } from '../../src/base/assert.ts';
import type { InputOf, OperationName } from '../../src/model/operation-types.ts';
import type { SecretBook } from '../searched-logs/secret-book.ts';

const HEAD_END = '\r\n\r\n';
/** The server closes a connection on which nothing comes for some seconds. */
const IDLE_MS_MAX = 1_000;

export interface PublicAnswer {
  readonly status: number;
  /** As sent, in order; names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** JSON, parsed; empty if there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** `UserNotFoundException`; undefined if it is no error. */
  readonly errorCode: string | undefined;
  /** By the clock of the machine, in milliseconds since 1970, right before the first byte was sent and right after the last one came. */
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly elapsedMs: number;
}

/**
 * A kept connection for requests that need no signature, one at a time, without an SDK: so that what is measured is the server, and two
 * connections can send in the same instant. What passes is learnt as secret.
 */
export class PublicConnection {
  readonly #url: URL;
  readonly #secrets: SecretBook;
  #socket: Socket | undefined;
  #usedAt = Number.NEGATIVE_INFINITY;

  private constructor(url: URL, secrets: SecretBook) {
    this.#url = url;
    this.#secrets = secrets;
  }

  static async open({
    url,
    secrets,
  }: {
    readonly url: string;
    readonly secrets: SecretBook;
  }): Promise<PublicConnection> {
    const connection = new PublicConnection(new URL(url), secrets);
    await connection.ready();
    return connection;
  }

  /** Connects again where the server may be about to close the connection because nothing came for a while. */
  async ready(): Promise<void> {
    if (this.#socket && performance.now() - this.#usedAt < IDLE_MS_MAX) return;
    this.#socket?.destroy();
    this.#socket = connect({ host: this.#url.hostname, port: Number(this.#url.port), noDelay: true });
    await once(this.#socket, 'connect');
    this.#usedAt = performance.now();
  }

  async send<Operation extends OperationName<'cognito-idp'>>(
    operation: Operation,
    input: InputOf<'cognito-idp', Operation>,
  ): Promise<PublicAnswer> {
    const body = JSON.stringify(input);
    const bytes = Buffer.from(
      [
        'POST / HTTP/1.1',
        `Host: ${this.#url.host}`,
        'Content-Type: application/x-amz-json-1.1',
        `X-Amz-Target: AWSCognitoIdentityProviderService.${operation}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
        '',
        body,
      ].join('\r\n'),
    );
    await this.ready();
    const socket = assertPresent(this.#socket, 'the connection is open');
    const sentAt = Date.now();
    const beganAt = performance.now();
    socket.write(bytes);
    const received = await receive(socket);
    const elapsedMs = performance.now() - beganAt;
    const receivedAt = Date.now();
    this.#usedAt = performance.now();
    const answer = { ...parseAnswer(received), sentAt, receivedAt, elapsedMs };
    this.#secrets.learn(body);
    this.#secrets.learn(JSON.stringify(answer.body));
    return answer;
  }

  close(): void {
    this.#socket?.destroy();
  }
}

async function receive(socket: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let byteLength = 0;
  let expected: number | undefined;
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    byteLength += chunk.length;
    expected ??= findLength(Buffer.concat(chunks));
    if (expected !== undefined && byteLength >= expected) return Buffer.concat(chunks);
  }
  throw new Error('the server closed the connection');
}

/** Bytes of the whole answer; undefined while its head is not complete. */
function findLength(received: Buffer): number | undefined {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const length = /^content-length: (\d+)$/im.exec(received.toString('latin1', 0, headEnd))?.[1];
  assert(length !== undefined, 'an answer says how long it is');
  return headEnd + HEAD_END.length + Number(length);
}

function parseAnswer(received: Buffer): Pick<PublicAnswer, 'status' | 'headers' | 'body' | 'errorCode'> {
  const headEnd = received.indexOf(HEAD_END);
  const [statusLine = '', ...lines] = received.toString('latin1', 0, headEnd).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(': ');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)] as const;
  });
  const text = received.toString('utf8', headEnd + HEAD_END.length);
  const body = text === '' ? {} : JSON.parse(text);
  return { status: Number(statusLine.split(' ')[1]), headers, body, errorCode: body.__type };
}

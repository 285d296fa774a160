import { formatAmzDate } from '../wire/signed-request.ts';

/** A request of somebody without credentials, made to cost the server as much as it can. */
export interface WorstBody {
  readonly name: string;
  /** Request line and headers. `host` is that of the server. */
  head(host: string): string;
  /** Written again and again until the body is complete, or the server has answered. */
  readonly piece: Buffer;
  /** How often {@link piece} is written. */
  readonly pieces: number;
  /** The client waits so long between two pieces; 0 writes as fast as the server reads. */
  readonly pauseMs: number;
}

const MIB = 1_048_576;
const PUT_LOG_EVENTS = 'X-Amz-Target: Logs_20140328.PutLogEvents\r\n';
const LIST_POOLS = 'X-Amz-Target: AWSCognitoIdentityProviderService.ListUserPools\r\n';
const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n';

const post = (headers: string) => (host: string) => `POST / HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n`;
const length = (bytes: number) => `Content-Length: ${bytes}\r\n`;

/** A signature in good form, of a key that does not exist. */
function unknownKey(service: string): string {
  const date = formatAmzDate(Date.now());
  const scope = `${date.slice(0, 8)}/us-east-1/${service}/aws4_request`;
  const signed = `SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`;
  return `X-Amz-Date: ${date}\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIAUNKNOWN/${scope}, ${signed}\r\n`;
}

/** `count` names of parameters, each another one: `N1&N2&…`, filled up to `bytes`. */
function names(count: number, bytes: number): Buffer {
  return Buffer.alloc(bytes, Array.from({ length: count }, (_, index) => `N${index}.a.b.c&`).join(''));
}

/** All of them, each without credentials. */
export const WORST_BODIES: readonly WorstBody[] = [
  {
    name: 'announces 8 MiB of PutLogEvents and sends little of it',
    head: post(`${PUT_LOG_EVENTS}${length(8 * MIB)}`),
    piece: Buffer.alloc(1_024, '['),
    pieces: 30,
    pauseMs: 100,
  },
  {
    name: 'sends 8 MiB of PutLogEvents signed with an unknown key',
    head: (host) => post(`${PUT_LOG_EVENTS}${unknownKey('logs')}${length(8 * MIB)}`)(host),
    piece: Buffer.alloc(64 * 1024, '{"logEvents":[{"message":"'),
    pieces: 128,
    pauseMs: 0,
  },
  {
    name: 'sends a form of 1 MiB of names',
    head: post(`${FORM}${length(MIB)}`),
    piece: names(8_000, 64 * 1024),
    pieces: 16,
    pauseMs: 0,
  },
  {
    name: 'sends a form of 64 KiB of names',
    head: post(`${FORM}${length(64 * 1024)}`),
    piece: names(8_000, 64 * 1024),
    pieces: 1,
    pauseMs: 0,
  },
  {
    name: 'sends a form of 64 KiB with the longest name',
    head: post(`${FORM}${length(64 * 1024)}`),
    piece: Buffer.alloc(64 * 1024, 'Action=%41%41%41'),
    pieces: 1,
    pauseMs: 0,
  },
  {
    name: 'sends 64 KiB of opening brackets',
    head: post(`${LIST_POOLS}${length(64 * 1024)}`),
    piece: Buffer.alloc(64 * 1024, '['),
    pieces: 1,
    pauseMs: 0,
  },
  {
    name: 'sends 64 KiB in pieces of a few bytes, and never the last one',
    head: post(`${LIST_POOLS}${length(64 * 1024)}`),
    piece: Buffer.alloc(16, 'x'),
    pieces: 400,
    pauseMs: 20,
  },
  {
    name: 'sends a body in chunks of one byte',
    head: post(`${PUT_LOG_EVENTS}Transfer-Encoding: chunked\r\n`),
    piece: Buffer.from('1\r\nx\r\n'.repeat(10_000)),
    pieces: 100,
    pauseMs: 0,
  },
  {
    name: 'sends 100 requests without waiting for an answer',
    head: () => '',
    piece: Buffer.from(`POST / HTTP/1.1\r\nHost: localhost\r\n${LIST_POOLS}${length(2)}\r\n{}`.repeat(100)),
    pieces: 1,
    pauseMs: 0,
  },
  {
    name: 'sends a file to an upload URL that nobody signed',
    head: (host) =>
      `PUT /123456789012/us-east-1_AbCdEfGhI/import-x HTTP/1.1\r\nHost: ${host}\r\n${length(256 * MIB)}\r\n`,
    piece: Buffer.alloc(64 * 1024, 'x'),
    pieces: 4_096,
    pauseMs: 0,
  },
  {
    name: 'sends headers without an end',
    head: (host) => `POST / HTTP/1.1\r\nHost: ${host}\r\n`,
    piece: Buffer.from('X: y\r\n'),
    pieces: 100,
    pauseMs: 200,
  },
];

import type { RandomSource } from '../../src/cli/generate/random-source.ts';
import { mutate } from '../fuzz/mutate.ts';
import { type RequestDraft, signRequest } from '../wire/signed-request.ts';
import type { FuzzWorld, MarkedPool } from './fuzz-world.ts';
import { type FuzzOperation, mutateBody, OPERATIONS } from './mutate-body.ts';

export interface FuzzRequest {
  readonly bytes: Buffer;
  readonly operation: FuzzOperation;
  /** Whose key signed, and for which region. */
  readonly signer: MarkedPool;
  readonly body: Buffer;
  readonly isSignedWell: boolean;
  /** HTTP itself was tampered with. */
  readonly isHttpChanged: boolean;
  readonly answersMax: number;
}

interface Framing {
  /** Header lines for the body, given its length. */
  readonly late: (length: number) => readonly string[];
  readonly wrap?: (body: Buffer) => Buffer;
  /** More than one only where what follows the body is a request by the rules of HTTP. */
  readonly answersMax?: number;
}

const length = (count: number) => `Content-Length: ${count}`;
const CHUNKED = 'Transfer-Encoding: chunked';
const inChunks = (body: Buffer) =>
  body.length === 0
    ? Buffer.from('0\r\n\r\n')
    : Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);
const hidden = (body: Buffer) =>
  Buffer.concat([Buffer.from('0\r\n\r\nGET /health HTTP/1.1\r\nHost: localhost\r\n\r\n'), body]);

/** Ways to say how long a body is: good ones, and those by which two readers would not agree where it ends. */
const FRAMINGS: readonly [Framing, ...Framing[]] = [
  { late: () => [CHUNKED], wrap: inChunks },
  { late: (count) => [length(count), 'Expect: 100-continue'] },
  { late: (count) => [length(count), CHUNKED], wrap: hidden },
  { late: (count) => [CHUNKED, length(count)], wrap: hidden },
  { late: (count) => [length(count), 'Transfer-Encoding : chunked'], wrap: hidden },
  { late: (count) => [length(count), 'Transfer-Encoding: xchunked'], wrap: hidden },
  { late: (count) => [length(count), 'Transfer-Encoding: identity'], wrap: hidden },
  { late: (count) => [length(count), 'Transfer-Encoding:\tchunked'], wrap: hidden },
  { late: (count) => [length(count), ' Transfer-Encoding: chunked'], wrap: hidden },
  { late: (count) => [length(count), 'X: y\nTransfer-Encoding: chunked'], wrap: hidden },
  { late: () => ['Transfer-Encoding: chunked, chunked'], wrap: inChunks },
  { late: () => [CHUNKED, 'Transfer-Encoding: identity'], wrap: inChunks },
  { late: (count) => [length(count), length(count)] },
  { late: (count) => [length(0), length(count)], wrap: hidden },
  { late: (count) => [length(count), length(0)], wrap: hidden },
  { late: (count) => [`Content-Length: ${count}, ${count}`] },
  { late: (count) => [`Content-Length: +${count}`] },
  { late: (count) => [`Content-Length: 0x${count.toString(16)}`] },
  { late: (count) => [`Content-Length: -${count}`] },
  { late: (count) => [`Content-Length:${' '.repeat(20)}${count}`] },
  { late: (count) => [`Content-Length : ${count}`] },
  { late: (count) => [length(count + 1)] },
  { late: (count) => [length(Math.max(0, count - 1))], answersMax: 2 },
  { late: () => [], answersMax: 2 },
  { late: (count) => [length(count), 'Host: elsewhere'] },
  { late: (count) => [length(count), 'X-Amz-Target: AWSCognitoIdentityProviderService.ListUserPools'] },
  { late: (count) => [length(count), 'X-Amz-Date: 20200101T000000Z'] },
  { late: (count) => [length(count), 'Authorization: AWS4-HMAC-SHA256 Credential=a'] },
  { late: (count) => [length(count), 'Connection: X-Amz-Target, close'] },
  { late: (count) => [length(count), 'Connection: Upgrade', 'Upgrade: websocket'] },
  { late: (count) => [length(count), 'X-HTTP-Method-Override: GET', 'X-Original-URL: /health'] },
  { late: (count) => [length(count), 'X-Forwarded-For: 127.0.0.1', 'Forwarded: host=a'] },
  { late: (count) => [length(count), `X: ${'y'.repeat(20_000)}`] },
  { late: (count) => [length(count), 'X: a\0b'] },
  { late: (count) => [length(count), 'No colon'] },
  { late: (count) => [length(count), 'A: b\r\n folded'] },
  { late: (count) => [length(count), 'Content-Encoding: gzip'] },
  { late: (count) => [length(count), 'Expect: nothing'] },
];

const LINES: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['POST / HTTP/1.1', 'POST / HTTP/1.0'],
  ['POST / HTTP/1.1', 'POST / HTTP/2.0'],
  ['POST / HTTP/1.1', 'post / HTTP/1.1'],
  ['POST / HTTP/1.1', 'PUT / HTTP/1.1'],
  ['POST / HTTP/1.1', 'POST  / HTTP/1.1'],
  ['POST / HTTP/1.1', 'POST /health HTTP/1.1'],
  ['POST / HTTP/1.1', 'POST //  HTTP/1.1'],
  ['POST / HTTP/1.1', 'POST /%2e%2e/ HTTP/1.1'],
  ['POST / HTTP/1.1', 'POST http://localhost/ HTTP/1.1'],
  ['POST / HTTP/1.1', 'POST /?a=b HTTP/1.1'],
  ['POST / HTTP/1.1\r\n', 'POST / HTTP/1.1\n'],
  ['POST / HTTP/1.1', '\r\n\r\nPOST / HTTP/1.1'],
  ['host: ', 'Host : '],
  ['host: ', 'X-Host: '],
  ['\r\n\r\n', '\n\n'],
];

/** Breaks a signature in one of many ways. */
const BREAKS: readonly [(random: RandomSource) => Partial<RequestDraft>, ...(() => Partial<RequestDraft>)[]] = [
  (random) => ({ changeAuthorization: (value) => breakText(random, value) }),
  () => ({ secretAccessKey: 'wrong' }),
  () => ({ accessKeyId: 'AKIAUNKNOWN' }),
  () => ({ accessKeyId: '__proto__' }),
  () => ({ unsigned: ['host'] }),
  () => ({ unsigned: ['x-amz-target'] }),
  () => ({ payloadHash: 'UNSIGNED-PAYLOAD', headers: [['x-amz-content-sha256', 'UNSIGNED-PAYLOAD']] }),
  () => ({ amzDate: '20200101T000000Z' }),
  () => ({ scopeDate: '20200101' }),
  () => ({ service: 's3' }),
  () => ({ changeAuthorization: () => undefined }),
  () => ({ headers: [['x-amz-security-token', 'token']] }),
];

/** The next request of a sequence. */
export function mutateRequest(random: RandomSource, world: FuzzWorld): FuzzRequest {
  const operation = OPERATIONS[random.below(OPERATIONS.length)] ?? 'GetCSVHeader';
  const signer = world.pools[random.below(world.pools.length)] ?? world.pools[0];
  if (signer === undefined) throw new Error('a world has pools');
  const isSignedWell = random.chance(75);
  const isHttpChanged = random.chance(20);
  const framing = isHttpChanged ? random.pick(FRAMINGS) : undefined;
  const plain = mutateBody(random, world, operation, signer);
  const body = framing?.wrap === hidden ? hidden(plain) : plain;
  const draft: RequestDraft = {
    host: new URL(world.url).host,
    target: `AWSCognitoIdentityProviderService.${operation}`,
    region: signer.region,
    accessKeyId: signer.owner.accessKeyId,
    secretAccessKey: signer.owner.secretAccessKey,
    body,
    ...(framing && { late: framing.late(body.length) }),
    ...(isSignedWell ? {} : random.pick(BREAKS)(random)),
  };
  const head = signRequest(draft);
  let bytes =
    framing?.wrap === inChunks ? Buffer.concat([head.subarray(0, head.length - body.length), inChunks(body)]) : head;
  let answersMax = framing?.answersMax ?? 1;
  if (isHttpChanged && random.chance(30)) {
    const [from, to] = random.pick(LINES);
    bytes = Buffer.from(
      bytes.toString('latin1').replace(from, () => to),
      'latin1',
    );
    // A head that says another length, or none, leaves bytes behind that are a request of their own.
    answersMax = Math.max(answersMax, 2);
  }
  if (isHttpChanged && random.chance(10)) {
    bytes = mutate(random, [bytes]);
    answersMax = Number.POSITIVE_INFINITY;
  }
  return { bytes, operation, signer, body, isSignedWell, isHttpChanged, answersMax };
}

/** One letter or digit is changed, left out or doubled: spaces and commas may mean nothing. */
function breakText(random: RandomSource, text: string): string {
  const places = [...text.matchAll(/[0-9A-Za-z]/g)].map(({ index }) => index);
  const at = places[random.below(places.length)] ?? 0;
  const old = text.charAt(at);
  return `${text.slice(0, at)}${random.pick(['', old === 'x' ? 'y' : 'x', old.repeat(2)])}${text.slice(at + 1)}`;
}

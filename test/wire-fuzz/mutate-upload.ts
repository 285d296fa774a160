import type { RandomSource } from '../../src/cli/generate/random-source.ts';
import { mutate } from '../fuzz/mutate.ts';
import type { FuzzWorld } from './fuzz-world.ts';

export interface FuzzUpload {
  readonly bytes: Buffer;
  readonly method: string;
  /** As sent, and as it was given. */
  readonly target: string;
  readonly givenTarget: string;
  readonly hasSse: boolean;
  /** HTTP itself was tampered with. */
  readonly isHttpChanged: boolean;
}

const SSE: readonly [string, ...string[]] = [
  'x-amz-server-side-encryption: aws:kms',
  'X-Amz-Server-Side-Encryption:aws:kms',
  'x-amz-server-side-encryption: AES256',
  'x-amz-server-side-encryption: aws:kms:dsse',
  'x-amz-server-side-encryption:',
  'Accept: */*',
];
const GOOD_SSE: readonly string[] = SSE.slice(0, 2);
const MORE: readonly [string, ...string[]] = [
  ...(['Content-Type: text/csv', 'Content-Type: \u00ff', 'Content-Encoding: gzip', 'Range: bytes=0-1'] as const),
  ...['x-amz-acl: private', 'x-amz-meta-a: b', 'x-amz-content-sha256: UNSIGNED-PAYLOAD', 'x-amz-copy-source: /a/b'],
  ...['Content-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==', 'Content-MD5: ???', 'If-None-Match: *', 'Expect: 100-continue'],
  ...['Origin: https://evil.example', 'Origin: http://localhost', 'Origin: null', 'X-Forwarded-Host: evil.example'],
];
const LENGTHS: readonly [(length: number) => string, ...((length: number) => string)[]] = [
  (length) => `Content-Length: ${length}`,
  (length) => `Content-Length: ${length + 1}`,
  () => 'Content-Length: 268435457',
  () => `Content-Length: ${'9'.repeat(30)}`,
  () => 'Content-Length: 0',
  () => 'Transfer-Encoding: chunked',
  (length) => `Content-Length: ${length}\r\nTransfer-Encoding: chunked`,
  () => 'X-Length: 0',
];
const PIECES: readonly [string, ...string[]] = [
  ...(['%2F', '%2e%2e/', '/../', '//', '/./', '?', '&', '=', '%', '%zz', '%00', '%F2', '%C3%A9', '+', ';'] as const),
  ...['X-Amz-Expires=9', '&X-Amz-Signature=a', '&x=1', 'x'.repeat(9_000), '#', '*', '\\', 'é', '<&>', "'"],
];

/** A PUT to the upload URL of a job, good or with changes of every part of it. */
export function mutateUpload(random: RandomSource, world: FuzzWorld): FuzzUpload {
  const { host, pathname, search } = new URL(world.uploadUrls[random.below(world.uploadUrls.length)] ?? '');
  const givenTarget = `${pathname}${search}`;
  let target = givenTarget;
  for (let changes = random.chance(40) ? 0 : 1 + random.below(2); changes > 0; changes--) {
    target = changeTarget(random, target);
  }
  const method = random.chance(85) ? 'PUT' : random.pick(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS', 'PATCH']);
  const sse = random.chance(80) ? SSE[0] : random.pick(SSE);
  const body = Buffer.from('a,b\n'.repeat(random.below(200)));
  const isPlain = random.chance(75);
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${random.chance(95) ? host : random.pick(['elsewhere', 'localhost', '127.0.0.1'])}`,
    sse,
    ...(random.chance(25) ? [random.pick(MORE)] : []),
    isPlain ? `Content-Length: ${body.length}` : random.pick(LENGTHS)(body.length),
  ];
  const plain = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
  const isCut = random.chance(5);
  return {
    bytes: isCut ? mutate(random, [plain]) : plain,
    method,
    target,
    givenTarget,
    hasSse: GOOD_SSE.includes(sse),
    isHttpChanged: isCut || !isPlain || target !== givenTarget,
  };
}

function changeTarget(random: RandomSource, target: string): string {
  const at = random.below(target.length);
  switch (random.below(5)) {
    case 0:
      return target.slice(0, at) + random.pick(PIECES) + target.slice(at);
    case 1:
      return target.slice(0, at) + random.pick(['', 'x', '0', 'A']) + target.slice(at + 1);
    case 2: {
      const [path = '', query = ''] = target.split('?');
      const parameters = query.split('&');
      return `${path}?${parameters.toSpliced(random.below(parameters.length), 1).join('&')}`;
    }
    case 3: {
      const [path = '', query = ''] = target.split('?');
      return `${path}?${query.split('&').reverse().join('&')}`;
    }
    default:
      return target.slice(0, at);
  }
}

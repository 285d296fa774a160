import { assert } from '../../src/base/assert.ts';
import type { RawAnswer } from '../wire/raw-http.ts';
import type { FuzzWorld } from './fuzz-world.ts';
import type { FuzzUpload } from './mutate-upload.ts';

/** Section 7.3 of the rules. */
const S3_CODES: readonly string[] = [
  ...['AccessDenied', 'AuthorizationQueryParametersError', 'SignatureDoesNotMatch', 'MissingContentLength'],
  ...['EntityTooLarge', 'BadDigest', 'IncompleteBody'],
];
/** What HTTP forbids, and what the API says where a path was cut to `/`. */
const HTTP_CODES: readonly string[] = [
  ...[
    'BadRequest',
    'NotFound',
    'MethodNotAllowed',
    'NotImplemented',
    'RequestHeaderSectionTooLarge',
    'ExpectationFailed',
  ],
  ...['HttpVersionNotSupported', 'RequestEntityTooLarge', 'UnknownOperation'],
];

/** Throws if the answer is one that no server may give to this upload. Returns its kind. */
export function judgeUpload(world: FuzzWorld, upload: FuzzUpload, answer: RawAnswer): string {
  const { method, target, givenTarget, hasSse, isHttpChanged } = upload;
  assert(answer.status !== 500 && answer.status !== 503, 'no upload is a fault of the server');
  assert(!world.pools.some(({ mark }) => answer.body.includes(mark)), 'an upload URL shows nothing of its pool');
  if (answer.status === 200) {
    // A head that was cut anew may be a good question of a browser, or about the health of the server.
    if (isHttpChanged && !answer.headers.has('etag')) return 'upload OK (nothing stored)';
    if (method === 'OPTIONS') return 'upload OK (preflight)';
    assert(method === 'PUT' && hasSse, 'a file is stored by PUT with the KMS header only');
    assert(isSameTarget(target, givenTarget), 'a file is stored under the URL that was given only');
    return 'upload OK';
  }
  if (answer.body === '') {
    assert(method === 'HEAD' || isHttpChanged, 'a refusal has a body');
    return 'upload refused (HEAD)';
  }
  const code = /<Code>(\w+)<\/Code>/.exec(answer.body)?.[1] ?? JSON.parse(answer.body).__type.replace(/Exception$/, '');
  assert(
    S3_CODES.includes(code) || (HTTP_CODES.includes(code) && mayBreakHttp(upload)),
    `${code} is no answer to an upload`,
  );
  return `upload ${code}`;
}

function mayBreakHttp({ isHttpChanged, bytes }: FuzzUpload): boolean {
  return isHttpChanged || bytes.includes('\u00ff');
}

/** Path letter by letter; the query by the decoded values of its parameters, in any order. */
function isSameTarget(target: string, givenTarget: string): boolean {
  const [left, right] = [target, givenTarget].map((text) => {
    const [path = '', ...query] = text.split('?');
    return [path, [...new URLSearchParams(query.join('?'))].map((pair) => pair.join('=')).sort()];
  });
  return JSON.stringify(left) === JSON.stringify(right);
}

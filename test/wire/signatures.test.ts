import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Muster, startMuster } from '../../src/index.ts';
import { exchange } from './raw-http.ts';
import { formatAmzDate, type RequestDraft, signRequest } from './signed-request.ts';

const BODY = Buffer.from('{"MaxResults":10}');
const BODY_SHA256 = createHash('sha256').update(BODY).digest('hex');
const TARGET = 'AWSCognitoIdentityProviderService.ListUserPools';
const OK = undefined;
const MISMATCH = 'InvalidSignatureException';
const INCOMPLETE = 'IncompleteSignatureException';
const MISSING = 'MissingAuthenticationTokenException';
const UNKNOWN_KEY = 'UnrecognizedClientException';

let muster: Muster;

beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster?.stop());

async function send(change: Partial<RequestDraft>): Promise<{ readonly type: unknown; readonly message: unknown }> {
  const { host, port } = new URL(muster.url);
  const answers = await exchange(Number(port), signRequest({ host, target: TARGET, body: BODY, ...change }));
  expect(answers).toHaveLength(1);
  const { status = 0, body = '' } = answers[0] ?? {};
  const { __type: type, message } = JSON.parse(body);
  expect(status).toBe(type === undefined ? 200 : 400);
  return { type, message };
}

const yesterday = () => formatAmzDate(Date.now() - 24 * 3_600_000).slice(0, 8);
const dated = (date: Date) => ({ dateHeader: date.toUTCString(), amzDate: formatAmzDate(date.getTime()) });
const inAuthorization = (from: string | RegExp, to: string) => ({
  changeAuthorization: (value: string) => value.replace(from, to),
});

describe('a signature', () => {
  it.each<[string, () => Partial<RequestDraft>, string | undefined]>([
    ['of a good client holds (R2)', () => ({}), OK],
    // What is signed
    ['without host in SignedHeaders does not hold (R29)', () => ({ unsigned: ['host'] }), MISMATCH],
    ['without x-amz-target in SignedHeaders does not hold (R29)', () => ({ unsigned: ['x-amz-target'] }), MISMATCH],
    ['without content-type in SignedHeaders holds', () => ({ unsigned: ['content-type'] }), OK],
    [
      'without x-amz-date in SignedHeaders holds, as the date is in what is signed',
      () => ({ unsigned: ['x-amz-date'] }),
      OK,
    ],
    [
      'with SignedHeaders out of order does not hold (R29)',
      () => ({ changeSignedHeaders: (names) => names.split(';').reverse().join(';') }),
      MISMATCH,
    ],
    [
      'with SignedHeaders in capitals does not hold (R29)',
      () => ({ changeSignedHeaders: (names) => names.toUpperCase() }),
      MISMATCH,
    ],
    [
      'with a signed header that was not sent does not hold (R29)',
      () => ({ headers: [['x-more', 'a', []]] }),
      MISMATCH,
    ],
    [
      'over a header with inner spaces holds when they count as one',
      () => ({ headers: [['x-more', 'a b c', ['X-More:  a   b \t c  ']]] }),
      OK,
    ],
    [
      'over a header that was sent twice holds when the values are joined',
      () => ({ headers: [['x-more', 'a,b', ['X-More: a', 'x-more: b']]] }),
      OK,
    ],
    ['over an empty header holds', () => ({ headers: [['x-more', '', ['X-More:']]] }), OK],
    ['over a header that is not ASCII holds over its bytes', () => ({ headers: [['x-more', 'Jürgen 猫']] }), OK],
    // Dates
    ['with a scope of another day than X-Amz-Date does not hold (R29)', () => ({ scopeDate: yesterday() }), MISMATCH],
    ['with Date instead of X-Amz-Date holds', () => dated(new Date()), OK],
    ['with neither X-Amz-Date nor Date is incomplete (R33)', () => ({ dateHeader: '', headers: [] }), INCOMPLETE],
    ['with a date that is none is incomplete (R33)', () => ({ dateHeader: 'yesterday' }), INCOMPLETE],
    ['of six minutes ago has expired (R30)', () => ({ amzDate: formatAmzDate(Date.now() - 360_000) }), MISMATCH],
    ['of in six minutes is not yet current (R30)', () => ({ amzDate: formatAmzDate(Date.now() + 360_000) }), MISMATCH],
    // The query
    ['over a query holds', () => ({ url: '/?x=1', canonicalQuery: 'x=1' }), OK],
    ['over a query out of order holds in order', () => ({ url: '/?b=2&a=1&a', canonicalQuery: 'a=&a=1&b=2' }), OK],
    [
      'over a query with a plus and percent signs holds over its bytes',
      () => ({ url: '/?a=%C3%bc+%7e', canonicalQuery: 'a=%C3%BC%2B~' }),
      OK,
    ],
    ['does not hold for a query that was not signed (R29)', () => ({ url: '/?x=1' }), MISMATCH],
    [
      'in the query of POST is none: Authorization is missing (R31)',
      () => ({
        url: `/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20261124%2Fus-east-1%2Fcognito-idp%2Faws4_request&X-Amz-Signature=${'0'.repeat(64)}`,
        changeAuthorization: () => undefined,
      }),
      MISSING,
    ],
    // The payload
    ['over UNSIGNED-PAYLOAD does not hold (R29)', () => ({ payloadHash: 'UNSIGNED-PAYLOAD' }), MISMATCH],
    [
      'that says UNSIGNED-PAYLOAD does not hold (R29)',
      () => ({ payloadHash: 'UNSIGNED-PAYLOAD', headers: [['x-amz-content-sha256', 'UNSIGNED-PAYLOAD']] }),
      MISMATCH,
    ],
    [
      'of a streaming payload does not hold (R29)',
      () => ({
        payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
        headers: [['x-amz-content-sha256', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD']],
      }),
      MISMATCH,
    ],
    [
      'with the hash of another body does not hold (R29)',
      () => ({ headers: [['x-amz-content-sha256', '0'.repeat(64)]] }),
      MISMATCH,
    ],
    ['with the hash of its body holds', () => ({ headers: [['x-amz-content-sha256', BODY_SHA256]] }), OK],
    // Authorization
    ['that is missing is missing (R31)', () => ({ changeAuthorization: () => undefined }), MISSING],
    ['that is empty is incomplete (R33)', () => ({ changeAuthorization: () => '' }), INCOMPLETE],
    ['of another kind is incomplete (R33)', () => ({ changeAuthorization: () => 'Bearer abc' }), INCOMPLETE],
    [
      'of another algorithm is incomplete (R33)',
      () => inAuthorization('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA512'),
      INCOMPLETE,
    ],
    ['without Credential is incomplete (R33)', () => inAuthorization(/Credential=[^,]*, /, ''), INCOMPLETE],
    ['with a short Credential is incomplete (R33)', () => inAuthorization('/aws4_request', ''), INCOMPLETE],
    ['without SignedHeaders is incomplete (R33)', () => inAuthorization(/SignedHeaders=[^,]*, /, ''), INCOMPLETE],
    ['without Signature is incomplete (R33)', () => inAuthorization(/, Signature=.*/, ''), INCOMPLETE],
    [
      'with Credential twice is incomplete (R33)',
      () => inAuthorization('Credential', 'Credential=a/b/c/d/e, Credential'),
      INCOMPLETE,
    ],
    ['without spaces behind its commas holds', () => inAuthorization(/, /g, ','), OK],
    ['in capital digits does not hold (R29)', () => inAuthorization(/[0-9a-f]{64}$/, 'A'.repeat(64)), MISMATCH],
    ['with a letter that is not ASCII does not hold (R29)', () => inAuthorization(/..$/, 'ò'), MISMATCH],
    ['cut short does not hold (R29)', () => inAuthorization(/.$/, ''), MISMATCH],
    ['of another terminator does not hold (R29)', () => inAuthorization('aws4_request', 'aws5_request'), MISMATCH],
    ['of another service does not hold (R29)', () => ({ service: 's3' }), MISMATCH],
    ['of a region that is none does not hold (R29)', () => ({ region: 'US EAST' }), MISMATCH],
    ['of another secret does not hold (R29)', () => ({ secretAccessKey: 'Test' }), MISMATCH],
    ['of an unknown key is of nobody (R28)', () => ({ accessKeyId: 'Test' }), UNKNOWN_KEY],
    ['of a key named as every object has is of nobody (R28)', () => ({ accessKeyId: '__proto__' }), UNKNOWN_KEY],
  ])('%s', async (_, change, type) => {
    expect((await send(change())).type).toBe(type);
  });

  it.each([
    [/^/, 'x', "Authorization header requires 'AWS4-HMAC-SHA256' parameter."],
    [/Credential=[^,]*, /, '', "Authorization header requires 'Credential' parameter."],
    [/SignedHeaders=[^,]*, /, '', "Authorization header requires 'SignedHeaders' parameter."],
    [/, Signature=.*/, '', "Authorization header requires 'Signature' parameter."],
  ])('without %s%s is told which part is missing (R33)', async (from, to, message) => {
    expect(await send(inAuthorization(from, to))).toEqual({ type: INCOMPLETE, message });
  });

  it('is looked at before the body, and the operation before the signature (R10, R14)', async () => {
    const bad = { secretAccessKey: 'wrong', body: Buffer.from('no JSON') };
    expect((await send(bad)).type).toBe(MISMATCH);
    expect((await send({ ...bad, target: 'AWSCognitoIdentityProviderService.Nothing' })).type).toBe(
      'UnknownOperationException',
    );
  });
});

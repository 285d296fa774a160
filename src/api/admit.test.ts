import { describe, expect, it } from 'vitest';
import type { OperationModel } from '../model/service-model.ts';
import { serviceModels } from '../model/service-models.ts';
import type { DefinedOperation } from '../operations/define-operation.ts';
import { ApiTestDriver, type Draft, NOW_MS } from './api-driver.fixture.ts';
import type { AuditLog } from './audit-log.ts';

const POOLS = 'AWSCognitoIdentityProviderService.';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const STRANGER = { sender: 'stranger', bytesMax: 65_536 };

const operation = (authentication: OperationModel['authentication'], input: string): OperationModel => ({
  authentication,
  input,
  output: null,
  errors: [],
});
/** The models, with operations that need no signature in both protocols. */
const { 'cognito-idp': cognito, sts } = serviceModels;
const models = {
  ...serviceModels,
  'cognito-idp': {
    ...cognito,
    operations: {
      ...cognito.operations,
      SignUp: operation('nobody', 'DescribeUserPoolRequest'),
      GetUser: operation('access-token', 'GetUserRequest'),
    },
    shapes: {
      ...cognito.shapes,
      GetUserRequest: { type: 'structure', members: { AccessToken: 'TokenType' }, required: ['AccessToken'] },
      TokenType: { type: 'string', pattern: '[A-Za-z0-9-_=.]+', sensitive: true },
    },
  },
  sts: {
    ...sts,
    operations: { ...sts.operations, GetCallerIdentity: operation('nobody', 'GetCallerIdentityRequest') },
  },
} as const satisfies typeof serviceModels;

const entries: Parameters<AuditLog['write']>[0][] = [];
const operations: DefinedOperation[] = [
  { service: 'cognito-idp', operation: 'SignUp', run: async () => ({}) },
  { service: 'cognito-idp', operation: 'GetUser', run: async () => ({}) },
  { service: 'sts', operation: 'GetCallerIdentity', run: async () => ({}) },
];
const api = new ApiTestDriver(operations, {
  models,
  regions: ['eu-central-1'],
  accessTokens: { findOwner: async () => ({ kind: 'refused', text: 'Invalid Access Token' }) },
  auditLog: { write: (entry) => entries.push(entry) },
});

describe('the head of a request', () => {
  it.each<[string, Draft, object]>([
    ['a known key', { target: `${POOLS}GetCSVHeader` }, { sender: 'known', bytesMax: 1_048_576 }],
    [
      'a known key and PutLogEvents (N12)',
      { target: 'Logs_20140328.PutLogEvents', service: 'logs' },
      { sender: 'known', bytesMax: 8_388_608 },
    ],
    ['a known key and a form', { headers: FORM, service: 'iam' }, { sender: 'known', bytesMax: 1_048_576 }],
    ['a known key and a form for STS', { headers: FORM, service: 'sts' }, { sender: 'known', bytesMax: 1_048_576 }],
    ['an operation that anybody may call (R541)', { target: `${POOLS}SignUp` }, STRANGER],
    ['an operation for the owner of an access token (R541)', { target: `${POOLS}GetUser` }, STRANGER],
    [
      'an operation that anybody may call, and a bad key that does not count (R541)',
      { target: `${POOLS}SignUp`, accessKeyId: 'AKIDUNKNOWN' },
      STRANGER,
    ],
    ['a form without a signature (R541)', { headers: FORM, late: { authorization: undefined } }, STRANGER],
    [
      'a wrong signature, which only the body proves',
      { target: `${POOLS}GetCSVHeader`, secretAccessKey: 'wrong' },
      { sender: 'known', bytesMax: 1_048_576 },
    ],
  ])('with %s says how large its body may be (R540)', async (_, draft, admission) => {
    expect(await api.admit(draft)).toEqual(admission);
  });

  const GET = `${POOLS}GetCSVHeader`;
  it.each<[string, Draft, string]>([
    ['an unknown key', { target: GET, accessKeyId: 'AKIDUNKNOWN' }, 'UnrecognizedClientException'],
    ['a session token that is none', { target: GET, sessionToken: 'token' }, 'UnrecognizedClientException'],
    ['no signature', { target: GET, late: { authorization: undefined } }, 'MissingAuthenticationTokenException'],
    ['half a signature', { target: GET, late: { authorization: 'AWS4-HMAC-SHA256' } }, 'IncompleteSignatureException'],
    ['no date', { target: GET, late: { 'x-amz-date': undefined } }, 'IncompleteSignatureException'],
    ['an old date', { target: GET, signedAt: NOW_MS - 301_000 }, 'InvalidSignatureException'],
    ['a date to come', { target: GET, signedAt: NOW_MS + 301_000 }, 'InvalidSignatureException'],
    ['the scope of another service', { target: GET, service: 'logs' }, 'InvalidSignatureException'],
    ['a region that is not served', { target: GET, region: 'eu-west-1' }, 'InvalidSignatureException'],
    ['a target that is not signed', { late: { 'x-amz-target': GET } }, 'InvalidSignatureException'],
    ['an unknown operation', { target: `${POOLS}Nothing` }, 'UnknownOperationException'],
    ['no operation', {}, 'UnknownOperationException'],
    [
      'a form and an unknown key',
      { headers: FORM, service: 'iam', accessKeyId: 'AKIDUNKNOWN' },
      'InvalidClientTokenId',
    ],
    ['a form and an old date', { headers: FORM, service: 'iam', signedAt: NOW_MS - 301_000 }, 'SignatureDoesNotMatch'],
    ['a form and the scope of a JSON service', { headers: FORM, service: 'logs' }, 'SignatureDoesNotMatch'],
  ])('with %s answers the request as its body would have been (R540)', async (_, draft, code) => {
    const admission = await api.admit(draft);
    const { statusCode, headers, body } = await api.send({ body: 'Action=ListRoles&Version=2010-05-08', ...draft });
    const answer = { statusCode, headers, body, errorCode: code };
    expect(admission).toMatchObject({ sender: 'refused', answer });
  });

  it('of a web page that may not call, or only asks, is answered too (R13, R138)', async () => {
    const closed = new ApiTestDriver([], { allowForeignOrigins: false });
    const page = ['Host', 'localhost', 'Origin', 'https://example.com'];
    expect(await closed.admitRaw(page)).toMatchObject({ sender: 'refused', answer: { statusCode: 403 } });
    expect(await api.admitRaw(page, 'OPTIONS')).toMatchObject({ sender: 'refused', answer: { statusCode: 200 } });
  });

  it('that is refused is in the audit log', async () => {
    entries.length = 0;
    await api.admit({ target: GET, accessKeyId: 'AKIDUNKNOWN' });
    await api.admit({ target: GET });
    expect(entries).toMatchObject([{ outcome: 'refused', operation: 'GetCSVHeader', accessKeyId: 'AKIDUNKNOWN' }]);
  });
});

describe('an operation that needs no signature', () => {
  it.each<[string, string, Draft]>([
    ['RequestEntityTooLargeException', ' ', { target: `${POOLS}SignUp` }],
    ['RequestEntityTooLarge', '&', { headers: FORM, service: 'sts' }],
  ])('takes 64 KiB also of a known sender: %s (R541)', async (errorCode, filler, draft) => {
    const start = filler === ' ' ? '{"UserPoolId":"a_b"}' : 'Action=GetCallerIdentity&Version=2011-06-15&a=';
    const fill = (length: number) => start.padEnd(length, filler === ' ' ? ' ' : 'x');
    const answer = async (length: number) => (await api.send({ ...draft, body: fill(length) })).errorCode;
    expect([await answer(65_536), await answer(65_537)]).toEqual([undefined, errorCode]);
  });
});

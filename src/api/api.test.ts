import { describe, expect, it } from 'vitest';
import { knownHosts } from '../base/http/known-hosts.ts';
import { ServiceError } from '../model/service-error.ts';
import { defineOperation } from '../operations/define-operation.ts';
import { ApiTestDriver, type Draft, NOW_MS, REQUEST_ID } from './api-driver.fixture.ts';

const TARGET = 'AWSCognitoIdentityProviderService.';
const POOL = 'eu-central-1_AbCdEfGhI';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

const describePool = defineOperation('cognito-idp', 'DescribeUserPool', async ({ input, context }) => ({
  UserPool: { Id: input.UserPoolId, Name: context.region, CreationDate: 1470957431.965, Domain: undefined },
}));
const listPools = defineOperation('cognito-idp', 'ListUserPools', async () => ({ UserPools: [] }));
const deletePool = defineOperation('cognito-idp', 'DeleteUserPool', async () => {});

const POOL_DRAFT: Draft = { target: `${TARGET}DescribeUserPool`, body: JSON.stringify({ UserPoolId: POOL }) };

describe('the API in AWS JSON', () => {
  const api = new ApiTestDriver([describePool, listPools, deletePool]);

  it('answers with the headers of the live service (R3) and the members that are there (R8, R9)', async () => {
    const response = await api.send(POOL_DRAFT);
    const body = `{"UserPool":{"Id":"${POOL}","Name":"eu-central-1","CreationDate":1470957431.965}}`;
    expect(response).toEqual({
      statusCode: 200,
      headers: {
        Date: 'Sun, 22 Nov 2026 10:04:00 GMT',
        'Content-Type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': REQUEST_ID,
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
      },
      body,
      operation: 'DescribeUserPool',
      isChange: false,
      logFields: expect.objectContaining({ operation: 'DescribeUserPool' }),
    });
  });

  it('answers an operation without output with an empty body (N8)', async () => {
    const response = await api.send({ ...POOL_DRAFT, target: `${TARGET}DeleteUserPool` });
    expect(response).toMatchObject({ statusCode: 200, body: '' });
  });

  it.each([
    ['no type', undefined],
    ['text', 'text/plain'],
    ['JSON 1.0', 'application/x-amz-json-1.0'],
    ['a form', 'application/x-www-form-urlencoded'],
  ])('takes a body that is called %s (R1)', async (_name, contentType) => {
    const typed = contentType === undefined ? {} : { headers: { 'content-type': contentType } };
    expect((await api.send({ ...POOL_DRAFT, ...typed })).statusCode).toBe(200);
  });

  it('hands the caller to the operation', async () => {
    let seen: object | undefined;
    const operation = defineOperation('cognito-idp', 'ListUserPools', async ({ context }) => {
      seen = { ...context.principal, region: context.region, host: context.requestHost, id: context.requestId };
      return {};
    });
    await new ApiTestDriver([operation]).send({ target: `${TARGET}ListUserPools`, body: '{"MaxResults":1}' });
    expect(seen).toEqual({
      kind: 'root',
      account: '123456789012',
      arn: 'arn:aws:iam::123456789012:root',
      userId: '123456789012',
      region: 'eu-central-1',
      host: 'localhost:4599',
      id: REQUEST_ID,
    });
  });

  it.each([
    ['no target', undefined, ''],
    ['an empty target', '', ''],
    ['an operation of nobody', `${TARGET}MakeCoffee`, `${TARGET}MakeCoffee`],
    ['an operation of another service', 'Logs_20140328.ListUsers', 'Logs_20140328.ListUsers'],
    ['another service', 'DynamoDB_20120810.ListTables', 'DynamoDB_20120810.ListTables'],
    ['a name of every object', `${TARGET}constructor`, `${TARGET}constructor`],
    ['no full stop', 'ListUsers', 'ListUsers'],
    ['an endless name', `${TARGET}${'x'.repeat(5_000)}`, `${TARGET}${'x'.repeat(5_000)}`.slice(0, 128)],
  ])('does not know %s (R10), and names what is not offered (R440)', async (_name, target, named) => {
    const response = await api.send({ ...(target === undefined ? {} : { target }), secretAccessKey: 'wrong' });
    const message =
      named === ''
        ? 'The request names no operation: the header X-Amz-Target is missing.'
        : `This server does not offer the operation ${named}.`;
    expect(response).toMatchObject({
      statusCode: 400,
      body: JSON.stringify({ __type: 'UnknownOperationException', message }),
      headers: { 'x-amzn-errortype': 'UnknownOperationException:', 'x-amzn-errormessage': message },
      errorCode: 'UnknownOperationException',
      logFields: { unknownOperation: named },
    });
    expect(response).not.toHaveProperty('operation');
  });

  it.each([
    ['nothing', ''],
    ['half an object', '{"UserPoolId":'],
    ['a list', '[]'],
    ['a string', '"x"'],
    ['null', 'null'],
    ['a number for a string', '{"UserPoolId":1}'],
    ['a name twice', `{"UserPoolId":"${POOL}","UserPoolId":"${POOL}"}`],
    ['a name twice in two spellings', `{"UserPoolId":"${POOL}","UserPool\\u0049d":"${POOL}"}`],
    ['a name twice deep below', `{"UserPoolId":"${POOL}","x":[{"a":{"b":[],"b":1}}]}`],
    ['the prototype', `{"UserPoolId":"${POOL}","__proto__":{"a":1}}`],
    ['10,000 lists in each other', `{"UserPoolId":"${POOL}","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
    ['500,000 opening brackets', '['.repeat(500_000)],
    ['10,000 objects in each other', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['a byte order mark', `\ufeff{"UserPoolId":"${POOL}"}`],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])('cannot read a body that is %s (R11)', async (_name, body) => {
    const response = await api.send({ ...POOL_DRAFT, body });
    expect(response).toMatchObject({
      statusCode: 400,
      body: '{"__type":"SerializationException"}',
      operation: 'DescribeUserPool',
      errorCode: 'SerializationException',
    });
  });

  it.each([
    ['one name in two objects', '"x":[{"a":1},{"a":2}]'],
    ['a name that is also a value', '"x":"x","y":"x"'],
    ['brackets and quotes inside of strings', '"x":"[{\\"a\\":1,\\"a","z":"\\\\"'],
    ['members nobody knows', '"Nonsense":null'],
  ])('reads a body with %s (R12)', async (_name, more) => {
    expect((await api.send({ ...POOL_DRAFT, body: `{"UserPoolId":"${POOL}",${more}}` })).statusCode).toBe(200);
  });

  it('tells of a broken constraint in body and header (R4, R5, R16)', async () => {
    const response = await api.send({ ...POOL_DRAFT, body: '{}' });
    const message =
      "1 validation error detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null";
    expect(response.statusCode).toBe(400);
    expect(response.body).toBe(JSON.stringify({ __type: 'InvalidParameterException', message }));
    expect(response.headers).toMatchObject({
      'x-amzn-requestid': REQUEST_ID,
      'x-amzn-errortype': 'InvalidParameterException:',
      'x-amzn-errormessage': message,
      'Access-Control-Allow-Origin': '*',
    });
  });

  it.each([
    ['a line break', 'a\r\nb', 'a%0D%0Ab'],
    ['what is beyond Latin-1', '猫é', '%E7%8C%ABé'],
    ['half a surrogate pair', '\ud83d', '%EF%BF%BD'],
    ['too much for a header', 'x'.repeat(5000), 'x'.repeat(1024)],
  ])('keeps %s out of the header and in the body (R6)', async (_name, text, header) => {
    const operation = defineOperation('cognito-idp', 'DescribeUserPool', async ({ fail }) =>
      fail('ResourceNotFoundException', text),
    );
    const response = await new ApiTestDriver([operation]).send(POOL_DRAFT);
    expect(response.headers['x-amzn-errormessage']).toBe(header);
    expect(JSON.parse(response.body)).toEqual({ __type: 'ResourceNotFoundException', message: text });
  });

  it.each([
    ['an exception', () => new Error('SQLITE_CORRUPT: /var/muster/db')],
    ['an error the operation does not list', () => new ServiceError('UserNotFoundException', 'secret', 400)],
    ['something that is no error', () => 'text'],
  ])('hides %s and logs it with the request id (R98)', async (_name, make) => {
    const operation = defineOperation('cognito-idp', 'DescribeUserPool', async () => {
      throw make();
    });
    const driver = new ApiTestDriver([operation]);
    const response = await driver.send(POOL_DRAFT);
    expect(response).toMatchObject({
      statusCode: 500,
      body: '{"__type":"InternalErrorException","message":"Internal error."}',
      errorCode: 'InternalErrorException',
    });
    expect(driver.logged).toEqual([{ err: make(), requestId: REQUEST_ID, operation: 'DescribeUserPool' }]);
  });

  it('names the internal error of logs as logs does (N1)', async () => {
    const driver = new ApiTestDriver();
    const response = await driver.send({ target: 'Logs_20140328.DescribeLogGroups', service: 'logs' });
    expect(response.statusCode).toBe(500);
    expect(JSON.parse(response.body)).toEqual({ __type: 'ServiceUnavailableException', message: 'Internal error.' });
  });
});

describe('authentication', () => {
  const api = new ApiTestDriver([describePool]);

  it.each<[string, Draft, string, string]>([
    [
      'an unknown key (R28)',
      { accessKeyId: 'AKIDOTHER' },
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    [
      'a session token nobody gave (R28)',
      { headers: { 'x-amz-security-token': 'x' } },
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    ['a wrong secret (R29)', { secretAccessKey: 'wrong' }, 'InvalidSignatureException', MISMATCH],
    ['an altered body (R29)', { arrivingBody: '{}' }, 'InvalidSignatureException', MISMATCH],
    [
      'an altered operation (R29)',
      { late: { 'x-amz-target': `${TARGET}DeleteUserPool` } },
      'InvalidSignatureException',
      MISMATCH,
    ],
    ['a scope for another service (R39)', { service: 'logs' }, 'InvalidSignatureException', MISMATCH],
    [
      'a date too long ago (R30)',
      { signedAt: NOW_MS - 301_000 },
      'InvalidSignatureException',
      'Signature expired: 20261122T095859Z is now earlier than 20261122T095900Z (20261122T100400Z - 5 min.)',
    ],
    [
      'a date too far ahead (R30)',
      { signedAt: NOW_MS + 301_000 },
      'InvalidSignatureException',
      'Signature not yet current: 20261122T100901Z is still later than 20261122T100900Z (20261122T100400Z + 5 min.)',
    ],
    [
      'no signature (R31)',
      { late: { authorization: undefined } },
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ],
    [
      'half a signature (R33)',
      {
        late: {
          authorization: 'AWS4-HMAC-SHA256 Credential=a/20261122/r/cognito-idp/aws4_request, SignedHeaders=host',
        },
      },
      'IncompleteSignatureException',
      "Authorization header requires 'Signature' parameter.",
    ],
  ])('refuses %s', async (_name, draft, type, message) => {
    const response = await api.send({ ...POOL_DRAFT, ...draft });
    expect(response.statusCode).toBe(400);
    expect(JSON.parse(response.body)).toEqual({ __type: type, message });
  });

  it('looks at the signature before the body (R14)', async () => {
    const response = await api.send({ ...POOL_DRAFT, body: 'no JSON', secretAccessKey: 'wrong' });
    expect(response.errorCode).toBe('InvalidSignatureException');
  });

  it.each([
    ['eu-central-1', 200],
    ['us-east-1', 400],
  ])('serves %s with %i where eu-central-1 is the only region (R39)', async (region, statusCode) => {
    const restricted = new ApiTestDriver([describePool], { regions: ['eu-central-1'] });
    const response = await restricted.send({ ...POOL_DRAFT, region });
    expect(response.statusCode).toBe(statusCode);
    if (statusCode !== 200) expect(JSON.parse(response.body).message).toBe(MISMATCH);
  });

  it.each([
    ['forwarded', true, 400],
    ['X-Forwarded-For', true, 400],
    ['x-forwarded-host', true, 400],
    ['Via', true, 400],
    ['x-real-ip', true, 400],
    ['x-request-id', true, 200],
    ['X-Forwarded-For', false, 200],
    ['Via', false, 200],
  ])('with %s and default credentials %s answers %i (R410)', async (header, defaultCredentialsInForce, statusCode) => {
    const driver = new ApiTestDriver([describePool], { defaultCredentialsInForce });
    const response = await driver.send({ ...POOL_DRAFT, late: { [header]: 'for=1.2.3.4' } });
    expect(response.statusCode).toBe(statusCode);
    expect(response.errorCode).toBe(statusCode === 200 ? undefined : 'UnrecognizedClientException');
    const warned = { proxyHeader: header.toLowerCase(), host: 'localhost:4599' };
    expect(driver.warnings).toEqual(statusCode === 200 ? [] : [warned]);
  });

  it.each([
    ['localhost:9999', true, 200],
    ['[::1]:4599', true, 200],
    ['import.example.com', true, 400],
    ['10.0.0.7:4599', true, 400],
    ['import.example.com', false, 200],
  ])('signed for the host %s, with default credentials %s, answers %i (R410)', async (host, isDefault, statusCode) => {
    const driver = new ApiTestDriver([describePool], { defaultCredentialsInForce: isDefault });
    const response = await driver.send({ ...POOL_DRAFT, headers: { host } });
    expect(response.errorCode).toBe(statusCode === 200 ? undefined : 'UnrecognizedClientException');
    expect(driver.warnings).toEqual(statusCode === 200 ? [] : [{ proxyHeader: undefined, host }]);
  });
});

describe('the log', () => {
  const long = `${'a'.repeat(9_000)}.example`;
  it.each<[string, Partial<ConstructorParameters<typeof ApiTestDriver>[1]>, object, object]>([
    ['a foreign host', { defaultCredentialsInForce: true }, { headers: { host: long } }, { host: long.slice(0, 128) }],
    ['a host that was not signed', {}, { late: { host: long } }, { host: long.slice(0, 128) }],
    [
      'a forwarded host',
      {},
      { headers: { host: long }, late: { host: 'localhost', 'x-forwarded-host': long } },
      { signedFor: long.slice(0, 128), host: 'localhost' },
    ],
  ])('has the beginning only of %s that is long', async (_what, options, change, fields) => {
    const driver = new ApiTestDriver([describePool], options);
    await driver.send({ ...POOL_DRAFT, ...change });
    expect(driver.warnings).toEqual([fields]);
  });
});

describe('behind a proxy that replaces Host', () => {
  const hosts = knownHosts({ host: '127.0.0.1', publicUrl: 'https://import.example.com' });
  const signedFor = (host: string, late: Readonly<Record<string, string>>) => ({
    ...POOL_DRAFT,
    headers: { host },
    late: { host: '127.0.0.1:4599', ...late },
  });

  it.each([
    ['the public one', 'import.example.com', 200],
    ['the public one with a port', 'import.example.com:8443', 400],
    ['any other', 'evil.example.com', 400],
  ])('answers a request that is signed for %s, %s, with %i (R411)', async (_, host, statusCode) => {
    const driver = new ApiTestDriver([describePool], { hosts });
    const response = await driver.send(signedFor(host, { 'x-forwarded-host': host }));
    expect(response.statusCode).toBe(statusCode);
    if (statusCode === 200) return;
    expect(response.errorCode).toBe('InvalidSignatureException');
    expect(driver.warnings).toEqual([{ signedFor: host, host: '127.0.0.1:4599' }]);
  });

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['X-Forwarded-Host', { 'X-Forwarded-Host': 'import.example.com' }, { signedFor: 'import.example.com' }],
    ['the first of several', { 'X-Forwarded-Host': 'import.example.com, edge' }, { signedFor: 'import.example.com' }],
    ['Forwarded', { Forwarded: 'for=192.0.2.1;host="import.example.com"' }, { signedFor: 'import.example.com' }],
    ['a header that names another host', { 'X-Forwarded-Host': 'other.example.com' }, {}],
    ['nothing', {}, {}],
  ])('the log names both hosts where %s shows them', async (_, late, fields) => {
    const driver = new ApiTestDriver([describePool]);
    const response = await driver.send(signedFor('import.example.com', late));
    expect(response.errorCode).toBe('InvalidSignatureException');
    expect(driver.warnings).toEqual([{ ...fields, host: '127.0.0.1:4599' }]);
  });
});

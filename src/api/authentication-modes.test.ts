import { describe, expect, it } from 'vitest';
import type { Authentication, OperationModel } from '../model/service-model.ts';
import { serviceModels } from '../model/service-models.ts';
import type { DefinedOperation } from '../operations/define-operation.ts';
import type { TokenContext, TokenOwner } from '../operations/operation.ts';
import type { AccessTokens } from './access-tokens.ts';
import { ApiTestDriver, type Draft } from './api-driver.fixture.ts';

const TARGET = 'AWSCognitoIdentityProviderService.';
const OWNER: TokenOwner = {
  account: '123456789012' as TokenOwner['account'],
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_AbCdEfGhI' as TokenOwner['userPoolId'],
  clientId: '1example23456789',
  sub: '6d0ae1a6-0f4e-4a3f-8a51-0d1f2e3a4b5c',
};

const operation = (authentication: Authentication, input: string): OperationModel => ({
  authentication,
  input,
  output: 'WhoResponse',
  errors: ['NotAuthorizedException'],
});

/** Cognito's model with one operation for each way in which a caller is known. */
const cognito = serviceModels['cognito-idp'];
const models = {
  ...serviceModels,
  'cognito-idp': {
    ...cognito,
    operations: {
      ...cognito.operations,
      WhoSigned: operation('signed', 'WhoRequest'),
      WhoHasToken: operation('access-token', 'WhoHasTokenRequest'),
      WhoAsks: operation('nobody', 'WhoRequest'),
    },
    shapes: {
      ...cognito.shapes,
      WhoRequest: { type: 'structure', members: { Name: 'WhoToken' } },
      WhoHasTokenRequest: { type: 'structure', members: { AccessToken: 'WhoToken' }, required: ['AccessToken'] },
      WhoResponse: { type: 'structure', members: { Who: 'WhoToken' } },
      WhoToken: { type: 'string', pattern: '[A-Za-z0-9-_=.]+', sensitive: true },
    },
  },
} as const satisfies typeof serviceModels;

const service = 'cognito-idp';
const operations: readonly DefinedOperation[] = [
  { service, operation: 'WhoSigned', run: async () => ({ Who: 'signed' }) },
  {
    service,
    operation: 'WhoHasToken',
    run: async (_input, { tokenOwner }: TokenContext) => ({ Who: tokenOwner.sub }),
  },
  {
    service,
    operation: 'WhoAsks',
    run: async (_input, context) => ({ Who: 'principal' in context ? 'principal' : 'nobody' }),
  },
];
const accessTokens: AccessTokens = {
  findOwner: async (token) =>
    token === 'good'
      ? { kind: 'valid', owner: OWNER }
      : { kind: 'refused', text: token === 'old' ? 'Access Token has expired' : 'Invalid Access Token' },
};

const open = () => new ApiTestDriver(operations, { models, accessTokens });
const headersOf = (name: string) => ['Host', 'localhost:4599', 'X-Amz-Target', `${TARGET}${name}`];
const ask = (name: string, body: object = {}, more: string[] = []) =>
  open().sendRaw('POST', [...headersOf(name), ...more], JSON.stringify(body));

describe('an operation that anybody may call', () => {
  it.each([
    ['no signature', []],
    ['a signature by a key that is not there', ['Authorization', 'AWS4-HMAC-SHA256 Credential=AKID/1/2/3/4']],
    ['a token of another scheme', ['Authorization', 'Bearer abc']],
    ['a session token', ['X-Amz-Security-Token', 'token']],
  ])('answers with %s, which is ignored (R441)', async (_name, more) => {
    expect(await ask('WhoAsks', {}, more)).toMatchObject({ statusCode: 200, body: '{"Who":"nobody"}' });
  });

  it('knows nobody, even by a good signature (R441)', async () => {
    const response = await open().send({ target: `${TARGET}WhoAsks` });
    expect(response).toMatchObject({ statusCode: 200, body: '{"Who":"nobody"}' });
    expect(response.logFields).toMatchObject({ principal: undefined, accessKeyId: undefined });
  });

  it('is held to the constraints of its input (R16)', async () => {
    expect((await ask('WhoAsks', { Name: 'a b' })).errorCode).toBe('InvalidParameterException');
  });
});

describe('an operation for the owner of an access token', () => {
  it.each<[string, object, number, object]>([
    ['a good token', { AccessToken: 'good' }, 200, { Who: OWNER.sub }],
    ['a bad token', { AccessToken: 'bad' }, 400, { __type: 'NotAuthorizedException', message: 'Invalid Access Token' }],
    [
      'an old token',
      { AccessToken: 'old' },
      400,
      { __type: 'NotAuthorizedException', message: 'Access Token has expired' },
    ],
    [
      'no token',
      {},
      400,
      {
        __type: 'InvalidParameterException',
        message:
          "1 validation error detected: Value at 'accessToken' failed to satisfy constraint: Member must not be null",
      },
    ],
    ['a token of the wrong type', { AccessToken: 1 }, 400, { __type: 'SerializationException' }],
  ])('with %s answers so', async (_name, body, statusCode, expected) => {
    const response = await ask('WhoHasToken', body);
    expect(response.statusCode).toBe(statusCode);
    expect(JSON.parse(response.body)).toEqual(expected);
  });

  it('does not count a signature for a token, nor look at a bad one beside it (R441)', async () => {
    const signed: Draft = { target: `${TARGET}WhoHasToken`, body: '{"AccessToken":"good"}', secretAccessKey: 'wrong' };
    expect(JSON.parse((await open().send(signed)).body)).toEqual({ Who: OWNER.sub });
    const bad = await open().send({ ...signed, body: '{"AccessToken":"bad"}' });
    expect(bad.errorCode).toBe('NotAuthorizedException');
  });

  it('cannot be offered where nobody knows access tokens', () => {
    expect(() => new ApiTestDriver(operations, { models, accessTokens: undefined })).toThrow(
      'cognito-idp GetUser is for the owners of access tokens, and none are known',
    );
  });
});

describe('an operation that nobody signs, while the default credentials are in force', () => {
  const FOREIGN = 'muster.evil.example:4599';
  it.each([
    ['WhoAsks', 'localhost:9999', [], true, 200],
    ['WhoAsks', FOREIGN, [], true, 400],
    ['WhoHasToken', FOREIGN, [], true, 400],
    ['WhoAsks', 'localhost:4599', ['X-Forwarded-For', '192.0.2.7'], true, 400],
    ['WhoHasToken', 'localhost:4599', ['Via', '1.1 proxy'], true, 400],
    ['WhoAsks', FOREIGN, ['Via', '1.1 proxy'], false, 200],
  ])(
    'is for this machine only: %s for %s with %j, in force %s, answers %i (R410)',
    async (name, host, more, isInForce, statusCode) => {
      const driver = new ApiTestDriver(operations, { models, accessTokens, defaultCredentialsInForce: isInForce });
      const headers = ['Host', host, 'X-Amz-Target', `${TARGET}${name}`, ...more];
      const response = await driver.sendRaw('POST', headers, '{"AccessToken":"good"}');
      expect(response.statusCode).toBe(statusCode);
      expect(response.errorCode).toBe(statusCode === 200 ? undefined : 'AccessDeniedException');
    },
  );
});

describe('an operation that is signed', () => {
  it('takes neither an access token nor nobody for a signature (R31)', async () => {
    expect((await ask('WhoSigned', { AccessToken: 'good' })).errorCode).toBe('MissingAuthenticationTokenException');
  });
});

describe('the operations of the models', () => {
  const all = Object.values(serviceModels).flatMap(({ operations }) => Object.entries(operations));

  const known = (how: Authentication) =>
    all.flatMap(([name, { authentication }]) => (authentication === how ? [name] : [])).sort();

  it('are signed, but for those of people who sign in or have (R2)', () => {
    expect(known('nobody')).toEqual([
      'ConfirmForgotPassword',
      'ConfirmSignUp',
      'ForgotPassword',
      'GetTokensFromRefreshToken',
      'InitiateAuth',
      'ResendConfirmationCode',
      'RespondToAuthChallenge',
      'RevokeToken',
      'SignUp',
    ]);
    expect(known('access-token')).toEqual([
      'ChangePassword',
      'DeleteUser',
      'DeleteUserAttributes',
      'GetUser',
      'GetUserAttributeVerificationCode',
      'GlobalSignOut',
      'UpdateUserAttributes',
      'VerifyUserAttribute',
    ]);
  });

  it('only read where their names say so', () => {
    const reads = all.filter(([, { readOnly }]) => readOnly).map(([name]) => name);
    const names = all.map(([name]) => name).filter((name) => /^(?:Admin)?(?:Describe|Filter|Get|List)[A-Z]/.test(name));
    // These hand out secrets, or send a message.
    const handOut = ['GetTokensFromRefreshToken', 'DescribeUserPoolClient', 'GetUserAttributeVerificationCode'];
    expect(reads).toEqual(names.filter((name) => !handOut.includes(name)));
  });
});

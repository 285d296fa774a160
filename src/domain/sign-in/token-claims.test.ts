import { expect, it } from 'vitest';
import { accessTokenClaims, idTokenClaims, type TokenGrant } from './token-claims.ts';

const grant: TokenGrant = {
  issuer: 'https://auth.example.com/us-east-1_AbCdEf123',
  clientId: '1example23456789',
  sub: '0199d2a0-0000-7000-8000-000000000001',
  username: 'alice',
  groups: { names: [], roles: [] },
  authTime: 1_700_000_000,
  issuedAt: 1_700_000_100,
  expiresAt: 1_700_003_700,
  jti: 'aaaaaaaa-0000-4000-8000-000000000001',
  originJti: 'aaaaaaaa-0000-4000-8000-000000000002',
  eventId: 'aaaaaaaa-0000-4000-8000-000000000003',
};
const common = {
  sub: grant.sub,
  iss: grant.issuer,
  auth_time: 1_700_000_000,
  iat: 1_700_000_100,
  exp: 1_700_003_700,
  jti: grant.jti,
  origin_jti: grant.originJti,
  event_id: grant.eventId,
};

it('makes the claims of an ID token, without client_id (S96, S98, S100)', () => {
  const attributes = {
    email: 'alice@example.com',
    email_verified: 'true',
    phone_number_verified: 'false',
    'custom:level': '7',
    'custom:vip': 'true',
    address: '1 Main St',
  };
  expect(idTokenClaims(grant, attributes)).toEqual({
    ...common,
    token_use: 'id',
    aud: grant.clientId,
    'cognito:username': 'alice',
    email: 'alice@example.com',
    email_verified: true,
    phone_number_verified: false,
    'custom:level': '7',
    'custom:vip': 'true',
    address: { formatted: '1 Main St' },
  });
});

it('has the address as an object (R640)', () => {
  expect(idTokenClaims(grant, { address: 'here' })).toMatchObject({ address: { formatted: 'here' } });
});

it('makes the claims of an access token, without aud and attributes (S97, S98)', () => {
  expect(accessTokenClaims(grant)).toEqual({
    ...common,
    token_use: 'access',
    client_id: grant.clientId,
    username: 'alice',
    scope: 'aws.cognito.signin.user.admin',
  });
});

it('leaves out jti and origin_jti while tokens cannot be revoked (S99)', () => {
  const claims = {
    ...idTokenClaims({ ...grant, originJti: undefined }, {}),
    ...accessTokenClaims({ ...grant, originJti: undefined }),
  };
  expect(Object.keys(claims).filter((name) => name.includes('jti'))).toEqual([]);
});

it('tells groups in both tokens and their roles in the ID token (S96, S97)', () => {
  const groups = {
    names: ['admins', 'staff'],
    roles: ['arn:aws:iam::1:role/a'],
    preferredRole: 'arn:aws:iam::1:role/a',
  };
  expect(idTokenClaims({ ...grant, groups }, {})).toMatchObject({
    'cognito:groups': groups.names,
    'cognito:roles': groups.roles,
    'cognito:preferred_role': groups.preferredRole,
  });
  const access = accessTokenClaims({ ...grant, groups });
  expect(access).toMatchObject({ 'cognito:groups': groups.names });
  expect(access).not.toHaveProperty('cognito:roles');
});

it('lets no attribute stand for a claim of the token', () => {
  const attributes = { aud: 'other', sub: 'other', iss: 'other', 'cognito:username': 'other', exp: '0' };
  expect(idTokenClaims(grant, attributes)).toMatchObject({
    aud: grant.clientId,
    sub: grant.sub,
    iss: grant.issuer,
    exp: grant.expiresAt,
    'cognito:username': 'alice',
  });
});

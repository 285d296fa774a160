import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../../../base/assert.ts';
import { secretHash } from '../../../domain/sign-in/secret-hash.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { updateUserPoolClient } from '../app-clients/update-user-pool-client.ts';
import { adminAddUserToGroup } from '../groups/admin-add-user-to-group.ts';
import { createGroup } from '../groups/create-group.ts';
import { adminUserGlobalSignOut } from './admin-user-global-sign-out.ts';
import { getTokensFromRefreshToken } from './get-tokens-from-refresh-token.ts';
import { globalSignOut } from './global-sign-out.ts';
import { revokeToken } from './revoke-token.ts';
import { type App, makeApp, PASSWORD } from './sign-in.fixture.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

const DAY_MS = 86_400_000;
const ROTATING: Partial<InputOf<'cognito-idp', 'CreateUserPoolClient'>> = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 10 },
};

async function outcome<Answer>(call: Promise<Answer>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

const refusal = (code: string, message: string) => ({ code, message });

/** A signed-in user with what an application does with the refresh token. */
async function signedIn(app: App) {
  await app.confirm('john', { email: 'john@example.com' });
  const { RefreshToken = '', AccessToken = '', IdToken = '' } = await app.signIn('john');
  return {
    RefreshToken,
    AccessToken,
    IdToken,
    refresh: () => app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken }),
    exchange: (token = RefreshToken, ClientSecret?: string) =>
      getTokensFromRefreshToken.run(
        { ClientId: app.ClientId, RefreshToken: token, ...(ClientSecret !== undefined && { ClientSecret }) },
        app.nobody,
      ),
    revoke: (Token = RefreshToken, ClientId = app.ClientId) => revokeToken.run({ ClientId, Token }, app.nobody),
  };
}

describe('the answer to a sign-in', () => {
  it('has three tokens with the lifetimes of the client (S91, S95)', async () => {
    const validity = { AccessTokenValidity: 5, IdTokenValidity: 10, RefreshTokenValidity: 60 };
    const TokenValidityUnits = { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' } as const;
    const app = await makeApp(fixture, { ...validity, TokenValidityUnits });
    await app.confirm('john');
    const { TokenType, ExpiresIn, AccessToken = '', IdToken = '', RefreshToken } = await app.signIn('john');
    expect({ TokenType, ExpiresIn, RefreshToken }).toEqual({
      TokenType: 'Bearer',
      ExpiresIn: 300,
      RefreshToken: expect.stringMatching(/^[A-Za-z0-9-_=.]+$/),
    });
    const lifetime = ({ exp = 0, iat = 0 }) => exp - iat;
    expect([AccessToken, IdToken].map((token) => lifetime(decodeJwt(token)))).toEqual([300, 600]);
  });

  it('shows the attributes that the client may read, the groups and their roles (S96, S97, S101)', async () => {
    const app = await makeApp(fixture, { ReadAttributes: ['email'] });
    await app.confirm('john', { email: 'john@example.com', email_verified: 'true', name: 'John' });
    const RoleArn = 'arn:aws:iam::111122223333:role/staff';
    const { UserPoolId } = app;
    await createGroup.run({ UserPoolId, GroupName: 'staff', Precedence: 1, RoleArn }, app.admin);
    await adminAddUserToGroup.run({ UserPoolId, GroupName: 'staff', Username: 'john' }, app.admin);
    const { AccessToken = '', IdToken = '' } = await app.signIn('john');
    const id = decodeJwt(IdToken);
    expect(id).toMatchObject({
      email: 'john@example.com',
      'cognito:username': 'john',
      'cognito:groups': ['staff'],
      'cognito:roles': [RoleArn],
      'cognito:preferred_role': RoleArn,
    });
    expect(id).not.toHaveProperty('name');
    expect(id).not.toHaveProperty('email_verified');
    expect(decodeJwt(AccessToken)).toMatchObject({ username: 'john', 'cognito:groups': ['staff'] });
  });

  it('has no origin where the client does not revoke tokens (S99)', async () => {
    const app = await makeApp(fixture, { EnableTokenRevocation: false });
    const { AccessToken, revoke } = await signedIn(app);
    expect(decodeJwt(AccessToken)).not.toHaveProperty('origin_jti');
    expect(await outcome(revoke())).toMatchObject({ code: 'UnsupportedOperationException' });
  });
});

describe('a refresh token', () => {
  it('gives new ID and access tokens of the same sign-in, by either operation (S102, S103a)', async () => {
    const { refresh, exchange, AccessToken } = await signedIn(await makeApp(fixture));
    fixture.clock.advance(DAY_MS);
    for (const { AuthenticationResult } of [await refresh(), await exchange()]) {
      const { AccessToken: renewed = '', IdToken, RefreshToken } = AuthenticationResult ?? {};
      expect({ IdToken, RefreshToken }).toEqual({ IdToken: expect.any(String), RefreshToken: undefined });
      const [before, after] = [decodeJwt(AccessToken), decodeJwt(renewed)];
      expect([after.auth_time, after.origin_jti]).toEqual([before.auth_time, before.origin_jti]);
      expect(after.iat).toBe((before.iat ?? 0) + DAY_MS / 1_000);
      expect(after.jti).not.toBe(before.jti);
    }
  });

  it('ends to the millisecond, and is of its client alone (S105)', async () => {
    const app = await makeApp(fixture);
    const other = await makeApp(fixture);
    const { refresh, RefreshToken } = await signedIn(app);
    const INVALID = refusal('NotAuthorizedException', 'Invalid Refresh Token.');
    for (const REFRESH_TOKEN of [`${RefreshToken.slice(0, -4)}AAAA`, 'nonsense']) {
      expect(await outcome(app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN }))).toMatchObject(INVALID);
    }
    expect(await outcome(other.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken }))).toMatchObject(INVALID);
    fixture.clock.advance(30 * DAY_MS - 1);
    expect(await refresh()).toHaveProperty('AuthenticationResult');
    fixture.clock.advance(1);
    expect(await outcome(refresh())).toMatchObject(INVALID);
  });

  it('is refused for a user who is disabled or gone (S103c)', async () => {
    const app = await makeApp(fixture);
    const { refresh } = await signedIn(app);
    await app.disable('john');
    expect(await outcome(refresh())).toMatchObject(refusal('NotAuthorizedException', 'User is disabled.'));
    await app.delete('john');
    expect(await outcome(refresh())).toMatchObject(refusal('NotAuthorizedException', 'Refresh Token has been revoked'));
  });

  it('takes a secret hash over the stored name, the sub or an alias, or the secret itself (S103a, S104)', async () => {
    const app = await makeApp(fixture, { GenerateSecret: true });
    const secret = assertPresent(app.ClientSecret, 'the client has a secret');
    await app.confirm('john', { email: 'john@example.com' });
    const SECRET_HASH = secretHash(secret, 'john', app.ClientId);
    const { AuthenticationResult = {} } = await app.initiate('USER_PASSWORD_AUTH', {
      USERNAME: 'john',
      PASSWORD,
      SECRET_HASH,
    });
    const { RefreshToken = '', AccessToken = '' } = AuthenticationResult;
    const refreshAs = (name: string) =>
      outcome(
        app.initiate('REFRESH_TOKEN_AUTH', {
          REFRESH_TOKEN: RefreshToken,
          SECRET_HASH: secretHash(secret, name, app.ClientId),
        }),
      );
    for (const name of ['john', decodeJwt(AccessToken).sub ?? '', 'john@example.com']) {
      expect(await refreshAs(name)).toHaveProperty('AuthenticationResult');
    }
    expect(await refreshAs('jane')).toMatchObject({ code: 'NotAuthorizedException' });
    expect(await outcome(app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken }))).toMatchObject({
      message: `Client ${app.ClientId} is configured with secret but SECRET_HASH was not received`,
    });
    const exchange = (ClientSecret: string) =>
      outcome(getTokensFromRefreshToken.run({ ClientId: app.ClientId, RefreshToken, ClientSecret }, app.nobody));
    expect(await exchange(secret)).toHaveProperty('AuthenticationResult');
    expect(await exchange('x'.repeat(30))).toMatchObject({ code: 'NotAuthorizedException' });
  });
});

describe('a rotating refresh token', () => {
  it('is exchanged for the next, works again within its grace and not after (S103, S103a)', async () => {
    const { exchange, refresh, RefreshToken } = await signedIn(await makeApp(fixture, ROTATING));
    expect(await outcome(refresh())).toMatchObject({ code: 'InvalidParameterException' });
    const next = async (token: string) => (await exchange(token)).AuthenticationResult?.RefreshToken ?? '';
    const second = await next(RefreshToken);
    fixture.clock.advance(9_999);
    const again = await next(RefreshToken);
    fixture.clock.advance(1);
    expect(await outcome(exchange(RefreshToken))).toMatchObject({ code: 'RefreshTokenReuseException' });
    const third = await next(second);
    expect(await next(again)).not.toBe('');
    expect(await next(third)).not.toBe('');
  });

  it('runs out when the first would have (S103a)', async () => {
    const { exchange, RefreshToken } = await signedIn(await makeApp(fixture, ROTATING));
    fixture.clock.advance(29 * DAY_MS);
    const second = (await exchange(RefreshToken)).AuthenticationResult?.RefreshToken ?? '';
    fixture.clock.advance(DAY_MS);
    expect(await outcome(exchange(second))).toMatchObject({ message: 'Invalid Refresh Token.' });
  });
});

describe('a refresh token of a client that no longer rotates', () => {
  const REVOKED = refusal('NotAuthorizedException', 'Refresh Token has been revoked');
  const rotateNo = (app: App) =>
    updateUserPoolClient.run(
      {
        UserPoolId: app.UserPoolId,
        ClientId: app.ClientId,
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        RefreshTokenRotation: { Feature: 'DISABLED' },
      },
      app.admin,
    );
  const rotateAgain = (app: App) =>
    updateUserPoolClient.run({ UserPoolId: app.UserPoolId, ClientId: app.ClientId, ...ROTATING }, app.admin);

  it('stays exchanged: only the last of its family is good, by either operation (R807)', async () => {
    const app = await makeApp(fixture, ROTATING);
    const { exchange, RefreshToken: first } = await signedIn(app);
    const second = (await exchange(first)).AuthenticationResult?.RefreshToken ?? '';
    const third = (await exchange(second)).AuthenticationResult?.RefreshToken ?? '';
    await rotateNo(app);
    for (const token of [first, second]) {
      expect(await outcome(exchange(token))).toMatchObject(REVOKED);
      expect(await outcome(app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: token }))).toMatchObject(REVOKED);
    }
    for (let time = 0; time < 2; time += 1) {
      expect(await exchange(third)).toHaveProperty('AuthenticationResult.IdToken');
      expect(await app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: third })).toHaveProperty('AuthenticationResult');
    }
    await rotateAgain(app);
    fixture.clock.advance(60_000);
    expect(await outcome(exchange(second))).toMatchObject({ code: 'RefreshTokenReuseException' });
    expect(await exchange(third)).toHaveProperty('AuthenticationResult.RefreshToken');
  });

  it('is good if it never was exchanged (R807)', async () => {
    const app = await makeApp(fixture, ROTATING);
    const { exchange } = await signedIn(app);
    await rotateNo(app);
    expect(await exchange()).toHaveProperty('AuthenticationResult.IdToken');
  });
});

describe('a session', () => {
  const REVOKED = refusal('NotAuthorizedException', 'Refresh Token has been revoked');

  it('ends with RevokeToken, and no other does (S106, R647)', async () => {
    const app = await makeApp(fixture);
    const first = await signedIn(app);
    const { RefreshToken = '' } = await app.signIn('john');
    expect(await first.revoke('nonsense')).toEqual({});
    expect(await outcome(first.revoke(first.AccessToken))).toMatchObject({ code: 'UnsupportedTokenTypeException' });
    expect(await outcome(first.revoke(first.RefreshToken, 'nothing'))).toMatchObject({ code: 'UnauthorizedException' });
    expect(await first.refresh()).toHaveProperty('AuthenticationResult');
    expect(await first.revoke()).toEqual({});
    expect(await outcome(first.refresh())).toMatchObject(REVOKED);
    expect(await app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken })).toHaveProperty(
      'AuthenticationResult',
    );
  });

  it.each(['the user', 'an administrator'])(
    'ends with all others by %s, and one that begins later lives (S106)',
    async (who) => {
      const app = await makeApp(fixture);
      const { refresh } = await signedIn(app);
      const { UserPoolId } = app;
      const input = { UserPoolId, Username: 'john' };
      if (who === 'the user') await globalSignOut.run({ AccessToken: 'x' }, await app.tokenContext('john'));
      else await adminUserGlobalSignOut.run(input, app.admin);
      expect(await outcome(refresh())).toMatchObject(REVOKED);
      fixture.clock.advance(1);
      const { RefreshToken = '' } = await app.signIn('john');
      expect(await app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken })).toHaveProperty(
        'AuthenticationResult',
      );
    },
  );
});

import { AdminCreateUserCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import {
  AuthenticationDetails,
  CognitoRefreshToken,
  CognitoUser,
  CognitoUserPool,
  type CognitoUserSession,
} from 'amazon-cognito-identity-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { KNOWN_PASSWORD } from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { ALGORITHMS, SignInServer } from './imported-users.ts';

let server: SignInServer;
/** By algorithm: the pool and its client. */
const apps = new Map<string, { readonly userPoolId: string; readonly clientId: string }>();

beforeAll(async () => {
  server = await SignInServer.start();
  for (const algorithm of ALGORITHMS) {
    const userPoolId = await server.importHashes(algorithm, ['alice', 'bob', 'carol']);
    const { id: clientId } = await server.createClient(userPoolId);
    apps.set(algorithm, { userPoolId, clientId });
  }
}, 120_000);

afterAll(() => server.stop());

function userOf(algorithm: string, name: string): CognitoUser {
  const { userPoolId, clientId } = assertPresent(apps.get(algorithm), 'the import ran');
  const pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, endpoint: server.url });
  return new CognitoUser({ Username: name, Pool: pool });
}

type Outcome = CognitoUserSession | Error | 'new-password';

/** Signs in as an application does: by SRP, unless the flow is the one with the password. */
function signIn(user: CognitoUser, password: string, flow: 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH'): Promise<Outcome> {
  user.setAuthenticationFlowType(flow);
  const details = new AuthenticationDetails({ Username: user.getUsername(), Password: password });
  return new Promise((resolve) => {
    user.authenticateUser(details, {
      onSuccess: resolve,
      onFailure: resolve,
      newPasswordRequired: () => resolve('new-password'),
    });
  });
}

function sessionOf(outcome: Outcome): CognitoUserSession {
  if (outcome === 'new-password' || outcome instanceof Error) throw new Error(`no session: ${String(outcome)}`);
  return outcome;
}

describe.each(ALGORITHMS)('a user imported with a hash of %s, by amazon-cognito-identity-js', (algorithm) => {
  it('signs in by password, then by SRP, and by SRP not before (S2, S46, S48, S51, R258, R311)', async () => {
    const alice = userOf(algorithm, 'alice');
    expect(await signIn(alice, KNOWN_PASSWORD, 'USER_SRP_AUTH')).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    const first = sessionOf(await signIn(alice, KNOWN_PASSWORD, 'USER_PASSWORD_AUTH'));
    expect(first.getIdToken().payload).toMatchObject({ 'cognito:username': 'alice', email: 'alice@example.com' });
    const second = sessionOf(await signIn(alice, KNOWN_PASSWORD, 'USER_SRP_AUTH'));
    expect(second.getAccessToken().payload).toMatchObject({ username: 'alice', token_use: 'access' });
    expect(sessionOf(await signIn(alice, KNOWN_PASSWORD, 'USER_PASSWORD_AUTH')).isValid()).toBe(true);
  });

  it('keeps the hash after a wrong password (S50)', async () => {
    const bob = userOf(algorithm, 'bob');
    expect(await signIn(bob, 'Wrong-Horse-7', 'USER_PASSWORD_AUTH')).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    expect(sessionOf(await signIn(bob, KNOWN_PASSWORD, 'USER_PASSWORD_AUTH')).isValid()).toBe(true);
    expect(await signIn(bob, 'Wrong-Horse-7', 'USER_SRP_AUTH')).toMatchObject({ code: 'NotAuthorizedException' });
    expect(sessionOf(await signIn(bob, KNOWN_PASSWORD, 'USER_SRP_AUTH')).isValid()).toBe(true);
  });
});

describe('a signed-in user, by amazon-cognito-identity-js', () => {
  const algorithm = ALGORITHMS[0] ?? '';
  const call = <Answer>(work: (done: (error: Error | null | undefined, answer?: Answer) => void) => void) =>
    new Promise<Answer | Error | undefined>((resolve) => work((error, answer) => resolve(error ?? answer)));

  it('refreshes, reads and changes attributes, changes the password and signs out everywhere (S54, S102, S106, S108)', async () => {
    const carol = userOf(algorithm, 'carol');
    const session = sessionOf(await signIn(carol, KNOWN_PASSWORD, 'USER_PASSWORD_AUTH'));
    const RefreshToken = session.getRefreshToken().getToken();
    const refreshed = await call<CognitoUserSession>((done) =>
      carol.refreshSession(new CognitoRefreshToken({ RefreshToken }), done),
    );
    expect((refreshed as CognitoUserSession).getAccessToken().payload.auth_time).toBe(
      session.getAccessToken().payload.auth_time,
    );

    const attributes = async () => {
      const list = await call<{ Name: string; Value: string }[]>((done) => carol.getUserAttributes(done as never));
      return Object.fromEntries((list as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]));
    };
    expect(await attributes()).toEqual({ sub: expect.any(String), email: 'carol@example.com', email_verified: 'true' });
    await call<string>((done) => carol.updateAttributes([{ Name: 'name', Value: 'Carol' } as never], done));
    expect(await attributes()).toMatchObject({ name: 'Carol' });
    expect(await call<string>((done) => carol.deleteAttributes(['name'], done))).toBe('SUCCESS');
    expect(await attributes()).not.toHaveProperty('name');

    expect(await call<string>((done) => carol.changePassword('Wrong-Horse-7', 'New-Horse-8', done))).toMatchObject({
      code: 'NotAuthorizedException',
    });
    expect(await call<string>((done) => carol.changePassword(KNOWN_PASSWORD, 'short', done))).toMatchObject({
      code: 'InvalidPasswordException',
    });
    expect(await call<string>((done) => carol.changePassword(KNOWN_PASSWORD, 'New-Horse-8', done))).toBe('SUCCESS');
    expect(await signIn(carol, KNOWN_PASSWORD, 'USER_SRP_AUTH')).toMatchObject({ code: 'NotAuthorizedException' });
    sessionOf(await signIn(carol, 'New-Horse-8', 'USER_SRP_AUTH'));

    const signedOut = await new Promise((resolve) => carol.globalSignOut({ onSuccess: resolve, onFailure: resolve }));
    expect(signedOut).toBe('SUCCESS');
    sessionOf(await signIn(carol, 'New-Horse-8', 'USER_SRP_AUTH'));
    const deleted = await call<string>((done) => carol.deleteUser(done as never));
    expect(deleted).toBe('SUCCESS');
    expect(await signIn(carol, 'New-Horse-8', 'USER_SRP_AUTH')).toMatchObject({ code: 'UserNotFoundException' });
  });

  it('cannot be created again under an imported name (R310)', async () => {
    const { userPoolId: UserPoolId } = assertPresent(apps.get(algorithm), 'the import ran');
    const create = server.client.send(new AdminCreateUserCommand({ UserPoolId, Username: 'alice' }));
    await expect(create).rejects.toMatchObject({ name: 'UsernameExistsException' });
  });

  it('replaces a temporary password at the first sign-in, by password and by SRP (S90)', async () => {
    const { userPoolId: UserPoolId } = assertPresent(apps.get(algorithm), 'the import ran');
    for (const flow of ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH'] as const) {
      const Username = `new-${flow}`;
      const create = new AdminCreateUserCommand({ UserPoolId, Username, TemporaryPassword: 'Temporary-1' });
      await server.client.send(create);
      const user = userOf(algorithm, Username);
      expect(await signIn(user, 'Temporary-1', flow)).toBe('new-password');
      const outcome = await new Promise<Outcome>((resolve) =>
        user.completeNewPasswordChallenge('Lasting-22', { name: 'New' }, { onSuccess: resolve, onFailure: resolve }),
      );
      expect(sessionOf(outcome).getIdToken().payload).toMatchObject({ name: 'New' });
      const { UserStatus } = await server.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
      expect(UserStatus).toBe('CONFIRMED');
      sessionOf(await signIn(user, 'Lasting-22', flow));
      expect(await signIn(user, 'Temporary-1', flow)).toMatchObject({ code: 'NotAuthorizedException' });
    }
  });
});

import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { assertPresent } from '../../../src/base/assert.ts';
import { KNOWN_PASSWORD } from '../../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { createImportPool } from '../../drive-import.ts';
import { describeWithTool } from '../../required-tool.ts';
import { ALGORITHMS, EmbeddedSignInServer, userByEmail } from '../imported-users.ts';
import { type CallOutcome, ClientsBrowser, type ClientsPage, FOREIGN_HOST } from './clients-page.ts';

const NEW_PASSWORD = 'Lasting-Horse-8';
const DONE = { value: { isSignedIn: true, nextStep: { signInStep: 'DONE' } } };
const UNREACHABLE = { name: 'NetworkError', message: 'A network error has occurred.', isAuthError: false };
const WRONG_PASSWORD = refusal('NotAuthorizedException', 'Incorrect username or password.');

function refusal(name: string, message: string): CallOutcome {
  return { error: { name, message, isAuthError: true } };
}

describeWithTool('chromium', 'Amplify in Chromium, on a page of another origin than the server', () => {
  let server: EmbeddedSignInServer;
  let browser: ClientsBrowser;
  /** Of the users with hashes, by algorithm; the first one is the pool of the other tests too. */
  const apps = new Map<string, { readonly userPoolId: string; readonly userPoolClientId: string }>();
  let page: ClientsPage;

  beforeAll(async () => {
    // With the settings of a developer who has set none.
    server = await EmbeddedSignInServer.embed();
    browser = await ClientsBrowser.start();
    for (const algorithm of ALGORITHMS) {
      const userPoolId = await server.importHashes(algorithm, ['alice', 'bob']);
      const { id: userPoolClientId } = await server.createClient(userPoolId);
      apps.set(algorithm, { userPoolId, userPoolClientId });
    }
    await server.importUsers(appOf().userPoolId, [userByEmail('forgetful')]);
  });
  beforeEach(async () => {
    page = await browser.open();
    await page.configureAmplify({ ...appOf(), userPoolEndpoint: server.muster.url });
    return () => page.page.context().close();
  });
  afterAll(async () => {
    await browser?.stop();
    await server?.stop();
  });

  function appOf(algorithm = ALGORITHMS[0]) {
    return assertPresent(apps.get(algorithm ?? ''), 'the import ran');
  }

  function signIn(username: string, password = KNOWN_PASSWORD, options?: object): Promise<CallOutcome> {
    return page.amplify('signIn', { username, password, options });
  }

  const PASSWORD_FLOW = { authFlowType: 'USER_PASSWORD_AUTH' };

  it.each(ALGORITHMS)(
    'signs a user with a hash of %s in by password, and by SRP from then on (S2, S46, S51, R13)',
    async (algorithm) => {
      await page.configureAmplify({ ...appOf(algorithm), userPoolEndpoint: server.muster.url });
      expect(await signIn('alice')).toEqual(WRONG_PASSWORD);
      expect(await signIn('alice', KNOWN_PASSWORD, PASSWORD_FLOW)).toEqual(DONE);
      await page.amplify('signOut');
      expect(await signIn('alice')).toEqual(DONE);
      expect((await page.amplify('getCurrentUser')).value).toMatchObject({ username: 'alice' });
      await page.amplify('signOut');
      for (const preferredChallenge of ['PASSWORD', 'PASSWORD_SRP']) {
        expect(await signIn('alice', KNOWN_PASSWORD, { authFlowType: 'USER_AUTH', preferredChallenge })).toEqual(DONE);
        await page.amplify('signOut');
      }
      expect(new Set(page.preflights)).toEqual(new Set([200]));
    },
  );

  it('leads a user without a hash to a code by mail and a password of their own (S1, S20, S33, S38, S45)', async () => {
    expect((await signIn('forgetful', KNOWN_PASSWORD, PASSWORD_FLOW)).value).toMatchObject({
      nextStep: { signInStep: 'RESET_PASSWORD' },
    });
    expect((await page.amplify('resetPassword', { username: 'forgetful' })).value).toEqual({
      isPasswordReset: false,
      nextStep: {
        resetPasswordStep: 'CONFIRM_RESET_PASSWORD_WITH_CODE',
        codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'f***@e***', attributeName: 'email' },
      },
    });
    const answer = { username: 'forgetful', newPassword: NEW_PASSWORD };
    const [message] = await server.muster.messages({ to: 'forgetful@example.com' });
    const confirmationCode = assertPresent(message?.code, 'the inbox has the code');
    const wrongCode = confirmationCode === '123456' ? '654321' : '123456';
    expect(await page.amplify('confirmResetPassword', { ...answer, confirmationCode: wrongCode })).toEqual(
      refusal('CodeMismatchException', 'Invalid verification code provided, please try again.'),
    );
    expect(await page.amplify('confirmResetPassword', { ...answer, confirmationCode })).toEqual({});
    expect(await signIn('forgetful', NEW_PASSWORD)).toEqual(DONE);
  });

  it('asks for a new password in place of a temporary one (S90, R645)', async () => {
    const create = { UserPoolId: appOf().userPoolId, Username: 'carol', TemporaryPassword: 'Temporary-1' };
    await server.client.send(new AdminCreateUserCommand(create));
    expect((await signIn('carol', 'Temporary-1')).value).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED' },
    });
    const options = { userAttributes: { name: 'Carol' } };
    expect(await page.amplify('confirmSignIn', { challengeResponse: NEW_PASSWORD, options })).toEqual(DONE);
    expect((await page.amplify('fetchUserAttributes')).value).toMatchObject({ name: 'Carol' });
  });

  it('refreshes, changes attributes and password, and signs out everywhere (S54, S103a, S106, S108)', async () => {
    await signIn('bob', KNOWN_PASSWORD, PASSWORD_FLOW);
    const before = await readSession();
    await page.page.reload();
    await page.configureAmplify({ ...appOf(), userPoolEndpoint: server.muster.url });
    expect(await readSession()).toEqual(before);
    const after = await readSession({ forceRefresh: true });
    expect(after).toMatchObject({ username: 'bob', origin_jti: before.origin_jti, auth_time: before.auth_time });
    expect(after.jti).not.toBe(before.jti);

    await page.amplify('updateUserAttributes', { userAttributes: { name: 'Bob', nickname: 'bobby' } });
    await page.amplify('deleteUserAttributes', { userAttributeKeys: ['nickname'] });
    expect(await page.amplify('fetchUserAttributes')).toEqual({
      value: { sub: before.sub, name: 'Bob', email: 'bob@example.com', email_verified: 'true' },
    });
    const change = { oldPassword: KNOWN_PASSWORD, newPassword: NEW_PASSWORD };
    expect(await page.amplify('updatePassword', { ...change, newPassword: 'short' })).toEqual(
      refusal('InvalidPasswordException', 'Password did not conform with policy: Password not long enough'),
    );
    expect(await page.amplify('updatePassword', change)).toEqual({});

    const other = await browser.open();
    await other.configureAmplify({ ...appOf(), userPoolEndpoint: server.muster.url });
    expect(await other.amplify('signIn', { username: 'bob', password: NEW_PASSWORD })).toEqual(DONE);
    await page.amplify('signOut', { global: true });
    expect(await other.amplify('fetchUserAttributes')).toEqual(
      refusal('NotAuthorizedException', 'Access Token has been revoked'),
    );
    await other.page.close();
    expect((await page.amplify('getCurrentUser')).error).toMatchObject({
      name: 'UserUnAuthenticatedException',
      isAuthError: true,
    });

    expect(await signIn('bob', NEW_PASSWORD)).toEqual(DONE);
    expect(await page.amplify('deleteUser')).toEqual({});
    expect(await signIn('bob', NEW_PASSWORD)).toEqual(refusal('UserNotFoundException', 'User does not exist.'));
  });

  it('refuses a second user itself, and is told of an operation that is not offered (R10)', async () => {
    await signIn('alice', KNOWN_PASSWORD, PASSWORD_FLOW);
    expect(await signIn('bob', KNOWN_PASSWORD, PASSWORD_FLOW)).toEqual(
      refusal('UserAlreadyAuthenticatedException', 'There is already a signed in user.'),
    );
    expect((await page.amplify('listWebAuthnCredentials')).error).toMatchObject({
      name: 'UnknownOperationException',
      isAuthError: true,
    });
  });

  it('gets refusals as errors of its own (S6, S11, S15, S22)', async () => {
    expect(await signIn('nobody')).toEqual(refusal('UserNotFoundException', 'User does not exist.'));
    await server.client.send(
      new AdminCreateUserCommand({
        UserPoolId: appOf().userPoolId,
        Username: 'dora',
        TemporaryPassword: 'Temporary-1',
      }),
    );
    for (let failures = 0; failures < 5; failures++) expect(await signIn('dora', 'Wrong-1')).toEqual(WRONG_PASSWORD);
    // Each further failure doubles the lock-out, so that it outlasts a slow machine.
    let outcome = WRONG_PASSWORD;
    while (outcome.error?.message === WRONG_PASSWORD.error?.message) outcome = await signIn('dora', 'Wrong-1');
    expect(outcome).toEqual(refusal('NotAuthorizedException', 'Password attempts exceeded'));
    const unknown = '0'.repeat(26);
    await page.configureAmplify({ ...appOf(), userPoolClientId: unknown, userPoolEndpoint: server.muster.url });
    expect(await signIn('alice')).toEqual(
      refusal('ResourceNotFoundException', `User pool client ${unknown} does not exist.`),
    );
  });

  it('calls the server as `localhost`, with a slash at the end, and not one that is away', async () => {
    await signIn('alice', KNOWN_PASSWORD, PASSWORD_FLOW);
    await page.amplify('signOut');
    const { port } = new URL(server.muster.url);
    for (const userPoolEndpoint of [`http://localhost:${port}`, `http://localhost:${port}/`]) {
      await page.configureAmplify({ ...appOf(), userPoolEndpoint });
      expect(await signIn('alice')).toEqual(DONE);
      await page.amplify('signOut');
    }
    // Nobody listens there: the port is reserved.
    await page.configureAmplify({ ...appOf(), userPoolEndpoint: 'http://127.0.0.1:1' });
    expect((await signIn('alice')).error).toMatchObject(UNREACHABLE);
  });

  it('on a page of another machine is refused while default credentials are in force, and served otherwise (R138)', async () => {
    const foreign = await browser.open(FOREIGN_HOST);
    await foreign.configureAmplify({ ...appOf(), userPoolEndpoint: server.muster.url });
    const input = { username: 'alice', password: KNOWN_PASSWORD, options: PASSWORD_FLOW };
    expect((await foreign.amplify('signIn', input)).error).toMatchObject(UNREACHABLE);
    const open = await EmbeddedSignInServer.embed({ allowedOrigins: [browser.origin(FOREIGN_HOST)] });
    const userPoolId = await createImportPool(open.client, 'open', []);
    const { id: userPoolClientId } = await open.createClient(userPoolId);
    await foreign.configureAmplify({ userPoolId, userPoolClientId, userPoolEndpoint: open.muster.url });
    expect(await foreign.amplify('signIn', input)).toEqual(refusal('UserNotFoundException', 'User does not exist.'));
    // Plain HTTP to another machine: the page has no Web Crypto beyond random numbers.
    expect(await foreign.page.evaluate('isSecureContext')).toBe(false);
    await foreign.page.close();
    await open.stop();
  });

  async function readSession(options?: object): Promise<Record<string, unknown>> {
    const { value } = await page.amplify('fetchAuthSession', options);
    return (value as { tokens: { accessToken: { payload: Record<string, unknown> } } }).tokens.accessToken.payload;
  }
});

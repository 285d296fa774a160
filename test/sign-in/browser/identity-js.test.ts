import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { assertPresent } from '../../../src/base/assert.ts';
import { KNOWN_PASSWORD } from '../../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { describeWithTool } from '../../required-tool.ts';
import { ALGORITHMS, EmbeddedSignInServer, userByEmail } from '../imported-users.ts';
import { type CallOutcome, ClientsBrowser, type ClientsPage } from './clients-page.ts';

const NEW_PASSWORD = 'Lasting-Horse-8';
const ALGORITHM = 'ARGON2ID';
const WRONG_PASSWORD = { error: { code: 'NotAuthorizedException', message: 'Incorrect username or password.' } };
type Flow = 'USER_PASSWORD_AUTH' | 'USER_SRP_AUTH';

interface Session {
  readonly idToken: { readonly payload: Readonly<Record<string, unknown>> };
  readonly accessToken: { readonly payload: Readonly<Record<string, unknown>> };
}

describeWithTool('chromium', 'amazon-cognito-identity-js in Chromium, on a page of another origin', () => {
  let server: EmbeddedSignInServer;
  let browser: ClientsBrowser;
  let page: ClientsPage;
  /** By algorithm. */
  const apps = new Map<string, { readonly UserPoolId: string; readonly ClientId: string }>();

  beforeAll(async () => {
    server = await EmbeddedSignInServer.embed();
    browser = await ClientsBrowser.start();
    for (const algorithm of ALGORITHMS) {
      const UserPoolId = await server.importHashes(algorithm, ['alice', 'bob']);
      const { id: ClientId } = await server.createClient(UserPoolId);
      apps.set(algorithm, { UserPoolId, ClientId });
    }
    await server.importUsers(appOf(ALGORITHM).UserPoolId, [userByEmail('forgetful')]);
  });
  beforeEach(async () => {
    page = await browser.open();
    return () => page.page.context().close();
  });
  afterAll(async () => {
    await browser?.stop();
    await server?.stop();
  });

  function appOf(algorithm: string) {
    return assertPresent(apps.get(algorithm), 'the import ran');
  }

  async function choose(username: string, algorithm: string = ALGORITHM): Promise<void> {
    await page.identity('choose', { ...appOf(algorithm), endpoint: server.muster.url }, username);
  }

  function signIn(password: string, flow: Flow): Promise<CallOutcome> {
    return page.identity('signIn', password, flow);
  }

  function sessionOf({ value, error }: CallOutcome): Session {
    if (error || !value) throw new Error(`no session: ${JSON.stringify(error)}`);
    return value as Session;
  }

  it.each(ALGORITHMS)(
    'signs a user with a hash of %s in by password, and by SRP from then on (S2, S46, S51, R861)',
    async (algorithm) => {
      await choose('alice', algorithm);
      expect(await signIn(KNOWN_PASSWORD, 'USER_SRP_AUTH')).toMatchObject(WRONG_PASSWORD);
      const { idToken } = sessionOf(await signIn(KNOWN_PASSWORD, 'USER_PASSWORD_AUTH'));
      expect(idToken.payload).toMatchObject({ 'cognito:username': 'alice', email: 'alice@example.com' });
      const { accessToken } = sessionOf(await signIn(KNOWN_PASSWORD, 'USER_SRP_AUTH'));
      expect(accessToken.payload).toMatchObject({ username: 'alice', token_use: 'access' });
      expect(page.preflights).toEqual([200]);
    },
  );

  it('wants a bundler that replaces `global`', async () => {
    expect(await ClientsBrowser.errorsWithoutDefine()).toEqual(['global is not defined']);
  });

  it('leads a user without a hash to a code by mail and a password of their own (S1, S20, S33, S38, S45)', async () => {
    await choose('forgetful');
    expect((await signIn(KNOWN_PASSWORD, 'USER_PASSWORD_AUTH')).error).toMatchObject({
      code: 'PasswordResetRequiredException',
      message: 'Password reset required for the user',
    });
    expect((await page.identity('call', 'forgotPassword')).value).toEqual({
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'f***@e***' },
    });
    const [message] = await server.muster.messages({ to: 'forgetful@example.com' });
    const code = assertPresent(message?.code, 'the inbox has the code');
    const wrongCode = code === '123456' ? '654321' : '123456';
    expect((await page.identity('call', 'confirmPassword', wrongCode, NEW_PASSWORD)).error).toMatchObject({
      code: 'CodeMismatchException',
    });
    expect((await page.identity('call', 'confirmPassword', code, NEW_PASSWORD)).value).toBe('SUCCESS');
    sessionOf(await signIn(NEW_PASSWORD, 'USER_SRP_AUTH'));
  });

  it('asks for a new password in place of a temporary one (S90, R645)', async () => {
    const create = { UserPoolId: appOf(ALGORITHM).UserPoolId, Username: 'carol', TemporaryPassword: 'Temporary-1' };
    await server.client.send(new AdminCreateUserCommand(create));
    await choose('carol');
    expect((await signIn('Temporary-1', 'USER_SRP_AUTH')).value).toBe('NEW_PASSWORD_REQUIRED');
    const answered = await page.identity('call', 'completeNewPasswordChallenge', NEW_PASSWORD, { name: 'Carol' });
    expect(sessionOf(answered).idToken.payload).toMatchObject({ name: 'Carol' });
  });

  it('refreshes, changes attributes and password, and signs out everywhere (S54, S102, S106, S108, R860)', async () => {
    await choose('bob');
    const first = sessionOf(await signIn(KNOWN_PASSWORD, 'USER_PASSWORD_AUTH')).accessToken.payload;
    const refreshed = sessionOf(await page.identity('refresh')).accessToken.payload;
    expect(refreshed).toMatchObject({ origin_jti: first.origin_jti, auth_time: first.auth_time });
    expect(refreshed.jti).not.toBe(first.jti);
    const change = [{ Name: 'name', Value: 'Bob' }];
    expect((await page.identity('callBack', 'updateAttributes', change)).value).toBe('SUCCESS');
    expect((await page.identity('callBack', 'getUserAttributes')).value).toContainEqual(change[0]);
    const passwords = [KNOWN_PASSWORD, NEW_PASSWORD];
    expect((await page.identity('callBack', 'changePassword', ...passwords)).value).toBe('SUCCESS');
    expect((await page.identity('callBack', 'changePassword', ...passwords)).error).toMatchObject({
      code: 'NotAuthorizedException',
    });
    expect((await page.identity('call', 'globalSignOut')).value).toBe('SUCCESS');
    expect(await signIn(KNOWN_PASSWORD, 'USER_SRP_AUTH')).toMatchObject(WRONG_PASSWORD);
    sessionOf(await signIn(NEW_PASSWORD, 'USER_SRP_AUTH'));
    expect((await page.identity('callBack', 'deleteUser')).value).toBe('SUCCESS');
    await choose('bob');
    expect((await signIn(NEW_PASSWORD, 'USER_SRP_AUTH')).error).toMatchObject({ code: 'UserNotFoundException' });
  });
});

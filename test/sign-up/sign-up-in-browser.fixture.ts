import { CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { ClientsBrowser, type ClientsPage } from '../sign-in/browser/clients-page.ts';
import type { EmbeddedSignInServer } from '../sign-in/imported-users.ts';

const PASSWORD = 'Correct-Horse-7';
const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };

/** People who sign up and change their address, by the libraries in Chromium. */
export function describeSignUp(getServer: () => EmbeddedSignInServer): void {
  let server: EmbeddedSignInServer;
  let browser: ClientsBrowser;
  let page: ClientsPage;
  let app: { readonly UserPoolId: string; readonly ClientId: string };

  beforeAll(async () => {
    server = getServer();
    browser = await ClientsBrowser.start();
    const { UserPool } = await server.client.send(
      new CreateUserPoolCommand({
        PoolName: 'people',
        AutoVerifiedAttributes: ['email', 'phone_number'],
        UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['phone_number'] },
      }),
    );
    const UserPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
    app = { UserPoolId, ClientId: (await server.createClient(UserPoolId)).id };
  });
  beforeEach(async () => {
    page = await browser.open();
    return () => page.page.context().close();
  });
  afterAll(() => browser?.stop());

  async function codeTo(to: string): Promise<string> {
    const [message] = await server.muster.messages({ to });
    return assertPresent(message?.code, 'the inbox has the code');
  }

  async function answerOf(call: ReturnType<ClientsPage['amplify']>): Promise<unknown> {
    const { value, error } = await call;
    if (error) throw new Error(JSON.stringify(error));
    return value;
  }

  it('with Amplify confirms by the code, signs in, and changes the address (R910, R911, R921, R922, S13)', async () => {
    const { UserPoolId: userPoolId, ClientId: userPoolClientId } = app;
    await page.configureAmplify({ userPoolId, userPoolClientId, userPoolEndpoint: server.url });
    const username = 'amelie';
    const userAttributes = { email: 'amelie@example.com' };
    const delivery = { deliveryMedium: 'EMAIL', destination: 'a***@e***', attributeName: 'email' };
    expect(
      await answerOf(page.amplify('signUp', { username, password: PASSWORD, options: { userAttributes } })),
    ).toEqual({
      isSignUpComplete: false,
      userId: expect.any(String),
      nextStep: { signUpStep: 'CONFIRM_SIGN_UP', codeDeliveryDetails: delivery },
    });
    expect(await answerOf(page.amplify('signIn', { username, password: PASSWORD }))).toMatchObject({
      isSignedIn: false,
      nextStep: { signInStep: 'CONFIRM_SIGN_UP' },
    });
    expect(await answerOf(page.amplify('resendSignUpCode', { username }))).toEqual(delivery);
    const confirmationCode = await codeTo('amelie@example.com');
    expect(await answerOf(page.amplify('confirmSignUp', { username, confirmationCode }))).toMatchObject({
      isSignUpComplete: true,
      nextStep: { signUpStep: 'DONE' },
    });
    expect(await answerOf(page.amplify('signIn', { username, password: PASSWORD }))).toEqual(DONE);

    const change = (attributeKey: string, value: string) =>
      answerOf(page.amplify('updateUserAttribute', { userAttribute: { attributeKey, value } }));
    const read = () => answerOf(page.amplify('fetchUserAttributes'));
    expect(await change('email', 'new@example.com')).toMatchObject({
      isUpdated: false,
      nextStep: { updateAttributeStep: 'CONFIRM_ATTRIBUTE_WITH_CODE' },
    });
    expect(await read()).toMatchObject({ email: 'new@example.com', email_verified: 'false' });
    const code = { userAttributeKey: 'email', confirmationCode: await codeTo('new@example.com') };
    await answerOf(page.amplify('confirmUserAttribute', code));
    expect(await read()).toMatchObject({ email: 'new@example.com', email_verified: 'true' });

    await change('phone_number', '+15550100001');
    expect(await read()).not.toHaveProperty('phone_number');
    await answerOf(page.amplify('sendUserAttributeVerificationCode', { userAttributeKey: 'phone_number' }));
    const byPhone = { userAttributeKey: 'phone_number', confirmationCode: await codeTo('+15550100001') };
    await answerOf(page.amplify('confirmUserAttribute', byPhone));
    expect(await read()).toMatchObject({ phone_number: '+15550100001', phone_number_verified: 'true' });
  });

  it('is signed in by Amplify after the code, without a password or with it, or chooses (R919, R1050)', async () => {
    const { UserPool } = await server.client.send(
      new CreateUserPoolCommand({
        PoolName: 'by code',
        AutoVerifiedAttributes: ['email'],
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      }),
    );
    const byCode = assertPresent(UserPool?.Id, 'a pool has an id');
    const byCodeClient = (await server.createClient(byCode)).id;
    const USER_AUTH = { authFlowType: 'USER_AUTH' };
    const userPoolEndpoint = server.url;
    const withCode = { userPoolId: byCode, userPoolClientId: byCodeClient, userPoolEndpoint };
    const withPassword = { userPoolId: app.UserPoolId, userPoolClientId: app.ClientId, userPoolEndpoint };
    // Amplify keeps the session of SignUp to itself: where no code is a factor, it can only let the user choose.
    const choice = { signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION' };
    const cases = [
      { pool: withCode, name: 'cleo', password: undefined, autoSignIn: USER_AUTH, expected: DONE },
      { pool: withCode, name: 'carl', password: PASSWORD, autoSignIn: USER_AUTH, expected: DONE },
      { pool: withPassword, name: 'pam', password: PASSWORD, autoSignIn: true, expected: DONE },
      { pool: withPassword, name: 'pit', password: PASSWORD, autoSignIn: USER_AUTH, expected: { nextStep: choice } },
    ];
    for (const { pool, name: username, password, autoSignIn, expected } of cases) {
      // Amplify drops a second autoSignIn within 300 ms of the one before, and then answers nothing.
      await page.page.reload();
      await page.configureAmplify(pool);
      const email = `${username}@example.com`;
      const options = { userAttributes: { email }, autoSignIn };
      await answerOf(page.amplify('signUp', { username, ...(password !== undefined && { password }), options }));
      const code = { username, confirmationCode: await codeTo(email) };
      expect(await answerOf(page.amplify('confirmSignUp', code))).toEqual({
        isSignUpComplete: true,
        nextStep: { signUpStep: 'COMPLETE_AUTO_SIGN_IN' },
      });
      expect(await answerOf(page.amplify('autoSignIn'))).toMatchObject(expected);
      if (expected !== DONE) continue;
      expect(await answerOf(page.amplify('getCurrentUser'))).toMatchObject({ username });
      await page.amplify('signOut');
    }
  });

  it('with amazon-cognito-identity-js confirms by the code and signs in by SRP (R910, R911)', async () => {
    await page.identity('choose', { ...app, endpoint: server.url }, 'ida');
    const attributes = [{ Name: 'email', Value: 'ida@example.com' }];
    expect(await answerOf(page.identity('signUp', PASSWORD, attributes))).toMatchObject({
      userConfirmed: false,
      codeDeliveryDetails: { Destination: 'i***@e***' },
    });
    expect((await page.identity('signIn', PASSWORD, 'USER_SRP_AUTH')).error).toMatchObject({
      code: 'UserNotConfirmedException',
    });
    const code = await codeTo('ida@example.com');
    expect(await answerOf(page.identity('callBack', 'confirmRegistration', code, false))).toBe('SUCCESS');
    expect(await answerOf(page.identity('signIn', PASSWORD, 'USER_SRP_AUTH'))).toHaveProperty('accessToken');
  });
}

import {
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../../../src/base/assert.ts';
import {
  HASHES_OF_KNOWN_PASSWORD,
  KNOWN_PASSWORD,
} from '../../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { wrongCode } from '../../../src/operations/cognito-idp/sign-in/factors.fixture.ts';
import type { EmbeddedSignInServer } from '../imported-users.ts';
import { type CallOutcome, ClientsBrowser, type ClientsPage } from './clients-page.ts';

const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } };
const SMS = { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111122223333:role/sms' } };
const APPS = { SoftwareTokenMfaConfiguration: { Enabled: true } };

/** A user of an import, whom every message reaches. */
function recordOf(name: string, number: number, change: Readonly<Record<string, string>> = {}) {
  const hash = { password_hash: HASHES_OF_KNOWN_PASSWORD.BCRYPT };
  const reach = {
    email: `${name}@example.com`,
    email_verified: 'true',
    phone_number: phoneOf(number),
    phone_number_verified: 'false',
  };
  return { 'cognito:username': name, ...reach, 'cognito:mfa_enabled': '', ...hash, ...change };
}

function phoneOf(number: number): string {
  return `+1555010${String(number).padStart(4, '0')}`;
}

/** What the pages call, and the apps of its users. */
export interface FactorsWorld {
  readonly server: EmbeddedSignInServer;
  /** What an app with the secret shows, a step later each time, since no code is accepted twice. */
  nextAppCode(secret: string): Promise<string>;
}

/** One-time passwords and second factors, by the libraries in Chromium. */
export function describeFactors(getWorld: () => FactorsWorld): void {
  let server: EmbeddedSignInServer;
  let browser: ClientsBrowser;
  let page: ClientsPage;

  beforeAll(async () => {
    ({ server } = getWorld());
    browser = await ClientsBrowser.start();
  });
  beforeEach(async () => {
    page = await browser.open();
    return () => page.page.context().close();
  });
  afterAll(() => browser?.stop());

  /** A pool with imported users and a client, which the page then uses. */
  async function usePool(
    pool: Partial<CreateUserPoolCommandInput>,
    records: readonly Readonly<Record<string, string>>[],
    mfa?: Partial<SetUserPoolMfaConfigCommandInput>,
  ) {
    const { UserPool } = await server.client.send(
      new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email', 'phone_number'], ...pool }),
    );
    const UserPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
    if (mfa) await server.client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }));
    const hasHashes = records.some((record) => record.password_hash !== undefined);
    await server.importUsers(UserPoolId, records, hasHashes ? 'BCRYPT' : undefined);
    const { id: ClientId } = await server.createClient(UserPoolId);
    await page.configureAmplify({
      userPoolId: UserPoolId,
      userPoolClientId: ClientId,
      userPoolEndpoint: server.url,
    });
    return {
      chooseIdentity: (name: string) => page.identity('choose', { UserPoolId, ClientId, endpoint: server.url }, name),
    };
  }

  async function codeTo(to: string): Promise<string> {
    const [message] = await server.muster.messages({ to });
    return assertPresent(message?.code, 'the inbox has the code');
  }

  const nextAppCode = (secret: string) => getWorld().nextAppCode(secret);

  const signIn = (username: string, options: object, password?: string) =>
    page.amplify('signIn', { username, ...(password !== undefined && { password }), options });
  const confirm = (challengeResponse: string) => page.amplify('confirmSignIn', { challengeResponse });
  const stepOf = ({ value, error }: CallOutcome) => {
    if (error) throw new Error(JSON.stringify(error));
    return (value as { nextStep: Record<string, unknown> }).nextStep;
  };

  describe('Amplify', () => {
    const OTP = {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
    } satisfies Partial<CreateUserPoolCommandInput>;

    it('signs in without a password by mail, by SMS and by choice (S3, S74, S75, S77, S79, S80, S82, S85)', async () => {
      await usePool(
        OTP,
        ['ann', 'ben'].map((name, index) => {
          const { password_hash: _, ...record } = recordOf(name, index);
          return record;
        }),
      );
      expect(stepOf(await signIn('ann', { authFlowType: 'USER_AUTH', preferredChallenge: 'EMAIL_OTP' }))).toEqual({
        signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
        codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'a***@e***' },
      });
      const code = await codeTo('ann@example.com');
      expect((await confirm(wrongCode(code))).error).toMatchObject({ name: 'CodeMismatchException' });
      expect((await confirm(code)).value).toEqual(DONE);
      await page.amplify('signOut');

      expect(stepOf(await signIn('ben', { authFlowType: 'USER_AUTH' }))).toEqual({
        signInStep: 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION',
        availableChallenges: ['EMAIL_OTP', 'SMS_OTP'],
      });
      expect(stepOf(await confirm('SMS_OTP'))).toMatchObject({
        signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE',
        codeDeliveryDetails: { deliveryMedium: 'SMS', destination: '+*******0001' },
      });
      expect((await confirm(await codeTo(phoneOf(1)))).value).toEqual(DONE);
      expect((await page.amplify('fetchUserAttributes')).value).toMatchObject({ phone_number_verified: 'true' });
    });

    it('sets up an app, prefers it and signs in with its codes, each once (R870, R872, R875)', async () => {
      await usePool(SMS, [recordOf('ann', 0)], { MfaConfiguration: 'OPTIONAL', ...APPS });
      expect((await signIn('ann', { authFlowType: 'USER_PASSWORD_AUTH' }, KNOWN_PASSWORD)).value).toEqual(DONE);
      const { sharedSecret } = (await page.amplify('setUpTOTP')).value as { sharedSecret: string };
      const first = await nextAppCode(sharedSecret);
      expect((await page.amplify('verifyTOTPSetup', { code: wrongCode(first) })).error).toMatchObject({
        name: 'EnableSoftwareTokenMFAException',
      });
      expect((await page.amplify('verifyTOTPSetup', { code: first })).error).toBeUndefined();
      expect((await page.amplify('updateMFAPreference', { totp: 'PREFERRED', sms: 'ENABLED' })).error).toBeUndefined();
      expect((await page.amplify('fetchMFAPreference')).value).toEqual({ enabled: ['SMS', 'TOTP'], preferred: 'TOTP' });
      await page.amplify('signOut');

      expect(stepOf(await signIn('ann', {}, KNOWN_PASSWORD))).toEqual({ signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' });
      expect((await confirm(first)).error).toMatchObject({ name: 'ExpiredCodeException' });
      expect((await confirm(await nextAppCode(sharedSecret))).value).toEqual(DONE);
      await page.amplify('updateMFAPreference', { totp: 'NOT_PREFERRED' });
      await page.amplify('signOut');

      expect(stepOf(await signIn('ann', {}, KNOWN_PASSWORD))).toEqual({
        signInStep: 'CONTINUE_SIGN_IN_WITH_MFA_SELECTION',
        allowedMFATypes: ['SMS', 'TOTP'],
      });
      expect(stepOf(await confirm('SMS'))).toMatchObject({ signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE' });
      expect((await confirm(await codeTo(phoneOf(0)))).value).toEqual(DONE);
    });

    it('is made to set up an app before the first sign-in (S88, R875)', async () => {
      await usePool({}, [recordOf('ann', 0)], { MfaConfiguration: 'ON', ...APPS });
      const step = stepOf(await signIn('ann', { authFlowType: 'USER_PASSWORD_AUTH' }, KNOWN_PASSWORD));
      expect(step).toMatchObject({ signInStep: 'CONTINUE_SIGN_IN_WITH_TOTP_SETUP' });
      const { sharedSecret } = step.totpSetupDetails as { sharedSecret: string };
      expect((await confirm(await nextAppCode(sharedSecret))).value).toEqual(DONE);
      await page.amplify('signOut');
      expect(stepOf(await signIn('ann', {}, KNOWN_PASSWORD))).toEqual({ signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' });
      expect((await confirm(await nextAppCode(sharedSecret))).value).toEqual(DONE);
    });

    it('asks for a code by mail as a second factor (R871)', async () => {
      const EmailConfiguration = {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: 'arn:aws:ses:us-east-1:111122223333:identity/a',
      } as const;
      await usePool({ EmailConfiguration }, [recordOf('ann', 0)], {
        MfaConfiguration: 'ON',
        EmailMfaConfiguration: {},
      });
      expect(stepOf(await signIn('ann', { authFlowType: 'USER_PASSWORD_AUTH' }, KNOWN_PASSWORD))).toEqual({
        signInStep: 'CONFIRM_SIGN_IN_WITH_EMAIL_CODE',
        codeDeliveryDetails: { deliveryMedium: 'EMAIL', destination: 'a***@e***' },
      });
      expect((await confirm(await codeTo('ann@example.com'))).value).toEqual(DONE);
    });
  });

  const DEVICES = {
    DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
  };

  it('are remembered by Amplify on a device that the user trusts, which then needs no second factor (R882, R884, R885)', async () => {
    await usePool({ ...SMS, ...DEVICES, MfaConfiguration: 'ON' }, [recordOf('ann', 4)]);
    const byPassword = () => signIn('ann', { authFlowType: 'USER_PASSWORD_AUTH' }, KNOWN_PASSWORD);
    expect(stepOf(await byPassword())).toMatchObject({ signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE' });
    expect((await confirm(await codeTo(phoneOf(4)))).value).toEqual(DONE);
    expect((await page.amplify('rememberDevice')).error).toBeUndefined();
    expect((await page.amplify('fetchDevices')).value).toMatchObject([{ id: expect.stringMatching(/^us-east-1_/) }]);
    await page.amplify('signOut');
    for (const flow of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH']) {
      expect((await signIn('ann', { authFlowType: flow }, KNOWN_PASSWORD)).value).toEqual(DONE);
      await page.amplify('signOut');
    }
    expect((await byPassword()).value).toEqual(DONE);
    expect((await page.amplify('forgetDevice')).error).toBeUndefined();
    await page.amplify('signOut');
    expect(stepOf(await byPassword())).toMatchObject({ signInStep: 'CONFIRM_SIGN_IN_WITH_SMS_CODE' });
  });

  describe('amazon-cognito-identity-js', () => {
    it('remembers a device that proves its secret by SRP (R882, R884, R885)', async () => {
      const { chooseIdentity } = await usePool({ ...SMS, ...DEVICES, MfaConfiguration: 'ON' }, [recordOf('ann', 5)]);
      await chooseIdentity('ann');
      expect(challengeOf(await page.identity('signIn', KNOWN_PASSWORD, 'USER_PASSWORD_AUTH'))).toBe('SMS_MFA');
      expect((await page.identity('call', 'sendMFACode', await codeTo(phoneOf(5)))).value).toMatchObject(isSession);
      expect((await page.identity('call', 'setDeviceStatusRemembered')).value).toBe('SUCCESS');
      for (const flow of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH']) {
        expect((await page.identity('signIn', KNOWN_PASSWORD, flow)).value).toMatchObject(isSession);
      }
      expect((await page.identity('call', 'getDevice')).value).toMatchObject({
        Device: { DeviceKey: expect.any(String) },
      });
      expect((await page.identity('call', 'setDeviceStatusNotRemembered')).value).toBe('SUCCESS');
      expect(challengeOf(await page.identity('signIn', KNOWN_PASSWORD, 'USER_SRP_AUTH'))).toBe('SMS_MFA');
    });

    const challengeOf = ({ value, error }: CallOutcome) => {
      if (error) throw new Error(JSON.stringify(error));
      return (value as { challenge: string }).challenge;
    };
    const isSession = { idToken: expect.anything(), accessToken: expect.anything() };

    it('asks an imported user with MFA for a code by SMS, by password and by SRP (S71, S87, R244)', async () => {
      const { chooseIdentity } = await usePool({ ...SMS, MfaConfiguration: 'OPTIONAL' }, [
        recordOf('ann', 7, { 'cognito:mfa_enabled': 'true' }),
      ]);
      await chooseIdentity('ann');
      for (const flow of ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH']) {
        expect(challengeOf(await page.identity('signIn', KNOWN_PASSWORD, flow))).toBe('SMS_MFA');
        const code = await codeTo(phoneOf(7));
        const answer = (text: string) => page.identity('call', 'sendMFACode', text);
        expect((await answer(wrongCode(code))).error).toMatchObject({ code: 'CodeMismatchException' });
        expect((await answer(code)).value).toMatchObject(isSession);
      }
    });

    it('sets up an app when it has to, and chooses among factors (S88, R871, R872, R875)', async () => {
      const { chooseIdentity } = await usePool(
        SMS,
        [recordOf('ann', 8, { phone_number: '', phone_number_verified: '' })],
        { MfaConfiguration: 'ON', ...APPS },
      );
      await chooseIdentity('ann');
      expect(challengeOf(await page.identity('signIn', KNOWN_PASSWORD, 'USER_PASSWORD_AUTH'))).toBe('MFA_SETUP');
      const secret = (await page.identity('call', 'associateSoftwareToken')).value as string;
      expect(
        (await page.identity('call', 'verifySoftwareToken', await nextAppCode(secret), 'my phone')).value,
      ).toMatchObject(isSession);
      const attributes = [{ Name: 'phone_number', Value: phoneOf(9) }];
      expect((await page.identity('callBack', 'updateAttributes', attributes)).value).toBe('SUCCESS');
      const preference = [
        { Enabled: true, PreferredMfa: false },
        { Enabled: true, PreferredMfa: false },
      ];
      expect((await page.identity('callBack', 'setUserMfaPreference', ...preference)).value).toBe('SUCCESS');
      expect(challengeOf(await page.identity('signIn', KNOWN_PASSWORD, 'USER_SRP_AUTH'))).toBe('SELECT_MFA_TYPE');
      expect(challengeOf(await page.identity('call', 'sendMFASelectionAnswer', 'SOFTWARE_TOKEN_MFA'))).toBe(
        'SOFTWARE_TOKEN_MFA',
      );
      // The library takes its callbacks before the type of the code.
      const answer = await page.page.evaluate<CallOutcome>(
        `identity.answerAppCode(${JSON.stringify(await nextAppCode(secret))})`,
      );
      expect(answer.value).toMatchObject(isSession);
    });
  });
}

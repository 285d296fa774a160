import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../model/operation-types.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { setUserPoolMfaConfig } from '../pools/set-user-pool-mfa-config.ts';
import { appCode, makePasswordless, SMS_CONFIGURATION, wrongCode } from '../sign-in/factors.fixture.ts';
import { getSelf } from '../sign-in/get-self.ts';
import { type App, makeApp } from '../sign-in/sign-in.fixture.ts';
import { adminDeleteSoftwareToken } from './admin-delete-software-token.ts';
import { adminGetUserAuthFactors } from './admin-get-user-auth-factors.ts';
import { adminSetUserMfaPreference } from './admin-set-user-mfa-preference.ts';
import { adminSetUserSettings } from './admin-set-user-settings.ts';
import { associateSoftwareToken } from './associate-software-token.ts';
import { getUserAuthFactors } from './get-user-auth-factors.ts';
import { setUserMfaPreference } from './set-user-mfa-preference.ts';
import { setUserSettings } from './set-user-settings.ts';
import { verifySoftwareToken } from './verify-software-token.ts';

let fixture: OperationsFixture;
let app: App;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
  app = await makeApp(fixture, {}, { SmsConfiguration: SMS_CONFIGURATION });
  await setUserPoolMfaConfig.run(
    { UserPoolId: app.UserPoolId, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
    app.admin,
  );
  await app.confirm('john', { phone_number: '+15550100234' });
});
afterEach(() => fixture.close());

type Preference = Omit<InputOf<'cognito-idp', 'SetUserMFAPreference'>, 'AccessToken'>;

async function outcome<Answer>(call: Promise<Answer>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

const AccessToken = 'a.b.c';
const prefer = async (preference: Preference) =>
  outcome(setUserMfaPreference.run({ AccessToken, ...preference }, await app.tokenContext('john')));
const adminPrefer = (preference: Preference) =>
  outcome(adminSetUserMfaPreference.run({ UserPoolId: app.UserPoolId, Username: 'john', ...preference }, app.admin));
const associate = async () =>
  (await associateSoftwareToken.run({ AccessToken }, await app.tokenContext('john'))).SecretCode ?? '';
const verify = async (UserCode: string) =>
  outcome(verifySoftwareToken.run({ AccessToken, UserCode }, await app.tokenContext('john')));
const codeOf = (secret: string) => appCode(secret, fixture.clock.nowMs());
const notSet = (factor: string) => ({
  code: 'InvalidParameterException',
  message: `User does not have delivery config set to turn on ${factor}`,
});
/** What GetUser and AdminGetUser say of factors, which is the same. */
async function factorsOf(name = 'john') {
  const { PreferredMfaSetting, UserMFASettingList } = await app.get(name);
  const self = await getSelf.run({ AccessToken }, await app.tokenContext(name));
  expect(self).toMatchObject({
    ...(PreferredMfaSetting && { PreferredMfaSetting }),
    ...(UserMFASettingList && { UserMFASettingList }),
  });
  return [PreferredMfaSetting, UserMFASettingList];
}

describe('an app that gives codes', () => {
  it('gets a secret, proves it, and replaces the one before only then (R875)', async () => {
    const first = await associate();
    expect(await verify(wrongCode(codeOf(first)))).toMatchObject({ code: 'EnableSoftwareTokenMFAException' });
    expect(await prefer({ SoftwareTokenMfaSettings: { Enabled: true } })).toMatchObject(notSet('SOFTWARE_TOKEN_MFA'));
    expect(await verify(codeOf(first))).toEqual({ Status: 'SUCCESS' });
    expect(await prefer({ SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } })).toEqual({});
    expect(await factorsOf()).toEqual(['SOFTWARE_TOKEN_MFA', ['SOFTWARE_TOKEN_MFA']]);
    // It was proved once; nothing waits to be verified.
    expect(await verify(codeOf(first))).toMatchObject({ code: 'InvalidParameterException' });
    const second = await associate();
    const challenged = async (secret: string) => {
      fixture.clock.advance(30_000);
      const { Session = '', ChallengeName } = await app.initiate('USER_PASSWORD_AUTH', {
        USERNAME: 'john',
        PASSWORD: 'Correct-Horse-7',
      });
      expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA');
      const ChallengeResponses = { USERNAME: 'john', SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) };
      return outcome(app.respond({ ChallengeName: 'SOFTWARE_TOKEN_MFA', Session, ChallengeResponses }));
    };
    expect(await challenged(second)).toMatchObject({ code: 'CodeMismatchException' });
    expect(await challenged(first)).toHaveProperty('AuthenticationResult');
    fixture.clock.advance(30_000);
    expect(await verify(codeOf(second))).toEqual({ Status: 'SUCCESS' });
    expect(await challenged(first)).toMatchObject({ code: 'CodeMismatchException' });
    expect(await challenged(second)).toHaveProperty('AuthenticationResult');
  });

  it('has no secret of another user', async () => {
    await app.confirm('jane');
    const secret = await associate();
    const call = verifySoftwareToken.run({ AccessToken, UserCode: codeOf(secret) }, await app.tokenContext('jane'));
    expect(await outcome(call)).toMatchObject({ code: 'InvalidParameterException' });
  });

  it('is not for a pool that takes no codes of apps (R875)', async () => {
    const { UserPoolId } = app;
    await setUserPoolMfaConfig.run({ UserPoolId, SoftwareTokenMfaConfiguration: { Enabled: false } }, app.admin);
    const refused = {
      code: 'SoftwareTokenMFANotFoundException',
      message: 'Software Token MFA has not been enabled by the userPool.',
    };
    expect(await outcome(associate())).toMatchObject(refused);
    expect(await verify('123456')).toMatchObject(refused);
  });

  it('needs an access token or a session (R875)', async () => {
    const missing = { code: 'InvalidParameterException', message: 'Either AccessToken or Session is required.' };
    expect(await outcome(associateSoftwareToken.run({}, app.nobody))).toMatchObject(missing);
    expect(await outcome(verifySoftwareToken.run({ UserCode: '123456' }, app.nobody))).toMatchObject(missing);
    const Session = 'x'.repeat(40);
    const unknown = { code: 'NotAuthorizedException', message: 'Invalid session for the user.' };
    expect(await outcome(associateSoftwareToken.run({ Session }, app.nobody))).toMatchObject(unknown);
    expect(await outcome(verifySoftwareToken.run({ Session, UserCode: '123456' }, app.nobody))).toMatchObject(unknown);
  });

  it('is forgotten by an administrator, and its codes are asked for no more (R878)', async () => {
    await verify(codeOf(await associate()));
    await prefer({
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      SMSMfaSettings: { Enabled: true },
    });
    const forget = () => adminDeleteSoftwareToken.run({ UserPoolId: app.UserPoolId, Username: 'john' }, app.admin);
    expect(await forget()).toEqual({});
    expect(await factorsOf()).toEqual([undefined, ['SMS_MFA']]);
    expect(await forget()).toEqual({});
    expect(await prefer({ SoftwareTokenMfaSettings: { Enabled: true } })).toMatchObject(notSet('SOFTWARE_TOKEN_MFA'));
    expect(
      await outcome(adminDeleteSoftwareToken.run({ UserPoolId: app.UserPoolId, Username: 'none' }, app.admin)),
    ).toMatchObject({
      code: 'UserNotFoundException',
    });
  });
});

describe.each([
  ['SetUserMFAPreference', prefer],
  ['AdminSetUserMFAPreference', adminPrefer],
] as const)('%s', (_name, set) => {
  it('activates what works, changes what is given, and drops the preference with its factor (R872)', async () => {
    expect(await set({ SMSMfaSettings: { Enabled: true } })).toEqual({});
    expect(await factorsOf()).toEqual([undefined, ['SMS_MFA']]);
    expect(await set({ SMSMfaSettings: { PreferredMfa: true } })).toEqual({});
    expect(await factorsOf()).toEqual(['SMS_MFA', ['SMS_MFA']]);
    expect(await set({})).toEqual({});
    expect(await set({ SoftwareTokenMfaSettings: { Enabled: false }, EmailMfaSettings: {} })).toEqual({});
    expect(await factorsOf()).toEqual(['SMS_MFA', ['SMS_MFA']]);
    expect(await set({ SMSMfaSettings: { Enabled: false } })).toEqual({});
    expect(await factorsOf()).toEqual([undefined, undefined]);
  });

  it.each<[string, Preference, object]>([
    ['an app that was not proved', { SoftwareTokenMfaSettings: { Enabled: true } }, notSet('SOFTWARE_TOKEN_MFA')],
    ['email where the pool has none', { EmailMfaSettings: { Enabled: true } }, notSet('EMAIL_OTP')],
    ['a preferred factor that is not active', { SMSMfaSettings: { PreferredMfa: true } }, notSet('SMS_MFA')],
    [
      'two preferred ones',
      {
        SMSMfaSettings: { Enabled: true, PreferredMfa: true },
        EmailMfaSettings: { Enabled: true, PreferredMfa: true },
      },
      { code: 'InvalidParameterException' },
    ],
    ['passkeys', { WebAuthnMfaSettings: { Enabled: true } }, { code: 'InvalidParameterException' }],
  ])('refuses %s, and changes nothing (R872)', async (_what, preference, expected) => {
    expect(await set(preference)).toMatchObject(expected);
    expect(await factorsOf()).toEqual([undefined, undefined]);
  });

  it('refuses text messages without a phone number (R872)', async () => {
    await app.update('john', { phone_number: '' });
    expect(await set({ SMSMfaSettings: { Enabled: true } })).toMatchObject(notSet('SMS_MFA'));
  });

  it('loses no change of another request (R872)', async () => {
    await verify(codeOf(await associate()));
    await Promise.all([
      set({ SMSMfaSettings: { Enabled: true } }),
      set({ SoftwareTokenMfaSettings: { Enabled: true } }),
    ]);
    expect(await factorsOf()).toEqual([undefined, ['SMS_MFA', 'SOFTWARE_TOKEN_MFA']]);
  });
});

describe('MFAOptions', () => {
  const options = [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' } as const];
  it.each<[string, (MFAOptions: { DeliveryMedium?: 'SMS' | 'EMAIL'; AttributeName?: string }[]) => Promise<unknown>]>([
    [
      'SetUserSettings',
      async (MFAOptions) => setUserSettings.run({ AccessToken, MFAOptions }, await app.tokenContext('john')),
    ],
    [
      'AdminSetUserSettings',
      (MFAOptions) => adminSetUserSettings.run({ UserPoolId: app.UserPoolId, Username: 'john', MFAOptions }, app.admin),
    ],
  ])('of %s activate text messages, and end them (R877)', async (_name, set) => {
    expect(await set(options)).toEqual({});
    expect(await factorsOf()).toEqual(['SMS_MFA', ['SMS_MFA']]);
    expect(await outcome(set([{ DeliveryMedium: 'EMAIL', AttributeName: 'email' }]))).toMatchObject({
      code: 'InvalidParameterException',
    });
    expect(await set([])).toEqual({});
    expect(await factorsOf()).toEqual([undefined, undefined]);
  });
});

describe('the factors of a user', () => {
  it('are the first ones that work and the second ones that are active (R879)', async () => {
    const other = await makeApp(
      fixture,
      {},
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } } },
    );
    await makePasswordless(fixture, other.UserPoolId, 'jane', { email: 'jane@example.com' });
    await other.confirm('jack', { email: 'jack@example.com' });
    const admin = (UserPoolId: string, Username: string) =>
      adminGetUserAuthFactors.run({ UserPoolId, Username }, app.admin);
    expect(await admin(other.UserPoolId, 'jane')).toEqual({
      Username: 'jane',
      ConfiguredUserAuthFactors: ['EMAIL_OTP'],
    });
    expect(await admin(other.UserPoolId, 'jack')).toEqual({
      Username: 'jack',
      ConfiguredUserAuthFactors: ['PASSWORD', 'EMAIL_OTP'],
    });
    await prefer({ SMSMfaSettings: { Enabled: true, PreferredMfa: true } });
    const expected = {
      Username: 'john',
      PreferredMfaSetting: 'SMS_MFA',
      UserMFASettingList: ['SMS_MFA'],
      ConfiguredUserAuthFactors: ['PASSWORD'],
    };
    expect(await admin(app.UserPoolId, 'john')).toEqual(expected);
    expect(await getUserAuthFactors.run({ AccessToken }, await app.tokenContext('john'))).toEqual(expected);
  });
});

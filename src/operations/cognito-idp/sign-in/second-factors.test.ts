import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../model/operation-types.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { adminSetUserMfaPreference } from '../factors/admin-set-user-mfa-preference.ts';
import { associateSoftwareToken } from '../factors/associate-software-token.ts';
import { verifySoftwareToken } from '../factors/verify-software-token.ts';
import { setUserPoolMfaConfig } from '../pools/set-user-pool-mfa-config.ts';
import { attributesOf } from '../users/users.fixture.ts';
import { appCode, lastCode, SMS_CONFIGURATION, sentMessages, wrongCode } from './factors.fixture.ts';
import { type App, makeApp, PASSWORD } from './sign-in.fixture.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

type Pool = Partial<InputOf<'cognito-idp', 'CreateUserPool'>>;
type Config = Omit<InputOf<'cognito-idp', 'SetUserPoolMfaConfig'>, 'UserPoolId'>;
type Challenge = Awaited<ReturnType<App['respond']>>;

const PHONE = { phone_number: '+15550100234' };
const EMAIL = { email: 'john@example.com' };
const STEP_MS = 30_000;
const SMS: Pool = { SmsConfiguration: SMS_CONFIGURATION };
const APPS: Config = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } };
const MAIL: Pool = {
  EmailConfiguration: {
    EmailSendingAccount: 'DEVELOPER',
    SourceArn: 'arn:aws:ses:eu-central-1:111122223333:identity/x',
  },
};
const refusal = (code: string, message: string) => ({ code, message });
const session = (rest: string) => refusal('NotAuthorizedException', `Invalid session for the user${rest}`);
const WRONG = refusal('CodeMismatchException', 'Invalid code or auth state for the user.');
const LOCKED_OUT = refusal('NotAuthorizedException', 'Password attempts exceeded');

async function outcome<Answer>(call: Promise<Answer>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

/** A pool whose MFA is set by SetUserPoolMfaConfig. */
async function makeMfaApp(pool: Pool, config?: Config): Promise<App> {
  const app = await makeApp(fixture, {}, pool);
  if (config) await setUserPoolMfaConfig.run({ UserPoolId: app.UserPoolId, ...config }, app.admin);
  return app;
}

const begin = (app: App, USERNAME = 'john'): Promise<Challenge> =>
  app.initiate('USER_PASSWORD_AUTH', { USERNAME, PASSWORD });

/** The answer to a challenge, in the parameter that its name asks for. */
function reply(app: App, { ChallengeName, Session }: Challenge, code: string, change: Record<string, string> = {}) {
  const parameter = ChallengeName === 'SELECT_MFA_TYPE' ? 'ANSWER' : `${ChallengeName}_CODE`;
  return app.respond({
    ChallengeName: ChallengeName ?? 'SMS_MFA',
    ...(Session !== undefined && { Session }),
    ChallengeResponses: { USERNAME: 'john', [parameter]: code, ...change },
  });
}

const prefer = (
  app: App,
  preference: Omit<InputOf<'cognito-idp', 'AdminSetUserMFAPreference'>, 'UserPoolId' | 'Username'>,
) => adminSetUserMfaPreference.run({ UserPoolId: app.UserPoolId, Username: 'john', ...preference }, app.admin);

/** Gives a signed-in user an app, which is active from then on. Its code of now is used up by that. */
async function giveApp(app: App): Promise<string> {
  const context = await app.tokenContext('john');
  const { SecretCode = '' } = await associateSoftwareToken.run({ AccessToken: 'a' }, context);
  const UserCode = appCode(SecretCode, fixture.clock.nowMs());
  expect(await verifySoftwareToken.run({ AccessToken: 'a', UserCode }, context)).toEqual({ Status: 'SUCCESS' });
  await prefer(app, { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
  fixture.clock.advance(STEP_MS);
  return SecretCode;
}

describe('a code by SMS', () => {
  it('follows the password where the pool demands it, and verifies the number (S71, S85, S87)', async () => {
    const app = await makeMfaApp({ ...SMS, MfaConfiguration: 'ON' });
    await app.confirm('john', PHONE);
    const asked = await begin(app);
    expect(asked).toEqual({
      ChallengeName: 'SMS_MFA',
      Session: expect.any(String),
      ChallengeParameters: {
        CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS',
        CODE_DELIVERY_DESTINATION: '+*******0234',
        USER_ID_FOR_SRP: 'john',
      },
    });
    expect(await lastCode(fixture)).toMatch(/^\d{6}$/);
    const result = await reply(app, asked, await lastCode(fixture));
    expect(result).toHaveProperty('AuthenticationResult.AccessToken');
    expect(attributesOf((await app.get('john')).UserAttributes)).toMatchObject({ phone_number_verified: 'true' });
  });

  it('is asked of nobody in a pool without MFA, or who has not activated it (R240, R241)', async () => {
    for (const MfaConfiguration of ['OFF', 'OPTIONAL'] as const) {
      const app = await makeMfaApp({ ...SMS, MfaConfiguration });
      await app.confirm('john', PHONE);
      expect(await begin(app)).toHaveProperty('AuthenticationResult');
    }
  });

  it('follows a new password, too (S71, S90)', async () => {
    const app = await makeMfaApp({ ...SMS, MfaConfiguration: 'ON' });
    await app.create('john', PHONE, { TemporaryPassword: PASSWORD });
    const { Session = '' } = await begin(app);
    const ChallengeResponses = { USERNAME: 'john', NEW_PASSWORD: 'Lasting-Horse-8' };
    const asked = await app.respond({ ChallengeName: 'NEW_PASSWORD_REQUIRED', Session, ChallengeResponses });
    expect(asked).toMatchObject({ ChallengeName: 'SMS_MFA' });
    expect(await reply(app, asked, await lastCode(fixture))).toHaveProperty('AuthenticationResult');
  });

  it('that is wrong counts for the lock-out, and the password does not end that (S18, S82, R876)', async () => {
    const app = await makeMfaApp({ ...SMS, MfaConfiguration: 'ON' });
    await app.confirm('john', PHONE);
    const asked = await begin(app);
    const code = await lastCode(fixture);
    for (let mistake = 1; mistake <= 5; mistake++) {
      expect(await outcome(reply(app, asked, wrongCode(code)))).toMatchObject(WRONG);
    }
    expect(await outcome(reply(app, asked, code))).toMatchObject(LOCKED_OUT);
    expect(await outcome(begin(app))).toMatchObject(LOCKED_OUT);
    fixture.clock.advance(1_000);
    const again = await begin(app);
    // The sixth: had the password begun the count again, it would not lock out.
    expect(await outcome(reply(app, again, wrongCode(await lastCode(fixture))))).toMatchObject(WRONG);
    expect(await outcome(begin(app))).toMatchObject(LOCKED_OUT);
    fixture.clock.advance(2_000);
    expect(await reply(app, again, await lastCode(fixture))).toHaveProperty('AuthenticationResult');
    // The code did begin it again.
    const last = await begin(app);
    expect(await outcome(reply(app, last, wrongCode(await lastCode(fixture))))).toMatchObject(WRONG);
    expect(await begin(app)).toMatchObject({ ChallengeName: 'SMS_MFA' });
  });

  it('of many in one instant has no more tries than the lock-out leaves (S18, S84)', async () => {
    const app = await makeMfaApp({ ...SMS, MfaConfiguration: 'ON' });
    await app.confirm('john', PHONE);
    const asked = await begin(app);
    const code = await lastCode(fixture);
    const tries = await Promise.all(Array.from({ length: 20 }, () => outcome(reply(app, asked, wrongCode(code)))));
    const codes = tries.map((each) => (each as Error).message);
    expect(codes.filter((text) => text === WRONG.message)).toHaveLength(5);
  });

  it('is good once and in time, for the password and the number that it was asked with (S81, S83)', async () => {
    const app = await makeMfaApp({ ...SMS, MfaConfiguration: 'ON' });
    await app.confirm('john', PHONE);
    const ask = async () => [await begin(app), await lastCode(fixture)] as const;
    const [used, code] = await ask();
    const tries = await Promise.all(Array.from({ length: 5 }, () => outcome(reply(app, used, code))));
    expect(tries.filter((each) => 'AuthenticationResult' in (each as object))).toHaveLength(1);
    expect(await outcome(reply(app, used, code))).toMatchObject(session(', session can only be used once.'));

    const [late, lateCode] = await ask();
    fixture.clock.advance(3 * 60_000);
    expect(await outcome(reply(app, late, lateCode))).toMatchObject(session(', session is expired.'));

    const [moved, movedCode] = await ask();
    await app.update('john', { phone_number: '+15550109999' });
    expect(await outcome(reply(app, moved, movedCode))).toMatchObject(session('.'));

    const [changed, changedCode] = await ask();
    await app.setPassword('john', 'Another-Horse-8');
    expect(await outcome(reply(app, changed, changedCode))).toMatchObject(session('.'));
  });

  it('is not the answer to another challenge, and no first factor stands in for it (S83)', async () => {
    const app = await makeMfaApp({
      ...SMS,
      ...MAIL,
      MfaConfiguration: 'ON',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    });
    await app.confirm('john', PHONE);
    const asked = await begin(app);
    const code = await lastCode(fixture);
    for (const ChallengeName of [
      'SMS_OTP',
      'EMAIL_OTP',
      'SOFTWARE_TOKEN_MFA',
      'MFA_SETUP',
      'SELECT_MFA_TYPE',
    ] as const) {
      expect(await outcome(reply(app, { ...asked, ChallengeName }, code)), ChallengeName).toMatchObject(session('.'));
    }
    expect(await reply(app, asked, code)).toHaveProperty('AuthenticationResult');
  });

  it('goes nowhere where no SMS arrives, which is said (S111)', async () => {
    const app = await makeMfaApp({ ...SMS, MfaConfiguration: 'ON' });
    await app.confirm('john', PHONE);
    fixture.outbox.canDeliver = (medium) => medium === 'EMAIL';
    expect(await outcome(begin(app))).toMatchObject({ code: 'InvalidUserPoolConfigurationException' });
  });
});

describe('a code by email', () => {
  it('is a second factor where SetUserPoolMfaConfig says so, with its own texts (R871)', async () => {
    const EmailMfaConfiguration = { Subject: 'Shop', Message: 'Code {####} of the shop' };
    const app = await makeMfaApp(MAIL, { MfaConfiguration: 'ON', EmailMfaConfiguration });
    await app.confirm('john', EMAIL);
    const asked = await begin(app);
    expect(asked).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'j***@e***' },
    });
    const [message] = await sentMessages(fixture);
    expect(message).toMatchObject({ subject: 'Shop', text: `Code ${message?.code} of the shop` });
    expect(message?.code).toMatch(/^\d{6}$/);
    expect(await outcome(reply(app, asked, wrongCode(message?.code ?? '')))).toMatchObject(WRONG);
    expect(await reply(app, asked, message?.code ?? '')).toHaveProperty('AuthenticationResult');
  });
});

describe('the code of an app', () => {
  it('is asked for once the app is proved and activated, and accepted once (S82, R875)', async () => {
    const app = await makeMfaApp({}, APPS);
    await app.confirm('john');
    const secret = await giveApp(app);
    const codeNow = () => appCode(secret, fixture.clock.nowMs());
    const first = await begin(app);
    expect(first).toMatchObject({
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeParameters: { USER_ID_FOR_SRP: 'john' },
    });
    expect(await outcome(reply(app, first, wrongCode(codeNow())))).toMatchObject(
      refusal('CodeMismatchException', 'Invalid code received for user'),
    );
    const [one, two] = [await begin(app), await begin(app)];
    const tries = await Promise.all([one, two].map((each) => outcome(reply(app, each, codeNow()))));
    expect(tries.filter((each) => 'AuthenticationResult' in (each as object))).toHaveLength(1);
    expect(tries).toContainEqual(
      expect.objectContaining(refusal('ExpiredCodeException', 'Your software token has already been used once.')),
    );
    // Not the code before it either, though its time is near.
    const before = appCode(secret, fixture.clock.nowMs() - STEP_MS);
    expect(await outcome(reply(app, first, before))).toMatchObject({ code: 'ExpiredCodeException' });
    fixture.clock.advance(STEP_MS);
    expect(await reply(app, first, codeNow())).toHaveProperty('AuthenticationResult');
  });

  it('that is not a number is wrong like any other (S82)', async () => {
    const app = await makeMfaApp({}, APPS);
    await app.confirm('john');
    await giveApp(app);
    const asked = await begin(app);
    for (const code of ['abcdef', '１２３４５６', '1', '9'.repeat(200)]) {
      expect(await outcome(reply(app, asked, code)), code).toMatchObject({ code: 'CodeMismatchException' });
    }
  });

  it('that proved the app does not sign in as well (R875)', async () => {
    const app = await makeMfaApp({}, APPS);
    await app.confirm('john');
    const secret = await giveApp(app);
    const used = appCode(secret, fixture.clock.nowMs() - STEP_MS);
    expect(await outcome(reply(app, await begin(app), used))).toMatchObject({ code: 'ExpiredCodeException' });
  });
});

describe('a user who has to have a second factor and has none', () => {
  it('sets up an app before the first sign-in, and is asked for its codes from then on (S88, R875)', async () => {
    const app = await makeMfaApp({}, { ...APPS, MfaConfiguration: 'ON' });
    await app.confirm('john');
    const asked = await begin(app);
    expect(asked).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: 'john' },
    });
    const finish = (Session = '') =>
      outcome(app.respond({ ChallengeName: 'MFA_SETUP', Session, ChallengeResponses: { USERNAME: 'john' } }));
    expect(await finish(asked.Session)).toMatchObject({ code: 'InvalidParameterException' });
    const { SecretCode = '', Session = '' } = await associateSoftwareToken.run(
      { Session: asked.Session ?? '' },
      app.nobody,
    );
    expect(SecretCode).toMatch(/^[A-Z2-7]{52}$/);
    expect(await finish(Session)).toMatchObject({ code: 'InvalidParameterException' });
    const verify = (UserCode: string) => outcome(verifySoftwareToken.run({ Session, UserCode }, app.nobody));
    const code = appCode(SecretCode, fixture.clock.nowMs());
    expect(await verify(wrongCode(code))).toMatchObject(
      refusal('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA'),
    );
    const tries = await Promise.all([verify(code), verify(code)]);
    const verified = tries.filter((each) => 'Status' in (each as object));
    expect(verified).toEqual([{ Status: 'SUCCESS', Session: expect.any(String) }]);
    const { Session: proved } = verified[0] as { Session: string };
    expect(await finish(proved)).toHaveProperty('AuthenticationResult');
    expect(await finish(proved)).toMatchObject(session(', session can only be used once.'));
    expect(await app.get('john')).toMatchObject({
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    });
    expect(await begin(app)).toMatchObject({ ChallengeName: 'SOFTWARE_TOKEN_MFA' });
  });

  it('sets up no app in place of one that came meanwhile (R875)', async () => {
    const app = await makeMfaApp({}, { ...APPS, MfaConfiguration: 'ON' });
    await app.confirm('john');
    const [first, second] = [await begin(app), await begin(app)];
    const setUp = async ({ Session = '' }: Challenge) => {
      const given = await associateSoftwareToken.run({ Session }, app.nobody);
      const UserCode = appCode(given.SecretCode ?? '', fixture.clock.nowMs());
      return outcome(verifySoftwareToken.run({ Session: given.Session ?? '', UserCode }, app.nobody));
    };
    expect(await setUp(first)).toMatchObject({ Status: 'SUCCESS' });
    expect(await setUp(second)).toMatchObject(session(', session can only be used once.'));
  });

  it('is refused in words where only an administrator can help (S88, R243)', async () => {
    const app = await makeMfaApp({ ...SMS, MfaConfiguration: 'ON' });
    await app.confirm('john', {});
    expect(await outcome(begin(app))).toMatchObject({
      code: 'InvalidUserPoolConfigurationException',
      message: expect.stringContaining('administrator'),
    });
    await app.update('john', PHONE);
    expect(await begin(app)).toMatchObject({ ChallengeName: 'SMS_MFA' });
  });
});

describe('a user with several second factors', () => {
  it('chooses one where none is preferred (R871)', async () => {
    const app = await makeMfaApp(SMS, APPS);
    await app.confirm('john', PHONE);
    const secret = await giveApp(app);
    await prefer(app, {
      SMSMfaSettings: { Enabled: true },
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
    });
    const asked = await begin(app);
    expect(asked).toMatchObject({
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: 'john' },
    });
    expect(await outcome(reply(app, asked, 'EMAIL_OTP'))).toMatchObject({ code: 'InvalidParameterException' });
    const text = await reply(app, asked, 'SMS_MFA');
    expect(text).toMatchObject({ ChallengeName: 'SMS_MFA' });
    expect(await reply(app, text, await lastCode(fixture))).toHaveProperty('AuthenticationResult');
    expect(await outcome(reply(app, asked, 'SMS_MFA'))).toMatchObject(session(', session can only be used once.'));
    const code = await reply(app, await begin(app), 'SOFTWARE_TOKEN_MFA');
    expect(await reply(app, code, appCode(secret, fixture.clock.nowMs()))).toHaveProperty('AuthenticationResult');
  });
});

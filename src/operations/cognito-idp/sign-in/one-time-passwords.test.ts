import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../model/operation-types.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { adminResetUserPassword } from '../recovery/admin-reset-user-password.ts';
import { attributesOf } from '../users/users.fixture.ts';
import { lastCode, makePasswordless, SMS_CONFIGURATION, sentMessages, wrongCode } from './factors.fixture.ts';
import { initiateAuth } from './initiate-auth.ts';
import { type App, makeApp, PASSWORD } from './sign-in.fixture.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

type Factors = InputOf<'cognito-idp', 'CreateUserPool'>['Policies'];
const policies = (...AllowedFirstAuthFactors: ('PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN')[]): Factors => ({
  SignInPolicy: { AllowedFirstAuthFactors },
});
const ALL = policies('PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN');
const EMAIL = { email: 'john@example.com' };
const PHONE = { phone_number: '+15550100234' };
const refusal = (code: string, message: string) => ({ code, message });
const session = (rest: string) => refusal('NotAuthorizedException', `Invalid session for the user${rest}`);
const WRONG = refusal('CodeMismatchException', 'Invalid code or auth state for the user.');

async function outcome<Answer>(call: Promise<Answer>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

const begin = (app: App, USERNAME: string, PREFERRED_CHALLENGE?: string) =>
  app.initiate('USER_AUTH', { USERNAME, ...(PREFERRED_CHALLENGE !== undefined && { PREFERRED_CHALLENGE }) });

/** The answer to a challenge for a code. */
const answer = (app: App, Session: string | undefined, code: string, change: Record<string, string> = {}) =>
  app.respond({
    ChallengeName: 'EMAIL_OTP',
    ...(Session !== undefined && { Session }),
    ChallengeResponses: { USERNAME: 'john', EMAIL_OTP_CODE: code, ...change },
  });

describe('a user who has no password', () => {
  it('gets a code at once by the way that is preferred, and signs in with it (S3, S74, S77, S80, S81)', async () => {
    const app = await makeApp(fixture, {}, { Policies: ALL });
    await makePasswordless(fixture, app.UserPoolId, 'john', EMAIL);
    const begun = await begin(app, 'john', 'EMAIL_OTP');
    expect(begun).toEqual({
      ChallengeName: 'EMAIL_OTP',
      AvailableChallenges: ['EMAIL_OTP'],
      Session: expect.any(String),
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'j***@e***' },
    });
    const [message] = await sentMessages(fixture);
    expect(message).toMatchObject({ to: EMAIL.email, medium: 'EMAIL', kind: 'Authentication' });
    expect(message?.code).toMatch(/^\d{8}$/);
    expect(await answer(app, begun.Session, message?.code ?? '')).toHaveProperty('AuthenticationResult.AccessToken');
  });

  it('chooses a text message, whose texts are those of the pool (S75, S79, S80)', async () => {
    const app = await makeApp(fixture, {}, { Policies: ALL, SmsAuthenticationMessage: 'Code {####} of the shop' });
    await makePasswordless(fixture, app.UserPoolId, 'john', { ...EMAIL, ...PHONE });
    const { Session = '', ...offered } = await begin(app, 'john');
    expect(offered).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges: ['EMAIL_OTP', 'SMS_OTP'] });
    const ChallengeResponses = { USERNAME: 'john', ANSWER: 'SMS_OTP' };
    const sent = await app.respond({ ChallengeName: 'SELECT_CHALLENGE', Session, ChallengeResponses });
    expect(sent).toMatchObject({
      ChallengeName: 'SMS_OTP',
      ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS', CODE_DELIVERY_DESTINATION: '+*******0234' },
    });
    expect(sent).not.toHaveProperty('AvailableChallenges');
    const code = await lastCode(fixture);
    expect((await sentMessages(fixture))[0]?.text).toBe(`Code ${code} of the shop`);
    const responses = { USERNAME: 'john', SMS_OTP_CODE: code };
    const input = {
      ChallengeName: 'SMS_OTP',
      ChallengeResponses: responses,
      ...(sent.Session && { Session: sent.Session }),
    } as const;
    expect(await app.respond(input)).toHaveProperty('AuthenticationResult');
    expect(attributesOf((await app.get('john')).UserAttributes)).toMatchObject({ phone_number_verified: 'true' });
    // The session of the choice is used up.
    expect(
      await outcome(app.respond({ ChallengeName: 'SELECT_CHALLENGE', Session, ChallengeResponses })),
    ).toMatchObject(session(', session can only be used once.'));
  });

  it('verifies the address by it, and becomes findable by it (S85)', async () => {
    const app = await makeApp(fixture, {}, { Policies: ALL, AliasAttributes: ['email'] });
    await makePasswordless(fixture, app.UserPoolId, 'john', { ...EMAIL, email_verified: 'false' });
    const { Session } = await begin(app, 'john', 'EMAIL_OTP');
    expect(await answer(app, Session, await lastCode(fixture))).toHaveProperty('AuthenticationResult');
    expect(attributesOf((await app.get(EMAIL.email)).UserAttributes)).toMatchObject({ email_verified: 'true' });
  });

  it('signs in unverified where another user has the address as an alias, and takes it from nobody (S85)', async () => {
    const app = await makeApp(fixture, {}, { Policies: ALL, AliasAttributes: ['email'] });
    await app.confirm('owner', { ...EMAIL, email_verified: 'true' });
    await makePasswordless(fixture, app.UserPoolId, 'john', { ...EMAIL, email_verified: 'false' });
    const { Session } = await begin(app, 'john', 'EMAIL_OTP');
    expect(await answer(app, Session, await lastCode(fixture))).toHaveProperty('AuthenticationResult');
    expect((await app.get(EMAIL.email)).Username).toBe('owner');
  });
});

describe('the challenges that are offered', () => {
  it.each<[string, Factors, Record<string, string>, readonly string[]]>([
    ['with an address', ALL, EMAIL, ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP']],
    ['with both', ALL, { ...EMAIL, ...PHONE }, ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP']],
    ['with neither', ALL, {}, ['PASSWORD_SRP', 'PASSWORD']],
    ['of a pool with passwords alone', policies('PASSWORD'), { ...EMAIL, ...PHONE }, ['PASSWORD_SRP', 'PASSWORD']],
    [
      'of a pool with text messages',
      policies('PASSWORD', 'SMS_OTP'),
      { ...EMAIL, ...PHONE },
      ['PASSWORD_SRP', 'PASSWORD', 'SMS_OTP'],
    ],
  ])('to a user with a password, %s (S74, S75, R266)', async (_, Policies, attributes, expected) => {
    const app = await makeApp(fixture, {}, { ...(Policies && { Policies }) });
    await app.confirm('john', attributes);
    expect((await begin(app, 'john')).AvailableChallenges).toEqual(expected);
  });

  it('are passwords alone before the password is lasting (S78)', async () => {
    const app = await makeApp(fixture, {}, { Policies: ALL });
    await app.create('john', EMAIL, { TemporaryPassword: PASSWORD });
    await app.confirm('jane', { email: 'jane@example.com', email_verified: 'true' });
    await adminResetUserPassword.run({ UserPoolId: app.UserPoolId, Username: 'jane' }, app.admin);
    for (const name of ['john', 'jane']) {
      expect(await begin(app, name, 'EMAIL_OTP')).toMatchObject({
        ChallengeName: 'SELECT_CHALLENGE',
        AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
      });
    }
  });

  it('have no code where no message of its medium arrives, or a second factor is needed (R873)', async () => {
    const pool = { Policies: ALL, MfaConfiguration: 'OPTIONAL', SmsConfiguration: SMS_CONFIGURATION } as const;
    const app = await makeApp(fixture, {}, pool);
    await app.confirm('john', { ...EMAIL, ...PHONE });
    await makePasswordless(fixture, app.UserPoolId, 'jane', { ...EMAIL, ...PHONE }, { mfa: 'sms' });
    expect((await begin(app, 'jane')).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD']);
    fixture.outbox.canDeliver = (medium) => medium === 'EMAIL';
    expect((await begin(app, 'john')).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP']);
    expect(await begin(app, 'john', 'SMS_OTP')).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE' });
  });

  it('are those that may be answered with (S79)', async () => {
    const app = await makeApp(fixture, {}, { Policies: ALL });
    await app.confirm('john', EMAIL);
    const { Session = '' } = await begin(app, 'john');
    const choose = (ANSWER: string) =>
      outcome(
        app.respond({ ChallengeName: 'SELECT_CHALLENGE', Session, ChallengeResponses: { USERNAME: 'john', ANSWER } }),
      );
    for (const not of ['SMS_OTP', 'WEB_AUTHN', 'SMS_MFA']) {
      expect(await choose(not)).toMatchObject(
        refusal('InvalidParameterException', 'Selected challenge is not available'),
      );
    }
    // What was refused did not use it up.
    expect(await choose('EMAIL_OTP')).toMatchObject({ ChallengeName: 'EMAIL_OTP' });
  });
});

describe('a code', () => {
  let app: App;
  let Session: string;
  let code: string;
  beforeEach(async () => {
    app = await makeApp(fixture, { AuthSessionValidity: 5 }, { Policies: ALL });
    await makePasswordless(fixture, app.UserPoolId, 'john', EMAIL);
    await makePasswordless(fixture, app.UserPoolId, 'jane', { email: 'jane@example.com' });
    Session = (await begin(app, 'john', 'EMAIL_OTP')).Session ?? '';
    code = await lastCode(fixture);
  });
  const tell = (given: string, change: Record<string, string> = {}, of = Session) =>
    outcome(answer(app, of, given, change));

  it('that is wrong six times leaves the session good (S82)', async () => {
    for (let mistake = 1; mistake <= 6; mistake++) expect(await tell(wrongCode(code))).toMatchObject(WRONG);
    expect(await tell(code)).toHaveProperty('AuthenticationResult');
  });

  it('that is wrong ten times ends it, and the right one does not help (S84)', async () => {
    for (let mistake = 1; mistake <= 10; mistake++) expect(await tell(wrongCode(code))).toMatchObject(WRONG);
    expect(await tell(code)).toMatchObject(session('.'));
  });

  it('of ten wrong ones in one instant and more has no more than ten tries (S84)', async () => {
    const tries = await Promise.all(Array.from({ length: 25 }, () => tell(wrongCode(code))));
    expect(tries.filter((each) => (each as { code?: string }).code === WRONG.code)).toHaveLength(10);
    expect(await tell(code)).toMatchObject(session('.'));
  });

  it('is good once, also when it comes often in one instant (S83)', async () => {
    const tries = await Promise.all(Array.from({ length: 10 }, () => tell(code)));
    expect(tries.filter((each) => 'AuthenticationResult' in (each as object))).toHaveLength(1);
    expect(await tell(code)).toMatchObject(session(', session can only be used once.'));
  });

  it('is good as long as the session of the client (S81, S83)', async () => {
    fixture.clock.advance(5 * 60_000 - 1);
    expect(await tell(wrongCode(code))).toMatchObject(WRONG);
    fixture.clock.advance(1);
    expect(await tell(code)).toMatchObject(session(', session is expired.'));
  });

  it('of another session or another user is wrong (S82)', async () => {
    const other = (await begin(app, 'john', 'EMAIL_OTP')).Session ?? '';
    const otherCode = await lastCode(fixture);
    expect(await tell(otherCode)).toMatchObject(WRONG);
    expect(await tell(otherCode, {}, other)).toHaveProperty('AuthenticationResult');
    await begin(app, 'jane', 'EMAIL_OTP');
    expect(await tell(await lastCode(fixture))).toMatchObject(WRONG);
    expect(await tell(code, { USERNAME: 'jane' })).toMatchObject(session('.'));
    expect(await tell(code)).toHaveProperty('AuthenticationResult');
  });

  it.each<[string, (app: App) => Promise<unknown>, object]>([
    [
      'whose user has another address by now',
      (app) => app.update('john', { email: 'other@example.com' }),
      session('.'),
    ],
    [
      'whose user is disabled by now',
      (app) => app.disable('john'),
      refusal('NotAuthorizedException', 'User is disabled.'),
    ],
    ['whose user is gone', (app) => app.delete('john'), refusal('UserNotFoundException', 'User does not exist.')],
    ['whose user has a password by now', (app) => app.setPassword('john'), session('.')],
  ])('%s is refused', async (_, happen, expected) => {
    await happen(app);
    expect(await tell(code)).toMatchObject(expected);
  });

  it('has to be there, with its session (S8)', async () => {
    expect(await tell('')).toMatchObject(
      refusal('InvalidParameterException', 'Missing required parameter EMAIL_OTP_CODE'),
    );
    expect(await outcome(answer(app, undefined, code))).toMatchObject(
      refusal('InvalidParameterException', 'Missing required parameter Session'),
    );
    expect(await tell(code, {}, 'x'.repeat(40))).toMatchObject(session('.'));
  });

  it('is refused while the user is locked out, which many sessions with wrong codes bring about (S18, R874)', async () => {
    for (let round = 1; round <= 5; round++) {
      const { Session: each = '' } = await begin(app, 'john', 'EMAIL_OTP');
      for (let mistake = 1; mistake <= 10; mistake++) await tell(wrongCode(await lastCode(fixture)), {}, each);
    }
    const LOCKED_OUT = { message: 'Password attempts exceeded' };
    expect(await tell(code)).toMatchObject(LOCKED_OUT);
    expect(await outcome(begin(app, 'john', 'EMAIL_OTP'))).toMatchObject(LOCKED_OUT);
    fixture.clock.advance(1_000);
    expect(await tell(code)).toHaveProperty('AuthenticationResult');
  });
});

describe('a name that nobody has', () => {
  it('is told of under LEGACY (S22)', async () => {
    const app = await makeApp(fixture, {}, { Policies: ALL });
    for (const preferred of [undefined, 'EMAIL_OTP']) {
      expect(await outcome(begin(app, 'john', preferred))).toMatchObject(
        refusal('UserNotFoundException', 'User does not exist.'),
      );
    }
  });

  it('meets under ENABLED what somebody would, to the length of the session, and no message is sent (S24, S32)', async () => {
    const app = await makeApp(fixture, { PreventUserExistenceErrors: 'ENABLED' }, { Policies: ALL });
    await app.confirm('john', { ...EMAIL, ...PHONE });
    await app.confirm('gone', { ...EMAIL, ...PHONE });
    await app.disable('gone');
    const shape = async (name: string, preferred?: string) => {
      const { Session = '', ChallengeParameters = {}, ...rest } = await begin(app, name, preferred);
      return { length: Session.length, parameters: Object.keys(ChallengeParameters), ...rest };
    };
    for (const preferred of [undefined, 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN']) {
      const known = await shape('john', preferred);
      for (const name of ['jack', 'gone']) expect(await shape(name, preferred), name).toEqual(known);
    }
    const before = (await sentMessages(fixture)).length;
    const destination = async (name: string, preferred = 'EMAIL_OTP') =>
      (await begin(app, name, preferred)).ChallengeParameters?.CODE_DELIVERY_DESTINATION;
    expect(await destination('jack')).toMatch(/^[a-z]\*\*\*@[a-z]\*\*\*$/);
    expect(await destination('jack')).toBe(await destination('jack'));
    expect(await destination('kate@site.example')).toBe('k***@s***');
    expect(await destination('+15550199876', 'SMS_OTP')).toBe('+*******9876');
    expect(await sentMessages(fixture)).toHaveLength(before);
  });

  it('takes wrong codes alone, as long as a session of somebody does (S24, S82, S84)', async () => {
    const app = await makeApp(fixture, { PreventUserExistenceErrors: 'ENABLED' }, { Policies: ALL });
    const { Session } = await begin(app, 'jack', 'EMAIL_OTP');
    const tell = () => outcome(answer(app, Session, '12345678', { USERNAME: 'jack' }));
    for (let mistake = 1; mistake <= 10; mistake++) expect(await tell()).toMatchObject(WRONG);
    expect(await tell()).toMatchObject(session('.'));
  });
});

it('refuses a sign-in whose message finds no room, and sends none (S111)', async () => {
  const app = await makeApp(fixture, {}, { Policies: ALL });
  await makePasswordless(fixture, app.UserPoolId, 'john', EMAIL);
  const store = Object.assign(Object.create(fixture.store), { putMessage: async () => 'outbox-full' });
  const AuthParameters = { USERNAME: 'john', PREFERRED_CHALLENGE: 'EMAIL_OTP' };
  const call = initiateAuth.run(
    { ClientId: app.ClientId, AuthFlow: 'USER_AUTH', AuthParameters },
    { ...app.nobody, store },
  );
  expect(await outcome(call)).toMatchObject({ code: 'TooManyRequestsException' });
});

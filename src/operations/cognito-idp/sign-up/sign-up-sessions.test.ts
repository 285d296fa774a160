import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OperationsFixture } from '../../operations.fixture.ts';
import { createUserPoolClient } from '../app-clients/create-user-pool-client.ts';
import { setUserPoolMfaConfig } from '../pools/set-user-pool-mfa-config.ts';
import { adminInitiateAuth } from '../sign-in/admin-initiate-auth.ts';
import { adminSetUserPassword } from '../sign-in/admin-set-user-password.ts';
import { lastCode } from '../sign-in/factors.fixture.ts';
import { initiateAuth } from '../sign-in/initiate-auth.ts';
import { adminDeleteUser } from '../users/admin-delete-user.ts';
import { AUTO_EMAIL, EMAIL, HIDING, openApp, PHONE, type PoolInput, type SignUpApp, wrong } from './sign-up.fixture.ts';

const MINUTE_MS = 60_000;
/** Minutes that a session is good for unless the client says otherwise. */
const VALID_MINUTES = 3;
const BY_EMAIL: PoolInput = {
  ...AUTO_EMAIL,
  Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
};
const refusal = (rest: string) => ({
  code: 'NotAuthorizedException',
  message: `Invalid session for the user${rest}`,
});
const SIGNED_IN = { AuthenticationResult: { TokenType: 'Bearer' } };

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

const start = (
  { ClientId }: Pick<SignUpApp, 'ClientId'>,
  Session: string | undefined,
  AuthParameters: Record<string, string> = {},
) =>
  initiateAuth.run(
    { ClientId, AuthFlow: 'USER_AUTH', Session, AuthParameters: { USERNAME: 'jane', ...AuthParameters } },
    fixture.context(),
  );

/** Jane signs up and confirms; the session of SignUp goes along or does not. */
async function signUpJane(app: SignUpApp, goesAlong = false): Promise<string> {
  const { Session } = await app.join('jane');
  const { Session: confirmed = '' } = await app.confirm('jane', await lastCode(fixture), {
    ...(goesAlong && { Session }),
  });
  return confirmed;
}

describe('the session of ConfirmSignUp', () => {
  it.each<[string, Record<string, string>]>([
    ['no preference', {}],
    ['that preference', { PREFERRED_CHALLENGE: 'EMAIL_OTP' }],
  ])('signs in once, with %s, where the code could have been a one-time password (R919)', async (_, preference) => {
    const app = await openApp(fixture, BY_EMAIL);
    const joined = await app.join('jane', EMAIL, { Password: undefined });
    expect(joined.Session).toMatch(/^[\w-]{20,2048}$/);
    const { Session } = await app.confirm('jane', await lastCode(fixture));
    expect(await start(app, Session, preference)).toMatchObject(SIGNED_IN);
    await expect(start(app, Session, preference)).rejects.toMatchObject(refusal(', session can only be used once.'));
  });

  it('signs in by AdminInitiateAuth, and after a code by SMS (R919)', async () => {
    const app = await openApp(fixture, {
      AutoVerifiedAttributes: ['phone_number'],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'SMS_OTP'] } },
    });
    await app.join('jane', PHONE);
    const { Session } = await app.confirm('jane', await lastCode(fixture));
    const { UserPoolId, ClientId } = app;
    const AuthParameters = { USERNAME: 'jane' };
    const begin = { UserPoolId, ClientId, AuthFlow: 'USER_AUTH', AuthParameters, Session } as const;
    expect(await adminInitiateAuth.run(begin, fixture.context())).toMatchObject(SIGNED_IN);
  });

  it('stands for the password of the sign-up if ConfirmSignUp had the session of SignUp (R1050)', async () => {
    const app = await openApp(fixture);
    expect(await start(app, await signUpJane(app, true))).toMatchObject(SIGNED_IN);
  });

  it('leads to the choice if it stands for no factor of the user, and stays good (R1050)', async () => {
    const app = await openApp(fixture);
    const Session = await signUpJane(app);
    for (let count = 0; count < 2; count++) {
      expect(await start(app, Session)).toMatchObject({
        ChallengeName: 'SELECT_CHALLENGE',
        AvailableChallenges: ['PASSWORD_SRP', 'PASSWORD'],
      });
    }
  });

  it('takes the place of no other factor that is preferred (R1050)', async () => {
    const app = await openApp(fixture, BY_EMAIL);
    const Session = await signUpJane(app, true);
    const wrongPassword = { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: 'Wrong-Horse-7' };
    await expect(start(app, Session, wrongPassword)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
    expect(await start(app, Session, { PREFERRED_CHALLENGE: 'SMS_OTP' })).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
    });
  });

  it('is followed by the second factor that the pool asks for, which the code is none of (R873, R1050)', async () => {
    const app = await openApp(fixture, BY_EMAIL);
    const mfa = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const;
    await setUserPoolMfaConfig.run({ UserPoolId: app.UserPoolId, ...mfa }, fixture.context());
    const Session = await signUpJane(app, true);
    expect(await start(app, Session)).toMatchObject({ ChallengeName: 'MFA_SETUP' });
    await expect(start(app, Session)).rejects.toMatchObject(refusal(', session can only be used once.'));
  });

  it.each<[string, (app: SignUpApp) => Promise<unknown>, string]>([
    ['after its time', async () => fixture.clock.advance(VALID_MINUTES * MINUTE_MS), ', session is expired.'],
    [
      'once the password is another one',
      ({ UserPoolId }) =>
        adminSetUserPassword.run(
          { UserPoolId, Username: 'jane', Password: 'Lasting-Horse-8', Permanent: true },
          fixture.context(),
        ),
      '.',
    ],
    [
      'of a user who was deleted, and whose name somebody else took',
      async ({ UserPoolId, join, confirm }) => {
        await adminDeleteUser.run({ UserPoolId, Username: 'jane' }, fixture.context());
        await join('jane', { email: 'other@example.com' });
        await confirm('jane', await lastCode(fixture));
      },
      '.',
    ],
    ['of a user who was disabled', ({ disable }) => disable('jane'), '.'],
  ])('is refused %s (R1051)', async (_, change, rest) => {
    // Who is hidden is told nothing more.
    const app = await openApp(fixture, BY_EMAIL, HIDING);
    const Session = await signUpJane(app, true);
    await change(app);
    await expect(start(app, Session)).rejects.toMatchObject(refusal(rest));
  });

  it('is refused for another user or client, and so is that of SignUp, and one that was altered (R1051)', async () => {
    const app = await openApp(fixture, BY_EMAIL);
    const Session = await signUpJane(app);
    const { Session: begun = '' } = await app.join('joe', { email: 'joe@example.com' });
    const confirmed = await app.confirm('joe', await lastCode(fixture));
    const ExplicitAuthFlows = ['ALLOW_USER_AUTH' as const, 'ALLOW_REFRESH_TOKEN_AUTH' as const];
    const client = { UserPoolId: app.UserPoolId, ClientName: 'other', ExplicitAuthFlows };
    const { UserPoolClient } = await createUserPoolClient.run(client, fixture.context());
    const other = { ClientId: UserPoolClient?.ClientId ?? '' };
    const altered = `${Session.startsWith('A') ? 'B' : 'A'}${Session.slice(1)}`;
    const tries = [
      start(app, Session, { USERNAME: 'joe' }),
      start(app, confirmed.Session),
      start(app, begun, { USERNAME: 'joe' }),
      start(app, altered),
      start(other, Session),
    ];
    for (const attempt of tries) await expect(attempt).rejects.toMatchObject(refusal('.'));
    expect(await start(app, Session)).toMatchObject(SIGNED_IN);
  });

  it('stands for no code once the address is another one (R1051)', async () => {
    const app = await openApp(fixture, BY_EMAIL);
    const Session = await signUpJane(app);
    await app.update('jane', { email: 'changed@example.com' });
    expect(await start(app, Session)).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE' });
  });
});

describe('the session of SignUp', () => {
  it('that has run out confirms all the same, and stands for no password any more (R1051)', async () => {
    const app = await openApp(fixture);
    const { Session } = await app.join('jane');
    fixture.clock.advance(VALID_MINUTES * MINUTE_MS);
    const confirmed = await app.confirm('jane', await lastCode(fixture), { Session });
    expect(await start(app, confirmed.Session)).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE' });
  });

  it('outlives a wrong code (R1050)', async () => {
    const app = await openApp(fixture);
    const { Session } = await app.join('jane');
    const code = await lastCode(fixture);
    await expect(app.confirm('jane', wrong(code), { Session })).rejects.toMatchObject({
      code: 'CodeMismatchException',
    });
    expect(await start(app, (await app.confirm('jane', code, { Session })).Session)).toMatchObject(SIGNED_IN);
  });

  it('of another user is refused before the code is used (R1051)', async () => {
    const app = await openApp(fixture);
    const { Session } = await app.join('joe', { email: 'joe@example.com' });
    await app.join('jane');
    const code = await lastCode(fixture);
    await expect(app.confirm('jane', code, { Session })).rejects.toMatchObject(refusal('.'));
    await expect(app.confirm('jane', code, { Session: 'x'.repeat(20) })).rejects.toMatchObject(refusal('.'));
    expect(await app.confirm('jane', code)).toHaveProperty('Session');
  });

  it('of somebody who had the name before stands for nothing (R1051)', async () => {
    const app = await openApp(fixture);
    const { Session } = await app.join('jane');
    await adminDeleteUser.run({ UserPoolId: app.UserPoolId, Username: 'jane' }, fixture.context());
    await app.join('jane');
    const confirmed = await app.confirm('jane', await lastCode(fixture), { Session });
    expect(await start(app, confirmed.Session)).toMatchObject({ ChallengeName: 'SELECT_CHALLENGE' });
  });

  it('and that of ConfirmSignUp come only from a client with USER_AUTH (R919)', async () => {
    const app = await openApp(fixture, BY_EMAIL, {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    expect(await app.join('jane')).not.toHaveProperty('Session');
    expect(await app.confirm('jane', await lastCode(fixture))).toEqual({});
  });
});

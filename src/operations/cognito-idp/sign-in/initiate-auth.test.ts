import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretHash } from '../../../domain/sign-in/secret-hash.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { adminResetUserPassword } from '../recovery/admin-reset-user-password.ts';
import { adminInitiateAuth } from './admin-initiate-auth.ts';
import { initiateAuth } from './initiate-auth.ts';
import { type App, makeApp, PASSWORD } from './sign-in.fixture.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

const refusal = (code: string, message: string) => ({ code, message });
const INCORRECT = refusal('NotAuthorizedException', 'Incorrect username or password.');
const EXCEEDED = refusal('NotAuthorizedException', 'Password attempts exceeded');
const PUBLIC_A = 'abcdef';
const password = (USERNAME: string, given = PASSWORD) => ({ USERNAME, PASSWORD: given });
const srp = (USERNAME: string) => ({ USERNAME, SRP_A: PUBLIC_A });

/** The error of a call, or its answer. */
async function outcome<Answer>(call: Promise<Answer>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

describe('before the user is looked up', () => {
  it('refuses a client that does not exist (S6)', async () => {
    const call = initiateAuth.run({ ClientId: 'nothing', AuthFlow: 'USER_SRP_AUTH' }, fixture.context());
    const text = 'User pool client nothing does not exist.';
    await expect(call).rejects.toMatchObject(refusal('ResourceNotFoundException', text));
  });

  it('refuses flows that the client does not have, before missing parameters (S7, S17)', async () => {
    const { initiate, ClientId, UserPoolId, admin } = await makeApp(fixture, { ExplicitAuthFlows: [] });
    expect(await outcome(initiate('USER_PASSWORD_AUTH', {}))).toMatchObject(
      refusal('InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'),
    );
    expect(await outcome(initiate('USER_SRP_AUTH', {}))).toMatchObject(
      refusal('InvalidParameterException', 'Missing required parameter USERNAME'),
    );
    const asAdmin = { UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' } as const;
    expect(await outcome(adminInitiateAuth.run(asAdmin, admin))).toMatchObject(
      refusal('InvalidParameterException', 'Auth flow not enabled for this client'),
    );
  });

  it('refuses the flow of administrators to the public (S17, R644)', async () => {
    const { initiate } = await makeApp(fixture);
    expect(await outcome(initiate('ADMIN_USER_PASSWORD_AUTH', password('alice')))).toMatchObject(
      refusal('InvalidParameterException', 'Initiate Auth method not supported.'),
    );
  });

  it('refuses custom authentication as a pool without its trigger does (R643)', async () => {
    const { initiate } = await makeApp(fixture);
    expect(await outcome(initiate('CUSTOM_AUTH', { USERNAME: 'alice' }))).toMatchObject(
      refusal('InvalidParameterException', 'Custom auth lambda trigger is not configured for the user pool.'),
    );
  });

  it.each([
    ['USER_PASSWORD_AUTH', {}, 'USERNAME'],
    ['USER_PASSWORD_AUTH', { USERNAME: 'alice' }, 'PASSWORD'],
    ['USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD: '' }, 'PASSWORD'],
    ['USER_SRP_AUTH', { USERNAME: 'alice' }, 'SRP_A'],
    ['REFRESH_TOKEN_AUTH', { USERNAME: 'alice' }, 'REFRESH_TOKEN'],
    ['USER_AUTH', {}, 'USERNAME'],
  ] as const)('refuses %s with %o: %s is missing (S8)', async (flow, parameters, name) => {
    const { initiate } = await makeApp(fixture);
    expect(await outcome(initiate(flow, parameters))).toMatchObject(
      refusal('InvalidParameterException', `Missing required parameter ${name}`),
    );
  });

  it('demands the hash of a client with a secret (S9, S16)', async () => {
    const { initiate, confirm, ClientId, ClientSecret = '' } = await makeApp(fixture, { GenerateSecret: true });
    await confirm('alice');
    const withHash = (SECRET_HASH: string) => initiate('USER_PASSWORD_AUTH', { ...password('alice'), SECRET_HASH });
    expect(await outcome(initiate('USER_PASSWORD_AUTH', password('alice')))).toMatchObject(
      refusal(
        'NotAuthorizedException',
        `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
      ),
    );
    expect(await outcome(withHash(secretHash('wrong', 'alice', ClientId)))).toMatchObject(
      refusal('NotAuthorizedException', `Unable to verify secret hash for client ${ClientId}`),
    );
    const { AuthenticationResult } = await withHash(secretHash(ClientSecret, 'alice', ClientId));
    expect(AuthenticationResult).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3_600 });
  });
});

/** Users who cannot sign in, each with what a client hears that may know of them. */
const HIDDEN: Record<string, { readonly make: (app: App) => Promise<unknown>; readonly legacy: object }> = {
  'somebody unknown (S22, S23)': {
    make: async () => {},
    legacy: refusal('UserNotFoundException', 'User does not exist.'),
  },
  'a user who is RESET_REQUIRED (S14, S20, S21, R307)': {
    async make({ confirm, UserPoolId, admin }) {
      await confirm('john');
      await adminResetUserPassword.run({ UserPoolId, Username: 'john' }, admin);
    },
    legacy: refusal('PasswordResetRequiredException', 'Password reset required for the user'),
  },
  'a disabled user (S12)': {
    async make({ confirm, disable }) {
      await confirm('john');
      await disable('john');
    },
    legacy: refusal('NotAuthorizedException', 'User is disabled.'),
  },
};

describe.each(Object.entries(HIDDEN))('%s', (_who, { make, legacy }) => {
  it.each(['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH'] as const)(
    'is told of under LEGACY, by %s',
    async (flow) => {
      const app = await makeApp(fixture);
      await make(app);
      const parameters = { ...password('john'), ...srp('john'), PREFERRED_CHALLENGE: 'PASSWORD' };
      expect(await outcome(app.initiate(flow, parameters))).toMatchObject(legacy);
    },
  );

  it('is hidden under ENABLED (S32, S86)', async () => {
    const app = await makeApp(fixture, { PreventUserExistenceErrors: 'ENABLED' });
    await make(app);
    await app.confirm('known');
    expect(await outcome(app.initiate('USER_PASSWORD_AUTH', password('john')))).toMatchObject(INCORRECT);
    const shapeOf = async (name: string) => {
      const { ChallengeName, ChallengeParameters = {}, Session } = await app.initiate('USER_SRP_AUTH', srp(name));
      const { SALT, SRP_B, SECRET_BLOCK, USERNAME, USER_ID_FOR_SRP, ...rest } = ChallengeParameters;
      expect([USERNAME, USER_ID_FOR_SRP]).toEqual([name, name]);
      expect([SALT, SRP_B].map((number) => /^([0-9a-f]{2})+$/.test(number ?? ''))).toEqual([true, true]);
      return {
        ChallengeName,
        Session,
        rest,
        blockBytes: Buffer.from(SECRET_BLOCK ?? '', 'base64').length - 2 * name.length,
      };
    };
    expect(await shapeOf('john')).toEqual(await shapeOf('known'));
    const saltOf = async () => (await app.initiate('USER_SRP_AUTH', srp('john'))).ChallengeParameters?.SALT;
    expect(await saltOf()).toBe(await saltOf());
    const { AvailableChallenges } = await app.initiate('USER_AUTH', { USERNAME: 'john' });
    expect(AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD']);
  });

  it('is locked out under ENABLED as a known user is, so that this tells nothing either (S18)', async () => {
    const app = await makeApp(fixture, { PreventUserExistenceErrors: 'ENABLED' });
    await make(app);
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(await outcome(app.initiate('USER_PASSWORD_AUTH', password('john')))).toMatchObject(INCORRECT);
    }
    expect(await outcome(app.initiate('USER_PASSWORD_AUTH', password('john')))).toMatchObject(EXCEEDED);
    expect(await outcome(app.initiate('USER_SRP_AUTH', srp('john')))).toMatchObject(EXCEEDED);
    fixture.clock.advance(1_000);
    expect(await outcome(app.initiate('USER_PASSWORD_AUTH', password('john')))).toMatchObject(INCORRECT);
  });
});

it('counts no attempts of a user who is RESET_REQUIRED under LEGACY (S19)', async () => {
  const { confirm, initiate, UserPoolId, admin } = await makeApp(fixture);
  await confirm('john');
  await adminResetUserPassword.run({ UserPoolId, Username: 'john' }, admin);
  for (let attempt = 1; attempt <= 7; attempt++) {
    expect(await outcome(initiate('USER_PASSWORD_AUTH', password('john')))).toMatchObject({
      code: 'PasswordResetRequiredException',
    });
  }
});

describe('a wrong password', () => {
  it('locks out from the fifth on, doubles, and a right one after it resets (S11, S15, S18)', async () => {
    const { confirm, signIn } = await makeApp(fixture);
    await confirm('john');
    const tryWrong = () => outcome(signIn('john', 'Wrong-Horse-7'));
    for (let failure = 1; failure <= 5; failure++) expect(await tryWrong()).toMatchObject(INCORRECT);
    for (const seconds of [1, 2, 4, 8]) {
      fixture.clock.advance(seconds * 1_000 - 1);
      expect(await outcome(signIn('john'))).toMatchObject(EXCEEDED);
      fixture.clock.advance(1);
      expect(await tryWrong()).toMatchObject(INCORRECT);
    }
    fixture.clock.advance(16_000);
    expect(await signIn('john')).toHaveProperty('AccessToken');
    for (let failure = 1; failure <= 4; failure++) expect(await tryWrong()).toMatchObject(INCORRECT);
    expect(await signIn('john')).toHaveProperty('AccessToken');
  });

  it('is not made good by a right one that was judged before, and answered after the fifth (S18)', async () => {
    const app = await makeApp(fixture);
    await app.confirm('john');
    const { passwords } = fixture.signIn;
    const checkVerifier: typeof passwords.checkVerifier = async (task) => {
      const isRight = await passwords.checkVerifier(task);
      // While the right one is on its way out, five wrong ones are counted.
      if (isRight === true)
        for (let failure = 1; failure <= 5; failure++) await outcome(app.signIn('john', 'Wrong-Horse-7'));
      return isRight;
    };
    const context = { ...app.nobody, signIn: { ...app.nobody.signIn, passwords: { ...passwords, checkVerifier } } };
    const AuthParameters = password('john');
    const call = initiateAuth.run({ ClientId: app.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }, context);
    expect(await outcome(call)).toMatchObject(EXCEEDED);
  });

  it('of many at a time gains no attempt (S18)', async () => {
    const { confirm, signIn } = await makeApp(fixture);
    await confirm('john');
    const tries = await Promise.all(Array.from({ length: 12 }, () => outcome(signIn('john', 'Wrong-Horse-7'))));
    const texts = tries.map((error) => (error as Error).message);
    expect(texts.filter((text) => text === INCORRECT.message)).toHaveLength(5);
    expect(texts.filter((text) => text === EXCEEDED.message)).toHaveLength(7);
  });
});

it('signs in by every name that the user has, and says who it was (S10, S60)', async () => {
  const app = await makeApp(fixture, {}, { AliasAttributes: ['email'] });
  await app.confirm('john', { email: 'john@example.com', email_verified: 'true' });
  const noted: string[] = [];
  const context = fixture.context({ noteUser: (sub) => noted.push(sub) });
  for (const USERNAME of ['john', 'john@example.com']) {
    const input = {
      ClientId: app.ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: password(USERNAME),
    } as const;
    expect(await initiateAuth.run(input, context)).toHaveProperty('AuthenticationResult');
  }
  expect(new Set(noted).size).toBe(1);
  const { ChallengeParameters } = await app.initiate('USER_SRP_AUTH', srp('john@example.com'));
  expect(ChallengeParameters).toMatchObject({ USERNAME: 'john', USER_ID_FOR_SRP: 'john' });
});

it('refuses an A that SRP cannot use (S63)', async () => {
  const { initiate, confirm } = await makeApp(fixture);
  await confirm('john');
  for (const SRP_A of ['0', 'xyz']) {
    expect(await outcome(initiate('USER_SRP_AUTH', { USERNAME: 'john', SRP_A }))).toMatchObject({
      code: 'InvalidParameterException',
    });
  }
});

describe('a temporary password', () => {
  it('leads to NEW_PASSWORD_REQUIRED until its days are over (S90, R641, R645)', async () => {
    const { create, initiate } = await makeApp(fixture);
    await create('john', { email: 'john@example.com' }, { TemporaryPassword: PASSWORD });
    const DAY_MS = 86_400_000;
    fixture.clock.advance(7 * DAY_MS - 1);
    const { ChallengeName, ChallengeParameters = {}, Session } = await initiate('USER_PASSWORD_AUTH', password('john'));
    expect({ ChallengeName, Session }).toEqual({ ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: expect.any(String) });
    expect(ChallengeParameters).toMatchObject({ USER_ID_FOR_SRP: 'john', requiredAttributes: '[]' });
    expect(JSON.parse(ChallengeParameters.userAttributes ?? '')).toEqual({ email: 'john@example.com' });
    fixture.clock.advance(1);
    expect(await outcome(initiate('USER_PASSWORD_AUTH', password('john')))).toMatchObject(
      refusal('NotAuthorizedException', 'Temporary password has expired and must be reset by an administrator.'),
    );
  });
});

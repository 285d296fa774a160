import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserPool, UserPoolId } from '../../../domain/pools/user-pool.ts';
import { RECOVERY_ATTEMPTS_MAX, RESET_CODE_MS } from '../../../domain/recovery/recovery-limits.ts';
import type { Attributes, NewUser, UserStatus } from '../../../domain/users/user.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import { ServiceError } from '../../../model/service-error.ts';
import { newUser } from '../../../store/contract/stored-things.fixture.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { scopeOf } from '../../scope-of.ts';
import { createUserPoolClient } from '../app-clients/create-user-pool-client.ts';
import { createUserPool } from '../pools/create-user-pool.ts';
import { initiateAuth } from '../sign-in/initiate-auth.ts';
import { adminResetUserPassword } from './admin-reset-user-password.ts';
import { confirmForgotPassword } from './confirm-forgot-password.ts';
import { forgotPassword } from './forgot-password.ts';

const PASSWORD = 'New-Password-9';
const EMAIL = { email: 'jane@example.com', email_verified: 'true' };
const PHONE = { phone_number: '+4915112345678', phone_number_verified: 'true' };

let fixture: OperationsFixture;
let pool: UserPool;
/** App clients by what they say of users who do not exist. */
let clients: Record<'LEGACY' | 'ENABLED', string>;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
  const context = fixture.context();
  const { UserPool: made } = await createUserPool.run({ PoolName: 'people' }, context);
  const found = await context.store.findUserPool(scopeOf(context), made?.Id as UserPoolId);
  if (!found) throw new Error('the pool is not there');
  pool = found;
  const makeClient = async (PreventUserExistenceErrors: 'LEGACY' | 'ENABLED') => {
    const ExplicitAuthFlows: InputOf<'cognito-idp', 'CreateUserPoolClient'>['ExplicitAuthFlows'] = [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ];
    const input = { UserPoolId: pool.id, ClientName: 'app', PreventUserExistenceErrors, ExplicitAuthFlows };
    const { UserPoolClient } = await createUserPoolClient.run(input, context);
    return UserPoolClient?.ClientId ?? '';
  };
  clients = { LEGACY: await makeClient('LEGACY'), ENABLED: await makeClient('ENABLED') };
});
afterEach(() => fixture.close());

async function makeUser(name: string, attributes: Attributes, change: Partial<NewUser> = {}): Promise<NewUser> {
  const status: UserStatus = 'RESET_REQUIRED';
  const user = newUser(name, { attributesJson: JSON.stringify(attributes), status, ...change });
  await fixture.store.createUser(pool.key, user, fixture.clock.nowMs());
  return user;
}

type Behaviour = keyof typeof clients;
const forget = (Username: string, behaviour: Behaviour = 'LEGACY', change = {}) =>
  forgotPassword.run({ ClientId: clients[behaviour], Username }, fixture.context(change));
const confirm = (
  Username: string,
  ConfirmationCode: string,
  { behaviour = 'LEGACY', Password = PASSWORD }: { behaviour?: Behaviour; Password?: string } = {},
) =>
  confirmForgotPassword.run({ ClientId: clients[behaviour], Username, ConfirmationCode, Password }, fixture.context());
const signIn = (USERNAME: string, PASSWORD: string) => {
  const AuthParameters = { USERNAME, PASSWORD };
  const input = { ClientId: clients.LEGACY, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
  return initiateAuth.run(input satisfies InputOf<'cognito-idp', 'InitiateAuth'>, fixture.context());
};

/** What the inbox holds, newest first. */
async function sent() {
  const { items } = await fixture.store.listMessages(undefined, { createdAfter: 0, limit: 100 });
  return items.flatMap((stored) => fixture.outbox.open(stored) ?? []);
}
const lastCode = async () => (await sent())[0]?.code ?? '';
const wrong = (code: string) => (code === '111111' ? '222222' : '111111');

describe('ForgotPassword', () => {
  it.each([
    ['a phone number first', { ...EMAIL, ...PHONE }, '+*******5678', 'SMS', 'phone_number', '+4915112345678'],
    ['an email address', EMAIL, 'j***@e***', 'EMAIL', 'email', 'jane@example.com'],
  ])(
    'sends a code to %s, and says where to (S33, S34, S35, S37)',
    async (_, attributes, Destination, medium, name, to) => {
      await makeUser('jane', attributes);
      expect(await forget('jane')).toEqual({
        CodeDeliveryDetails: { Destination, DeliveryMedium: medium, AttributeName: name },
      });
      const [message] = await sent();
      expect(message).toMatchObject({ to, medium, kind: 'ForgotPassword', code: expect.stringMatching(/^\d{6}$/) });
      expect(message?.text).toContain(message?.code);
    },
  );

  it.each<[string, Attributes, Partial<NewUser>, string, string]>([
    [
      'nobody (S25)',
      {},
      { username: 'joe', usernameKey: 'joe' },
      'UserNotFoundException',
      'Username/client id combination not found.',
    ],
    [
      'a user without a verified address (S27)',
      { email: 'jane@example.com' },
      {},
      'InvalidParameterException',
      'Cannot reset password for the user as there is no registered/verified email or phone_number',
    ],
    [
      'a user with a temporary password (S43)',
      EMAIL,
      { status: 'FORCE_CHANGE_PASSWORD' },
      'NotAuthorizedException',
      'User password cannot be reset in the current state.',
    ],
  ])('of %s is refused, and simulated under ENABLED', async (_, attributes, change, code, message) => {
    await makeUser('jane', attributes, change);
    await expect(forget('jane')).rejects.toMatchObject({ code, message });
    const simulated = await forget('jane', 'ENABLED');
    expect(simulated.CodeDeliveryDetails).toMatchObject({
      Destination: expect.stringMatching(/^[a-z]\*\*\*@[a-z]\*\*\*$/),
      DeliveryMedium: 'EMAIL',
    });
    expect(await forget('jane', 'ENABLED')).toEqual(simulated);
    expect(await sent()).toEqual([]);
  });

  it('of a disabled user is refused, and simulated under ENABLED (S26)', async () => {
    await makeUser('jane', EMAIL);
    await fixture.store.setUserEnabled(pool.key, 'jane', false, fixture.clock.nowMs());
    await expect(forget('jane')).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'User is disabled.',
    });
    expect((await forget('jane', 'ENABLED')).CodeDeliveryDetails?.DeliveryMedium).toBe('EMAIL');
    expect(await sent()).toEqual([]);
  });

  it.each(['LEGACY', 'ENABLED'] as const)(
    'is allowed ten times per hour, alike for nobody, with %s (S42, S32)',
    async (behaviour) => {
      await makeUser('jane', EMAIL);
      for (const name of behaviour === 'ENABLED' ? ['jane', 'nobody'] : ['jane']) {
        for (let count = 0; count < RECOVERY_ATTEMPTS_MAX; count++) await forget(name, behaviour);
        await expect(forget(name, behaviour)).rejects.toMatchObject({
          code: 'LimitExceededException',
          message: 'Attempt limit exceeded, please try after some time.',
        });
      }
    },
  );

  it.each(['jane', 'nobody'])('without a way to deliver refuses %s alike, and changes nothing (S111)', async (name) => {
    await makeUser('jane', EMAIL);
    const outbox = { ...fixture.outbox, canDeliver: () => false };
    await expect(forget(name, 'ENABLED', { outbox })).rejects.toMatchObject({ code: 'CodeDeliveryFailureException' });
    expect(await sent()).toEqual([]);
  });
});

describe('ConfirmForgotPassword', () => {
  it('sets the password, after which the user is CONFIRMED and signs in (S1, S39)', async () => {
    await makeUser('jane', EMAIL);
    await expect(signIn('jane', PASSWORD)).rejects.toMatchObject({ code: 'PasswordResetRequiredException' });
    await forget('jane');
    expect(await confirm('jane', await lastCode())).toEqual({});
    expect(await signIn('jane', PASSWORD)).toMatchObject({ AuthenticationResult: { TokenType: 'Bearer' } });
    await expect(confirm('jane', await lastCode())).rejects.toMatchObject({ code: 'ExpiredCodeException' });
  });

  it.each<[string, () => Promise<string>, string, string]>([
    [
      'that is wrong (S40)',
      async () => wrong(await lastCode()),
      'CodeMismatchException',
      'Invalid verification code provided, please try again.',
    ],
    [
      'that is too old (S40)',
      async () => {
        fixture.clock.advance(RESET_CODE_MS);
        return lastCode();
      },
      'ExpiredCodeException',
      'Invalid code provided, please request a code again.',
    ],
    [
      'that a newer one replaced (S38)',
      async () => {
        const older = await lastCode();
        await forget('jane');
        // One in a million codes is the same.
        return older === (await lastCode()) ? wrong(older) : older;
      },
      'CodeMismatchException',
      'Invalid verification code provided, please try again.',
    ],
  ])('refuses a code %s', async (_, findCode, code, message) => {
    await makeUser('jane', EMAIL);
    await forget('jane');
    await expect(confirm('jane', await findCode())).rejects.toMatchObject({ code, message });
    expect((await fixture.store.findUser(pool.key, 'jane'))?.status).toBe('RESET_REQUIRED');
  });

  it('refuses a code where none was asked for (S29)', async () => {
    await makeUser('jane', EMAIL);
    await expect(confirm('jane', '123456')).rejects.toMatchObject({ code: 'ExpiredCodeException' });
  });

  it.each([
    ['LEGACY', 'UserNotFoundException'],
    ['ENABLED', 'CodeMismatchException'],
  ] as const)('with %s answers %s for unknown and disabled users (S28)', async (behaviour, code) => {
    await makeUser('jane', EMAIL);
    await forget('jane');
    await fixture.store.setUserEnabled(pool.key, 'jane', false, fixture.clock.nowMs());
    await expect(confirm('jane', await lastCode(), { behaviour })).rejects.toMatchObject({ code });
    await expect(confirm('nobody', '123456', { behaviour })).rejects.toMatchObject({ code });
  });

  it('holds the password to the policy, and keeps the code for a better one (S41)', async () => {
    await makeUser('jane', EMAIL);
    await forget('jane');
    await expect(confirm('jane', await lastCode(), { Password: 'short1A' })).rejects.toMatchObject({
      code: 'InvalidPasswordException',
      message: expect.stringContaining('Password did not conform with policy'),
    });
    expect(await confirm('jane', await lastCode())).toEqual({});
  });

  it('takes no code after ten wrong ones within the hour (S42)', async () => {
    await makeUser('jane', EMAIL);
    await forget('jane');
    for (let count = 0; count < RECOVERY_ATTEMPTS_MAX; count++)
      await expect(confirm('jane', wrong(await lastCode()))).rejects.toMatchObject({ code: 'CodeMismatchException' });
    await expect(confirm('jane', await lastCode())).rejects.toMatchObject({ code: 'LimitExceededException' });
  });
});

describe('a client that hides users', () => {
  const refusal = async (call: Promise<unknown>) => {
    const error: unknown = await call.then(
      () => 'succeeded',
      (thrown: unknown) => thrown,
    );
    return error instanceof ServiceError ? `${error.code} ${error.message}` : error;
  };
  const confirmHidden = (name: string) => refusal(confirm(name, '000000', { behaviour: 'ENABLED' }));

  /** All that a stranger learns by asking for codes and guessing them. */
  async function probe(name: string): Promise<unknown[]> {
    const answers: unknown[] = [await confirmHidden(name)];
    await forget(name, 'ENABLED');
    for (let guess = 0; guess <= RECOVERY_ATTEMPTS_MAX; guess++) answers.push(await confirmHidden(name));
    fixture.clock.advance(RESET_CODE_MS);
    answers.push(await confirmHidden(name));
    return answers;
  }

  it.each<[string, Attributes, Partial<NewUser>]>([
    ['who may reset the password', EMAIL, {}],
    ['without a verified address', {}, {}],
    ['with a temporary password', EMAIL, { status: 'FORCE_CHANGE_PASSWORD' }],
  ])('learns nothing from codes about a user %s (S32)', async (_, attributes, change) => {
    await makeUser('jane', attributes, change);
    const answers = await probe('nobody');
    expect(answers[0]).toMatch(/^CodeMismatchException /);
    expect(answers.at(-2)).toMatch(/^LimitExceededException /);
    expect(answers.at(-1)).toMatch(/^ExpiredCodeException /);
    // One in a hundred thousand runs guesses the code.
    expect(await probe('jane')).toEqual(answers);
  });

  it.each<[string, Attributes]>([
    ['an email address', EMAIL],
    ['a phone number', PHONE],
    ['both', { ...EMAIL, ...PHONE }],
  ])('learns nothing about a user with %s where only email arrives (S32)', async (_, attributes) => {
    await makeUser('jane', attributes);
    const outbox = { ...fixture.outbox, canDeliver: (medium: string) => medium === 'EMAIL' };
    for (const name of ['jane', 'nobody']) {
      expect(await forget(name, 'ENABLED', { outbox })).toMatchObject({
        CodeDeliveryDetails: { DeliveryMedium: 'EMAIL', AttributeName: 'email' },
      });
    }
  });
});

describe('AdminResetUserPassword', () => {
  const reset = (Username: string, change = {}) =>
    adminResetUserPassword.run({ UserPoolId: pool.id, Username }, fixture.context(change));

  it('sends a code and erases the password (S4)', async () => {
    await makeUser('jane', EMAIL, { status: 'CONFIRMED', sealedPasswordHash: Uint8Array.of(1, 2, 3) });
    expect(await reset('jane')).toEqual({});
    expect(await fixture.store.findSignInUser(pool.key, 'jane', new Uint8Array(16))).toMatchObject({
      found: { user: { status: 'RESET_REQUIRED' }, sealedPassword: undefined },
    });
    expect(await confirm('jane', await lastCode())).toEqual({});
    expect(await signIn('jane', PASSWORD)).toMatchObject({ AuthenticationResult: { TokenType: 'Bearer' } });
  });

  it('sends the code and erases the password together, or does neither (S4, S111, R841)', async () => {
    await makeUser('jane', EMAIL, { status: 'CONFIRMED', sealedPasswordHash: Uint8Array.of(1, 2, 3) });
    const { store } = fixture.context();
    const dying = Object.create(store, {
      replacePassword: { value: () => Promise.reject(new Error('the process was killed')) },
    });
    const isReset = await reset('jane', { store: dying }).then(
      () => true,
      () => false,
    );
    const status = (await fixture.store.findUser(pool.key, 'jane'))?.status;
    expect([status, (await sent()).length]).toEqual(isReset ? ['RESET_REQUIRED', 1] : ['CONFIRMED', 0]);
  });

  it.each<[string, Attributes, Partial<NewUser>, object, string]>([
    ['no verified address', {}, { status: 'CONFIRMED' }, {}, 'InvalidParameterException'],
    ['a temporary password', EMAIL, { status: 'FORCE_CHANGE_PASSWORD' }, {}, 'NotAuthorizedException'],
    [
      'no way to deliver (S111)',
      EMAIL,
      { status: 'CONFIRMED' },
      { canDeliver: () => false },
      'InvalidParameterException',
    ],
  ])('refuses a user with %s, and changes nothing', async (_, attributes, change, outbox, code) => {
    await makeUser('jane', attributes, { sealedPasswordHash: Uint8Array.of(1), ...change });
    await expect(reset('jane', { outbox: { ...fixture.outbox, ...outbox } })).rejects.toMatchObject({ code });
    expect(await fixture.store.findSignInUser(pool.key, 'jane', new Uint8Array(16))).toMatchObject({
      found: { user: { status: change.status }, sealedPassword: Uint8Array.of(1) },
    });
    expect(await sent()).toEqual([]);
  });
});

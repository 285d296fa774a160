import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../../../base/assert.ts';
import { sealPasswordHash } from '../../../domain/password-hashes/sealed-password-hash.ts';
import type { UserPoolId } from '../../../domain/pools/user-pool.ts';
import { HASHES_OF_KNOWN_PASSWORD } from '../../../domain/records/cases/password-hash-cases.fixture.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { adminResetUserPassword } from '../recovery/admin-reset-user-password.ts';
import { adminSetUserPassword } from './admin-set-user-password.ts';
import { changePassword } from './change-password.ts';
import { type App, makeApp, PASSWORD } from './sign-in.fixture.ts';

let fixture: OperationsFixture;
let app: App;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
  app = await makeApp(fixture);
});
afterEach(() => fixture.close());

const NEW_PASSWORD = 'Lasting-Horse-8';
const INCORRECT = { code: 'NotAuthorizedException', message: 'Incorrect username or password.' };

async function outcome<Answer>(call: Promise<Answer>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

async function poolKey() {
  const { account } = app.admin.principal;
  const pool = await fixture.store.findUserPool({ account, region: app.admin.region }, app.UserPoolId as UserPoolId);
  return assertPresent(pool, 'the pool exists').key;
}

/** What the store keeps of the password. */
async function stored(username: string): Promise<Uint8Array | undefined> {
  return fixture.store.findPasswordHash(await poolKey(), username);
}

/** Puts an imported hash of the password into the row of a user, as a job does. */
async function putHash(username: string): Promise<Uint8Array> {
  const { UserAttributes = [] } = await app.get(username);
  const sub = UserAttributes.find(({ Name }) => Name === 'sub')?.Value ?? '';
  const key = fixture.signIn.keys.password;
  const sealedPassword = new Uint8Array(sealPasswordHash(key, sub, HASHES_OF_KNOWN_PASSWORD.PBKDF2_SHA256));
  const replacement = { sealedPassword, status: 'CONFIRMED', nowMs: fixture.clock.nowMs() } as const;
  await fixture.store.replacePassword(await poolKey(), sub, replacement);
  return sealedPassword;
}

describe('an imported hash', () => {
  it('stays after a wrong password and goes with the first right one, also when two come at a time (S48, S50)', async () => {
    await app.create('john');
    const hash = await putHash('john');
    expect(await outcome(app.signIn('john', 'Wrong-Horse-7'))).toMatchObject(INCORRECT);
    expect(Buffer.from((await stored('john')) ?? [])).toEqual(Buffer.from(hash));
    const before = await app.get('john');
    const answers = await Promise.all([app.signIn('john'), app.signIn('john'), app.signIn('john')]);
    expect(answers.every(({ AccessToken }) => AccessToken !== undefined)).toBe(true);
    expect((await stored('john'))?.[0]).toBe(2);
    expect(await app.get('john')).toEqual(before);
  });

  it('need not meet the policy of the pool (S53)', async () => {
    const strict = await makeApp(fixture, {}, { Policies: { PasswordPolicy: { MinimumLength: 40 } } });
    app = strict;
    await app.create('john');
    await putHash('john');
    expect(await app.signIn('john')).toHaveProperty('AccessToken');
  });

  it('is erased by a reset and by a new password (S4, R259)', async () => {
    for (const name of ['john', 'jane']) {
      await app.create(name, { email: `${name}@example.com`, email_verified: 'true' });
      await putHash(name);
    }
    const { UserPoolId, admin } = app;
    expect(await adminResetUserPassword.run({ UserPoolId, Username: 'john' }, admin)).toEqual({});
    expect(await stored('john')).toBeUndefined();
    expect(await app.get('john')).toMatchObject({ UserStatus: 'RESET_REQUIRED' });
    const input = { UserPoolId, Username: 'jane', Password: NEW_PASSWORD, Permanent: true };
    await adminSetUserPassword.run(input, admin);
    expect(await outcome(app.signIn('jane'))).toMatchObject(INCORRECT);
    expect(await app.signIn('jane', NEW_PASSWORD)).toHaveProperty('AccessToken');
  });
});

describe('in a pool with a function that migrates users', () => {
  const UserMigration = 'arn:aws:lambda:us-east-1:123456789012:function:migrate';

  it('imported users are judged by what was imported, as in a pool without (R306)', async () => {
    for (const LambdaConfig of [{ UserMigration }, undefined]) {
      app = await makeApp(fixture, {}, LambdaConfig && { LambdaConfig });
      await app.create('hashed');
      await putHash('hashed');
      await app.confirm('reset');
      await adminResetUserPassword.run({ UserPoolId: app.UserPoolId, Username: 'reset' }, app.admin);
      const hash = await stored('hashed');
      expect(await outcome(app.signIn('hashed', 'Wrong-Horse-7'))).toMatchObject(INCORRECT);
      expect(await stored('hashed')).toEqual(hash);
      expect(await app.signIn('hashed')).toHaveProperty('AccessToken');
      expect(await outcome(app.signIn('reset'))).toMatchObject({ code: 'PasswordResetRequiredException' });
    }
  });
});

describe('AdminSetUserPassword', () => {
  const set = (Username: string, Password: string, Permanent?: boolean) =>
    outcome(
      adminSetUserPassword.run(
        { UserPoolId: app.UserPoolId, Username, Password, ...(Permanent !== undefined && { Permanent }) },
        app.admin,
      ),
    );

  it('sets a lasting password or a temporary one, also of a user who is RESET_REQUIRED (S1, S90, R309)', async () => {
    await app.confirm('john');
    await adminResetUserPassword.run({ UserPoolId: app.UserPoolId, Username: 'john' }, app.admin);
    expect(await set('john', NEW_PASSWORD, true)).toEqual({});
    expect(await app.get('john')).toMatchObject({ UserStatus: 'CONFIRMED' });
    expect(await app.signIn('john', NEW_PASSWORD)).toHaveProperty('AccessToken');
    expect(await set('john', 'Temporary-1')).toEqual({});
    expect(await app.get('john')).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD' });
  });

  it('refuses a password that breaks the policy, and nobody (S41)', async () => {
    await app.confirm('john');
    expect(await set('john', 'short')).toMatchObject({
      code: 'InvalidPasswordException',
      message: 'Password did not conform with policy: Password not long enough',
    });
    expect(await set('nobody', NEW_PASSWORD)).toMatchObject({ code: 'UserNotFoundException' });
  });

  it('forgets failed attempts', async () => {
    await app.confirm('john');
    for (let failure = 1; failure <= 5; failure++) await outcome(app.signIn('john', 'Wrong-Horse-7'));
    await set('john', NEW_PASSWORD, true);
    expect(await app.signIn('john', NEW_PASSWORD)).toHaveProperty('AccessToken');
  });
});

it('does not reset the password of a user who has a temporary one (S43)', async () => {
  await app.create('john', {}, { TemporaryPassword: PASSWORD });
  const call = adminResetUserPassword.run({ UserPoolId: app.UserPoolId, Username: 'john' }, app.admin);
  expect(await outcome(call)).toMatchObject({
    code: 'NotAuthorizedException',
    message: 'User password cannot be reset in the current state.',
  });
});

describe('ChangePassword', () => {
  const change = async (PreviousPassword: string | undefined, ProposedPassword: string) => {
    const previous = PreviousPassword === undefined ? {} : { PreviousPassword };
    const input = { AccessToken: 'x', ProposedPassword, ...previous };
    return outcome(changePassword.run(input, await app.tokenContext('john')));
  };

  it('takes the old password, an imported one too, and sets the new (S54)', async () => {
    await app.create('john');
    await putHash('john');
    expect(await change('Wrong-Horse-7', NEW_PASSWORD)).toMatchObject(INCORRECT);
    expect(await change(undefined, NEW_PASSWORD)).toMatchObject(INCORRECT);
    expect(await change(PASSWORD, 'short')).toMatchObject({ code: 'InvalidPasswordException' });
    expect(await change(PASSWORD, NEW_PASSWORD)).toEqual({});
    expect(await outcome(app.signIn('john'))).toMatchObject(INCORRECT);
    expect(await app.signIn('john', NEW_PASSWORD)).toHaveProperty('AccessToken');
  });

  it('lets a user without a password set the first one (R648)', async () => {
    await app.confirm('john');
    const sub = (await fixture.store.findUser(await poolKey(), 'john'))?.sub ?? '';
    await fixture.store.replacePassword(await poolKey(), sub, { sealedPassword: null, nowMs: fixture.clock.nowMs() });
    expect(await change(undefined, NEW_PASSWORD)).toEqual({});
    expect(await app.signIn('john', NEW_PASSWORD)).toHaveProperty('AccessToken');
  });

  it.each(['LEGACY', 'ENABLED'] as const)(
    'sets no password after AdminResetUserPassword, whoever holds an access token: %s (R648)',
    async (PreventUserExistenceErrors) => {
      app = await makeApp(fixture, { PreventUserExistenceErrors });
      await app.confirm('john');
      await adminResetUserPassword.run({ UserPoolId: app.UserPoolId, Username: 'john' }, app.admin);
      for (const previous of [undefined, PASSWORD]) {
        expect(await change(previous, NEW_PASSWORD)).toMatchObject({
          code: 'PasswordResetRequiredException',
          message: 'Password reset required for the user',
        });
      }
      expect(await stored('john')).toBeUndefined();
    },
  );

  it('counts wrong passwords for the lock-out (S18, R648)', async () => {
    await app.confirm('john');
    for (let failure = 1; failure <= 5; failure++) await change('Wrong-Horse-7', NEW_PASSWORD);
    expect(await change(PASSWORD, NEW_PASSWORD)).toMatchObject({ message: 'Password attempts exceeded' });
  });
});

describe('AdminCreateUser', () => {
  it('keeps the temporary password, and with RESEND a new one in its place (S90)', async () => {
    await app.create('john', {}, { TemporaryPassword: PASSWORD });
    const begin = (password: string) =>
      outcome(app.initiate('USER_PASSWORD_AUTH', { USERNAME: 'john', PASSWORD: password }));
    expect(await begin(PASSWORD)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
    await app.create('john', {}, { MessageAction: 'RESEND', TemporaryPassword: NEW_PASSWORD });
    expect(await begin(PASSWORD)).toMatchObject(INCORRECT);
    expect(await begin(NEW_PASSWORD)).toMatchObject({ ChallengeName: 'NEW_PASSWORD_REQUIRED' });
  });

  it('keeps nothing from which the password can be read', async () => {
    await app.create('john', {}, { TemporaryPassword: PASSWORD });
    const sealed = Buffer.from(assertPresent(await stored('john'), 'there is a password'));
    expect(sealed.includes(PASSWORD)).toBe(false);
    expect(sealed[0]).toBe(2);
  });
});

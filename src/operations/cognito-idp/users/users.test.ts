import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../model/operation-types.ts';
import { NOW_MS, OperationsFixture } from '../../operations.fixture.ts';
import { describeUserPool } from '../pools/describe-user-pool.ts';
import { attributeList, attributesOf, makeUserPool } from './users.fixture.ts';

type Attributes = Record<string, string>;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

function makePool(input: Partial<InputOf<'cognito-idp', 'CreateUserPool'>> = {}) {
  return makeUserPool(fixture, input);
}

const NO_USER = { code: 'UserNotFoundException', message: 'User does not exist.' };

describe('AdminCreateUser', () => {
  it('makes a user who must change the password, found by name and by sub', async () => {
    const pool = await makePool();
    const { User } = await pool.create('alice', { email: 'a@example.com', email_verified: 'True' });
    const { sub = '' } = attributesOf(User?.Attributes);
    expect(sub).toMatch(UUID);
    expect(User).toEqual({
      Username: 'alice',
      Attributes: attributeList({ sub, email: 'a@example.com', email_verified: 'true' }),
      UserCreateDate: NOW_MS / 1000,
      UserLastModifiedDate: NOW_MS / 1000,
      Enabled: true,
      UserStatus: 'FORCE_CHANGE_PASSWORD',
    });
    const { Attributes, ...rest } = User ?? {};
    expect(await pool.get('alice')).toEqual({ ...rest, UserAttributes: Attributes });
    expect(await pool.get(sub)).toMatchObject({ Username: 'alice' });
  });

  it('counts in EstimatedNumberOfUsers at once', async () => {
    const { UserPoolId, create, delete: remove } = await makePool();
    const count = async () => {
      const { UserPool } = await describeUserPool.run({ UserPoolId }, fixture.context());
      return UserPool?.EstimatedNumberOfUsers;
    };
    await create('a');
    await create('b');
    expect(await count()).toBe(2);
    await remove('a');
    expect(await count()).toBe(1);
  });

  it.each<[string, string, string, Attributes, Partial<InputOf<'cognito-idp', 'AdminCreateUser'>>]>([
    ['UsernameExistsException', 'User account already exists', 'taken', {}, {}],
    [
      'InvalidPasswordException',
      'Password did not conform with policy: Password not long enough',
      'x',
      {},
      { TemporaryPassword: 'Aa1!' },
    ],
    ['InvalidParameterException', 'Invalid email address format.', 'x', { email: 'no' }, {}],
    [
      'InvalidParameterException',
      'Type for attribute {custom:x} could not be determined',
      'x',
      { 'custom:x': '1' },
      {},
    ],
    ['UserNotFoundException', 'User does not exist.', 'nobody', {}, { MessageAction: 'RESEND' }],
  ])('answers %s: %s', async (code, message, username, attributes, more) => {
    const pool = await makePool();
    await pool.create('taken');
    await expect(pool.create(username, attributes, more)).rejects.toMatchObject({ code, message });
    expect((await pool.list()).Users).toHaveLength(1);
  });

  it('asks for the required attributes of the pool', async () => {
    const pool = await makePool({
      Schema: [
        { Name: 'email', Required: true },
        { Name: 'name', Required: true },
      ],
    });
    await expect(pool.create('x')).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message:
        'Attributes did not conform to the schema: name: The attribute is required\nemail: The attribute is required\n',
    });
  });

  it('answers the user again for RESEND while the password is temporary', async () => {
    const pool = await makePool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } } });
    const made = await pool.create('alice', {}, { TemporaryPassword: 'Correct-Horse-7' });
    expect(await pool.create('alice', {}, { MessageAction: 'RESEND' })).toEqual(made);
    await pool.create('bob', { email: 'b@example.com' });
    await expect(pool.create('bob', {}, { MessageAction: 'RESEND' })).rejects.toMatchObject({
      code: 'UnsupportedUserStateException',
      message: 'Resend not possible. bob status is not FORCE_CHANGE_PASSWORD',
    });
  });

  it('takes the address for the name where user names are addresses (R218, R219)', async () => {
    const pool = await makePool({ UsernameAttributes: ['email'], UsernameConfiguration: { CaseSensitive: false } });
    const { User } = await pool.create('Al@Example.com');
    const { sub, email } = attributesOf(User?.Attributes);
    expect(email).toBe('Al@Example.com');
    expect(User?.Username).toBe(sub);
    expect(await pool.get('al@example.COM')).toMatchObject({ Username: sub });
    const taken = { code: 'UsernameExistsException', message: 'An account with the given email already exists.' };
    await expect(pool.create('AL@example.com')).rejects.toMatchObject(taken);
    await expect(pool.create('al')).rejects.toMatchObject({ message: 'Username should be an email.' });
  });

  it('compares user names by case unless the pool says otherwise (R228, R229)', async () => {
    const byCase = await makePool();
    await byCase.create('Alice');
    await expect(byCase.get('alice')).rejects.toMatchObject(NO_USER);
    const folded = await makePool({ UsernameConfiguration: { CaseSensitive: false } });
    await folded.create('Alice');
    expect(await folded.get('aLICE')).toMatchObject({ Username: 'Alice' });
  });
});

describe('an address or number that is a user name', () => {
  it.each([
    ['email', 'a@example.com', '+4912'],
    ['phone_number', '+4912', 'a@example.com'],
  ] as const)('is not given to a second user: %s (R475)', async (attribute, taken, other) => {
    const pool = await makePool({ UsernameAttributes: ['email', 'phone_number'] });
    const message = `An account with the given ${attribute} already exists.`;
    await pool.create(taken);
    await expect(pool.create(taken)).rejects.toMatchObject({ code: 'UsernameExistsException', message });
    const beside = pool.create(other, { [attribute]: taken });
    await expect(beside).rejects.toMatchObject({ code: 'UsernameExistsException', message });
    await pool.create(other);
    const update = pool.update(other, { [attribute]: taken });
    await expect(update).rejects.toMatchObject({ code: 'AliasExistsException', message });
    const forced = pool.create(taken, {}, { ForceAliasCreation: true });
    await expect(forced).rejects.toMatchObject({ code: 'UsernameExistsException', message });
  });
});

describe('a verified alias', () => {
  const verified = {
    email: 'a@example.com',
    email_verified: 'true',
    phone_number: '+4912',
    phone_number_verified: 'true',
  };

  it('finds its user, who keeps it from others (R225)', async () => {
    const pool = await makePool({ AliasAttributes: ['email', 'phone_number'] });
    await pool.create('alice', verified);
    expect(await pool.get('a@example.com')).toMatchObject({ Username: 'alice' });
    expect(await pool.get('+4912')).toMatchObject({ Username: 'alice' });
    await expect(pool.create('bob', verified)).rejects.toMatchObject({
      code: 'UsernameExistsException',
      message: 'An account with the email already exists.',
    });
    await pool.create('bob', { email: 'a@example.com' });
    await expect(pool.update('bob', { email_verified: 'true' })).rejects.toMatchObject({
      code: 'AliasExistsException',
      message: 'An account with the email already exists.',
    });
    expect(await pool.get('a@example.com')).toMatchObject({ Username: 'alice' });
  });

  it('goes over to a new user who is made with ForceAliasCreation', async () => {
    const pool = await makePool({ AliasAttributes: ['email', 'phone_number'] });
    await pool.create('alice', { email: 'a@example.com', email_verified: 'true' });
    await pool.create('ann', { phone_number: '+4912', phone_number_verified: 'true' });
    await pool.create('bob', verified, { ForceAliasCreation: true });
    expect(await pool.get('a@example.com')).toMatchObject({ Username: 'bob' });
    expect(await pool.get('+4912')).toMatchObject({ Username: 'bob' });
    expect(attributesOf((await pool.get('alice')).UserAttributes)).toMatchObject({
      email: 'a@example.com',
      email_verified: 'false',
    });
    expect(attributesOf((await pool.get('ann')).UserAttributes)).toMatchObject({ phone_number_verified: 'false' });
  });

  it('is not made of characters that no store can compare (R484)', async () => {
    const pool = await makePool({ AliasAttributes: ['preferred_username'] });
    const refusal = { code: 'InvalidParameterException' };
    await expect(pool.create('alice', { preferred_username: 'a\ud800' })).rejects.toMatchObject(refusal);
    await expect(pool.create('bob', { preferred_username: 'a\ud801' })).rejects.toMatchObject(refusal);
  });

  it('stays where it is if it is a preferred user name or the user name is taken', async () => {
    const pool = await makePool({ AliasAttributes: ['email', 'preferred_username'] });
    await pool.create('alice', { preferred_username: 'al', email: 'a@example.com', email_verified: 'true' });
    const force = { ForceAliasCreation: true };
    await expect(pool.create('bob', { preferred_username: 'al' }, force)).rejects.toMatchObject({
      message: 'An account with the preferred_username already exists.',
    });
    const sameName = pool.create('alice', { email: 'a@example.com', email_verified: 'true' }, force);
    await expect(sameName).rejects.toMatchObject({ message: 'User account already exists' });
    expect(await pool.get('a@example.com')).toMatchObject({ Username: 'alice' });
  });
});

describe('AdminUpdateUserAttributes', () => {
  it('sets and removes attributes of the user whom any of its names finds', async () => {
    const pool = await makePool({ AliasAttributes: ['email'] });
    await pool.create('alice', { email: 'a@example.com', email_verified: 'true', nickname: 'Al' });
    fixture.clock.advance(5_000);
    expect(await pool.update('a@example.com', { email: 'b@example.com', nickname: '', name: 'Alice' })).toEqual({});
    const user = await pool.get('alice');
    const { sub: _, ...attributes } = attributesOf(user.UserAttributes);
    expect(attributes).toEqual({ email: 'b@example.com', email_verified: 'false', name: 'Alice' });
    expect(user.UserLastModifiedDate).toBe(fixture.clock.nowMs() / 1000);
    await expect(pool.get('a@example.com')).rejects.toMatchObject(NO_USER);
  });

  it('loses none of many changes made at once', async () => {
    const pool = await makePool();
    await pool.create('alice');
    const names = ['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'gender', 'locale', 'website'];
    await Promise.all(names.map((name) => pool.update('alice', { [name]: name })));
    const { sub: _, ...attributes } = attributesOf((await pool.get('alice')).UserAttributes);
    expect(attributes).toEqual(Object.fromEntries(names.map((name) => [name, name])));
  });

  it('refuses what the schema refuses', async () => {
    const pool = await makePool({ Schema: [{ Name: 'fixed', AttributeDataType: 'String', Mutable: false }] });
    await pool.create('alice', { 'custom:fixed': 'a' });
    await expect(pool.update('alice', { 'custom:fixed': 'b' })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'user.custom:fixed: Attribute cannot be updated.\n',
    });
  });
});

describe('AdminEnableUser, AdminDisableUser and AdminDeleteUser', () => {
  it('change the user and answer nothing', async () => {
    const pool = await makePool();
    await pool.create('alice');
    expect(await pool.disable('alice')).toEqual({});
    expect(await pool.get('alice')).toMatchObject({ Enabled: false, UserStatus: 'FORCE_CHANGE_PASSWORD' });
    expect(await pool.enable('alice')).toEqual({});
    expect(await pool.get('alice')).toMatchObject({ Enabled: true });
    expect(await pool.delete('alice')).toBeUndefined();
    await expect(pool.get('alice')).rejects.toMatchObject(NO_USER);
  });

  it.each(['get', 'enable', 'disable', 'delete'] as const)(
    'like all others know no such user: %s',
    async (operation) => {
      const pool = await makePool();
      await expect(pool[operation]('nobody')).rejects.toMatchObject(NO_USER);
    },
  );
});

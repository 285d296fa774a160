import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OperationsFixture } from '../../operations.fixture.ts';
import { adminDeleteUserAttributes } from '../users/admin-delete-user-attributes.ts';
import { attributeList, attributesOf } from '../users/users.fixture.ts';
import { deleteSelf } from './delete-self.ts';
import { deleteUserAttributes } from './delete-user-attributes.ts';
import { getSelf } from './get-self.ts';
import { type App, makeApp } from './sign-in.fixture.ts';
import { updateUserAttributes } from './update-user-attributes.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

const AccessToken = 'x';

async function outcome<Answer>(call: Promise<Answer>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

/** What a user may do with their own attributes. */
async function signedIn(app: App, attributes: Record<string, string>) {
  await app.confirm('john', attributes);
  const context = await app.tokenContext('john');
  return {
    context,
    read: async () => {
      const { Username, UserAttributes } = await getSelf.run({ AccessToken }, context);
      return { Username, ...attributesOf(UserAttributes) };
    },
    update: (changes: Record<string, string>) =>
      outcome(updateUserAttributes.run({ AccessToken, UserAttributes: attributeList(changes) }, context)),
    remove: (...UserAttributeNames: string[]) =>
      outcome(deleteUserAttributes.run({ AccessToken, UserAttributeNames }, context)),
  };
}

const UNAUTHORIZED = {
  code: 'NotAuthorizedException',
  message: 'A client attempted to write unauthorized attribute',
};

describe('GetUser', () => {
  it('shows the user name, sub and what the client may read (S108)', async () => {
    const app = await makeApp(fixture, { ReadAttributes: ['email', 'email_verified'] });
    const { read } = await signedIn(app, { email: 'john@example.com', email_verified: 'true', name: 'John' });
    expect(await read()).toEqual({
      Username: 'john',
      sub: expect.any(String),
      email: 'john@example.com',
      email_verified: 'true',
    });
  });
});

describe('UpdateUserAttributes and DeleteUserAttributes', () => {
  it('change what the client may write, and nothing else (R646)', async () => {
    const app = await makeApp(fixture, { WriteAttributes: ['name', 'email'] });
    const { read, update, remove } = await signedIn(app, { email: 'john@example.com', email_verified: 'true' });
    expect(await update({ name: 'John', email: 'new@example.com' })).toEqual({ CodeDeliveryDetailsList: [] });
    expect(await read()).toMatchObject({ name: 'John', email: 'new@example.com', email_verified: 'false' });
    expect(await update({ name: 'Johnny', email_verified: 'true' })).toEqual(expect.objectContaining(UNAUTHORIZED));
    expect(await update({ nickname: 'J' })).toEqual(expect.objectContaining(UNAUTHORIZED));
    expect(await remove('nickname')).toEqual(expect.objectContaining(UNAUTHORIZED));
    expect(await read()).toMatchObject({ name: 'John' });
    expect(await remove('name')).toEqual({});
    expect(await read()).not.toHaveProperty('name');
    expect(await update({ 'custom:none': 'x' })).toMatchObject({ code: 'InvalidParameterException' });
  });

  it('give nobody the alias of another', async () => {
    const app = await makeApp(fixture, {}, { AliasAttributes: ['preferred_username'] });
    await app.confirm('jane', { preferred_username: 'taken' });
    const { update } = await signedIn(app, {});
    expect(await update({ preferred_username: 'taken' })).toMatchObject({ code: 'AliasExistsException' });
    expect(await update({ preferred_username: 'free' })).toHaveProperty('CodeDeliveryDetailsList');
  });
});

it('deletes the user, and then the token is of nobody', async () => {
  const app = await makeApp(fixture);
  const { context, read } = await signedIn(app, {});
  await deleteSelf.run({ AccessToken }, context);
  expect(await outcome(app.get('john'))).toMatchObject({ code: 'UserNotFoundException' });
  expect(await outcome(read())).toMatchObject({ code: 'UserNotFoundException' });
});

it('AdminDeleteUserAttributes removes attributes, but not those that are required', async () => {
  const Schema = [{ Name: 'email', AttributeDataType: 'String' as const, Required: true }];
  const app = await makeApp(fixture, {}, { Schema });
  await app.confirm('john', { email: 'john@example.com', name: 'John' });
  const remove = (...UserAttributeNames: string[]) => {
    const input = { UserPoolId: app.UserPoolId, Username: 'john', UserAttributeNames };
    return outcome(adminDeleteUserAttributes.run(input, app.admin));
  };
  expect(await remove('name')).toEqual({});
  expect(attributesOf((await app.get('john')).UserAttributes)).not.toHaveProperty('name');
  expect(await remove('email')).toMatchObject({ code: 'InvalidParameterException' });
});

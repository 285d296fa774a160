import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { EmbeddedSignInServer } from '../sign-in/imported-users.ts';
import { NewPerson } from './new-person.ts';

const PASSWORD = 'Correct-Horse-7';
let server: EmbeddedSignInServer;
beforeAll(async () => {
  server = await EmbeddedSignInServer.embed();
});
afterAll(() => server.stop());

interface App {
  readonly userPoolId: string;
  readonly clientId: string;
}

async function makeApp(settings: Partial<CreateUserPoolCommandInput>): Promise<App> {
  const { UserPool } = await server.client.send(
    new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'], ...settings }),
  );
  const userPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
  return { userPoolId, clientId: (await server.createClient(userPoolId)).id };
}

describe('somebody who signs up, by amazon-cognito-identity-js', () => {
  it.each<[string, Partial<CreateUserPoolCommandInput>, string]>([
    ['a name', {}, 'alice'],
    ['an email address as user name', { UsernameAttributes: ['email'] }, 'alice@example.com'],
  ])('with %s is sent a code, confirms it, and signs in by SRP (R910, R911, S13)', async (_, settings, name) => {
    const app = await makeApp(settings);
    const alice = new NewPerson(server, app, name);
    expect(await alice.signUp(PASSWORD, { email: 'alice@example.com', name: 'Alice' })).toMatchObject({
      userConfirmed: false,
      userSub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      codeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' },
    });
    expect(await alice.signIn(PASSWORD)).toMatchObject({
      code: 'UserNotConfirmedException',
      message: 'User is not confirmed.',
    });
    expect(await alice.confirm(await alice.codeSentTo('alice@example.com'))).toBe('SUCCESS');
    expect(await alice.signIn(PASSWORD)).toHaveProperty('accessToken');
    expect(await alice.attributes()).toMatchObject({
      email: 'alice@example.com',
      email_verified: 'true',
      name: 'Alice',
    });
  });

  it('asks for another code, after which the one before is void (R911)', async () => {
    const bob = new NewPerson(server, await makeApp({}), 'bob');
    await bob.signUp(PASSWORD, { email: 'bob@example.com' });
    const first = await bob.codeSentTo('bob@example.com');
    expect(await bob.resend()).toMatchObject({ CodeDeliveryDetails: { Destination: 'b***@e***' } });
    const second = await bob.codeSentTo('bob@example.com');
    // One in a million codes is the same.
    if (first !== second) expect(await bob.confirm(first)).toMatchObject({ code: 'CodeMismatchException' });
    expect(await bob.confirm(second)).toBe('SUCCESS');
  });

  it('takes the alias of another user only if told to, and then that user has it no more (R913)', async () => {
    const app = await makeApp({ AliasAttributes: ['email'] });
    const { userPoolId: UserPoolId } = app;
    const email = 'one@example.com';
    const UserAttributes = Object.entries({ email, email_verified: 'true' }).map(([Name, Value]) => ({ Name, Value }));
    await server.client.send(
      new AdminCreateUserCommand({ UserPoolId, Username: 'first', UserAttributes, MessageAction: 'SUPPRESS' }),
    );
    const second = new NewPerson(server, app, 'second');
    expect(await second.signUp(PASSWORD, { email })).toMatchObject({ userConfirmed: false });
    const code = await second.codeSentTo(email);
    expect(await second.confirm(code)).toMatchObject({
      code: 'AliasExistsException',
      message: 'An account with the email already exists.',
    });
    expect(await second.confirm(code, true)).toBe('SUCCESS');
    expect(await new NewPerson(server, app, email).signIn(PASSWORD)).toHaveProperty('accessToken');
    const first = await server.client.send(new AdminGetUserCommand({ UserPoolId, Username: 'first' }));
    expect(first.UserAttributes).toContainEqual({ Name: 'email_verified', Value: 'false' });
  });
});

describe('a signed-in user who changes an address, by amazon-cognito-identity-js', () => {
  async function signedIn(settings: Partial<CreateUserPoolCommandInput>): Promise<NewPerson> {
    const carol = new NewPerson(server, await makeApp(settings), 'carol');
    await carol.signUp(PASSWORD, { email: 'carol@example.com' });
    await carol.confirm(await carol.codeSentTo('carol@example.com'));
    expect(await carol.signIn(PASSWORD)).toHaveProperty('accessToken');
    return carol;
  }

  it('is sent a code there, and has it unverified until then (R920, R921)', async () => {
    const carol = await signedIn({});
    expect(await carol.change({ email: 'new@example.com' })).toMatchObject({
      CodeDeliveryDetailsList: [{ Destination: 'n***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' }],
    });
    expect(await carol.attributes()).toMatchObject({ email: 'new@example.com', email_verified: 'false' });
    expect(await carol.verify('email', await carol.codeSentTo('new@example.com'))).toBe('SUCCESS');
    expect(await carol.attributes()).toMatchObject({ email: 'new@example.com', email_verified: 'true' });
  });

  it('keeps the one before until then where the pool says so (R922)', async () => {
    const carol = await signedIn({
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    });
    await carol.change({ email: 'later@example.com' });
    expect(await carol.attributes()).toMatchObject({ email: 'carol@example.com', email_verified: 'true' });
    expect(await carol.askForCode('email')).toMatchObject({ CodeDeliveryDetails: { Destination: 'l***@e***' } });
    expect(await carol.verify('email', await carol.codeSentTo('later@example.com'))).toBe('SUCCESS');
    expect(await carol.attributes()).toMatchObject({ email: 'later@example.com', email_verified: 'true' });
  });
});

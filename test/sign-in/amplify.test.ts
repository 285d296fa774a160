import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { Amplify, type ResourcesConfig } from 'aws-amplify';
import {
  confirmSignIn,
  deleteUser,
  fetchAuthSession,
  fetchUserAttributes,
  type SignInInput,
  signIn,
  signOut,
  updatePassword,
  updateUserAttributes,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { parseAmplifyConfig } from 'aws-amplify/utils';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { KNOWN_PASSWORD } from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { SignInServer } from './imported-users.ts';

type Flow = NonNullable<NonNullable<SignInInput['options']>['authFlowType']>;

let server: SignInServer;
let userPoolId: string;

/** What a browser has for it. */
class MemoryStorage {
  readonly #items = new Map<string, string>();
  setItem = async (key: string, value: string) => void this.#items.set(key, value);
  getItem = async (key: string) => this.#items.get(key) ?? null;
  removeItem = async (key: string) => void this.#items.delete(key);
  clear = async () => this.#items.clear();
}

beforeAll(async () => {
  server = await SignInServer.start();
  userPoolId = await server.importHashes('ARGON2ID', ['alice', 'bob']);
  const { id: userPoolClientId } = await server.createClient(userPoolId);
  const Cognito = { userPoolId, userPoolClientId, userPoolEndpoint: server.url };
  Amplify.configure({ Auth: { Cognito } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(new MemoryStorage());
});
afterEach(() => signOut());
afterAll(() => server.stop());

async function signInBy(authFlowType: Flow, username: string, password = KNOWN_PASSWORD, more: object = {}) {
  const { nextStep } = await signIn({ username, password, options: { authFlowType, ...more } });
  return nextStep.signInStep;
}

it('signs an imported user in with Amplify by password, and then by every flow (S2, S46, S47, S73, R311)', async () => {
  await expect(signInBy('USER_SRP_AUTH', 'alice')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  for (const flow of ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH'] as const) {
    expect([flow, await signInBy(flow, 'alice')]).toEqual([flow, 'DONE']);
    await signOut();
  }
  for (const preferredChallenge of ['PASSWORD', 'PASSWORD_SRP']) {
    expect(await signInBy('USER_AUTH', 'alice', KNOWN_PASSWORD, { preferredChallenge })).toBe('DONE');
    await signOut();
  }
});

it('lets Amplify refresh, change attributes and the password, and sign out (S54, S103a, S106)', async () => {
  await signInBy('USER_PASSWORD_AUTH', 'bob');
  const before = (await fetchAuthSession()).tokens?.accessToken.payload;
  const after = (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken.payload;
  expect(after).toMatchObject({ username: 'bob', origin_jti: before?.origin_jti });
  expect(after?.jti).not.toBe(before?.jti);
  await updateUserAttributes({ userAttributes: { name: 'Bob' } });
  expect(await fetchUserAttributes()).toMatchObject({ name: 'Bob', email: 'bob@example.com' });
  await updatePassword({ oldPassword: KNOWN_PASSWORD, newPassword: 'Lasting-Horse-8' });
  await signOut({ global: true });
  expect(await signInBy('USER_SRP_AUTH', 'bob', 'Lasting-Horse-8')).toBe('DONE');
  await deleteUser();
  await expect(signInBy('USER_SRP_AUTH', 'bob', 'Lasting-Horse-8')).rejects.toMatchObject({
    name: 'UserNotFoundException',
  });
});

it('asks Amplify for a new password in place of a temporary one (S90)', async () => {
  const create = { UserPoolId: userPoolId, Username: 'carol', TemporaryPassword: 'Temporary-1' };
  await server.client.send(new AdminCreateUserCommand(create));
  expect(await signInBy('USER_SRP_AUTH', 'carol', 'Temporary-1')).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED');
  const { nextStep } = await confirmSignIn({ challengeResponse: 'Lasting-22' });
  expect(nextStep.signInStep).toBe('DONE');
});

it('takes the endpoint beside a file of Amplify that has no place for it (S46)', async () => {
  const { id: user_pool_client_id } = await server.createClient(userPoolId);
  const outputs = { version: '1.4', auth: { aws_region: 'us-east-1', user_pool_id: userPoolId, user_pool_client_id } };
  const { Auth, ...rest } = parseAmplifyConfig(outputs);
  const userPoolEndpoint = server.url;
  Amplify.configure({ ...rest, Auth: { Cognito: { ...Auth?.Cognito, userPoolEndpoint } } } as ResourcesConfig);
  expect(await signInBy('USER_PASSWORD_AUTH', 'alice')).toBe('DONE');
});

import { assertPresent } from '../../../src/base/assert.ts';
import { appCode } from '../../../src/operations/cognito-idp/sign-in/factors.fixture.ts';
import type { ExampleWorld } from './published-example.ts';

/** The pool and the clients of the examples, which are one here. */
export const POOL = 'us-west-2_EXAMPLE';
export const OLD_POOL = 'us-west-2_aaaaaaaaa';
export const CLIENT = '1example23456789';
export const OLD_CLIENT = '3n4b5urk1ft4fl3mg5e62d9ado';
export const OTHER_CLIENT = '38fjsnc484p94kpqsnet7mpld0';
export const PASSWORD = 'Correct-Horse-7';
const STEP_MS = 30_000;

/** A pool with all factors that Muster offers, which tracks devices, and a client with all flows. */
export async function makePool({ cognito, names }: ExampleWorld): Promise<void> {
  const { UserPool } = await cognito.createUserPool({
    PoolName: 'people',
    AutoVerifiedAttributes: ['email'],
    DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: false },
    EmailConfiguration: {
      EmailSendingAccount: 'DEVELOPER',
      SourceArn: 'arn:aws:ses:us-east-1:123456789012:identity/example.com',
    },
    Schema: ['department', 'CustomAttr1'].map((Name) => ({ Name, AttributeDataType: 'String', Mutable: true })),
  });
  const UserPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
  const { UserPoolClient } = await cognito.createUserPoolClient({
    UserPoolId,
    ClientName: 'app-client-1',
    WriteAttributes: ['email', 'nickname', 'custom:department'],
    ExplicitAuthFlows: [
      'ALLOW_USER_PASSWORD_AUTH',
      'ALLOW_ADMIN_USER_PASSWORD_AUTH',
      'ALLOW_USER_AUTH',
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
  });
  const clientId = assertPresent(UserPoolClient?.ClientId, 'a client has an id');
  for (const published of [POOL, OLD_POOL]) names.set(published, UserPoolId);
  for (const published of [CLIENT, OLD_CLIENT, OTHER_CLIENT]) names.set(published, clientId);
  names.set(`arn:aws:cognito-idp:us-west-2:123456789012:userpool/${POOL}`, UserPool?.Arn ?? '');
  names.set('arn:aws:cognito-idp:us-west-2:767671399759:userpool/us-west-2_l5cxwdm2K', UserPool?.Arn ?? '');
}

/** Somebody with a verified address and, unless it is temporary, a lasting password. */
export async function makeUser(
  { cognito, names }: ExampleWorld,
  Username: string,
  { attributes = {}, isTemporary = false }: { attributes?: Record<string, string>; isTemporary?: boolean } = {},
): Promise<void> {
  const UserPoolId = names.get(POOL);
  const email = Username.includes('@') ? Username : `${Username}@example.com`;
  const all = Object.entries({ email, email_verified: 'true', ...attributes });
  const UserAttributes = all.map(([Name, Value]) => ({ Name, Value }));
  const MessageAction = 'SUPPRESS';
  await cognito.adminCreateUser({ UserPoolId, Username, UserAttributes, MessageAction, TemporaryPassword: PASSWORD });
  if (!isTemporary) await setPassword({ cognito, names }, Username, PASSWORD);
}

export async function setPassword(
  { cognito, names }: Pick<ExampleWorld, 'cognito' | 'names'>,
  Username: string,
  Password: string,
): Promise<void> {
  await cognito.adminSetUserPassword({ UserPoolId: names.get(POOL), Username, Password, Permanent: true });
}

export async function begin({ cognito, names }: ExampleWorld, USERNAME: string, password = PASSWORD) {
  const AuthParameters = { USERNAME, PASSWORD: password };
  return cognito.initiateAuth({ ClientId: names.get(CLIENT), AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
}

/** Signs somebody in, and lets the published names stand for the tokens and the key of the device. */
export async function signIn(
  world: ExampleWorld,
  username: string,
  published: { readonly token?: string; readonly refreshToken?: string; readonly deviceKey?: string },
): Promise<string> {
  const { AuthenticationResult } = await begin(world, username);
  const { AccessToken, RefreshToken, NewDeviceMetadata } = assertPresent(AuthenticationResult, 'there are tokens');
  const token = assertPresent(AccessToken, 'there is an access token');
  if (published.token !== undefined) world.names.set(published.token, token);
  if (published.refreshToken !== undefined) world.names.set(published.refreshToken, RefreshToken ?? '');
  if (published.deviceKey !== undefined) world.names.set(published.deviceKey, NewDeviceMetadata?.DeviceKey ?? '');
  return token;
}

/** Signs somebody in from a new device, which is then confirmed. */
export async function confirmDevice(
  world: ExampleWorld,
  username: string,
  published: { readonly token?: string; readonly deviceKey: string },
): Promise<void> {
  const AccessToken = await signIn(world, username, published);
  const number = Buffer.from('a number that SRP can use').toString('base64');
  await world.cognito.confirmDevice({
    AccessToken,
    DeviceKey: world.names.get(published.deviceKey),
    DeviceSecretVerifierConfig: { PasswordVerifier: number, Salt: number.slice(0, 16) },
  });
}

/** Sets an app up for a user, who prefers it unless told otherwise; the code that it shows next stands for the published one. */
export async function setUpApp(
  world: ExampleWorld,
  username: string,
  published: string,
  PreferredMfa = true,
): Promise<void> {
  const { cognito, names } = world;
  const AccessToken = await signIn(world, username, {});
  const { SecretCode = '' } = await cognito.associateSoftwareToken({ AccessToken });
  await cognito.verifySoftwareToken({ AccessToken, UserCode: appCode(SecretCode, Date.now()) });
  await cognito.setUserMFAPreference({ AccessToken, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa } });
  // Accepted early: no code is accepted twice.
  names.set(published, appCode(SecretCode, Date.now() + STEP_MS));
}

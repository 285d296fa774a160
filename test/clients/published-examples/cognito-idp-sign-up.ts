import { assertPresent } from '../../../src/base/assert.ts';
import type { ExampleWorld, PublishedExample } from './published-example.ts';

/** The pool, the clients, the code and the token of the examples. */
const POOL = 'us-west-2_aaaaaaaaa';
const CLIENT = '3n4b5urk1ft4fl3mg5e62d9ado';
const OTHER_CLIENT = '12a3b456c7de890f11g123hijk';
const CODE_AT_SIGN_UP = 'CONF_CODE';
const CODE_OF_ATTRIBUTE = '123456';
const TOKEN = 'eyJra456defEXAMPLE';
const PASSWORD = 'Correct-Horse-7';

/** A pool that verifies email addresses, with a client under the published id. */
async function makePool(world: ExampleWorld, client: string, UsernameAttributes: 'email'[] = []): Promise<void> {
  const { cognito, names } = world;
  const input = { PoolName: 'sign-up', AutoVerifiedAttributes: ['email' as const], UsernameAttributes };
  const { UserPool } = await cognito.createUserPool(input);
  const UserPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
  const app = await cognito.createUserPoolClient({
    UserPoolId,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
  names.set(POOL, UserPoolId);
  names.set(client, assertPresent(app.UserPoolClient?.ClientId, 'a client has an id'));
}

async function signUp({ cognito, names }: ExampleWorld, client: string, Username: string, email = Username) {
  const UserAttributes = [{ Name: 'email', Value: email }];
  await cognito.signUp({ ClientId: names.get(client), Username, Password: PASSWORD, UserAttributes });
}

/** In the order in which one leaves what the next one takes for granted. */
export const SIGN_UP_EXAMPLES: readonly PublishedExample[] = [
  {
    service: 'cognito-idp',
    operation: 'SignUp',
    source: 'AWS CLI',
    input: {
      ClientId: CLIENT,
      Username: 'jane@example.com',
      Password: PASSWORD,
      UserAttributes: [
        { Name: 'email', Value: 'jane@example.com' },
        { Name: 'name', Value: 'Jane' },
      ],
    },
    before: (world) => makePool(world, CLIENT, ['email']),
    answer: { UserConfirmed: false },
  },
  {
    service: 'cognito-idp',
    operation: 'AdminConfirmSignUp',
    source: 'AWS CLI',
    input: { UserPoolId: POOL, Username: 'jane@example.com' },
    answer: {},
  },
  {
    service: 'cognito-idp',
    operation: 'ConfirmSignUp',
    source: 'AWS CLI',
    input: { ClientId: CLIENT, Username: 'diego@example.com', ConfirmationCode: CODE_AT_SIGN_UP },
    before: async (world) => {
      await signUp(world, CLIENT, 'diego@example.com');
      world.names.set(CODE_AT_SIGN_UP, await world.codeSentTo('diego@example.com'));
    },
    answer: {},
  },
  {
    service: 'cognito-idp',
    operation: 'GetUserAttributeVerificationCode',
    source: 'AWS CLI',
    input: { AccessToken: TOKEN, AttributeName: 'email' },
    before: async ({ cognito, names }) => {
      const { AuthenticationResult } = await cognito.initiateAuth({
        ClientId: names.get(CLIENT),
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'diego@example.com', PASSWORD },
      });
      names.set(TOKEN, assertPresent(AuthenticationResult?.AccessToken, 'diego is signed in'));
    },
    answer: { CodeDeliveryDetails: { DeliveryMedium: 'EMAIL', AttributeName: 'email' } },
  },
  {
    service: 'cognito-idp',
    operation: 'VerifyUserAttribute',
    source: 'AWS CLI',
    input: { AccessToken: TOKEN, AttributeName: 'email', Code: CODE_OF_ATTRIBUTE },
    before: async (world) => void world.names.set(CODE_OF_ATTRIBUTE, await world.codeSentTo('diego@example.com')),
    answer: {},
  },
  {
    service: 'cognito-idp',
    operation: 'ResendConfirmationCode',
    source: 'AWS CLI',
    input: { ClientId: OTHER_CLIENT, Username: 'jane' },
    before: async (world) => {
      await makePool(world, OTHER_CLIENT);
      await signUp(world, OTHER_CLIENT, 'jane', 'jane@example.com');
    },
    answer: { CodeDeliveryDetails: { DeliveryMedium: 'EMAIL', AttributeName: 'email' } },
  },
];

import { assert, assertPresent } from '../../../src/base/assert.ts';
import { appCode } from '../../../src/operations/cognito-idp/sign-in/factors.fixture.ts';
import type { PublishedExample } from './published-example.ts';
import {
  begin,
  CLIENT,
  confirmDevice,
  makePool,
  makeUser,
  OLD_CLIENT,
  OLD_POOL,
  OTHER_CLIENT,
  PASSWORD,
  POOL,
  setPassword,
  setUpApp,
  signIn,
} from './sign-in-people.ts';

/** The tokens, sessions, codes, keys and passwords of the examples. */
const TOKEN = 'eyJra456defEXAMPLE';
const OLD_TOKEN = 'ACCESS_TOKEN';
const SESSION = 'AYABeEv5HklEXAMPLE';
const OLD_SESSION = 'AYABeExample...';
const DEVICE = 'us-west-2_a1b2c3d4-5678-90ab-cdef-EXAMPLE11111';
const OLD_DEVICE = 'us-west-2_abcd_1234-5678';
const CODE = '123456';
const ARN = `arn:aws:cognito-idp:us-west-2:123456789012:userpool/${POOL}`;
const TAGS = { administrator: 'Jie', tenant: 'ExampleCorp' };
const SIGNED_IN = { AuthenticationResult: { ExpiresIn: 3600, TokenType: 'Bearer' } };
const DIEGO = 'diego@example.com';
const JANE = 'jane@example.com';

const example = (operation: string, more: Omit<PublishedExample, 'service' | 'operation' | 'source'>) =>
  ({ service: 'cognito-idp', operation, source: 'AWS CLI', ...more }) as const;

/** The next session of a sign-in stands for the published one. */
function rememberSession(published: string): NonNullable<PublishedExample['after']> {
  return ({ names }, { Session }) => void names.set(published, String(Session));
}

const requireDevice: NonNullable<PublishedExample['after']> = ({ names }, { Device }) =>
  assert((Device as { DeviceKey?: string }).DeviceKey === names.get(DEVICE), 'the device is the one of the example');

const requireDevices: NonNullable<PublishedExample['after']> = (world, { Devices }) => {
  const [Device, ...more] = Devices as unknown[];
  assert(more.length === 0, 'the user has one device');
  requireDevice(world, { Device });
};

/** In the order in which one leaves what the next one takes for granted. */
export const SIGN_IN_EXAMPLES: readonly PublishedExample[] = [
  example('SetUserPoolMfaConfig', {
    input: {
      UserPoolId: POOL,
      SmsMfaConfiguration: {
        SmsAuthenticationMessage: 'Your OTP for MFA or sign-in: use {####}.',
        SmsConfiguration: {
          SnsCallerArn: 'arn:aws:iam::123456789012:role/service-role/test-SMS-Role',
          ExternalId: 'a1b2c3d4-5678-90ab-cdef-EXAMPLE11111',
          SnsRegion: 'us-west-2',
        },
      },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: 'Your OTP for MFA or sign-in: use {####}', Subject: 'OTP test' },
      MfaConfiguration: 'OPTIONAL',
      WebAuthnConfiguration: { RelyingPartyId: 'auth.example.com', UserVerification: 'preferred' },
    },
    before: async (world) => {
      await makePool(world);
      await makeUser(world, DIEGO, { attributes: { 'custom:CustomAttr1': 'x' } });
      for (const name of ['diego', 'testuser', 'mytestuser', 'johndoe']) await makeUser(world, name);
    },
    answer: {
      EmailMfaConfiguration: { Message: 'Your OTP for MFA or sign-in: use {####}', Subject: 'OTP test' },
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: {
        SmsAuthenticationMessage: 'Your OTP for MFA or sign-in: use {####}.',
        SmsConfiguration: {
          ExternalId: 'a1b2c3d4-5678-90ab-cdef-EXAMPLE11111',
          SnsCallerArn: 'arn:aws:iam::123456789012:role/service-role/test-SMS-Role',
          SnsRegion: 'us-west-2',
        },
      },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: { RelyingPartyId: 'auth.example.com', UserVerification: 'preferred' },
    },
  }),
  example('GetUserPoolMfaConfig', {
    input: { UserPoolId: POOL },
    answer: {
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: 'Your OTP for MFA or sign-in: use {####}', Subject: 'OTP test' },
      MfaConfiguration: 'OPTIONAL',
      WebAuthnConfiguration: { RelyingPartyId: 'auth.example.com', UserVerification: 'preferred' },
    },
  }),

  example('ListUserPoolClients', {
    input: { UserPoolId: POOL, MaxResults: 3 },
    answer: { UserPoolClients: [{ ClientName: 'app-client-1' }] },
  }),
  example('ListGroups', {
    input: { UserPoolId: POOL },
    before: async ({ cognito, names }) =>
      void (await cognito.createGroup({
        UserPoolId: names.get(POOL),
        GroupName: 'testgroup',
        Description: 'My test group',
        Precedence: 1,
      })),
    answer: { Groups: [{ Description: 'My test group', GroupName: 'testgroup', Precedence: 1 }] },
  }),
  example('TagResource', { input: { ResourceArn: ARN, Tags: TAGS }, answer: {} }),
  example('ListTagsForResource', { input: { ResourceArn: ARN }, answer: { Tags: TAGS } }),
  example('UntagResource', {
    input: {
      ResourceArn: 'arn:aws:cognito-idp:us-west-2:767671399759:userpool/us-west-2_l5cxwdm2K',
      TagKeys: ['administrator', 'tenant'],
    },
    answer: {},
  }),

  example('AdminSetUserPassword', {
    input: { UserPoolId: POOL, Username: DIEGO, Password: 'MyExamplePassword1!', Permanent: true },
    answer: {},
  }),
  example('AssociateSoftwareToken', {
    input: { AccessToken: TOKEN },
    before: async (world) => {
      await setPassword(world, DIEGO, PASSWORD);
      await signIn(world, DIEGO, { token: TOKEN });
    },
    answer: {},
    after: ({ names }, { SecretCode }) => void names.set('the secret of the app', String(SecretCode)),
  }),
  example('VerifySoftwareToken', {
    input: { AccessToken: TOKEN, UserCode: CODE },
    before: async ({ names }) => {
      const secret = assertPresent(names.get('the secret of the app'), 'AssociateSoftwareToken gave one');
      names.set(CODE, appCode(secret, Date.now()));
      names.set('000000', appCode(secret, Date.now() + 30_000));
    },
    answer: { Status: 'SUCCESS' },
  }),
  example('SetUserMFAPreference', {
    input: {
      AccessToken: TOKEN,
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      SMSMfaSettings: { Enabled: false, PreferredMfa: false },
      EmailMfaSettings: { Enabled: false, PreferredMfa: false },
    },
    answer: {},
  }),
  example('AdminInitiateAuth', {
    input: {
      UserPoolId: POOL,
      ClientId: CLIENT,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: {
        USERNAME: DIEGO,
        PASSWORD: 'My@Example$Password3!',
        SECRET_HASH: 'ExampleEncodedClientIdSecretAndUsername=',
      },
      ContextData: {
        EncodedData: 'abc123example',
        HttpHeaders: [
          {
            headerName: 'UserAgent',
            headerValue: 'Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:47.0) Gecko/20100101 Firefox/47.0',
          },
        ],
        IpAddress: '192.0.2.1',
        ServerName: 'example.com',
        ServerPath: '/login',
      },
      ClientMetadata: { MyExampleKey: 'MyExampleValue' },
    },
    before: (world) => setPassword(world, DIEGO, 'My@Example$Password3!'),
    answer: { ChallengeName: 'SOFTWARE_TOKEN_MFA', ChallengeParameters: { USER_ID_FOR_SRP: DIEGO } },
    after: rememberSession(OLD_SESSION),
  }),
  example('AdminRespondToAuthChallenge', {
    input: {
      UserPoolId: POOL,
      ClientId: CLIENT,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeResponses: { USERNAME: DIEGO, SOFTWARE_TOKEN_MFA_CODE: '000000' },
      Session: OLD_SESSION,
    },
    answer: { ...SIGNED_IN, ChallengeParameters: {} },
    after: (_, { AuthenticationResult }) => {
      const { NewDeviceMetadata } = AuthenticationResult as { NewDeviceMetadata?: Record<string, string> };
      assert(/^-\w{8}$/.test(NewDeviceMetadata?.DeviceGroupKey ?? ''), 'a device that is not known gets its keys');
    },
  }),
  {
    service: 'cognito-idp',
    operation: 'InitiateAuth',
    source: 'AWS SDK',
    input: {
      AnalyticsMetadata: { AnalyticsEndpointId: 'd70b2ba36a8c4dc5a04a0451a31a1e12' },
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: {
        PASSWORD: 'This-is-my-test-99!',
        SECRET_HASH: 'oT5ZkS8ctnrhYeeGsGTvOzPhoc/Jd1cO5fueBWFVmp8=',
        USERNAME: 'mytestuser',
      },
      ClientId: CLIENT,
      ClientMetadata: { MyTestKey: 'MyTestValue' },
      UserContextData: { EncodedData: 'AmazonCognitoAdvancedSecurityData_object', IpAddress: '192.0.2.1' },
    },
    before: async (world) => {
      await setUpApp(world, 'mytestuser', 'a code that is not used');
      await setPassword(world, 'mytestuser', 'This-is-my-test-99!');
    },
    answer: { ChallengeName: 'SOFTWARE_TOKEN_MFA', ChallengeParameters: { USER_ID_FOR_SRP: 'mytestuser' } },
  },
  example('InitiateAuth', {
    input: {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: CLIENT,
      AnalyticsMetadata: { AnalyticsEndpointId: 'd70b2ba36a8c4dc5a04a0451aEXAMPLE' },
      AuthParameters: { USERNAME: 'testuser', PASSWORD: '[Password]' },
      UserContextData: { EncodedData: 'mycontextdata' },
      ClientMetadata: { MyTestKey: 'MyTestValue' },
    },
    before: async ({ names }) => void names.set('[Password]', PASSWORD),
    answer: SIGNED_IN,
  }),
  example('RespondToAuthChallenge', {
    title: 'a new password',
    input: {
      ClientId: CLIENT,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeResponses: { USERNAME: JANE, NEW_PASSWORD: '[Password]' },
      Session: SESSION,
    },
    before: async (world) => {
      await makeUser(world, JANE, { isTemporary: true });
      rememberSession(SESSION)(world, { ...(await begin(world, JANE)) });
      world.names.set('[Password]', 'Lasting-Horse-8');
    },
    answer: { ...SIGNED_IN, ChallengeParameters: {} },
  }),
  example('RespondToAuthChallenge', {
    title: 'the choice of a factor',
    input: {
      ClientId: CLIENT,
      Session: SESSION,
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeResponses: { USERNAME: 'testuser', ANSWER: 'SOFTWARE_TOKEN_MFA' },
    },
    before: async (world) => {
      const AccessToken = await signIn(world, 'testuser', {});
      await setUpApp(world, 'testuser', CODE, false);
      await world.cognito.setUserMFAPreference({ AccessToken, EmailMfaSettings: { Enabled: true } });
      rememberSession(SESSION)(world, { ...(await begin(world, 'testuser')) });
    },
    answer: { ChallengeName: 'SOFTWARE_TOKEN_MFA' },
    after: rememberSession(SESSION),
  }),
  example('RespondToAuthChallenge', {
    title: 'the code of an app',
    input: {
      ClientId: CLIENT,
      Session: SESSION,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      ChallengeResponses: { USERNAME: 'testuser', SOFTWARE_TOKEN_MFA_CODE: CODE },
    },
    answer: SIGNED_IN,
    after: ({ names }, { AuthenticationResult }) => {
      const { AccessToken = '' } = AuthenticationResult as { AccessToken?: string };
      names.set(TOKEN, AccessToken);
    },
  }),
  example('GetUserAuthFactors', { input: { AccessToken: TOKEN }, answer: { Username: 'testuser' } }),
  example('AdminSetUserMFAPreference', {
    input: { UserPoolId: OLD_POOL, Username: DIEGO, SMSMfaSettings: { Enabled: false, PreferredMfa: false } },
    answer: {},
  }),
  example('SetUserSettings', {
    input: { AccessToken: OLD_TOKEN, MFAOptions: [{ DeliveryMedium: 'EMAIL' }] },
    before: async (world) => void (await signIn(world, 'johndoe', { token: OLD_TOKEN })),
    answer: { error: 'InvalidParameterException', reason: 'R877' },
  }),
  example('AdminSetUserSettings', {
    input: { UserPoolId: OLD_POOL, Username: DIEGO, MFAOptions: [{ DeliveryMedium: 'EMAIL' }] },
    answer: { error: 'InvalidParameterException', reason: 'R877' },
  }),

  example('ConfirmDevice', {
    input: {
      AccessToken: TOKEN,
      DeviceKey: DEVICE,
      DeviceSecretVerifierConfig: { PasswordVerifier: 'TXlWZXJpZmllclN0cmluZw', Salt: 'TXlTUlBTYWx0' },
    },
    before: async (world) => void (await signIn(world, 'diego', { token: TOKEN, deviceKey: DEVICE })),
    answer: { UserConfirmationNecessary: false },
  }),
  example('GetDevice', { input: { AccessToken: TOKEN, DeviceKey: DEVICE }, answer: {}, after: requireDevice }),
  example('AdminGetDevice', {
    input: { UserPoolId: POOL, Username: 'diego', DeviceKey: DEVICE },
    answer: {},
    after: requireDevice,
  }),
  example('ListDevices', { input: { AccessToken: TOKEN }, answer: {}, after: requireDevices }),
  example('AdminListDevices', {
    input: { UserPoolId: POOL, Username: 'diego', Limit: 1 },
    answer: {},
    after: requireDevices,
  }),
  example('UpdateDeviceStatus', {
    input: { AccessToken: OLD_TOKEN, DeviceKey: 'DEVICE_KEY', DeviceRememberedStatus: 'not_remembered' },
    before: (world) => confirmDevice(world, 'diego', { token: OLD_TOKEN, deviceKey: 'DEVICE_KEY' }),
    answer: {},
  }),
  example('AdminUpdateDeviceStatus', {
    input: { UserPoolId: OLD_POOL, Username: DIEGO, DeviceKey: 'xxxx', DeviceRememberedStatus: 'not_remembered' },
    before: async (world) => {
      const { cognito, names } = world;
      const off = { Enabled: false };
      await cognito.adminSetUserMFAPreference({
        UserPoolId: names.get(POOL),
        Username: DIEGO,
        SoftwareTokenMfaSettings: off,
      });
      await setPassword(world, DIEGO, PASSWORD);
      await confirmDevice(world, DIEGO, { deviceKey: 'xxxx' });
    },
    answer: {},
  }),
  // Without an access token, which the operation lists as optional and cannot do without.
  example('ForgetDevice', {
    input: { DeviceKey: OLD_DEVICE },
    before: (world) => confirmDevice(world, 'diego', { deviceKey: OLD_DEVICE }),
    answer: { error: 'InvalidParameterException', reason: 'S8' },
  }),
  example('AdminForgetDevice', {
    input: { UserPoolId: OLD_POOL, Username: JANE, DeviceKey: OLD_DEVICE },
    before: async (world) => {
      await setPassword(world, JANE, PASSWORD);
      await confirmDevice(world, JANE, { deviceKey: OLD_DEVICE });
    },
    answer: {},
  }),

  example('GetUser', {
    input: { AccessToken: TOKEN },
    before: async (world) => void (await signIn(world, 'johndoe', { token: TOKEN })),
    answer: { Username: 'johndoe' },
  }),
  example('UpdateUserAttributes', {
    input: { AccessToken: OLD_TOKEN, UserAttributes: [{ Name: 'nickname', Value: 'Dan' }] },
    before: async (world) => void (await signIn(world, 'johndoe', { token: OLD_TOKEN })),
    answer: {},
  }),
  example('DeleteUserAttributes', {
    input: { AccessToken: OLD_TOKEN, UserAttributeNames: ['custom:department'] },
    answer: {},
  }),
  example('AdminDeleteUserAttributes', {
    input: { UserPoolId: OLD_POOL, Username: DIEGO, UserAttributeNames: ['custom:CustomAttr1'] },
    answer: {},
  }),
  example('ChangePassword', {
    input: { PreviousPassword: 'OldPassword', ProposedPassword: 'NewPassword', AccessToken: OLD_TOKEN },
    before: async ({ names }) => {
      names.set('OldPassword', PASSWORD);
      names.set('NewPassword', 'Lasting-Horse-8');
    },
    answer: {},
  }),
  example('ForgotPassword', {
    input: { ClientId: OTHER_CLIENT, Username: JANE },
    answer: { CodeDeliveryDetails: { DeliveryMedium: 'EMAIL', AttributeName: 'email' } },
  }),
  example('AdminResetUserPassword', { input: { UserPoolId: OLD_POOL, Username: DIEGO }, answer: {} }),
  example('ConfirmForgotPassword', {
    input: { ClientId: OLD_CLIENT, Username: DIEGO, Password: 'PASSWORD', ConfirmationCode: 'CONF_CODE' },
    before: async ({ names, codeSentTo }) => {
      names.set('PASSWORD', PASSWORD);
      names.set('CONF_CODE', await codeSentTo(DIEGO));
    },
    answer: {},
  }),
  example('RevokeToken', {
    input: { Token: 'eyJjd123abcEXAMPLE', ClientId: CLIENT },
    before: async (world) => void (await signIn(world, DIEGO, { token: TOKEN, refreshToken: 'eyJjd123abcEXAMPLE' })),
    answer: {},
  }),
  example('AdminUserGlobalSignOut', { input: { UserPoolId: POOL, Username: DIEGO }, answer: {} }),
  example('GlobalSignOut', {
    input: { AccessToken: TOKEN },
    before: async (world) => void (await signIn(world, 'diego', { token: TOKEN })),
    answer: {},
  }),
  example('DeleteUser', {
    input: { AccessToken: OLD_TOKEN },
    before: async (world) => void (await signIn(world, 'diego', { token: OLD_TOKEN })),
    answer: {},
  }),
];

import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  ConfirmDeviceCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { appCode, wrongCode } from '../../src/operations/cognito-idp/sign-in/factors.fixture.ts';
import { callMuster } from '../call-muster.ts';
import { SignInServer } from './imported-users.ts';

const PASSWORD = 'Hidden-Horse-7';
const EMAIL = 'hidden.person@example.com';
const PHONE = '+15550177342';
const STEP_MS = 30_000;

it('tells no code, secret or address of a factor in the logs of the server, right or wrong (S113)', async () => {
  const server = await SignInServer.start({ logLevel: 'debug' });
  const { client } = server;
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({
      PoolName: 'people',
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111122223333:role/sms' },
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true },
    }),
  );
  const UserPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
  const factors = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } as const;
  await client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...factors }));
  const { id: ClientId } = await server.createClient(UserPoolId);
  const Username = 'hidden.person';
  const UserAttributes = [
    { Name: 'email', Value: EMAIL },
    { Name: 'phone_number', Value: PHONE },
  ];
  await client.send(new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }));
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }));

  const codeTo = async (To: string) => {
    const { Messages } = await callMuster(server.ownUrl, 'ListMessages', { To });
    return assertPresent(Messages?.[0]?.Code, 'the code is in the inbox');
  };
  const answer = ({ ChallengeName, Session }: Partial<InitiateAuthCommandOutput>, code: string) => {
    const ChallengeResponses = { USERNAME: Username, [`${ChallengeName}_CODE`]: code };
    return client.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }));
  };
  const begin = (AuthFlow: 'USER_AUTH' | 'USER_PASSWORD_AUTH', more: Record<string, string>) =>
    client.send(new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters: { USERNAME: Username, ...more } }));

  const byMail = await begin('USER_AUTH', { PREFERRED_CHALLENGE: 'EMAIL_OTP' });
  const code = await codeTo(EMAIL);
  await expect(answer(byMail, wrongCode(code))).rejects.toMatchObject({ name: 'CodeMismatchException' });
  const { AuthenticationResult = {} } = await answer(byMail, code);
  const { AccessToken = '', NewDeviceMetadata = {} } = AuthenticationResult;
  const DeviceSecretVerifierConfig = { Salt: 'AQIDBA==', PasswordVerifier: Buffer.alloc(380, 5).toString('base64') };
  const DeviceKey = NewDeviceMetadata.DeviceKey;
  await client.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey, DeviceSecretVerifierConfig }));

  const { SecretCode = '' } = await client.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const now = Date.now();
  await client.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: appCode(SecretCode, now) }));
  const preference = { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } };
  await client.send(new SetUserMFAPreferenceCommand({ AccessToken, ...preference }));
  const byApp = await begin('USER_PASSWORD_AUTH', { PASSWORD });
  await expect(answer(byApp, '000000')).rejects.toMatchObject({ name: 'CodeMismatchException' });
  // The next code is accepted early.
  expect((await answer(byApp, appCode(SecretCode, now + STEP_MS))).AuthenticationResult).toBeDefined();

  const off = { SoftwareTokenMfaSettings: { Enabled: false }, SMSMfaSettings: { Enabled: true, PreferredMfa: true } };
  await client.send(new SetUserMFAPreferenceCommand({ AccessToken, ...off }));
  const bySms = await begin('USER_PASSWORD_AUTH', { PASSWORD });
  expect((await answer(bySms, await codeTo(PHONE))).AuthenticationResult).toBeDefined();
  // Throws if a log holds one of them.
  await server.stop();
});

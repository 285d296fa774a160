import {
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminForgetDeviceCommand,
  AdminGetDeviceCommand,
  AdminGetUserAuthFactorsCommand,
  AdminGetUserCommand,
  AdminListDevicesCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminSetUserSettingsCommand,
  AdminUpdateDeviceStatusCommand,
  ConfirmDeviceCommand,
  CreateUserPoolCommand,
  ForgetDeviceCommand,
  GetDeviceCommand,
  GetUserAuthFactorsCommand,
  InitiateAuthCommand,
  ListDevicesCommand,
  SetUserPoolMfaConfigCommand,
  SetUserSettingsCommand,
  UpdateDeviceStatusCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { EmbeddedSignInServer } from './imported-users.ts';

const PASSWORD = 'Correct-Horse-7';
const Username = 'john';

let server: EmbeddedSignInServer;
let UserPoolId: string;
let ClientId: string;
beforeAll(async () => {
  server = await EmbeddedSignInServer.embed();
  const { client } = server;
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({
      PoolName: 'people',
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111122223333:role/sms' },
      DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: true },
    }),
  );
  UserPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
  const apps = { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } } as const;
  await client.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...apps }));
  ({ id: ClientId } = await server.createClient(UserPoolId));
  const UserAttributes = [{ Name: 'phone_number', Value: '+15550100234' }];
  await client.send(new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }));
  await client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }));
});
afterAll(() => server.stop());

async function signIn() {
  const AuthParameters = { USERNAME: Username, PASSWORD };
  const input = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
  return (await server.client.send(input)).AuthenticationResult ?? {};
}

const factorsOf = async () => {
  const { PreferredMfaSetting, UserMFASettingList } = await server.client.send(
    new AdminGetUserCommand({ UserPoolId, Username }),
  );
  return [PreferredMfaSetting, UserMFASettingList];
};

it('activates and shows factors by the SDK of AWS (R870, R872, R877, R878, R879)', async () => {
  const { client } = server;
  const { AccessToken = '' } = await signIn();
  const MFAOptions = [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' } as const];
  await client.send(new SetUserSettingsCommand({ AccessToken, MFAOptions }));
  expect(await factorsOf()).toEqual(['SMS_MFA', ['SMS_MFA']]);
  await client.send(new AdminSetUserSettingsCommand({ UserPoolId, Username, MFAOptions: [] }));
  expect(await factorsOf()).toEqual([undefined, undefined]);
  const preference = { UserPoolId, Username, SMSMfaSettings: { Enabled: true } };
  await client.send(new AdminSetUserMFAPreferenceCommand(preference));
  await client.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId, Username }));
  const expected = { Username, UserMFASettingList: ['SMS_MFA'], ConfiguredUserAuthFactors: ['PASSWORD'] };
  expect(await client.send(new GetUserAuthFactorsCommand({ AccessToken }))).toMatchObject(expected);
  expect(await client.send(new AdminGetUserAuthFactorsCommand({ UserPoolId, Username }))).toMatchObject(expected);
  await client.send(new AdminSetUserMFAPreferenceCommand({ ...preference, SMSMfaSettings: { Enabled: false } }));
});

it('shows, remembers and forgets devices by the SDK of AWS (R882, R885, R886)', async () => {
  const { client } = server;
  const { AccessToken = '', NewDeviceMetadata: { DeviceKey } = {} } = await signIn();
  const DeviceSecretVerifierConfig = { Salt: 'AQIDBA==', PasswordVerifier: Buffer.alloc(380, 5).toString('base64') };
  const confirmed = new ConfirmDeviceCommand({
    AccessToken,
    DeviceKey,
    DeviceName: 'laptop',
    DeviceSecretVerifierConfig,
  });
  expect(await client.send(confirmed)).toMatchObject({ UserConfirmationNecessary: true });
  await client.send(new UpdateDeviceStatusCommand({ AccessToken, DeviceKey, DeviceRememberedStatus: 'remembered' }));
  const { Device } = await client.send(new GetDeviceCommand({ AccessToken, DeviceKey }));
  expect(Device).toMatchObject({ DeviceKey, DeviceCreateDate: expect.any(Date) });
  expect(Device?.DeviceAttributes).toContainEqual({ Name: 'dev:device_remembered_status', Value: 'remembered' });
  expect((await client.send(new ListDevicesCommand({ AccessToken }))).Devices).toEqual([Device]);
  const admin = { UserPoolId, Username };
  expect((await client.send(new AdminListDevicesCommand(admin))).Devices).toEqual([Device]);
  const device = { ...admin, DeviceKey };
  await client.send(new AdminUpdateDeviceStatusCommand({ ...device, DeviceRememberedStatus: 'not_remembered' }));
  const { Device: changed } = await client.send(new AdminGetDeviceCommand(device));
  expect(changed?.DeviceAttributes).toContainEqual({ Name: 'dev:device_remembered_status', Value: 'not_remembered' });
  await client.send(new ForgetDeviceCommand({ AccessToken, DeviceKey }));
  await expect(client.send(new AdminForgetDeviceCommand(device))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

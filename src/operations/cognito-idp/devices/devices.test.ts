import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEVICES_PER_USER_MAX } from '../../../domain/devices/device.ts';
import {
  DeviceProof,
  type DeviceSecret,
  makeDeviceSecret,
  verifierConfigOf,
} from '../../../domain/devices/device-client.fixture.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import type { TokenContext } from '../../operation.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { lastCode, SMS_CONFIGURATION } from '../sign-in/factors.fixture.ts';
import { respondToAuthChallenge } from '../sign-in/respond-to-auth-challenge.ts';
import { type App, makeApp, PASSWORD } from '../sign-in/sign-in.fixture.ts';
import { adminForgetDevice } from './admin-forget-device.ts';
import { adminGetDevice } from './admin-get-device.ts';
import { adminListDevices } from './admin-list-devices.ts';
import { adminUpdateDeviceStatus } from './admin-update-device-status.ts';
import { confirmDevice } from './confirm-device.ts';
import { forgetDevice } from './forget-device.ts';
import { getDevice } from './get-device.ts';
import { listDevices } from './list-devices.ts';
import { updateDeviceStatus } from './update-device-status.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

type Pool = Partial<InputOf<'cognito-idp', 'CreateUserPool'>>;
type Answer = Awaited<ReturnType<App['respond']>>;

const TRACKED: Pool = {
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
};
const WITH_MFA: Pool = { MfaConfiguration: 'ON', SmsConfiguration: SMS_CONFIGURATION };
const PHONE = { phone_number: '+15550100234' };
const AccessToken = 'a.b.c';

async function outcome<Result>(call: Promise<Result>): Promise<unknown> {
  return call.catch((error: unknown) => error);
}

const begin = (app: App, more: Record<string, string> = {}) =>
  app.initiate('USER_PASSWORD_AUTH', { USERNAME: 'john', PASSWORD, ...more });

function newDevice({ AuthenticationResult }: Answer): DeviceSecret {
  return makeDeviceSecret(AuthenticationResult?.NewDeviceMetadata);
}

async function contextOf(app: App, deviceKey?: string): Promise<TokenContext> {
  const context = await app.tokenContext('john');
  return { ...context, tokenOwner: { ...context.tokenOwner, ...(deviceKey !== undefined && { deviceKey }) } };
}

const confirm = async (app: App, device: DeviceSecret, more: Record<string, unknown> = {}) =>
  confirmDevice.run(
    {
      AccessToken,
      DeviceKey: device.key,
      DeviceName: 'laptop',
      DeviceSecretVerifierConfig: verifierConfigOf(device),
      ...more,
    },
    await contextOf(app, device.key),
  );

/** A pool with a user who has signed in from one device and confirmed it. */
async function makeDeviceApp(pool: Pool = TRACKED): Promise<{ app: App; device: DeviceSecret }> {
  const app = await makeApp(fixture, {}, pool);
  await app.confirm('john', PHONE);
  let answer = await begin(app);
  if (answer.ChallengeName === 'SMS_MFA') answer = await answerSms(app, answer);
  const device = newDevice(answer);
  await confirm(app, device);
  return { app, device };
}

async function answerSms(app: App, { Session = '' }: Answer, more: Record<string, string> = {}): Promise<Answer> {
  const ChallengeResponses = { USERNAME: 'john', SMS_MFA_CODE: await lastCode(fixture), ...more };
  return app.respond({ ChallengeName: 'SMS_MFA', Session, ChallengeResponses });
}

/** The first step of SRP of a device, and the answer to the second, which is sent as often as it is called. */
async function proveDevice(app: App, { Session = '' }: Answer, device: DeviceSecret) {
  const proof = new DeviceProof('john', device);
  const asked = await app.respond({ ChallengeName: 'DEVICE_SRP_AUTH', Session, ChallengeResponses: proof.first });
  expect(asked.ChallengeName).toBe('DEVICE_PASSWORD_VERIFIER');
  const ChallengeResponses = proof.second(asked.ChallengeParameters);
  const input = { ClientId: app.ClientId, ChallengeName: 'DEVICE_PASSWORD_VERIFIER', ChallengeResponses } as const;
  return { answer: (context = app.nobody) => outcome(respondToAuthChallenge.run(input, context)) };
}

describe('a pool that tracks devices', () => {
  it('gives a new device a key, and takes the verifier of its secret once (R882)', async () => {
    const app = await makeApp(fixture, {}, TRACKED);
    await app.confirm('john');
    const answer = await begin(app);
    const device = newDevice(answer);
    expect(device).toMatchObject({
      key: expect.stringMatching(/^eu-central-1_[0-9a-f-]{36}$/),
      groupKey: expect.stringMatching(/^-[0-9a-f]{8}$/),
    });
    const payload = Buffer.from(answer.AuthenticationResult?.AccessToken?.split('.')[1] ?? '', 'base64url');
    expect(JSON.parse(payload.toString())).toMatchObject({ device_key: device.key });
    expect(await confirm(app, device)).toEqual({ UserConfirmationNecessary: false });
    expect(await outcome(confirm(app, device))).toMatchObject({ code: 'DeviceKeyExistsException' });
    // Each device has another key, in the same group.
    expect(newDevice(await begin(app))).toMatchObject({
      groupKey: device.groupKey,
      key: expect.not.stringMatching(device.key),
    });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'of another sign-in',
      { DeviceKey: 'eu-central-1_0199d2a0-0000-7000-8000-00000000000a' },
      'Invalid device key given.',
    ],
    ['of another region', { DeviceKey: 'eu-west-1_0199d2a0-0000-7000-8000-00000000000a' }, 'Invalid device key given.'],
    ['without a verifier', { DeviceSecretVerifierConfig: {} }, 'DeviceSecretVerifierConfig has to have'],
    [
      'with a verifier of 0',
      { DeviceSecretVerifierConfig: { Salt: 'AQ==', PasswordVerifier: 'AAAA' } },
      'DeviceSecretVerifierConfig has to have',
    ],
    [
      'with a verifier beyond the prime',
      { DeviceSecretVerifierConfig: { Salt: 'AQ==', PasswordVerifier: Buffer.alloc(384, 255).toString('base64') } },
      'DeviceSecretVerifierConfig has to have',
    ],
    [
      'with one that is not base64',
      { DeviceSecretVerifierConfig: { Salt: 'AQ==', PasswordVerifier: '*' } },
      'DeviceSecretVerifierConfig has to have',
    ],
  ])('refuses to confirm a device %s (R882)', async (_, change, text) => {
    const app = await makeApp(fixture, {}, TRACKED);
    await app.confirm('john');
    const device = newDevice(await begin(app));
    expect(await outcome(confirm(app, device, change))).toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining(text),
    });
  });

  it('signs in from a device that proves its secret after the password, and says so in the token (R884)', async () => {
    const { app, device } = await makeDeviceApp();
    fixture.clock.advance(1_000);
    const asked = await begin(app, { DEVICE_KEY: device.key });
    expect(asked).toMatchObject({ ChallengeName: 'DEVICE_SRP_AUTH', Session: expect.any(String) });
    const { answer } = await proveDevice(app, asked, device);
    const result = (await answer()) as Answer;
    expect(result.AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
    const payload = Buffer.from(result.AuthenticationResult?.AccessToken?.split('.')[1] ?? '', 'base64url');
    expect(JSON.parse(payload.toString())).toMatchObject({ device_key: device.key });
    // Once, like any other answer.
    expect(await answer()).toMatchObject({ code: 'NotAuthorizedException' });
    const { RefreshToken: REFRESH_TOKEN = '' } = result.AuthenticationResult ?? {};
    const refreshed = await app.initiate('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN });
    const renewed = Buffer.from(refreshed.AuthenticationResult?.AccessToken?.split('.')[1] ?? '', 'base64url');
    expect(JSON.parse(renewed.toString())).toMatchObject({ device_key: device.key });
  });

  it('refuses a device that does not have the secret, which counts for the lock-out (S18, R884)', async () => {
    const { app, device } = await makeDeviceApp();
    for (let failure = 1; failure <= 5; failure++) {
      const asked = await begin(app, { DEVICE_KEY: device.key });
      const { answer } = await proveDevice(app, asked, { ...device, secret: 'another' });
      expect(await answer()).toMatchObject({
        code: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      });
    }
    expect(await outcome(begin(app))).toMatchObject({ message: 'Password attempts exceeded' });
  });

  it.each([
    ['the region of another pool', 'eu-west-1_0199d2a0-0000-7000-8000-00000000000a'],
    ['nobody', 'eu-central-1_0199d2a0-0000-7000-8000-00000000000a'],
    ['no form', 'x'],
  ])('makes a new device of one whose key is of %s (R883)', async (_, DEVICE_KEY) => {
    const { app } = await makeDeviceApp();
    expect(await begin(app, { DEVICE_KEY })).toHaveProperty('AuthenticationResult.NewDeviceMetadata');
  });

  it('knows nothing of the device of another user (R883)', async () => {
    const { app, device } = await makeDeviceApp();
    await app.confirm('jane');
    const parameters = { USERNAME: 'jane', PASSWORD, DEVICE_KEY: device.key };
    expect(await app.initiate('USER_PASSWORD_AUTH', parameters)).toHaveProperty(
      'AuthenticationResult.NewDeviceMetadata',
    );
  });
});

describe('a remembered device', () => {
  it('stands for the second factor, if the pool says so (R884)', async () => {
    const { app, device } = await makeDeviceApp({ ...TRACKED, ...WITH_MFA });
    const asked = await begin(app, { DEVICE_KEY: device.key });
    expect(asked.ChallengeName).toBe('DEVICE_SRP_AUTH');
    const { answer } = await proveDevice(app, asked, device);
    expect(await answer()).toHaveProperty('AuthenticationResult');
    expect(await begin(app)).toMatchObject({ ChallengeName: 'SMS_MFA' });
  });

  it('does not where the pool asks on every device, or the user did not remember it; the second factor is then enough (R884)', async () => {
    const everywhere = { DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } };
    const prompted = {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
    };
    for (const pool of [everywhere, prompted]) {
      const { app, device } = await makeDeviceApp({ ...pool, ...WITH_MFA });
      const asked = await begin(app, { DEVICE_KEY: device.key });
      expect(asked).toMatchObject({ ChallengeName: 'SMS_MFA' });
      const { AuthenticationResult } = await answerSms(app, asked, { DEVICE_KEY: device.key });
      expect(AuthenticationResult).toHaveProperty('AccessToken');
      expect(AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
    }
  });

  it('stands for it no longer once it is forgotten, also between two steps (R884)', async () => {
    const { app, device } = await makeDeviceApp({ ...TRACKED, ...WITH_MFA });
    const forget = async () =>
      updateDeviceStatus.run(
        { AccessToken, DeviceKey: device.key, DeviceRememberedStatus: 'not_remembered' },
        await contextOf(app),
      );
    const asked = await begin(app, { DEVICE_KEY: device.key });
    const { answer } = await proveDevice(app, asked, device);
    await forget();
    expect(await answer()).toMatchObject({ code: 'NotAuthorizedException', message: 'Invalid session for the user.' });
    expect(await begin(app, { DEVICE_KEY: device.key })).toMatchObject({ ChallengeName: 'SMS_MFA' });
  });

  it.each([
    ['before', 'findDevice'],
    ['while', 'answerChallenge'],
  ] as const)('cannot end a sign-in once it is forgotten, %s its proof is judged (R1100)', async (_, method) => {
    const { app, device } = await makeDeviceApp();
    const { answer } = await proveDevice(app, await begin(app, { DEVICE_KEY: device.key }), device);
    const context = await contextOf(app);
    const store = Object.assign(Object.create(fixture.store), {
      [method]: async (...given: unknown[]) => {
        await forgetDevice.run({ AccessToken, DeviceKey: device.key }, context);
        return Reflect.apply(fixture.store[method], fixture.store, given);
      },
    });
    expect(await answer({ ...app.nobody, store })).toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Invalid session for the user.',
    });
    expect(await begin(app, { DEVICE_KEY: device.key })).toHaveProperty('AuthenticationResult.NewDeviceMetadata');
  });

  it('is of no use without the password, and with no other device (R884)', async () => {
    const { app, device } = await makeDeviceApp({ ...TRACKED, ...WITH_MFA });
    const { Session = '' } = await begin(app, { DEVICE_KEY: device.key });
    const ask = (change: Record<string, string>, of = Session) =>
      outcome(
        app.respond({
          ChallengeName: 'DEVICE_SRP_AUTH',
          Session: of,
          ChallengeResponses: { USERNAME: 'john', DEVICE_KEY: device.key, SRP_A: 'ab', ...change },
        }),
      );
    const VOID = { message: 'Invalid session for the user.' };
    expect(await ask({}, 'x'.repeat(40))).toMatchObject(VOID);
    expect(await ask({ DEVICE_KEY: 'eu-central-1_0199d2a0-0000-7000-8000-00000000000a' })).toMatchObject(VOID);
    expect(await ask({ SRP_A: '0' })).toMatchObject({ code: 'InvalidParameterException' });
    expect(await ask({})).toMatchObject({ ChallengeName: 'DEVICE_PASSWORD_VERIFIER' });
  });
});

describe('the devices of a user', () => {
  it('are described, listed, remembered and forgotten, by the user and by an administrator (R885, R886)', async () => {
    const { app, device } = await makeDeviceApp();
    const admin = { UserPoolId: app.UserPoolId, Username: 'john' };
    const context = await contextOf(app);
    const described = {
      DeviceKey: device.key,
      DeviceAttributes: [
        { Name: 'device_status', Value: 'valid' },
        { Name: 'device_name', Value: 'laptop' },
        { Name: 'dev:device_remembered_status', Value: 'remembered' },
      ],
      DeviceCreateDate: expect.any(Number),
      DeviceLastModifiedDate: expect.any(Number),
      DeviceLastAuthenticatedDate: expect.any(Number),
    };
    expect(await getDevice.run({ AccessToken, DeviceKey: device.key }, context)).toEqual({ Device: described });
    expect(await adminGetDevice.run({ ...admin, DeviceKey: device.key }, app.admin)).toEqual({ Device: described });
    fixture.clock.advance(1);
    const second = newDevice(await begin(app));
    await confirm(app, second);
    const first = await listDevices.run({ AccessToken, Limit: 1 }, context);
    expect(first).toMatchObject({ Devices: [{ DeviceKey: device.key }], PaginationToken: expect.any(String) });
    const { PaginationToken = '' } = first;
    expect(await listDevices.run({ AccessToken, Limit: 1, PaginationToken }, context)).toMatchObject({
      Devices: [{ DeviceKey: second.key }],
    });
    expect((await adminListDevices.run(admin, app.admin)).Devices).toHaveLength(2);
    const status = { ...admin, DeviceKey: device.key, DeviceRememberedStatus: 'not_remembered' } as const;
    expect(await adminUpdateDeviceStatus.run(status, app.admin)).toEqual({});
    expect(await updateDeviceStatus.run({ AccessToken, DeviceKey: device.key }, context)).toEqual({});
    const { Device } = await getDevice.run({ AccessToken, DeviceKey: device.key }, context);
    expect(Device.DeviceAttributes?.at(-1)).toEqual({ Name: 'dev:device_remembered_status', Value: 'not_remembered' });
    await forgetDevice.run({ AccessToken, DeviceKey: device.key }, context);
    await adminForgetDevice.run({ ...admin, DeviceKey: second.key }, app.admin);
    expect(await listDevices.run({ AccessToken }, context)).toEqual({ Devices: [] });
  });

  it('are told to be none where there is none (R886)', async () => {
    const { app } = await makeDeviceApp();
    const DeviceKey = 'eu-central-1_0199d2a0-0000-7000-8000-00000000000a';
    const admin = { UserPoolId: app.UserPoolId, Username: 'john', DeviceKey };
    const context = await contextOf(app);
    const calls: (() => Promise<unknown>)[] = [
      () => getDevice.run({ AccessToken, DeviceKey }, context),
      () => updateDeviceStatus.run({ AccessToken, DeviceKey }, context),
      () => forgetDevice.run({ AccessToken, DeviceKey }, context),
      () => adminGetDevice.run(admin, app.admin),
      () => adminUpdateDeviceStatus.run(admin, app.admin),
      () => adminForgetDevice.run(admin, app.admin),
    ];
    for (const call of calls) {
      expect(await outcome(call())).toMatchObject({
        code: 'ResourceNotFoundException',
        message: 'Device does not exist.',
      });
    }
    expect(await outcome(getDevice.run({ DeviceKey }, app.nobody))).toMatchObject({
      code: 'InvalidParameterException',
    });
    const nobody = { ...admin, Username: 'nobody' };
    expect(await outcome(adminGetDevice.run(nobody, app.admin))).toMatchObject({ code: 'ResourceNotFoundException' });
    expect(await outcome(adminForgetDevice.run(nobody, app.admin))).toMatchObject({ code: 'UserNotFoundException' });
  });

  it('are not tracked by a pool without the setting (R882)', async () => {
    const app = await makeApp(fixture);
    await app.confirm('john');
    expect((await begin(app)).AuthenticationResult).not.toHaveProperty('NewDeviceMetadata');
    const device = { key: 'eu-central-1_0199d2a0-0000-7000-8000-00000000000a', groupKey: '-a', secret: 'b' };
    expect(await outcome(confirm(app, device))).toMatchObject({ code: 'InvalidUserPoolConfigurationException' });
  });

  it('are a hundred at most: the one that signed in longest ago makes room (R885)', async () => {
    const { app, device } = await makeDeviceApp();
    const pool = (
      await fixture.store.listUserPools(
        { account: app.admin.principal.account, region: app.admin.region },
        undefined,
        1,
      )
    ).items[0];
    const sub = (await app.tokenContext('john')).tokenOwner.sub;
    if (!pool) throw new Error('the pool is there');
    for (let index = 0; index < DEVICES_PER_USER_MAX; index++) {
      const uuid = `0199d2a0-0000-7000-8000-${String(index).padStart(12, '0')}`;
      const nowMs = fixture.clock.nowMs() + 1 + index;
      const times = { createdAt: nowMs, modifiedAt: nowMs, authenticatedAt: nowMs };
      const added = { uuid, name: undefined, isRemembered: true, sealedVerifier: Uint8Array.of(1), ...times };
      await fixture.store.addDevice(pool.key, sub, added, DEVICES_PER_USER_MAX);
    }
    const { items } = await fixture.store.listDevices(pool.key, sub, undefined, 1_000);
    expect(items).toHaveLength(DEVICES_PER_USER_MAX);
    expect(items.map(({ uuid }) => uuid)).not.toContain(device.key.slice('eu-central-1_'.length));
  });
});

import { DEVICES_PER_USER_MAX, deviceUuidOf } from '../../../domain/devices/device.ts';
import { parseDeviceVerifier, sealDeviceVerifier } from '../../../domain/devices/device-verifier.ts';
import { defineOperation } from '../../define-operation.ts';
import { getTokenOwner } from '../sign-in/token-owner.ts';
import { failWithoutUser } from '../users/get-user.ts';

/** Keeps the verifier of a secret that a new device has made, under the key that its sign-in was given (R882, R885). */
export const confirmDevice = defineOperation('cognito-idp', 'ConfirmDevice', async ({ input, context, fail }) => {
  const { store, clock, signIn, tokenOwner } = context;
  const { pool, user } = await getTokenOwner(context, fail);
  const { deviceConfiguration } = pool.settings;
  if (deviceConfiguration === undefined) {
    return fail('InvalidUserPoolConfigurationException', `User pool ${pool.id} does not track devices.`);
  }
  const uuid = deviceUuidOf(pool, input.DeviceKey);
  if (uuid === undefined || input.DeviceKey !== tokenOwner.deviceKey) {
    return fail('InvalidParameterException', 'Invalid device key given.');
  }
  const { Salt, PasswordVerifier } = input.DeviceSecretVerifierConfig ?? {};
  const verifier = parseDeviceVerifier(Salt, PasswordVerifier);
  if (!verifier) {
    return fail(
      'InvalidParameterException',
      'DeviceSecretVerifierConfig has to have a salt and a verifier that SRP can use, in base64.',
    );
  }
  const nowMs = clock.nowMs();
  const asksUser = deviceConfiguration.deviceOnlyRememberedOnUserPrompt === true;
  const device = {
    uuid,
    name: input.DeviceName,
    isRemembered: !asksUser,
    sealedVerifier: new Uint8Array(sealDeviceVerifier(signIn.keys.device, uuid, verifier)),
    createdAt: nowMs,
    modifiedAt: nowMs,
    authenticatedAt: nowMs,
  };
  switch (await store.addDevice(pool.key, user.sub, device, DEVICES_PER_USER_MAX)) {
    case 'added':
      return { UserConfirmationNecessary: asksUser };
    case 'exists':
      return fail('DeviceKeyExistsException', 'Device key already exists.');
    case 'not-found':
      return failWithoutUser(fail);
  }
});

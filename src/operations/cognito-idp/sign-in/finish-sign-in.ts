import { deviceGroupKey, makeDeviceKey } from '../../../domain/devices/device.ts';
import type { User } from '../../../domain/users/user.ts';
import { findOwnDevice } from './devices.ts';
import { issueTokens } from './issue-tokens.ts';
import type { SignInAnswer, SignInRequest } from './sign-in-request.ts';

/**
 * Tokens for a user who has proved all that is asked of them. In a pool that tracks devices, one that is not known gets a key, which is in
 * the tokens, too: by that ConfirmDevice knows it (R882).
 */
export async function finishSignIn(request: SignInRequest, user: User): Promise<SignInAnswer> {
  const { context, pool } = request;
  const { deviceConfiguration } = pool.settings;
  if (deviceConfiguration === undefined || (await findOwnDevice(request, user))) {
    return { AuthenticationResult: await issueTokens(request, user), ChallengeParameters: {} };
  }
  const DeviceKey = makeDeviceKey(pool, context.ids.uuidV7(context.clock.nowMs()));
  return {
    AuthenticationResult: {
      ...(await issueTokens(request, user, { deviceKey: DeviceKey })),
      NewDeviceMetadata: { DeviceKey, DeviceGroupKey: deviceGroupKey(pool) },
    },
    ChallengeParameters: {},
  };
}

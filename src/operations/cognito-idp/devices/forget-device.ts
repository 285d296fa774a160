import { defineOperation } from '../../define-operation.ts';
import { forgetDeviceOf, getDeviceOwner } from './work-on-device.ts';

export const forgetDevice = defineOperation('cognito-idp', 'ForgetDevice', async ({ input, context, fail }) =>
  forgetDeviceOf(context, await getDeviceOwner(context, fail), input.DeviceKey, fail),
);

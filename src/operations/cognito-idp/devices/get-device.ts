import { defineOperation } from '../../define-operation.ts';
import { describeDevice, getDeviceOwner } from './work-on-device.ts';

export const getDevice = defineOperation('cognito-idp', 'GetDevice', async ({ input, context, fail }) =>
  describeDevice(context, await getDeviceOwner(context, fail), input.DeviceKey, fail),
);

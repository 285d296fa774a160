import { defineOperation } from '../../define-operation.ts';
import { getDeviceOwner, listDevicesOf } from './work-on-device.ts';

export const listDevices = defineOperation('cognito-idp', 'ListDevices', async ({ input, context, fail }) =>
  listDevicesOf(context, await getDeviceOwner(context, fail), input, fail),
);

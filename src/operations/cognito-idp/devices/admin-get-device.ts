import { defineOperation } from '../../define-operation.ts';
import { getAdminDeviceOwner } from './admin-device-owner.ts';
import { describeDevice } from './work-on-device.ts';

export const adminGetDevice = defineOperation('cognito-idp', 'AdminGetDevice', async ({ input, context, fail }) =>
  describeDevice(context, await getAdminDeviceOwner(context, input, fail), input.DeviceKey, fail),
);

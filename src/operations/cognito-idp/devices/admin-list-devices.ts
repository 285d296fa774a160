import { defineOperation } from '../../define-operation.ts';
import { getAdminDeviceOwner } from './admin-device-owner.ts';
import { listDevicesOf } from './work-on-device.ts';

export const adminListDevices = defineOperation('cognito-idp', 'AdminListDevices', async ({ input, context, fail }) =>
  listDevicesOf(context, await getAdminDeviceOwner(context, input, fail), input, fail),
);

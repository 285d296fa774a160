import { defineOperation } from '../../define-operation.ts';
import { getDeviceOwner, setDeviceStatus } from './work-on-device.ts';

export const updateDeviceStatus = defineOperation(
  'cognito-idp',
  'UpdateDeviceStatus',
  async ({ input, context, fail }) => setDeviceStatus(context, await getDeviceOwner(context, fail), input, fail),
);

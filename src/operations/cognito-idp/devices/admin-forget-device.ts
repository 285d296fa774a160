import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { getUser } from '../users/get-user.ts';
import { forgetDeviceOf } from './work-on-device.ts';

export const adminForgetDevice = defineOperation(
  'cognito-idp',
  'AdminForgetDevice',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    return forgetDeviceOf(context, { pool, user }, input.DeviceKey, fail);
  },
);

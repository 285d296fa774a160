import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { getUser } from '../users/get-user.ts';
import { setDeviceStatus } from './work-on-device.ts';

export const adminUpdateDeviceStatus = defineOperation(
  'cognito-idp',
  'AdminUpdateDeviceStatus',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    return setDeviceStatus(context, { pool, user }, input, fail);
  },
);

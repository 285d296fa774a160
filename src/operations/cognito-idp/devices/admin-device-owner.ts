import type { Fail } from '../../define-operation.ts';
import type { OperationContext } from '../../operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { getUser } from '../users/get-user.ts';
import type { DeviceOwner } from './work-on-device.ts';

type OwnerError = 'InvalidParameterException' | 'ResourceNotFoundException';

/** The user whom an administrator names. Two of the operations list no error of their own for one who does not exist (R886). */
export async function getAdminDeviceOwner(
  context: OperationContext,
  { UserPoolId, Username }: { readonly UserPoolId: string; readonly Username: string },
  fail: Fail<OwnerError>,
): Promise<DeviceOwner> {
  const pool = await getUserPool(context, UserPoolId, fail);
  const { user } = await getUser(context, pool, Username, (code, message) =>
    fail(code === 'UserNotFoundException' ? 'ResourceNotFoundException' : code, message),
  );
  return { pool, user };
}

import { defineOperation } from '../../define-operation.ts';
import { failWithoutUser } from '../users/get-user.ts';
import { getTokenOwner } from './token-owner.ts';

export const deleteSelf = defineOperation('cognito-idp', 'DeleteUser', async ({ context, fail }) => {
  const { pool, usernameKey } = await getTokenOwner(context, fail);
  const deletion = await context.store.deleteUser(pool.key, usernameKey);
  if (deletion !== 'deleted') failWithoutUser(fail);
});

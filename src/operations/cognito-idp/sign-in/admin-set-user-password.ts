import { findPasswordFault } from '../../../domain/pools/password-policy.ts';
import { defineOperation } from '../../define-operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';
import { failWithoutUser, getUser } from '../users/get-user.ts';
import { sealPassword } from '../users/seal-password.ts';

/** Sets a password that lasts, or a temporary one that the user has to replace at the next sign-in (S1, S90). */
export const adminSetUserPassword = defineOperation(
  'cognito-idp',
  'AdminSetUserPassword',
  async ({ input, context, fail }) => {
    const pool = await getUserPool(context, input.UserPoolId, fail);
    const { user } = await getUser(context, pool, input.Username, fail);
    const fault = findPasswordFault(pool.settings.passwordPolicy, input.Password);
    if (fault !== undefined) return fail('InvalidPasswordException', fault);
    const change = await context.store.replacePassword(pool.key, user.sub, {
      sealedPassword: await sealPassword(context, pool, user, input.Password, fail),
      status: input.Permanent === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
      nowMs: context.clock.nowMs(),
    });
    return change === 'changed' ? {} : failWithoutUser(fail);
  },
);

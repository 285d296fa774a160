import { findPasswordFault } from '../../../domain/pools/password-policy.ts';
import { comparisonKey } from '../../../domain/users/comparison-key.ts';
import { defineOperation } from '../../define-operation.ts';
import { sealPassword } from '../users/seal-password.ts';
import { judgePassword } from './judge-password.ts';
import { INCORRECT, RESET_REQUIRED } from './sign-in-request.ts';
import { getTokenOwner } from './token-owner.ts';

const NOBODY = new Uint8Array(16);

/**
 * Replaces the password of a signed-in user, who has to know the old one; only a user who has none sets the first without (S54, R648). A
 * wrong one counts for the lock-out. A user whose password was reset needs the code: an access token from before is not enough.
 */
export const changePassword = defineOperation('cognito-idp', 'ChangePassword', async ({ input, context, fail }) => {
  const { store, clock } = context;
  const { pool, client, user } = await getTokenOwner(context, fail);
  const { PreviousPassword: previous, ProposedPassword: proposed } = input;
  if (user.status === 'RESET_REQUIRED') return fail('PasswordResetRequiredException', RESET_REQUIRED);
  const fault = findPasswordFault(pool.settings.passwordPolicy, proposed);
  if (previous !== undefined) {
    // Refuses a wrong one itself; an imported hash becomes a verifier on the way.
    await judgePassword({ context, pool, client, fail }, user.username, previous);
  }
  if (fault !== undefined) return fail('InvalidPasswordException', fault);
  const key = comparisonKey(user.username, pool.settings.caseSensitiveUsernames);
  const { found } = await store.findSignInUser(pool.key, key, NOBODY);
  const expected = found?.sealedPassword ?? null;
  if (previous === undefined && expected !== null) return fail('NotAuthorizedException', INCORRECT);
  const change = await store.replacePassword(pool.key, user.sub, {
    sealedPassword: await sealPassword(context, pool, user, proposed, fail),
    expected,
    status: 'CONFIRMED',
    nowMs: clock.nowMs(),
  });
  // Another request changed the password meanwhile, so that the previous one is wrong by now.
  return change === 'changed' ? {} : fail('NotAuthorizedException', INCORRECT);
});

import { defineOperation } from '../../define-operation.ts';
import { failWithoutPool } from '../pools/get-user-pool.ts';

/** Ends all sessions of the user, this one too (S106). */
export const globalSignOut = defineOperation('cognito-idp', 'GlobalSignOut', async ({ context, fail }) => {
  const { store, clock, tokenOwner, noteUser } = context;
  const pool = await store.findUserPool(tokenOwner, tokenOwner.userPoolId);
  if (!pool) return failWithoutPool(tokenOwner.userPoolId, fail);
  noteUser(tokenOwner.sub);
  // A user who was deleted meanwhile has no session left.
  await store.endSessions(pool.key, tokenOwner.sub, clock.nowMs());
  return {};
});

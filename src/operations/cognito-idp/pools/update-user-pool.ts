import { findMfaFault } from '../../../domain/pools/judge-mfa-request.ts';
import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { failDuringImport, failWithoutPool, getUserPool } from './get-user-pool.ts';
import { updatedPoolSettings } from './user-pool-settings.ts';
import { warnOfTriggers } from './warn-of-triggers.ts';

/** Replaces all settings that can change: those left out go back to their defaults. */
export const updateUserPool = defineOperation('cognito-idp', 'UpdateUserPool', async ({ input, context, fail }) => {
  const { store, clock } = context;
  const pool = await getUserPool(context, input.UserPoolId, fail);
  const settings = updatedPoolSettings(pool.settings, input);
  const mfaFault = findMfaFault(settings);
  if (mfaFault !== undefined) return fail('InvalidParameterException', mfaFault);
  const change = await store.replaceUserPoolSettings(scopeOf(context), pool.id, {
    settings,
    keepsTags: input.UserPoolTags === undefined,
    ...(input.PoolName === undefined ? {} : { name: input.PoolName }),
    nowMs: clock.nowMs(),
  });
  switch (change) {
    case 'changed':
      warnOfTriggers(context, pool.id, settings);
      return {};
    case 'not-found':
      return failWithoutPool(pool.id, fail);
    case 'import-in-progress':
      return failDuringImport(pool.id, fail);
  }
});

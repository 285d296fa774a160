import type { Ids } from '../../../base/ids.ts';
import { findMfaFault } from '../../../domain/pools/judge-mfa-request.ts';
import type { UserPoolId } from '../../../domain/pools/user-pool.ts';
import { judgeSchema } from '../../../domain/pools/user-pool-schema.ts';
import { defineOperation } from '../../define-operation.ts';
import { scopeOf } from '../../scope-of.ts';
import { userPoolIdOf } from './get-user-pool.ts';
import { requestedSchema } from './requested-schema.ts';
import { userPoolAnswer } from './user-pool-answer.ts';
import { newPoolSettings } from './user-pool-settings.ts';
import { warnOfTriggers } from './warn-of-triggers.ts';

const ID_CHARACTERS = 9;

export const createUserPool = defineOperation('cognito-idp', 'CreateUserPool', async ({ input, context, fail }) => {
  const { store, clock, ids, region } = context;
  const settings = newPoolSettings(input);
  if (settings.aliasAttributes.length > 0 && settings.usernameAttributes.length > 0) {
    return fail(
      'InvalidParameterException',
      'Only one of the aliasAttributes or usernameAttributes can be set in a User pool.',
    );
  }
  const mfaFault = findMfaFault(settings);
  if (mfaFault !== undefined) return fail('InvalidParameterException', mfaFault);
  const verdict = judgeSchema(requestedSchema(input.Schema, 'schema', fail));
  if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);
  const nowMs = clock.nowMs();
  const pool = await store.createUserPool({
    ...scopeOf(context),
    id: newUserPoolId(region, ids),
    name: input.PoolName,
    createdAt: nowMs,
    modifiedAt: nowMs,
    settings,
    schema: verdict.schema,
  });
  warnOfTriggers(context, pool.id, settings);
  return { UserPool: userPoolAnswer(pool) };
});

/** `<region>_` and nine letters or digits (R49). */
function newUserPoolId(region: string, ids: Ids): UserPoolId {
  return userPoolIdOf(`${region}_${ids.alphanumeric(ID_CHARACTERS)}`);
}

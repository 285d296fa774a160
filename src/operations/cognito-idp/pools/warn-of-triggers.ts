import type { UserPoolSettings } from '../../../domain/pools/user-pool.ts';
import type { RequestContext } from '../../operation.ts';

/**
 * Functions are kept and never called (R684). Two of them would change who signs in and what a token says: whoever sets one up is told
 * in the log of the server, since Cognito's answer has no place for it.
 */
export function warnOfTriggers(
  { logger }: Pick<RequestContext, 'logger'>,
  userPoolId: string,
  { lambdaConfig }: Pick<UserPoolSettings, 'lambdaConfig'>,
): void {
  const triggers = [
    ...(lambdaConfig?.userMigration === undefined ? [] : ['UserMigration']),
    ...(lambdaConfig?.preTokenGeneration === undefined && lambdaConfig?.preTokenGenerationConfig === undefined
      ? []
      : ['PreTokenGeneration']),
  ];
  if (triggers.length > 0) logger.warn({ userPoolId, triggers }, 'the pool has triggers that this server never calls');
}

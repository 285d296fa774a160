import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';

/** Names that AWS keeps for itself (N2). */
const RESERVED_NAME = /^aws\//i;

/**
 * Creates a group (N2, N6, N8). Tags are accepted but not stored, since no operation returns them. What would change how a group behaves
 * is refused.
 */
export const createLogGroup = defineOperation('logs', 'CreateLogGroup', async ({ input, context, fail }) => {
  const { logGroupName, logGroupClass = 'STANDARD', kmsKeyId, deletionProtectionEnabled } = input;
  if (RESERVED_NAME.test(logGroupName)) {
    return fail('InvalidParameterException', 'Log groups starting with AWS/ are reserved for AWS.');
  }
  if (kmsKeyId !== undefined) return fail('InvalidParameterException', 'Encryption with a KMS key is not supported.');
  if (logGroupClass !== 'STANDARD') {
    return fail('InvalidParameterException', `The log group class ${logGroupClass} is not supported.`);
  }
  if (deletionProtectionEnabled) {
    return fail('InvalidParameterException', 'Deletion protection of log groups is not supported.');
  }
  const made = await context.store.createLogGroup(scopeOf(context), logGroupName, context.clock.nowMs());
  if (made === 'exists') return fail('ResourceAlreadyExistsException', 'The specified log group already exists');
});

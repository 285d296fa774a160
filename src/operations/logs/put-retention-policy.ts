import { RETENTION_DAYS } from '../../domain/logs/log-retention.ts';
import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { failWithoutLogGroup } from './log-group-of.ts';

/** Sets how long events are kept: one of 22 lengths (N9). */
export const putRetentionPolicy = defineOperation('logs', 'PutRetentionPolicy', async ({ input, context, fail }) => {
  const { logGroupName, retentionInDays } = input;
  if (!RETENTION_DAYS.includes(retentionInDays)) {
    return fail(
      'InvalidParameterException',
      `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: ` +
        `Member must satisfy enum value set: [${RETENTION_DAYS.join(', ')}]`,
    );
  }
  const changed = await context.store.setLogRetention(scopeOf(context), logGroupName, retentionInDays);
  if (changed === 'not-found') return failWithoutLogGroup(fail);
});

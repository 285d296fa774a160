import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { failWithoutLogGroup } from './log-group-of.ts';

/** Back to the default: events are kept for ever (N9). */
export const deleteRetentionPolicy = defineOperation(
  'logs',
  'DeleteRetentionPolicy',
  async ({ input, context, fail }) => {
    const changed = await context.store.setLogRetention(scopeOf(context), input.logGroupName, undefined);
    if (changed === 'not-found') return failWithoutLogGroup(fail);
  },
);

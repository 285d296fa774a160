import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { failWithoutLogGroup } from './log-group-of.ts';

/** Deletes a group (N7, N8), even one that an import writes to: its next batch creates it again. */
export const deleteLogGroup = defineOperation('logs', 'DeleteLogGroup', async ({ input, context, fail }) => {
  const deleted = await context.store.deleteLogGroup(scopeOf(context), input.logGroupName);
  if (deleted === 'not-found') return failWithoutLogGroup(fail);
});

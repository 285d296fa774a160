import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { failWithoutLogGroup, failWithoutLogStream } from './log-group-of.ts';

/** Deletes a stream (N7, N8), even one that an import writes to: its next batch creates it again. */
export const deleteLogStream = defineOperation('logs', 'DeleteLogStream', async ({ input, context, fail }) => {
  const deleted = await context.store.deleteLogStream(scopeOf(context), input.logGroupName, input.logStreamName);
  if (deleted === 'no-group') return failWithoutLogGroup(fail);
  if (deleted === 'no-stream') return failWithoutLogStream(fail);
});

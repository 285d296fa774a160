import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { failWithoutLogGroup, failWithoutLogStream } from './log-group-of.ts';

/** N7, N8. Also a stream that an import writes to: its next batch makes it again. */
export const deleteLogStream = defineOperation('logs', 'DeleteLogStream', async ({ input, context, fail }) => {
  const deleted = await context.store.deleteLogStream(scopeOf(context), input.logGroupName, input.logStreamName);
  if (deleted === 'no-group') return failWithoutLogGroup(fail);
  if (deleted === 'no-stream') return failWithoutLogStream(fail);
});

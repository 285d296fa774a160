import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { failWithoutLogGroup } from './log-group-of.ts';

/** N2, N6 to N8. */
export const createLogStream = defineOperation('logs', 'CreateLogStream', async ({ input, context, fail }) => {
  const { logGroupName, logStreamName } = input;
  const nowMs = context.clock.nowMs();
  const made = await context.store.createLogStream(scopeOf(context), logGroupName, logStreamName, nowMs);
  if (made === 'no-group') return failWithoutLogGroup(fail);
  if (made === 'exists') return fail('ResourceAlreadyExistsException', 'The specified log stream already exists');
});

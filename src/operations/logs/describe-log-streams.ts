import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { openListToken, sealListToken } from './list-token.ts';
import { failOnToken, failWithoutLogGroup, logGroupOf } from './log-group-of.ts';
import { NAMES_PER_PAGE_MAX } from './log-limits.ts';
import { logStreamAnswer } from './log-stream-answer.ts';

/** Lists streams by name or by the time of their last event, with exact times (N10, N11). */
export const describeLogStreams = defineOperation('logs', 'DescribeLogStreams', async ({ input, context, fail }) => {
  const scope = scopeOf(context);
  const group = logGroupOf(context, input, fail);
  const { logStreamNamePrefix: prefix, orderBy = 'LogStreamName', descending = false } = input;
  if (orderBy === 'LastEventTime' && prefix !== undefined) {
    return fail('InvalidParameterException', 'Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const list = JSON.stringify(['streams', group, prefix, orderBy, descending]);
  const sent = input.nextToken;
  const after = sent === undefined ? undefined : openListToken(context, list, sent);
  if (sent !== undefined && after === undefined) return failOnToken(fail);
  const page = await context.store.listLogStreams(scope, group, {
    ...(prefix === undefined ? {} : { prefix }),
    order: orderBy === 'LastEventTime' ? 'last-event-time' : 'name',
    descending,
    ...(after === undefined ? {} : { after }),
    limit: input.limit ?? NAMES_PER_PAGE_MAX,
    nowMs: context.clock.nowMs(),
  });
  if (!page) return failWithoutLogGroup(fail);
  return {
    logStreams: page.items.map((stream) => logStreamAnswer(scope, group, stream)),
    ...(page.next === undefined ? {} : { nextToken: sealListToken(context, list, page.next) }),
  };
});

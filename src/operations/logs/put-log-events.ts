import { judgeLogPut, type RejectedLogEvents } from '../../domain/logs/log-put.ts';
import type { OutputOf } from '../../model/operation-types.ts';
import { defineOperation } from '../define-operation.ts';
import { scopeOf } from '../scope-of.ts';
import { failWithoutLogGroup, failWithoutLogStream } from './log-group-of.ts';

/** Nobody needs one since 2022, but old clients hand the last one on (N16). */
const NEXT_SEQUENCE_TOKEN = '0'.repeat(56);

/** Section 1.1. A sequence token is never looked at (N16). */
export const putLogEvents = defineOperation('logs', 'PutLogEvents', async ({ input, context, fail }) => {
  const { store, clock } = context;
  const { logGroupName, logStreamName, logEvents } = input;
  const scope = scopeOf(context);
  const nowMs = clock.nowMs();
  const group = await store.findLogGroup(scope, logGroupName);
  if (!group) return failWithoutLogGroup(fail);
  const verdict = judgeLogPut(logEvents, { retentionDays: group.retentionDays, nowMs });
  if (verdict.kind === 'refused') return fail('InvalidParameterException', verdict.text);
  const put = await store.putLogEvents(scope, logGroupName, logStreamName, { events: verdict.events, nowMs });
  if (put === 'no-group') return failWithoutLogGroup(fail);
  if (put === 'no-stream') return failWithoutLogStream(fail);
  return { nextSequenceToken: NEXT_SEQUENCE_TOKEN, ...rejectedAnswer(verdict.rejected) };
});

/** Only there if an event was dropped (N15). */
function rejectedAnswer({
  tooNewStartIndex,
  tooOldEndIndex,
  expiredEndIndex,
}: RejectedLogEvents): Pick<OutputOf<'logs', 'PutLogEvents'>, 'rejectedLogEventsInfo'> {
  const rejectedLogEventsInfo = {
    ...(tooNewStartIndex !== undefined && { tooNewLogEventStartIndex: tooNewStartIndex }),
    ...(tooOldEndIndex !== undefined && { tooOldLogEventEndIndex: tooOldEndIndex }),
    ...(expiredEndIndex !== undefined && { expiredLogEventEndIndex: expiredEndIndex }),
  };
  return Object.keys(rejectedLogEventsInfo).length > 0 ? { rejectedLogEventsInfo } : {};
}

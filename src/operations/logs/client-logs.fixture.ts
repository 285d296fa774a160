import type { ClaimedJob } from '../../store/store.ts';
import { NOW_MS, type OperationsFixture } from '../operations.fixture.ts';
import { createLogGroup } from './create-log-group.ts';
import { createLogStream } from './create-log-stream.ts';
import { deleteLogGroup } from './delete-log-group.ts';
import { describeLogGroups } from './describe-log-groups.ts';
import { getLogEvents } from './get-log-events.ts';
import { putLogEvents } from './put-log-events.ts';

export const HOUR_MS = 3_600_000;
export const GROUP = { logGroupName: '/my/app' };
export const STREAM = { ...GROUP, logStreamName: 'web/1' };

/** Opening a store takes far longer than a test: one serves all of a file, its logs and its clock taken back in between. */
export async function emptyLogs(fixture: OperationsFixture): Promise<void> {
  fixture.clock.advance(NOW_MS - fixture.clock.nowMs());
  const { logGroups = [] } = await describeLogGroups.run({}, fixture.context());
  for (const { logGroupName = '' } of logGroups) await deleteLogGroup.run({ logGroupName }, fixture.context());
}

export async function makeStream(fixture: OperationsFixture): Promise<void> {
  await createLogGroup.run(GROUP, fixture.context());
  await createLogStream.run(STREAM, fixture.context());
}

/** Events at so many milliseconds before or behind now, with a message each. */
export function put(fixture: OperationsFixture, events: readonly [offset: number, message: string][], stream = STREAM) {
  const logEvents = events.map(([offset, message]) => ({ timestamp: fixture.clock.nowMs() + offset, message }));
  return putLogEvents.run({ ...stream, logEvents }, fixture.context());
}

export async function readMessages(
  fixture: OperationsFixture,
  stream = STREAM,
  input: { readonly startFromHead?: boolean } = {},
) {
  const { events = [] } = await getLogEvents.run({ ...stream, ...input }, fixture.context());
  return events.map((event) => event.message);
}

/** Another job may begin. */
export async function endJob(fixture: OperationsFixture, { leaseToken }: ClaimedJob): Promise<void> {
  await fixture.store.endImportJob(leaseToken, { event: 'fail', completionMessage: 'x', nowMs: NOW_MS });
}

import { formatLogGroupArn, formatLogStreamArn } from '../../aws/arn.ts';
import type { LogGroup, LogStream } from '../../domain/logs/log-event.ts';
import type { OutputOf } from '../../model/operation-types.ts';
import type { Scope } from '../../store/store.ts';

type LogGroupType = NonNullable<OutputOf<'logs', 'DescribeLogGroups'>['logGroups']>[number];
type LogStreamType = NonNullable<OutputOf<'logs', 'DescribeLogStreams'>['logStreams']>[number];

/** `LogGroup` (N3, N5). */
export function logGroupAnswer({ account, region }: Scope, group: LogGroup): LogGroupType {
  const logGroupArn = formatLogGroupArn({ account, region, logGroupName: group.name });
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
    metricFilterCount: 0,
    arn: `${logGroupArn}:*`,
    storedBytes: group.storedBytes,
    logGroupClass: 'STANDARD',
    logGroupArn,
  };
}

/** `LogStream` (N3, N5, N11). */
export function logStreamAnswer({ account, region }: Scope, logGroupName: string, stream: LogStream): LogStreamType {
  const { firstEventTimestamp, lastEventTimestamp, lastIngestionTime } = stream;
  return {
    logStreamName: stream.name,
    creationTime: stream.createdAt,
    ...(firstEventTimestamp === undefined ? {} : { firstEventTimestamp }),
    ...(lastEventTimestamp === undefined ? {} : { lastEventTimestamp }),
    ...(lastIngestionTime === undefined ? {} : { lastIngestionTime }),
    arn: formatLogStreamArn({ account, region, logGroupName }, stream.name),
    storedBytes: 0,
  };
}

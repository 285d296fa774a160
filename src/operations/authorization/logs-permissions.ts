import { formatLogGroupArn, formatLogStreamArn } from '../../aws/arn.ts';
import { findLogGroupName } from '../logs/log-group-of.ts';
import type { AuthorizationContext, NeededPermission } from './needed-permission.ts';
import type { ServicePermissions } from './service-permissions.ts';

interface GroupInput {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
}

/** A group matches its own ARN and that of all its streams; a stream matches its own and that of its group (N4). */
export const logsPermissions: ServicePermissions<'logs'> = {
  CreateLogGroup: (input, context) => onStream(context, input.logGroupName, ''),
  CreateLogStream: (input, context) => onStream(context, input.logGroupName, input.logStreamName),
  DeleteLogGroup: (input, context) => onStream(context, input.logGroupName, ''),
  DeleteLogStream: (input, context) => onStream(context, input.logGroupName, input.logStreamName),
  DeleteRetentionPolicy: (input, context) => onStream(context, input.logGroupName, ''),
  DescribeLogGroups: (_input, context) => onStream(context, '', ''),
  DescribeLogStreams: (input, context) => onStream(context, groupOf(input, context), ''),
  FilterLogEvents: (input, context) => onStream(context, groupOf(input, context), ''),
  GetLogEvents: (input, context) => onStream(context, groupOf(input, context), input.logStreamName),
  PutLogEvents: (input, context) => onStream(context, input.logGroupName, input.logStreamName),
  PutRetentionPolicy: (input, context) => onStream(context, input.logGroupName, ''),
};

function onStream({ principal, region }: AuthorizationContext, logGroupName: string, logStreamName: string) {
  const group = { region, account: principal.account, logGroupName };
  const permission: NeededPermission = {
    resources: [formatLogStreamArn(group, logStreamName), formatLogGroupArn(group)],
  };
  return [permission];
}

/** A group of another account or region has no name here: nothing is found under the identifier that stands for it. */
function groupOf({ logGroupName, logGroupIdentifier = '' }: GroupInput, context: AuthorizationContext): string {
  return logGroupName ?? findLogGroupName(context, logGroupIdentifier) ?? logGroupIdentifier;
}

import { parseLogGroupArn } from '../../aws/arn.ts';
import type { Fail } from '../define-operation.ts';
import type { OperationContext } from '../operation.ts';

interface GroupInput {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
}

/** The group that an input names, by name or by ARN (N26). A group of another account or region is unknown. */
export function logGroupOf(
  context: OperationContext,
  { logGroupName, logGroupIdentifier }: GroupInput,
  fail: Fail<'InvalidParameterException' | 'ResourceNotFoundException'>,
): string {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) {
    return fail('InvalidParameterException', 'Only one of logGroupName and logGroupIdentifier can be given.');
  }
  const name = logGroupName ?? (logGroupIdentifier && findLogGroupName(context, logGroupIdentifier));
  if (name === undefined || name === '') {
    return logGroupIdentifier === undefined
      ? fail('InvalidParameterException', 'Either logGroupName or logGroupIdentifier must be given.')
      : failWithoutLogGroup(fail);
  }
  return name;
}

/** The name that an identifier stands for; undefined if it is of another account or region, or no identifier at all. */
export function findLogGroupName(
  { principal, region }: Pick<OperationContext, 'principal' | 'region'>,
  identifier: string,
): string | undefined {
  if (!identifier.startsWith('arn:')) return identifier;
  const arn = parseLogGroupArn(identifier);
  return arn?.account === principal.account && arn.region === region ? arn.logGroupName : undefined;
}

/** For a group that is not there (N7). */
export function failWithoutLogGroup(fail: Fail<'ResourceNotFoundException'>): never {
  return fail('ResourceNotFoundException', 'The specified log group does not exist.');
}

/** For a stream that is not there (N7). */
export function failWithoutLogStream(fail: Fail<'ResourceNotFoundException'>): never {
  return fail('ResourceNotFoundException', 'The specified log stream does not exist.');
}

export function failOnToken(fail: Fail<'InvalidParameterException'>): never {
  return fail('InvalidParameterException', 'The specified nextToken is invalid.');
}

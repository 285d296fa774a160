/** The role that import jobs write their log with unless another is named. */
export const IMPORT_ROLE_NAME = 'muster-import';
export const IMPORT_ROLE_POLICY_NAME = 'write-import-log';
export const IMPORT_ROLE_DESCRIPTION = 'Lets user import jobs write their log';

/** Lets Cognito take the role (R284). */
export const IMPORT_ROLE_TRUST_POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** What the role may do, on the log groups of user pools. */
export const LOG_ROLE_ACTIONS = [
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
] as const;

/** Lets the role write the logs of import jobs (R285), of the pools of every region. */
export function importLogPolicyIn(partition: string): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: LOG_ROLE_ACTIONS,
        Resource: [`arn:${partition}:logs:*:*:log-group:/aws/cognito/*`],
      },
    ],
  };
}

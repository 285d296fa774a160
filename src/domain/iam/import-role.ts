/** The role that Muster creates for import jobs if none is given. */
export const IMPORT_ROLE = {
  name: 'muster-import',
  description: 'Lets user import jobs write their log',
  /** JSON (R284). */
  trustPolicy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  }),
  policyName: 'write-import-log',
  /** JSON, for the pools of every region (R285). */
  policy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Resource: ['arn:aws:logs:*:*:log-group:/aws/cognito/*'],
      },
    ],
  }),
} as const;

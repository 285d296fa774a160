import { EXAMPLE_ACCOUNT, type ExampleWorld, type PublishedExample } from './published-example.ts';

const LOGS = { service: 'logs', source: 'AWS CLI' } as const;
const logGroupName = 'my-logs';
const logStreamName = '20150601';
const logEvents = [1_433_190_184_356, 1_433_190_184_358, 1_433_190_184_360].map((timestamp, index) => ({
  timestamp,
  message: `Example Event ${index + 1}`,
}));
/** Its events are of 2015. */
const tooOld = { rejectedLogEventsInfo: { tooOldLogEventEndIndex: 3 } };

const createRole =
  (RoleName: string) =>
  async ({ iam }: ExampleWorld) => {
    const Statement = [{ Effect: 'Allow', Principal: { AWS: EXAMPLE_ACCOUNT }, Action: 'sts:AssumeRole' }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.createRole({ RoleName, AssumeRolePolicyDocument });
  };

/** In the order in which one leaves what the next one takes for granted. */
export const LOGS_EXAMPLES: readonly PublishedExample[] = [
  { ...LOGS, operation: 'CreateLogGroup', input: { logGroupName }, answer: {} },
  { ...LOGS, operation: 'CreateLogStream', input: { logGroupName, logStreamName }, answer: {} },
  { ...LOGS, operation: 'PutLogEvents', input: { logGroupName, logStreamName, logEvents }, answer: tooOld },
  {
    ...LOGS,
    operation: 'PutLogEvents',
    title: 'with a sequence token',
    input: {
      logGroupName,
      logStreamName,
      logEvents,
      sequenceToken: '49542672486831074009579604567656788214806863282469607346',
    },
    answer: tooOld,
  },
  { ...LOGS, operation: 'GetLogEvents', input: { logGroupName, logStreamName }, answer: { events: [] } },
  {
    ...LOGS,
    operation: 'DescribeLogGroups',
    input: { logGroupNamePrefix: 'my-logs' },
    answer: { logGroups: [{ logGroupName, metricFilterCount: 0 }] },
  },
  {
    ...LOGS,
    operation: 'DescribeLogStreams',
    input: { logGroupName, logStreamNamePrefix: '2015' },
    answer: { logStreams: [{ logStreamName }] },
  },
  { ...LOGS, operation: 'PutRetentionPolicy', input: { logGroupName, retentionInDays: 5 }, answer: {} },
  { ...LOGS, operation: 'DeleteRetentionPolicy', input: { logGroupName }, answer: {} },
  {
    ...LOGS,
    operation: 'DeleteLogStream',
    input: { logGroupName, logStreamName: '20150531' },
    // The examples before it create the stream 20150601.
    answer: { error: 'ResourceNotFoundException', reason: 'N7' },
  },
  { ...LOGS, operation: 'DeleteLogGroup', input: { logGroupName }, answer: {} },
];

export const STS_EXAMPLES: readonly PublishedExample[] = [
  {
    service: 'sts',
    operation: 'GetCallerIdentity',
    source: 'AWS SDK',
    input: {},
    answer: { Account: EXAMPLE_ACCOUNT, Arn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:user/Alice` },
  },
  {
    service: 'sts',
    operation: 'AssumeRole',
    source: 'AWS SDK',
    input: {
      ExternalId: '123ABC',
      Policy:
        '{"Version":"2012-10-17","Statement":[{"Sid":"Stmt1","Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}',
      RoleArn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/demo`,
      RoleSessionName: 'testAssumeRoleSession',
      Tags: [
        { Key: 'Project', Value: 'Unicorn' },
        { Key: 'Team', Value: 'Automation' },
        { Key: 'Cost-Center', Value: '12345' },
      ],
      TransitiveTagKeys: ['Project', 'Cost-Center'],
    },
    before: createRole('demo'),
    answer: { error: 'ValidationError', reason: 'R480' },
  },
  {
    service: 'sts',
    operation: 'AssumeRole',
    source: 'AWS CLI',
    input: {
      RoleArn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/xaccounts3access`,
      RoleSessionName: 's3-access-example',
    },
    before: createRole('xaccounts3access'),
    answer: {
      AssumedRoleUser: {
        Arn: `arn:aws:sts::${EXAMPLE_ACCOUNT}:assumed-role/xaccounts3access/s3-access-example`,
      },
    },
  },
];

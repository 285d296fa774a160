/** What the inputs of the cases are made of. */
export interface ErrorBench {
  /** Verifies email addresses, has a job without file and no room for another. */
  readonly fullPoolId: string;
  readonly jobId: string;
  /** Has an active job. */
  readonly busyPoolId: string;
  readonly roleArn: string;
  /** Keys of a user who may do nothing. */
  readonly nobody: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export type CalledOperation =
  | 'CreateUserImportJob'
  | 'StartUserImportJob'
  | 'StopUserImportJob'
  | 'DescribeUserImportJob'
  | 'ListUserImportJobs'
  | 'GetCSVHeader'
  | 'UpdateUserPool'
  | 'AddCustomAttributes'
  | 'DeleteUserPool';

export interface ErrorCase {
  readonly title: string;
  /** Name of the class. */
  readonly error: string;
  readonly operation: CalledOperation;
  /** The input has a member that the clients of Debian do not know yet. */
  readonly isNewToDebian?: boolean;
  /** Signed by a user who may do nothing. */
  readonly isByNobody?: boolean;
  /** How often it is called; the last answer counts. Once unless given. */
  readonly times?: number;
  input(bench: ErrorBench): Readonly<Record<string, unknown>>;
}

/** The inputs of the six import operations for a pool. */
const SIX: Readonly<Record<string, (UserPoolId: string, bench: ErrorBench) => Readonly<Record<string, unknown>>>> = {
  CreateUserImportJob: (UserPoolId, { roleArn }) => ({ UserPoolId, JobName: 'j', CloudWatchLogsRoleArn: roleArn }),
  StartUserImportJob: (UserPoolId, { jobId }) => ({ UserPoolId, JobId: jobId }),
  StopUserImportJob: (UserPoolId, { jobId }) => ({ UserPoolId, JobId: jobId }),
  DescribeUserImportJob: (UserPoolId, { jobId }) => ({ UserPoolId, JobId: jobId }),
  ListUserImportJobs: (UserPoolId) => ({ UserPoolId, MaxResults: 1 }),
  GetCSVHeader: (UserPoolId) => ({ UserPoolId }),
};

function forAllSix(rule: string, error: string, poolIdOf: (bench: ErrorBench) => string): ErrorCase[] {
  return Object.entries(SIX).map(([operation, inputFor]) => ({
    title: `${operation} ${rule}`,
    error,
    operation: operation as CalledOperation,
    input: (bench) => inputFor(poolIdOf(bench), bench),
  }));
}

const UNKNOWN_JOB = 'import-unknown123';

/** What a server that works refuses. */
export const REFUSALS: readonly ErrorCase[] = [
  ...forAllSix('in a pool that is not there (R94)', 'ResourceNotFoundException', () => 'us-east-1_unknown12'),
  ...(['StartUserImportJob', 'StopUserImportJob', 'DescribeUserImportJob'] as const).map((operation) => ({
    title: `${operation} of a job that is not there (R95)`,
    error: 'ResourceNotFoundException',
    operation,
    input: ({ fullPoolId }: ErrorBench) => ({ UserPoolId: fullPoolId, JobId: UNKNOWN_JOB }),
  })),
  ...forAllSix('with an id that is none (R16, R96)', 'InvalidParameterException', () => 'no id'),
  {
    title: 'StartUserImportJob without a file (R71)',
    error: 'PreconditionNotMetException',
    operation: 'StartUserImportJob',
    input: ({ fullPoolId, jobId }) => ({ UserPoolId: fullPoolId, JobId: jobId }),
  },
  {
    title: 'StopUserImportJob of a job that was not started (R74)',
    error: 'PreconditionNotMetException',
    operation: 'StopUserImportJob',
    input: ({ fullPoolId, jobId }) => ({ UserPoolId: fullPoolId, JobId: jobId }),
  },
  {
    title: 'CreateUserImportJob in a pool that is full (R103)',
    error: 'LimitExceededException',
    operation: 'CreateUserImportJob',
    input: (bench) => ({ UserPoolId: bench.fullPoolId, JobName: 'j', CloudWatchLogsRoleArn: bench.roleArn }),
  },
  {
    title: 'CreateUserImportJob with an algorithm while hashes are not imported (R99, R105)',
    error: 'OperationNotEnabledException',
    isNewToDebian: true,
    operation: 'CreateUserImportJob',
    input: (bench) => ({
      UserPoolId: bench.busyPoolId,
      JobName: 'j',
      CloudWatchLogsRoleArn: bench.roleArn,
      PasswordHashingAlgorithm: 'BCRYPT',
    }),
  },
  {
    title: 'UpdateUserPool while a job is active (R120)',
    error: 'UserImportInProgressException',
    operation: 'UpdateUserPool',
    input: ({ busyPoolId }) => ({ UserPoolId: busyPoolId }),
  },
  {
    title: 'AddCustomAttributes while a job is active (R120)',
    error: 'UserImportInProgressException',
    operation: 'AddCustomAttributes',
    input: ({ busyPoolId }) => ({
      UserPoolId: busyPoolId,
      CustomAttributes: [{ Name: 'a', AttributeDataType: 'String' }],
    }),
  },
  {
    title: 'DeleteUserPool while a job is active (R120)',
    error: 'UserImportInProgressException',
    operation: 'DeleteUserPool',
    input: ({ busyPoolId }) => ({ UserPoolId: busyPoolId }),
  },
];

/** What nobody may. The model has no class for it. */
export const DENIALS: readonly ErrorCase[] = forAllSix(
  'without a permission (R34, R37, R40)',
  'AccessDeniedException',
  ({ fullPoolId }) => fullPoolId,
).map((one) => ({ ...one, isByNobody: true }));

/** What a server answers that is asked too often: each twice in a row. */
export const THROTTLED: readonly ErrorCase[] = forAllSix(
  'asked too often (R45, R97)',
  'TooManyRequestsException',
  ({ fullPoolId }) => fullPoolId,
).map((one) => ({ ...one, times: 2 }));

/** What a server whose database is broken answers. */
export const BREAKDOWNS: readonly ErrorCase[] = forAllSix(
  'on a broken database (R98)',
  'InternalErrorException',
  ({ fullPoolId }) => fullPoolId,
);

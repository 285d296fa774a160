/** A job with its log, as the version that wrote it shows it. */
export interface RecordedJob {
  readonly userPoolId: string;
  readonly poolName: string;
  readonly jobId: string;
  readonly jobName: string;
  readonly status: string;
  readonly lines: readonly string[];
}

export interface RecordedUser {
  readonly userPoolId: string;
  readonly username: string;
}

/** `expected.json`, beside a data directory that was recorded. */
export interface Recorded {
  /** Of the schema. */
  readonly version: number;
  readonly ended: readonly RecordedJob[];
  /** The job that was under way, as it ended where the older version finished it. */
  readonly halfDone: RecordedJob;
  /** The key of a user who has {@link READ_ONLY_POLICY}; undefined where the schema has no users of IAM. */
  readonly iam?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Users who came with a hash of a password that is known, one of each form; undefined up to schema 6. */
  readonly known?: { readonly password: string; readonly users: readonly RecordedUser[] };
  /** Of a client; undefined where the schema has none. */
  readonly events?: {
    readonly logGroupName: string;
    readonly logStreamName: string;
    readonly messages: readonly string[];
  };
}

/** Lists pools, and may do nothing else. */
export const READ_ONLY_POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['cognito-idp:ListUserPools'], Resource: '*' }],
};

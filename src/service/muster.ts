import type { LogLevel } from '../base/logger.ts';

/** Settings of a server inside a program; docs/OPERATING.md says what each is for. */
export interface MusterOptions {
  /** Data directory. Without it, and without a database, a temporary one is made, and removed by `stop()`. */
  readonly data?: string | undefined;
  /** `postgres://user:password@host/database`, which other nodes may share; needs `uploads` and `serverKey`. */
  readonly database?: string | undefined;
  /** What this node does, with a database; `all`. */
  readonly role?: 'all' | 'api' | 'worker' | undefined;
  /** Import jobs that it runs at once; 1, or 2 with a database. */
  readonly parallelJobs?: number | undefined;
  /** Bucket for uploaded files, `s3://bucket/prefix`; credentials as the AWS SDK finds them. The data directory. */
  readonly uploads?: string | undefined;
  readonly s3Endpoint?: string | undefined;
  readonly s3Region?: string | undefined;
  readonly s3PathStyle?: 'on' | 'off' | undefined;
  /** `none`, `AES256`, `aws:kms` or `aws:kms:KEY`. */
  readonly s3Sse?: string | undefined;
  /** `off`; `on`: clients put files into the bucket themselves. */
  readonly directUpload?: 'on' | 'off' | undefined;
  /** `127.0.0.1` */
  readonly host?: string | undefined;
  /** Any free one. */
  readonly port?: number | undefined;
  readonly publicUrl?: string | undefined;
  readonly account?: string | undefined;
  readonly region?: readonly string[] | undefined;
  /** `on`: policies decide who may do what, and what the role of an import may. */
  readonly iam?: 'on' | 'off' | undefined;
  /** `silent`; the log goes to standard error. */
  readonly logLevel?: LogLevel | undefined;
  /** `loopback`: who may read the metrics of Prometheus at `/metrics`. */
  readonly metrics?: 'off' | 'loopback' | 'open' | undefined;
  readonly csvBytesMax?: number | undefined;
  readonly csvRecordsMax?: number | undefined;
  readonly uploadBytesMax?: number | undefined;
  readonly waitingUploadBytesMax?: number | undefined;
  readonly jobsPerPoolMax?: number | undefined;
  readonly activeJobsMax?: number | undefined;
  /** Against Cognito's request rates; 0, none, while only this machine reaches the server. */
  readonly requestRatePercent?: number | undefined;
  /** Whether files may bring password hashes; `on`. */
  readonly hashImport?: 'on' | 'off' | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Access key `test`, secret `test`; on loopback only. */
  readonly rootCredentials?:
    | readonly { readonly account: string; readonly accessKeyId: string; readonly secretAccessKey: string }[]
    | undefined;
  /** 64 hexadecimal digits. */
  readonly serverKey?: string | undefined;
}

/** A running server. */
export interface Muster {
  /** Where AWS SDKs are pointed at: `http://127.0.0.1:4599`. */
  readonly url: string;
  /** Names this life of the server among those that share its database. */
  readonly nodeId: string;
  /** Absolute. Undefined with a database. */
  readonly dataDirectory: string | undefined;
  readonly account: string;
  /** Root credentials of {@link Muster.account}. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /**
   * ARN of a role that import jobs write their log with, for `CloudWatchLogsRoleArn` of CreateUserImportJob. The role `muster-import` is
   * made in {@link Muster.account} unless it is there.
   */
  prepareImportRole(): Promise<string>;
  /** Lets running requests end, gives a running import back at its checkpoint, and leaves no thread, socket or temporary file behind. */
  stop(): Promise<void>;
  /** {@link Muster.stop}, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Another server holds the data directory. */
export class DataDirectoryInUseError extends Error {
  override name = 'DataDirectoryInUseError';
  /** Where that server answers; undefined while it has not begun to listen. */
  readonly url: string | undefined;

  constructor(message: string, url: string | undefined) {
    super(message);
    this.url = url;
  }
}

import type { BucketEncryption } from '../base/bucket-encryption.ts';
import type { LogLevel } from '../base/logger.ts';
import type { NodeRole } from '../base/node.ts';
import {
  ACTIVE_JOBS_PER_ACCOUNT_MAX,
  CSV_FILE_BYTES_MAX,
  CSV_RECORDS_MAX,
  JOBS_PER_POOL_MAX,
  UPLOAD_BYTES_MAX,
  WAITING_UPLOAD_BYTES_MAX,
} from '../domain/imports/user-import-limits.ts';
import { awsRegion, bucketEncryption, bucketUrl } from './bucket-values.ts';
import { mailAddress, smtpUrl } from './mail-values.ts';
import { databaseUrl, nodeRole } from './node-values.ts';
import { rootCredentialsList, serverKeyHex } from './root-credentials.ts';
import {
  accountId,
  directoryPath,
  filePath,
  hostName,
  integerBetween,
  logLevel,
  metricsReaders,
  onOrOff,
  originList,
  originUrl,
  regionList,
  type SettingValue,
  tokenIssuer,
  trueIfOn,
} from './setting-values.ts';
import { webhookSecret, webhookUrl } from './webhook-values.ts';

export interface Setting<Value, Default extends Value | undefined = Value | undefined> {
  readonly value: SettingValue<Value>;
  /** Undefined for a secret: those are taken from the environment only, where no list of processes shows them. */
  readonly flag: string | undefined;
  /** Its value may hold a secret: it is never shown, and the flag takes none. */
  readonly mayHoldSecret?: boolean;
  readonly environmentName: string;
  readonly default: Default;
  /** Describes the default where `default` is undefined. */
  readonly defaultText?: string;
  readonly description: string;
}

interface SettingText {
  /** Words with dashes, as in the flag; the environment name is made of them. */
  readonly name: string;
  readonly description: string;
  readonly defaultText?: string;
}

function withDefault<Value>(value: SettingValue<Value>, defaultValue: Value, text: SettingText): Setting<Value, Value> {
  return { ...describe(value, text), flag: `--${text.name}`, default: defaultValue };
}

function optional<Value>(value: SettingValue<Value>, text: SettingText): Setting<Value, undefined> {
  return { ...describe(value, text), flag: `--${text.name}`, default: undefined };
}

/** The flag takes values without a secret only; values with one go in the environment variable. */
function partlySecret<Value>(value: SettingValue<Value>, text: SettingText): Setting<Value, undefined> {
  return { ...optional(value, text), mayHoldSecret: true };
}

function secret<Value>(value: SettingValue<Value>, text: SettingText): Setting<Value, undefined> {
  return { ...describe(value, text), flag: undefined, default: undefined };
}

function describe<Value>(value: SettingValue<Value>, { name, ...text }: SettingText) {
  return { value, environmentName: `MUSTER_${name.toUpperCase().replaceAll('-', '_')}`, ...text };
}

const DEFAULT_TOKEN_ISSUER: 'public-url' | 'cognito' = 'public-url';
const DEFAULT_IAM: 'on' | 'off' = 'on';
const DEFAULT_HASH_IMPORT: 'on' | 'off' = 'on';
const DEFAULT_CONSOLE: 'on' | 'off' = 'on';
const DEFAULT_METRICS: 'off' | 'loopback' | 'open' = 'loopback';
const DEFAULT_S3_PATH_STYLE: 'on' | 'off' = 'off';
const DEFAULT_DIRECT_UPLOAD: 'on' | 'off' = 'off';
const DEFAULT_S3_SSE: BucketEncryption = 'none';
const DEFAULT_ROLE: NodeRole = 'all';
/** Each job has an open file and two batches in memory. */
const PARALLEL_JOBS_MAX = 32;
const DEFAULT_LOG_LEVEL: LogLevel = 'info';
const BODY_BYTES_DEFAULT = 67_108_864;
/** Three quarters of it hold the largest body there is, one of PutLogEvents. */
const BODY_BYTES_MIN = 16_777_216;
const BODY_BYTES_RAISED_MAX = 68_719_476_736;
/** Far above what one machine imports in a day: guards against typing errors. */
const RAISED_AT_MOST = 1_000;

/** Every setting of the server. `--help`, the page on operating and the checks all come from here. Keys are the flags in camel case. */
export const settings = {
  host: withDefault(hostName, '127.0.0.1', {
    name: 'host',
    description: 'Address to listen on. Any address other than loopback requires root credentials.',
  }),
  port: withDefault(integerBetween(0, 65_535, { placeholder: 'PORT', unit: 'the port' }), 4599, {
    name: 'port',
    description: 'Port to listen on; 0 picks a free one.',
  }),
  data: withDefault(directoryPath, '.muster', {
    name: 'data',
    description: 'Data directory: database, uploaded files, server key. Created if missing.',
  }),
  uploads: optional(bucketUrl, {
    name: 'uploads',
    description: 'S3 bucket for uploaded files, with a prefix that nothing else uses: s3://bucket/prefix.',
    defaultText: 'the data directory',
  }),
  s3Endpoint: optional(originUrl, {
    name: 's3-endpoint',
    description: 'S3 endpoint of the bucket, if it is not on AWS.',
    defaultText: "AWS's",
  }),
  s3Region: optional(awsRegion, {
    name: 's3-region',
    description: 'Region of the bucket for uploads.',
    defaultText: 'AWS_REGION or the profile; us-east-1 with an endpoint',
  }),
  s3PathStyle: withDefault(onOrOff, DEFAULT_S3_PATH_STYLE, {
    name: 's3-path-style',
    description:
      'Whether the bucket is part of the URL path instead of the host name. Many S3 servers other than AWS need this.',
  }),
  s3Sse: withDefault(bucketEncryption, DEFAULT_S3_SSE, {
    name: 's3-sse',
    description: "Encryption requested for each file: none (the bucket's default), AES256, aws:kms, or aws:kms:KEY.",
  }),
  directUpload: withDefault(onOrOff, DEFAULT_DIRECT_UPLOAD, {
    name: 'direct-upload',
    description: 'Whether clients upload files directly to the bucket instead of to Muster.',
  }),
  database: partlySecret(databaseUrl, {
    name: 'database',
    description:
      'PostgreSQL database for all state, which several nodes may share: postgres://user@host/database. Its password goes in the variable or in PGPASSWORD.',
    defaultText: 'in the data directory',
  }),
  role: withDefault(nodeRole, DEFAULT_ROLE, {
    name: 'role',
    description: 'What this node does: `api` answers requests, `worker` runs import jobs, `all` does both.',
  }),
  parallelJobs: optional(integerBetween(1, PARALLEL_JOBS_MAX, { placeholder: 'COUNT', unit: 'jobs' }), {
    name: 'parallel-jobs',
    description: 'Import jobs that this node runs at the same time, shared fairly among accounts and pools.',
    defaultText: '1 in a data directory, 2 with a database',
  }),
  publicUrl: optional(originUrl, {
    name: 'public-url',
    description: 'URL under which clients reach the server. Upload URLs use it.',
    defaultText: 'the host of each request',
  }),
  tokenIssuer: withDefault(tokenIssuer, DEFAULT_TOKEN_ISSUER, {
    name: 'token-issuer',
    description:
      'Whose name tokens bear as `iss`: `public-url` writes the public URL, or the address where the server listens, and the id of the user pool; `cognito` writes what Amazon Cognito would, for verifiers that take no other.',
  }),
  account: optional(accountId, {
    name: 'account',
    description: 'Account of the default credentials, or which of several root credentials to use.',
    defaultText: '123456789012, or the account of the first root credentials',
  }),
  region: optional(regionList, {
    name: 'region',
    description: 'Regions to serve; requests signed for other regions are refused.',
    defaultText: 'any',
  }),
  iam: withDefault(onOrOff, DEFAULT_IAM, {
    name: 'iam',
    description:
      "Whether IAM policies decide what callers may do (R34) and what an import's role may do (R284). Off: every valid signature may do everything in its account (R41).",
  }),
  logLevel: withDefault(logLevel, DEFAULT_LOG_LEVEL, {
    name: 'log-level',
    description: 'Lowest level of the log lines on standard error.',
  }),
  auditLog: optional(filePath, {
    name: 'audit-log',
    description:
      'File to which each change, and each refusal of a caller, is appended as one line of JSON: who, what, when, from where.',
    defaultText: 'none',
  }),
  metrics: withDefault(metricsReaders, DEFAULT_METRICS, {
    name: 'metrics',
    description:
      'Who may read the Prometheus metrics at /metrics: nobody, readers on this machine, or everybody who reaches the port. They name no account, pool or user.',
  }),
  console: withDefault(onOrOff, DEFAULT_CONSOLE, {
    name: 'console',
    description: 'Whether the server has its console, a web page for imports, under /console/ (R1000).',
  }),
  csvBytesMax: withDefault(
    integerBetween(1, CSV_FILE_BYTES_MAX * RAISED_AT_MOST, { placeholder: 'BYTES', unit: 'bytes' }),
    CSV_FILE_BYTES_MAX,
    { name: 'csv-bytes-max', description: 'Largest file to import; a larger one fails its job (R184).' },
  ),
  csvRecordsMax: withDefault(
    integerBetween(1, CSV_RECORDS_MAX * RAISED_AT_MOST, { placeholder: 'COUNT', unit: 'records' }),
    CSV_RECORDS_MAX,
    { name: 'csv-records-max', description: 'Most users in a file; more fail its job (R185).' },
  ),
  uploadBytesMax: withDefault(
    integerBetween(1, UPLOAD_BYTES_MAX * RAISED_AT_MOST, { placeholder: 'BYTES', unit: 'bytes' }),
    UPLOAD_BYTES_MAX,
    {
      name: 'upload-bytes-max',
      description: 'Largest upload, to protect the disk; a larger one is refused (R146).',
    },
  ),
  waitingUploadBytesMax: withDefault(
    integerBetween(1, WAITING_UPLOAD_BYTES_MAX * RAISED_AT_MOST, { placeholder: 'BYTES', unit: 'bytes' }),
    WAITING_UPLOAD_BYTES_MAX,
    {
      name: 'waiting-upload-bytes-max',
      description:
        "Total size of an account's files whose jobs have not ended, to protect the disk; an upload that would exceed it is refused as too large.",
    },
  ),
  bodyBytesMax: withDefault(
    integerBetween(BODY_BYTES_MIN, BODY_BYTES_RAISED_MAX, { placeholder: 'BYTES', unit: 'bytes' }),
    BODY_BYTES_DEFAULT,
    {
      name: 'body-bytes-max',
      description:
        'Total size of the bodies of API requests in memory at the same time, a quarter of it for senders without a known access key; a request that finds no room waits, then is answered 503 (R544).',
    },
  ),
  jobsPerPoolMax: withDefault(
    integerBetween(1, JOBS_PER_POOL_MAX * RAISED_AT_MOST, { placeholder: 'COUNT', unit: 'jobs' }),
    JOBS_PER_POOL_MAX,
    { name: 'jobs-per-pool-max', description: 'Most import jobs of a user pool, including ended ones (R103).' },
  ),
  activeJobsMax: withDefault(
    integerBetween(1, ACTIVE_JOBS_PER_ACCOUNT_MAX * RAISED_AT_MOST, { placeholder: 'COUNT', unit: 'jobs' }),
    ACTIVE_JOBS_PER_ACCOUNT_MAX,
    {
      name: 'active-jobs-max',
      description:
        'Most jobs of an account and region that may be active at the same time; they wait until a node has room (R63).',
    },
  ),
  requestRatePercent: optional(integerBetween(0, 100 * RAISED_AT_MOST, { placeholder: 'PERCENT', unit: 'percent' }), {
    name: 'request-rate-percent',
    description:
      "Request rates of an account, as a percentage of Cognito's documented rates (R42 to R46, N56); 0 means no limit.",
    defaultText: '0 if only this machine reaches the server, otherwise 100',
  }),
  hashImport: withDefault(onOrOff, DEFAULT_HASH_IMPORT, {
    name: 'hash-import',
    description: 'Whether files may contain password hashes, and CSVHeader has their column (R157).',
  }),
  smtpUrl: partlySecret(smtpUrl, {
    name: 'smtp-url',
    description:
      'Mail server for messages to users: smtp://user@mail.example.com:587 with STARTTLS, or smtps://…; plain text only to this machine or with ?plain. Its password goes in the variable.',
    defaultText: 'no email is sent',
  }),
  mailFrom: optional(mailAddress, {
    name: 'mail-from',
    description: 'Sender of the email.',
    defaultText: 'required with a mail server',
  }),
  mailWebhookUrl: partlySecret(webhookUrl, {
    name: 'mail-webhook-url',
    description:
      'Where email to users is posted to, instead of to a mail server: a service of your own that sends it on.',
    defaultText: 'the mail server, if one is set',
  }),
  smsWebhookUrl: partlySecret(webhookUrl, {
    name: 'sms-webhook-url',
    description: 'Where SMS to users is posted to: a service of your own that sends it on.',
    defaultText: 'no SMS is sent',
  }),
  inbox: optional(onOrOff, {
    name: 'inbox',
    description:
      'Whether the server keeps a copy of each message to a user, 1,000 at most and for 24 hours, for `muster inbox` and Muster.ListMessages.',
    defaultText: 'on while the default credentials are in force',
  }),
  allowedOrigins: optional(originList, {
    name: 'allowed-origins',
    description: 'Web pages that may call the server while the default credentials are in force (R138).',
    defaultText: 'pages on loopback',
  }),
  testControls: withDefault(trueIfOn, false, {
    name: 'test-controls',
    description:
      'Whether clients may move the clock and inject faults, to test import code: for a data directory that holds test data only (R570).',
  }),
  remoteTestControls: withDefault(trueIfOn, false, {
    name: 'remote-test-controls',
    description: 'Whether test controls may be on although other machines reach the server.',
  }),
  rootCredentials: secret(rootCredentialsList, {
    name: 'root-credentials',
    description:
      'Credentials that may do everything in their account: account:access-key-id:secret; separate several with commas.',
    defaultText: 'access key test, secret test, on loopback only',
  }),
  webhookSecret: secret(webhookSecret, {
    name: 'webhook-secret',
    description: 'Key by which messages to the webhooks are signed; the webhooks know it too.',
    defaultText: 'required with a webhook',
  }),
  serverKey: secret(serverKeyHex, {
    name: 'server-key',
    description:
      'Signs upload URLs and page tokens; encrypts secrets of access keys and app clients, session tokens and password hashes: 64 hexadecimal digits.',
    defaultText: 'generated at the first start, kept in the data directory',
  }),
} as const;

export type SettingKey = keyof typeof settings;
export const SETTING_KEYS = Object.keys(settings) as readonly SettingKey[];
export type SettingValueOf<Key extends SettingKey> =
  (typeof settings)[Key] extends Setting<infer Value, infer Default>
    ? Value | (undefined extends Default ? undefined : never)
    : never;

import { noMetrics } from '../base/metrics/metrics.ts';
import type { NodeId } from '../base/node.ts';
import type { IdentityKind, IdentityPolicies } from '../domain/iam/identity-policies.ts';
import type { Role } from '../domain/iam/role.ts';
import {
  type Checkpoint,
  type ImportJob,
  type ImportJobKey,
  type LeaseToken,
  START_OF_FILE,
  type Upload,
} from '../domain/imports/import-job.ts';
import { endOfJob, isActive, nextStatus } from '../domain/imports/import-transitions.ts';
import type { LogGroup } from '../domain/logs/log-event.ts';
import { fixtureSchema, fixtureSettings } from '../domain/pools/user-pool.fixture.ts';
import type { AccountId, UserPool, UserPoolId, UserPoolKey } from '../domain/pools/user-pool.ts';
import type { RecordOutcome } from '../domain/texts/record-outcome.ts';
import type { BatchCommit, ClaimedJob, ImportBatch, JobBegin, JobEnd, Scope } from '../store/store.ts';
import type { WorkerServices } from './worker-services.ts';

const ACCOUNT = '000000000000' as AccountId;
const POOL_ID = 'us-east-1_AbCdEfGhI' as UserPoolId;

export const FIXTURE_POOL: UserPool = {
  key: 1 as UserPoolKey,
  id: POOL_ID,
  account: ACCOUNT,
  region: 'us-east-1',
  name: 'people of ours',
  createdAt: 0,
  modifiedAt: 0,
  settings: fixtureSettings({}),
  schema: fixtureSchema(),
  userCount: 0,
};

export const FIXTURE_ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/service-role/import-logs`;

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const LOG_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: [`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/cognito/*`],
    },
  ],
};

/** A role as the guide of Cognito makes it (R284, R285). */
export const FIXTURE_ROLE: Omit<IdentityPolicies, 'version'> = {
  id: 'AROA1',
  arn: FIXTURE_ROLE_ARN,
  policies: [JSON.stringify(LOG_POLICY)],
  trustPolicy: JSON.stringify(TRUST),
  tags: [],
};

const NODE = 'node' as NodeId;

/** What every worker of a test is handed. */
export const FIXTURE_WORKER = {
  passwordHashKey: Buffer.alloc(32, 7),
  nodeId: NODE,
  metrics: noMetrics,
  controls: { newRolesUnknownMs: 0 },
  yieldSlot: () => () => {},
};

/**
 * The store as a worker sees it, with one job: one-job-store.test.ts holds it against SQLite. `onCommit` may throw before a batch is written.
 */
export class OneJobStore implements Pick<WorkerServices['store'], keyof WorkerServices['store']> {
  job: ImportJob;
  pool: UserPool | undefined = FIXTURE_POOL;
  /** Undefined: there is none. */
  role: Omit<IdentityPolicies, 'version'> | undefined = FIXTURE_ROLE;
  /** When the role was created. */
  roleCreatedAt = 0;
  iamVersion = 1;
  /** Names of the log groups that are there. */
  logGroups: string[] = [];
  heldMs = 5;
  /** Somebody deleted the log of the running job. */
  isLogGone = false;
  onCommit: (batch: ImportBatch) => void = () => {};
  readonly outcomes: RecordOutcome[] = [];
  readonly usernames: string[] = [];
  readonly batchSizes: number[] = [];
  readonly begins: { readonly logGroupName: string; readonly logStreamName: string }[] = [];
  /** Streams that were made before the job began. */
  readonly openedLogs: string[] = [];
  releases = 0;
  roleReads = 0;
  #lease = 0;
  #isHeld = false;

  constructor(upload: Upload | undefined, change: Partial<ImportJob> = {}) {
    this.job = {
      key: 1 as ImportJob['key'],
      id: 'import-0123456789' as ImportJob['id'],
      userPoolKey: FIXTURE_POOL.key,
      userPoolId: POOL_ID,
      account: ACCOUNT,
      region: 'us-east-1',
      name: 'first job',
      roleArn: FIXTURE_ROLE_ARN,
      preSignedUrl: 'http://localhost/',
      status: 'Pending',
      createdAt: 0,
      ...(upload && { upload }),
      checkpoint: START_OF_FILE,
      attempts: 0,
      importedUsers: 0,
      skippedUsers: 0,
      failedUsers: 0,
      ...change,
    };
  }

  /** As the API does it. */
  stop(): void {
    const status = nextStatus(this.job.status, 'stop', { workerHoldsJob: this.#isHeld });
    if (status) this.job = { ...this.job, status };
  }

  async claimImportJob(_nodeId?: NodeId, _exclude?: readonly ImportJobKey[]): Promise<ClaimedJob | undefined> {
    if (!isActive(this.job.status)) return undefined;
    this.#lease += 1;
    this.#isHeld = true;
    this.job = { ...this.job, attempts: this.job.attempts + 1 };
    return { job: this.job, leaseToken: String(this.#lease) as LeaseToken };
  }

  async renewImportLease(token: LeaseToken): Promise<'renewed' | 'lease-lost'> {
    return this.#owns(token) ? 'renewed' : 'lease-lost';
  }

  async releaseImportJob(token: LeaseToken): Promise<void> {
    if (!this.#owns(token)) return;
    this.releases += 1;
    this.#lease += 1;
    this.#isHeld = false;
    this.job = { ...this.job, attempts: Math.max(0, this.job.attempts - 1) };
  }

  async openImportLog(token: LeaseToken, { logStreamName }: { readonly logStreamName: string }): Promise<void> {
    if (this.#owns(token)) this.openedLogs.push(logStreamName);
  }

  async beginImport(
    token: LeaseToken,
    begin: { readonly logGroupName: string; readonly logStreamName: string; readonly checkpoint: Checkpoint },
  ): Promise<JobBegin> {
    if (!this.#owns(token)) return { kind: 'lease-lost' };
    if (this.job.status === 'Stopping') return { kind: 'stopping' };
    if (this.job.status === 'InProgress') return { kind: 'begun', job: this.job };
    this.begins.push({ logGroupName: begin.logGroupName, logStreamName: begin.logStreamName });
    this.job = { ...this.job, status: 'InProgress', checkpoint: begin.checkpoint };
    return { kind: 'begun', job: this.job };
  }

  async commitBatch(token: LeaseToken, batch: ImportBatch): Promise<BatchCommit> {
    if (!this.#owns(token) || this.job.status === 'Pending') return { kind: 'lease-lost' };
    this.onCommit(batch);
    if (batch.iamVersion !== undefined && batch.iamVersion !== this.iamVersion) return { kind: 'iam-changed' };
    if (this.isLogGone && batch.iamVersion !== undefined && !batch.mayMakeLog) return { kind: 'log-gone' };
    this.isLogGone = false;
    if (batch.firstRecordNumber !== this.job.checkpoint.recordNumber) {
      throw new Error(`a batch begins at ${batch.firstRecordNumber}, not at ${this.job.checkpoint.recordNumber}`);
    }
    let { importedUsers, skippedUsers, failedUsers } = this.job;
    for (const verdict of batch.verdicts) {
      if (verdict.kind === 'failed') {
        failedUsers += 1;
        this.outcomes.push(verdict.reason);
      } else if (this.usernames.includes(verdict.user.username)) {
        skippedUsers += 1;
        this.outcomes.push('skipped');
      } else {
        importedUsers += 1;
        this.usernames.push(verdict.user.username);
        this.outcomes.push('imported');
      }
    }
    this.batchSizes.push(batch.verdicts.length);
    const counters = { importedUsers, skippedUsers, failedUsers };
    this.job = { ...this.job, ...counters, checkpoint: batch.checkpoint, attempts: 0 };
    return { kind: 'committed', status: this.job.status, counters, heldMs: this.heldMs, isShared: false };
  }

  async endImportJob(
    token: LeaseToken,
    { event, completionMessage, nowMs }: JobEnd,
  ): Promise<{ readonly kind: 'ended'; readonly job: ImportJob } | { readonly kind: 'lease-lost' }> {
    if (!this.#owns(token)) return { kind: 'lease-lost' };
    const end = endOfJob(this.job.status, event, completionMessage);
    if (!end) throw new Error(`a job that is ${this.job.status} cannot ${event}`);
    this.#isHeld = false;
    this.job = { ...this.job, ...end, completedAt: nowMs };
    return { kind: 'ended', job: this.job };
  }

  async findImportJob(): Promise<ImportJob | undefined> {
    return this.pool && this.job;
  }

  async findUserPool(): Promise<UserPool | undefined> {
    return this.pool;
  }

  /** As the API changes IAM data. */
  setRole(role: OneJobStore['role']): void {
    this.role = role;
    this.iamVersion += 1;
  }

  async findIdentityPolicies(
    _account: AccountId,
    kind: IdentityKind,
    name: string,
  ): Promise<IdentityPolicies | undefined> {
    if (kind !== 'role' || !this.role?.arn.endsWith(`/${name}`)) return undefined;
    this.roleReads += 1;
    return { ...this.role, version: this.iamVersion };
  }

  async findRole(_account: AccountId, name: string): Promise<Role | undefined> {
    if (!this.role?.arn.endsWith(`/${name}`)) return undefined;
    const { account } = this.job;
    const { arn, id, tags } = this.role;
    const trust = this.role.trustPolicy ?? '';
    const times = { maxSessionDuration: 3_600, createdAt: this.roleCreatedAt };
    return { account, path: '/', name, id, arn, assumeRolePolicyDocument: trust, tags, ...times };
  }

  async findLogGroup(_scope: Scope, name: string): Promise<LogGroup | undefined> {
    return this.logGroups.includes(name) ? { name, createdAt: 0, storedBytes: 0 } : undefined;
  }

  #owns(token: LeaseToken): boolean {
    return String(this.#lease) === token && isActive(this.job.status);
  }
}

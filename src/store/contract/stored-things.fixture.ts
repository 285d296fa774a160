import { assert } from '../../base/assert.ts';
import type { NodeId } from '../../base/node.ts';
import type { IamUser, SealedAccessKey } from '../../domain/iam/iam-user.ts';
import type { ManagedPolicy } from '../../domain/iam/managed-policy.ts';
import type { Role } from '../../domain/iam/role.ts';
import type { ImportJobId, LeaseToken } from '../../domain/imports/import-job.ts';
import type { Verdict } from '../../domain/imports/verdict.ts';
import type { LogPosition } from '../../domain/logs/log-event.ts';
import { fixtureSchema, fixtureSettings } from '../../domain/pools/user-pool.fixture.ts';
import type { AccountId, UserPool, UserPoolId, UserPoolSettings } from '../../domain/pools/user-pool.ts';
import type { FailureReason } from '../../domain/texts/record-outcome.ts';
import type { NewUser } from '../../domain/users/user.ts';
import type { BatchCommit, NewImportJob, NewUserPool, Store } from '../store.ts';

/** An engine under test. */
export interface StoreUnderTest {
  store: Store;
  /** Closes the store and opens the same data again. */
  reopen(): Promise<Store>;
  /** Puts whatever the clock of the store has stamped so many milliseconds further into the past: leases, beats of nodes. */
  letTimePass(ms: number): Promise<void>;
  /** Changes what is stored behind the back of the store, by a statement that both engines know. */
  execute(sql: string): Promise<void>;
  close(): Promise<void>;
}

/** Copies the only message that waits until so many do: one by one, ten thousand take a store of either engine seconds. */
export async function fillOutbox({ execute }: Pick<StoreUnderTest, 'execute'>, messages: number): Promise<void> {
  const copied = 'user_pool_key, medium, kind, recipient, sealed_content, created_at, expires_at, due_at, is_in_inbox';
  await execute(`
    WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < ${messages - 1})
    INSERT INTO messages (id, ${copied}) SELECT id || ' ' || number, ${copied} FROM messages, numbers WHERE due_at >= 0`);
}

export type OpenStore = () => Promise<StoreUnderTest>;

export const SCOPE = { account: '000000000000' as AccountId, region: 'us-east-1' };
export const OTHER_ACCOUNT = { account: '111111111111' as AccountId, region: 'us-east-1' };
export const OTHER_REGION = { account: '000000000000' as AccountId, region: 'eu-west-1' };
export const NODE = 'host-one' as NodeId;
export const OTHER_NODE = 'host-two' as NodeId;
export const NOW = 1_800_000_000_000;
export const LIMITS = { jobsPerPoolMax: 1_000 };
export const LOG_GROUP = '/aws/cognito/userpools/us-east-1_Pool00001/group';

export function newPool(id: string, change: Partial<NewUserPool> = {}): NewUserPool {
  return {
    ...SCOPE,
    id: `us-east-1_${id}` as UserPoolId,
    name: id,
    createdAt: NOW,
    modifiedAt: NOW,
    settings: fixtureSettings(),
    schema: fixtureSchema(),
    ...change,
  };
}

export function makePool(store: Store, id: string, settings: Partial<UserPoolSettings> = {}): Promise<UserPool> {
  return store.createUserPool(newPool(id, { settings: fixtureSettings(settings) }));
}

export function newRole(name: string, change: Partial<Role> = {}): Role {
  return {
    account: SCOPE.account,
    path: '/',
    name,
    id: `AROA${name}`,
    arn: `arn:aws:iam::${SCOPE.account}:role/${name}`,
    assumeRolePolicyDocument: '{"Version":"2012-10-17"}',
    maxSessionDuration: 3600,
    tags: [{ key: 'a', value: 'b' }],
    createdAt: NOW,
    ...change,
  };
}

export function newIamUser(name: string, change: Partial<IamUser> = {}): IamUser {
  return {
    account: SCOPE.account,
    path: '/',
    name,
    id: `AIDA${name}`,
    arn: `arn:aws:iam::${SCOPE.account}:user/${name}`,
    tags: [{ key: 'a', value: 'b' }],
    createdAt: NOW,
    ...change,
  };
}

export function newSealedKey(id: string): SealedAccessKey {
  return { id, status: 'Active', createdAt: NOW, sealedSecret: new Uint8Array(Buffer.from(`sealed ${id}`)) };
}

export function newManagedPolicy(name: string, change: Partial<ManagedPolicy> = {}): ManagedPolicy {
  return {
    account: SCOPE.account,
    path: '/',
    name,
    id: `ANPA${name}`,
    arn: `arn:aws:iam::${SCOPE.account}:policy/${name}`,
    document: `{"Id":"${name}"}`,
    tags: [],
    createdAt: NOW,
    ...change,
  };
}

let lastSub = 0;

export function newUser(username: string, change: Partial<NewUser> = {}): NewUser {
  lastSub += 1;
  return {
    username,
    usernameKey: username,
    sub: `01900000-0000-7000-8000-${lastSub.toString(16).padStart(12, '0')}`,
    status: 'RESET_REQUIRED',
    mfa: 'off',
    attributesJson: '{}',
    emailKey: null,
    phoneKey: null,
    preferredUsernameKey: null,
    ...change,
  };
}

export function newJob(pool: UserPool, id: string, change: Partial<NewImportJob> = {}): NewImportJob {
  return {
    account: pool.account,
    region: pool.region,
    id: `import-${id}` as ImportJobId,
    userPoolKey: pool.key,
    userPoolId: pool.id,
    name: id,
    roleArn: 'arn:aws:iam::000000000000:role/logs',
    preSignedUrl: 'http://localhost/upload',
    createdAt: NOW,
    ...change,
  };
}

export function newUpload(blobId: string) {
  return { blobId, byteLength: 10, md5: 'aa', sha256: 'bb' };
}

/** A job that was uploaded to, and started. */
export async function makePendingJob(store: Store, pool: UserPool, id: string, nowMs = NOW): Promise<ImportJobId> {
  const job = newJob(pool, id);
  await store.createImportJob(job, LIMITS);
  await store.attachUpload(pool.account, pool.id, job.id, newUpload(`blob-${id}`));
  const start = await store.startImportJob(pool, pool.id, job.id, {
    activeJobsMax: 100,
    nowMs,
    requestId: 'request-0',
  });
  assert(start.kind === 'started', `the job starts: ${start.kind}`);
  return job.id;
}

/** A job that a worker has begun: its token, and the job. */
export async function makeRunningJob(
  store: Store,
  pool: UserPool,
  id: string,
  nowMs = NOW,
): Promise<{ readonly id: ImportJobId; readonly token: LeaseToken }> {
  const jobId = await makePendingJob(store, pool, id, nowMs);
  const claimed = await store.claimImportJob(NODE, []);
  assert(claimed?.job.id === jobId, 'the only active job is claimed');
  const begun = await store.beginImport(claimed.leaseToken, beginAt(id, nowMs));
  assert(begun.kind === 'begun', `the import begins: ${begun.kind}`);
  return { id: jobId, token: claimed.leaseToken };
}

export function beginAt(streamName: string, nowMs = NOW) {
  const checkpoint = { byteOffset: 100, lineNumber: 2, recordNumber: 1 };
  return { logGroupName: LOG_GROUP, logStreamName: streamName, checkpoint, nowMs };
}

export function accepted(user: NewUser | string): Verdict {
  return { kind: 'accepted', user: typeof user === 'string' ? newUser(user) : user };
}

export function failed(...reason: FailureReason): Verdict {
  return { kind: 'failed', reason };
}

export function commit(
  store: Store,
  token: LeaseToken,
  firstRecordNumber: number,
  verdicts: readonly Verdict[],
  nowMs = NOW,
): Promise<BatchCommit> {
  const recordNumber = firstRecordNumber + verdicts.length;
  const checkpoint = { byteOffset: 100 * recordNumber, lineNumber: recordNumber + 1, recordNumber };
  return store.commitBatch(token, { verdicts, firstRecordNumber, checkpoint, nowMs });
}

/** Names of all users of the pool, in list order. */
export async function listUsernames(store: Store, pool: UserPool): Promise<string[]> {
  const names: string[] = [];
  let after: number | undefined;
  do {
    const page = await store.listUsers(pool.key, { limit: 60, ...(after !== undefined && { after }) });
    names.push(...page.items.map((user) => user.username));
    after = page.next;
  } while (after !== undefined);
  return names;
}

export async function countUsers(store: Store, pool: UserPool): Promise<number | undefined> {
  return (await store.findUserPool(pool, pool.id))?.userCount;
}

/** All messages of a stream. */
export async function readMessages(store: Store, streamName: string, groupName = LOG_GROUP): Promise<string[]> {
  const messages: string[] = [];
  let from: LogPosition | undefined;
  for (;;) {
    const range = {
      direction: 'forward' as const,
      limit: 10_000,
      maxBytes: 1_048_576,
      nowMs: NOW,
      ...(from && { from }),
    };
    const page = await store.readLogEvents(SCOPE, groupName, streamName, range);
    assert(typeof page === 'object', `the stream is there: ${JSON.stringify(page)}`);
    messages.push(...page.events.map((event) => event.message));
    if (page.atEnd) return messages;
    from = page.ends?.newest;
  }
}

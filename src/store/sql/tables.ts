import type { Generated, Insertable, Kysely, RawBuilder, Selectable } from 'kysely';
import type { NodeId } from '../../base/node.ts';
import type { AccessKeyStatus } from '../../domain/iam/iam-user.ts';
import type { IdentityKind } from '../../domain/iam/identity-policies.ts';
import type { ImportJobKey } from '../../domain/imports/import-job.ts';
import type { FactorTables } from './factor-tables.ts';
import type { MessageTables } from './message-tables.ts';
import type { ReadPatience } from './read-patience.ts';
import type {
  AnsweredChallengesTable,
  EndedSessionsTable,
  FailedAttemptsTable,
  RefreshFamiliesTable,
  RevokedOriginsTable,
  SigningKeysTable,
} from './sign-in-tables.ts';

/** Tables as SQL sees them: times in milliseconds since 1970, truth as 0 and 1, JSON as text, keys as integers. */
export interface Tables extends MessageTables, FactorTables {
  meta: MetaTable;
  user_pools: UserPoolsTable;
  users: UsersTable;
  import_jobs: ImportJobsTable;
  log_groups: LogGroupsTable;
  log_streams: LogStreamsTable;
  log_blocks: LogBlocksTable;
  log_put_blocks: LogPutBlocksTable;
  log_purges: LogPurgesTable;
  nodes: NodesTable;
  roles: RolesTable;
  iam_versions: IamVersionsTable;
  iam_users: IamUsersTable;
  access_keys: AccessKeysTable;
  inline_policies: InlinePoliciesTable;
  managed_policies: ManagedPoliciesTable;
  attached_policies: AttachedPoliciesTable;
  app_clients: AppClientsTable;
  app_client_secrets: AppClientSecretsTable;
  failed_attempts: FailedAttemptsTable;
  answered_challenges: AnsweredChallengesTable;
  revoked_origins: RevokedOriginsTable;
  refresh_families: RefreshFamiliesTable;
  ended_sessions: EndedSessionsTable;
  signing_keys: SigningKeysTable;
  user_groups: UserGroupsTable;
  group_members: GroupMembersTable;
  test_controls: TestControlsTable;
}

/** What of SQL the engines spell differently. */
export interface SqlEngine {
  /** The value of an attribute in the JSON column `users.attributes`, null if the user lacks it. */
  attributeValue(name: string): RawBuilder<string | null>;
  /** A value in a query that is kept and run again with other values. */
  keptValue<Value>(value: unknown): RawBuilder<Value>;
  /** 1 if a live worker holds the row of `import_jobs`. */
  isLeaseHeld(): RawBuilder<number>;
  /**
   * 1 if a live worker holds the row of `import_jobs`, as the node knows that claims a job: of those that it claimed itself it holds
   * none but `running`.
   */
  isHeldBeside(node: NodeId, running: readonly ImportJobKey[]): RawBuilder<number>;
  /** Milliseconds since 1970 by the clock of the store, which all nodes share. */
  nowMs(): RawBuilder<number>;
  /** When a lease given or renewed now is over, by that clock; null where none ends by itself. */
  leaseEnd(): RawBuilder<number | null>;
  /** Tells all that watch the store, once the transaction is committed, that a job may wait. */
  announceWork(db: Kysely<Tables>): Promise<void>;
  /** Runs `work` in one transaction of the database; nothing is left of it if `work` rejects. */
  transact<Result>(db: Kysely<Tables>, work: (db: Kysely<Tables>) => Promise<Result>): Promise<Result>;
  /**
   * Closes a select inside a transaction: until that ends, nobody else writes the rows of `table` that it finds, and what it finds is
   * what was committed last. Where one connection writes there is nothing to say.
   */
  lockRows(table: keyof Tables): RawBuilder<unknown>;
  /** As {@link SqlEngine.lockRows}, but rows that another transaction has locked are passed over. */
  lockFreeRows(table: keyof Tables): RawBuilder<unknown>;
  /** A lock where there is no row to lock: until the transaction ends, another one waits for the same name. */
  lockName(db: Kysely<Tables>, name: string): Promise<void>;
}

/** A database, or a transaction of it, with its engine. */
export interface SqlSession {
  readonly db: Kysely<Tables>;
  readonly engine: SqlEngine;
  /** How long a read may be; without it, as long as it takes. */
  readonly patience?: ReadPatience;
}

/**
 * Runs `work` in one transaction; it is rolled back if `work` rejects. Other transactions may run at the same time: `work` first locks
 * what its decisions hang on, in the order user pool, import job, log group (docs/decisions/0016-postgresql.md), and then reads it.
 * It may run several times, so all it does is done to the database.
 */
export function inTransaction<Result>(
  session: SqlSession,
  work: (session: SqlSession) => Promise<Result>,
): Promise<Result> {
  return session.engine.transact(session.db, (db) => work({ ...session, db }));
}

interface MetaTable {
  name: string;
  value: string;
}

interface UserPoolsTable {
  key: Generated<number>;
  id: string;
  account: string;
  region: string;
  name: string;
  created_at: number;
  modified_at: number;
  settings: string;
  schema_attributes: string;
  user_count: Generated<number>;
  /** Number (from 1) of the next user made; see {@link UsersTable.id}. */
  next_user_number: Generated<number>;
  /** Set: invisible, and its users wait to be purged. */
  is_deleted: Generated<number>;
}

interface UsersTable {
  /** `firstUserId(pool)` plus the number of the user: the order of making, pool by pool, without an index of its own. */
  id: number;
  user_pool_key: number;
  /** Null if equal to the key, which is most often so. */
  username: string | null;
  username_key: string;
  /** The 16 bytes of the UUID. */
  sub: Uint8Array;
  status: number;
  mfa: number;
  is_enabled: Generated<number>;
  attributes: string;
  email_key: string | null;
  phone_key: string | null;
  preferred_username_key: string | null;
  created_at: number;
  modified_at: number;
  /** What is kept of the password: the sealed hash of an imported user (R256), or a sealed SRP verifier; null for users without one. */
  sealed_password_hash: Generated<Uint8Array | null>;
}

interface ImportJobsTable {
  key: Generated<number>;
  id: string;
  user_pool_key: number;
  user_pool_id: string;
  account: string;
  region: string;
  name: string;
  role_arn: string;
  pre_signed_url: string;
  password_hashing_algorithm: string | null;
  status: string;
  created_at: number;
  started_at: number | null;
  completed_at: number | null;
  completion_message: string | null;
  /** The uploaded file, with its length; null while there is none. */
  upload_blob_id: string | null;
  upload_byte_length: number | null;
  upload_md5: string | null;
  upload_sha256: string | null;
  byte_offset: number;
  line_number: number;
  record_number: number;
  imported_users: Generated<number>;
  skipped_users: Generated<number>;
  failed_users: Generated<number>;
  attempts: Generated<number>;
  /** Raised by each claim and release: a token of an older number is void. */
  lease_number: Generated<number>;
  lease_held: Generated<number>;
  /** By the clock of the store; null where no lease ends by itself. */
  lease_expires_at: number | null;
  /** The node that claimed the job last. */
  lease_node: string | null;
  /** Of no row if the stream was deleted meanwhile: the next batch makes it again, by the names below. */
  log_stream_key: number | null;
  log_group_name: string | null;
  log_stream_name: string | null;
  started_by_request: string | null;
  /** The blob that the client is to put itself; null once there is an upload. */
  awaited_blob_id: string | null;
}

interface LogGroupsTable {
  key: Generated<number>;
  account: string;
  region: string;
  name: string;
  created_at: number;
  retention_days: number | null;
  /** Sum of its streams. */
  stored_bytes: Generated<number>;
  /** Of the last ingestion, which a later one never goes behind: blocks are numbered in its order. */
  last_timestamp: Generated<number>;
  next_block: Generated<number>;
}

interface LogStreamsTable {
  key: Generated<number>;
  log_group_key: number;
  name: string;
  created_at: number;
  first_event_timestamp: number | null;
  last_event_timestamp: number | null;
  last_ingestion_time: number | null;
  stored_bytes: Generated<number>;
}

/** Outcomes of an import. `timestamp` is that of all events of the block, and of their ingestion. */
interface LogBlocksTable {
  log_group_key: number;
  block: number;
  log_stream_key: number;
  timestamp: number;
  first_record_number: number;
  event_count: number;
  outcomes: Uint8Array;
}

/** Events of a client. */
interface LogPutBlocksTable {
  log_group_key: number;
  block: number;
  log_stream_key: number;
  first_timestamp: number;
  last_timestamp: number;
  ingested_at: number;
  event_count: number;
  events: Uint8Array;
}

interface LogPurgesTable {
  log_group_key: number;
  /** Null: the whole group. */
  log_stream_key: number | null;
}

interface NodesTable {
  id: string;
  role: string;
  state: string;
  /** By the clock of the store. */
  seen_at: number;
}

interface RolesTable {
  key: Generated<number>;
  account: string;
  name: string;
  name_key: string;
  path: string;
  id: string;
  arn: string;
  assume_role_policy_document: string;
  description: string | null;
  max_session_duration: number;
  permissions_boundary: string | null;
  tags: string;
  created_at: number;
}

interface IamVersionsTable {
  account: string;
  version: number;
}

interface IamUsersTable {
  key: Generated<number>;
  account: string;
  name: string;
  name_key: string;
  path: string;
  id: string;
  arn: string;
  permissions_boundary: string | null;
  tags: string;
  created_at: number;
}

interface AccessKeysTable {
  key: Generated<number>;
  id: string;
  iam_user_key: number;
  status: AccessKeyStatus;
  sealed_secret: Uint8Array;
  created_at: number;
}

/** `identity_key` is the key in `roles` or `iam_users`, as `identity_kind` says. */
interface InlinePoliciesTable {
  identity_kind: IdentityKind;
  identity_key: number;
  name: string;
  name_key: string;
  document: string;
}

interface ManagedPoliciesTable {
  key: Generated<number>;
  account: string;
  name: string;
  name_key: string;
  path: string;
  id: string;
  arn: string;
  document: string;
  description: string | null;
  tags: string;
  created_at: number;
}

interface AttachedPoliciesTable {
  identity_kind: IdentityKind;
  identity_key: number;
  managed_policy_key: number;
}

interface AppClientsTable {
  key: Generated<number>;
  id: string;
  user_pool_key: number;
  name: string;
  created_at: number;
  modified_at: number;
  settings: string;
}

interface AppClientSecretsTable {
  key: Generated<number>;
  app_client_key: number;
  id: string;
  sealed_secret: Uint8Array;
  created_at: number;
}

interface UserGroupsTable {
  key: Generated<number>;
  user_pool_key: number;
  name: string;
  name_key: string;
  description: string | null;
  role_arn: string | null;
  precedence: number | null;
  created_at: number;
  modified_at: number;
  /** Set: invisible, and its memberships wait to be purged. */
  is_deleted: Generated<number>;
}

interface GroupMembersTable {
  group_key: number;
  user_id: number;
}

/** No row until the clock is moved, or one. */
interface TestControlsTable {
  /** By which the clock of stored times is ahead of the machine's. */
  clock_offset_ms: Generated<number>;
}

export type UserPoolRow = Selectable<UserPoolsTable>;
/** A user but for the password hash, which is read by `findPasswordHash` alone. */
export type UserRow = Omit<Selectable<UsersTable>, 'sealed_password_hash'>;
export type NewUserRow = Insertable<UsersTable>;
export type ImportJobRow = Selectable<ImportJobsTable>;
export type LogGroupRow = Selectable<LogGroupsTable>;
export type LogStreamRow = Selectable<LogStreamsTable>;
export type GroupRow = Selectable<UserGroupsTable>;
export type RoleRow = Selectable<RolesTable>;
export type IamUserRow = Selectable<IamUsersTable>;
export type ManagedPolicyRow = Selectable<ManagedPoliciesTable>;

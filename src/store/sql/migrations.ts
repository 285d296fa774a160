import { addMessages } from './add-messages.ts';
import { addRecovery } from './add-recovery.ts';
import { addSignIns } from './add-sign-ins.ts';
import { addVerification } from './add-verification.ts';
import type { ColumnTypes } from './column-types.ts';

export type { ColumnTypes };

/** One step from a schema version to the next: statements, run in one transaction. A released step is never changed. */
export type Migration = (types: ColumnTypes) => readonly string[];

/** Step `n` (from 0) leads to schema version `n + 1`. */
export const MIGRATIONS: readonly Migration[] = [
  createFirstTables,
  createIamTables,
  openLogsToClients,
  addPasswordHashes,
  addNodes,
  addStartRequests,
  (types) => [...separateAwaitedBlobs(types), ...indexJobsOfAccounts()],
  (types) => [
    ...addAppClients(types),
    ...addGroups(types),
    ...addSignIns(types),
    ...addMessages(types),
    ...addRecovery(types),
    ...addTestControls(types),
  ],
  (types) => [...addVerification(types)],
];

export const SCHEMA_VERSION = MIGRATIONS.length;

function createFirstTables({ autoKey, integer, text, bytes }: ColumnTypes): readonly string[] {
  return [
    `CREATE TABLE meta (name ${text} PRIMARY KEY, value ${text} NOT NULL)`,

    `CREATE TABLE user_pools (
      key ${autoKey},
      id ${text} NOT NULL,
      account ${text} NOT NULL,
      region ${text} NOT NULL,
      name ${text} NOT NULL,
      created_at ${integer} NOT NULL,
      modified_at ${integer} NOT NULL,
      settings ${text} NOT NULL,
      schema_attributes ${text} NOT NULL,
      user_count ${integer} NOT NULL DEFAULT 0,
      next_user_number ${integer} NOT NULL DEFAULT 1,
      is_deleted ${integer} NOT NULL DEFAULT 0
    )`,
    'CREATE UNIQUE INDEX user_pools_id ON user_pools (id)',
    'CREATE INDEX user_pools_scope ON user_pools (account, region, key)',

    `CREATE TABLE users (
      id ${integer} PRIMARY KEY,
      user_pool_key ${integer} NOT NULL,
      username ${text},
      username_key ${text} NOT NULL,
      sub ${bytes} NOT NULL,
      status ${integer} NOT NULL,
      mfa ${integer} NOT NULL,
      is_enabled ${integer} NOT NULL DEFAULT 1,
      created_at ${integer} NOT NULL,
      modified_at ${integer} NOT NULL,
      email_key ${text},
      phone_key ${text},
      preferred_username_key ${text},
      attributes ${text} NOT NULL
    )`,
    'CREATE UNIQUE INDEX users_username ON users (user_pool_key, username_key)',
    'CREATE UNIQUE INDEX users_sub ON users (sub)',
    'CREATE UNIQUE INDEX users_email ON users (user_pool_key, email_key) WHERE email_key IS NOT NULL',
    'CREATE UNIQUE INDEX users_phone ON users (user_pool_key, phone_key) WHERE phone_key IS NOT NULL',
    `CREATE UNIQUE INDEX users_preferred_username ON users (user_pool_key, preferred_username_key)
      WHERE preferred_username_key IS NOT NULL`,

    `CREATE TABLE import_jobs (
      key ${autoKey},
      id ${text} NOT NULL,
      user_pool_key ${integer} NOT NULL,
      user_pool_id ${text} NOT NULL,
      account ${text} NOT NULL,
      region ${text} NOT NULL,
      name ${text} NOT NULL,
      role_arn ${text} NOT NULL,
      pre_signed_url ${text} NOT NULL,
      password_hashing_algorithm ${text},
      status ${text} NOT NULL,
      created_at ${integer} NOT NULL,
      started_at ${integer},
      completed_at ${integer},
      completion_message ${text},
      upload_blob_id ${text},
      upload_byte_length ${integer},
      upload_md5 ${text},
      upload_sha256 ${text},
      byte_offset ${integer} NOT NULL,
      line_number ${integer} NOT NULL,
      record_number ${integer} NOT NULL,
      imported_users ${integer} NOT NULL DEFAULT 0,
      skipped_users ${integer} NOT NULL DEFAULT 0,
      failed_users ${integer} NOT NULL DEFAULT 0,
      attempts ${integer} NOT NULL DEFAULT 0,
      lease_number ${integer} NOT NULL DEFAULT 0,
      lease_held ${integer} NOT NULL DEFAULT 0,
      log_stream_key ${integer}
    )`,
    'CREATE UNIQUE INDEX import_jobs_id ON import_jobs (user_pool_key, id)',
    'CREATE INDEX import_jobs_newest ON import_jobs (user_pool_key, created_at, key)',
    'CREATE INDEX import_jobs_status ON import_jobs (status, created_at)',

    `CREATE TABLE log_groups (
      key ${autoKey},
      account ${text} NOT NULL,
      region ${text} NOT NULL,
      name ${text} NOT NULL,
      created_at ${integer} NOT NULL,
      retention_days ${integer},
      stored_bytes ${integer} NOT NULL DEFAULT 0,
      last_timestamp ${integer} NOT NULL DEFAULT 0,
      next_block ${integer} NOT NULL DEFAULT 0
    )`,
    'CREATE UNIQUE INDEX log_groups_name ON log_groups (account, region, name)',

    `CREATE TABLE log_streams (
      key ${autoKey},
      log_group_key ${integer} NOT NULL,
      name ${text} NOT NULL,
      created_at ${integer} NOT NULL,
      first_event_timestamp ${integer},
      last_event_timestamp ${integer},
      last_ingestion_time ${integer}
    )`,
    'CREATE UNIQUE INDEX log_streams_name ON log_streams (log_group_key, name)',

    `CREATE TABLE log_blocks (
      log_group_key ${integer} NOT NULL,
      block ${integer} NOT NULL,
      log_stream_key ${integer} NOT NULL,
      timestamp ${integer} NOT NULL,
      first_record_number ${integer} NOT NULL,
      event_count ${integer} NOT NULL,
      outcomes ${bytes} NOT NULL
    )`,
    'CREATE UNIQUE INDEX log_blocks_group ON log_blocks (log_group_key, block)',
    'CREATE UNIQUE INDEX log_blocks_stream ON log_blocks (log_stream_key, block)',

    `CREATE TABLE roles (
      key ${autoKey},
      account ${text} NOT NULL,
      name ${text} NOT NULL,
      name_key ${text} NOT NULL,
      path ${text} NOT NULL,
      id ${text} NOT NULL,
      arn ${text} NOT NULL,
      assume_role_policy_document ${text} NOT NULL,
      description ${text},
      max_session_duration ${integer} NOT NULL,
      permissions_boundary ${text},
      tags ${text} NOT NULL,
      created_at ${integer} NOT NULL
    )`,
    'CREATE UNIQUE INDEX roles_name ON roles (account, name_key)',

    `CREATE TABLE role_policies (
      role_key ${integer} NOT NULL,
      name ${text} NOT NULL,
      name_key ${text} NOT NULL,
      document ${text} NOT NULL,
      PRIMARY KEY (role_key, name_key)
    )`,
  ];
}

/** Users, access keys and managed policies of IAM; the inline policies of roles move in with those of users. */
function createIamTables({ autoKey, integer, text, bytes }: ColumnTypes): readonly string[] {
  return [
    `CREATE TABLE iam_versions (account ${text} PRIMARY KEY, version ${integer} NOT NULL)`,

    `CREATE TABLE iam_users (
      key ${autoKey},
      account ${text} NOT NULL,
      name ${text} NOT NULL,
      name_key ${text} NOT NULL,
      path ${text} NOT NULL,
      id ${text} NOT NULL,
      arn ${text} NOT NULL,
      permissions_boundary ${text},
      tags ${text} NOT NULL,
      created_at ${integer} NOT NULL
    )`,
    'CREATE UNIQUE INDEX iam_users_name ON iam_users (account, name_key)',

    `CREATE TABLE access_keys (
      key ${autoKey},
      id ${text} NOT NULL,
      iam_user_key ${integer} NOT NULL,
      status ${text} NOT NULL,
      sealed_secret ${bytes} NOT NULL,
      created_at ${integer} NOT NULL
    )`,
    'CREATE UNIQUE INDEX access_keys_id ON access_keys (id)',
    'CREATE INDEX access_keys_user ON access_keys (iam_user_key, key)',

    `CREATE TABLE inline_policies (
      identity_kind ${text} NOT NULL,
      identity_key ${integer} NOT NULL,
      name ${text} NOT NULL,
      name_key ${text} NOT NULL,
      document ${text} NOT NULL,
      PRIMARY KEY (identity_kind, identity_key, name_key)
    )`,
    `INSERT INTO inline_policies (identity_kind, identity_key, name, name_key, document)
      SELECT 'role', role_key, name, name_key, document FROM role_policies`,
    'DROP TABLE role_policies',

    `CREATE TABLE managed_policies (
      key ${autoKey},
      account ${text} NOT NULL,
      name ${text} NOT NULL,
      name_key ${text} NOT NULL,
      path ${text} NOT NULL,
      id ${text} NOT NULL,
      arn ${text} NOT NULL,
      document ${text} NOT NULL,
      description ${text},
      tags ${text} NOT NULL,
      created_at ${integer} NOT NULL
    )`,
    'CREATE UNIQUE INDEX managed_policies_name ON managed_policies (account, name_key)',
    'CREATE UNIQUE INDEX managed_policies_arn ON managed_policies (arn)',

    `CREATE TABLE attached_policies (
      identity_kind ${text} NOT NULL,
      identity_key ${integer} NOT NULL,
      managed_policy_key ${integer} NOT NULL,
      PRIMARY KEY (identity_kind, identity_key, managed_policy_key)
    )`,
    'CREATE INDEX attached_policies_policy ON attached_policies (managed_policy_key)',
  ];
}

/** Log events that clients write, log groups and streams that they delete. */
function openLogsToClients({ integer, text, bytes }: ColumnTypes): readonly string[] {
  return [
    // What a running import makes again when its stream was deleted.
    `ALTER TABLE import_jobs ADD COLUMN log_group_name ${text}`,
    `ALTER TABLE import_jobs ADD COLUMN log_stream_name ${text}`,
    `UPDATE import_jobs SET
      log_group_name = (SELECT log_groups.name FROM log_streams JOIN log_groups ON log_groups.key = log_streams.log_group_key
        WHERE log_streams.key = import_jobs.log_stream_key),
      log_stream_name = (SELECT name FROM log_streams WHERE log_streams.key = import_jobs.log_stream_key)
      WHERE log_stream_key IS NOT NULL`,

    `ALTER TABLE log_streams ADD COLUMN stored_bytes ${integer} NOT NULL DEFAULT 0`,
    `UPDATE log_streams SET stored_bytes = (SELECT coalesce(sum(length(outcomes)), 0) FROM log_blocks
      WHERE log_blocks.log_stream_key = log_streams.key)`,

    // In order of time, which so far was the order of the numbers.
    'DROP INDEX log_blocks_group',
    'DROP INDEX log_blocks_stream',
    'CREATE UNIQUE INDEX log_blocks_group ON log_blocks (log_group_key, timestamp, block)',
    'CREATE UNIQUE INDEX log_blocks_stream ON log_blocks (log_stream_key, timestamp, block)',

    `CREATE TABLE log_put_blocks (
      log_group_key ${integer} NOT NULL,
      block ${integer} NOT NULL,
      log_stream_key ${integer} NOT NULL,
      first_timestamp ${integer} NOT NULL,
      last_timestamp ${integer} NOT NULL,
      ingested_at ${integer} NOT NULL,
      event_count ${integer} NOT NULL,
      events ${bytes} NOT NULL
    )`,
    'CREATE UNIQUE INDEX log_put_blocks_group_first ON log_put_blocks (log_group_key, first_timestamp, block)',
    'CREATE UNIQUE INDEX log_put_blocks_group_last ON log_put_blocks (log_group_key, last_timestamp, block)',
    'CREATE UNIQUE INDEX log_put_blocks_stream_first ON log_put_blocks (log_stream_key, first_timestamp, block)',
    'CREATE UNIQUE INDEX log_put_blocks_stream_last ON log_put_blocks (log_stream_key, last_timestamp, block)',

    // Deleted groups (without a stream) and streams whose blocks are still there.
    `CREATE TABLE log_purges (
      log_group_key ${integer} NOT NULL,
      log_stream_key ${integer}
    )`,
  ];
}

/** Null for users without one; behind the attributes, which the engine reads without it. */
function addPasswordHashes({ bytes }: ColumnTypes): readonly string[] {
  return [`ALTER TABLE users ADD COLUMN sealed_password_hash ${bytes}`];
}

/** Several nodes on one store: leases that end, and who is there. */
function addNodes({ integer, text }: ColumnTypes): readonly string[] {
  return [
    `ALTER TABLE import_jobs ADD COLUMN lease_expires_at ${integer}`,
    `ALTER TABLE import_jobs ADD COLUMN lease_node ${text}`,
    `CREATE TABLE nodes (
      id ${text} PRIMARY KEY,
      role ${text} NOT NULL,
      state ${text} NOT NULL,
      seen_at ${integer} NOT NULL
    )`,
  ];
}

/** Null for jobs that were not started, or by an older version. */
function addStartRequests({ text }: ColumnTypes): readonly string[] {
  return [`ALTER TABLE import_jobs ADD COLUMN started_by_request ${text}`];
}

/** Until now a blob that the client was to put itself stood in the column of the uploaded one, told by a missing length. */
function separateAwaitedBlobs({ text }: ColumnTypes): readonly string[] {
  return [
    `ALTER TABLE import_jobs ADD COLUMN awaited_blob_id ${text}`,
    `UPDATE import_jobs SET awaited_blob_id = upload_blob_id, upload_blob_id = NULL
      WHERE upload_blob_id IS NOT NULL AND upload_byte_length IS NULL`,
  ];
}

/**
 * The jobs of an account and region by age. Without it each page of them reads and sorts all jobs of all accounts. An import changes none
 * of these columns, so its batches do not pay for the index.
 */
function indexJobsOfAccounts(): readonly string[] {
  return ['CREATE INDEX import_jobs_scope ON import_jobs (account, region, created_at, key)'];
}

/** App clients of user pools. Both go with their pool, in the transaction that deletes it. */
function addAppClients({ autoKey, integer, text, bytes }: ColumnTypes): readonly string[] {
  return [
    `CREATE TABLE app_clients (
      key ${autoKey},
      id ${text} NOT NULL,
      user_pool_key ${integer} NOT NULL,
      name ${text} NOT NULL,
      created_at ${integer} NOT NULL,
      modified_at ${integer} NOT NULL,
      settings ${text} NOT NULL
    )`,
    'CREATE UNIQUE INDEX app_clients_id ON app_clients (id)',
    'CREATE INDEX app_clients_pool ON app_clients (user_pool_key, key)',

    `CREATE TABLE app_client_secrets (
      key ${autoKey},
      app_client_key ${integer} NOT NULL,
      id ${text} NOT NULL,
      sealed_secret ${bytes} NOT NULL,
      created_at ${integer} NOT NULL
    )`,
    'CREATE UNIQUE INDEX app_client_secrets_id ON app_client_secrets (app_client_key, id)',
  ];
}

/** Groups of user pools, and who is in them. */
function addGroups({ autoKey, integer, text }: ColumnTypes): readonly string[] {
  return [
    `CREATE TABLE user_groups (
      key ${autoKey},
      user_pool_key ${integer} NOT NULL,
      name ${text} NOT NULL,
      name_key ${text} NOT NULL,
      description ${text},
      role_arn ${text},
      precedence ${integer},
      created_at ${integer} NOT NULL,
      modified_at ${integer} NOT NULL,
      is_deleted ${integer} NOT NULL DEFAULT 0
    )`,
    'CREATE UNIQUE INDEX user_groups_name ON user_groups (user_pool_key, name_key) WHERE is_deleted = 0',
    'CREATE INDEX user_groups_deleted ON user_groups (key) WHERE is_deleted = 1',

    `CREATE TABLE group_members (
      group_key ${integer} NOT NULL,
      user_id ${integer} NOT NULL,
      PRIMARY KEY (group_key, user_id)
    )`,
    'CREATE INDEX group_members_user ON group_members (user_id)',
  ];
}

function addTestControls({ integer }: ColumnTypes): readonly string[] {
  return [`CREATE TABLE test_controls (clock_offset_ms ${integer} NOT NULL DEFAULT 0)`];
}

import type { Tables } from '../../store/sql/tables.ts';

/** A table that goes from one engine to the other, and the order in which both give its rows. */
export interface MovedTable {
  readonly name: keyof Tables;
  /** Columns that tell all rows apart; null comes first. */
  readonly order: readonly string[];
  /** The column whose next value the engine makes. */
  readonly autoKey?: string;
}

/** Those that stay behind: the nodes that are running now, and test controls, whose moved clock no database may have (R573). */
export const LEFT_TABLES: readonly (keyof Tables)[] = ['nodes', 'test_controls'];

/** All others. */
export const MOVED_TABLES: readonly MovedTable[] = [
  { name: 'meta', order: ['name'] },
  { name: 'user_pools', order: ['key'], autoKey: 'key' },
  { name: 'users', order: ['id'] },
  { name: 'app_clients', order: ['key'], autoKey: 'key' },
  { name: 'app_client_secrets', order: ['key'], autoKey: 'key' },
  { name: 'failed_attempts', order: ['user_pool_key', 'subject'] },
  { name: 'answered_challenges', order: ['id'] },
  { name: 'revoked_origins', order: ['user_pool_key', 'origin_jti'] },
  { name: 'refresh_families', order: ['user_pool_key', 'origin_jti'] },
  { name: 'ended_sessions', order: ['user_pool_key', 'sub'] },
  { name: 'signing_keys', order: ['key'], autoKey: 'key' },
  { name: 'user_groups', order: ['key'], autoKey: 'key' },
  { name: 'group_members', order: ['group_key', 'user_id'] },
  { name: 'import_jobs', order: ['key'], autoKey: 'key' },
  { name: 'log_groups', order: ['key'], autoKey: 'key' },
  { name: 'log_streams', order: ['key'], autoKey: 'key' },
  { name: 'log_blocks', order: ['log_group_key', 'timestamp', 'block'] },
  { name: 'log_put_blocks', order: ['log_group_key', 'first_timestamp', 'block'] },
  { name: 'log_purges', order: ['log_group_key', 'log_stream_key'] },
  { name: 'roles', order: ['key'], autoKey: 'key' },
  { name: 'iam_versions', order: ['account'] },
  { name: 'iam_users', order: ['key'], autoKey: 'key' },
  { name: 'access_keys', order: ['key'], autoKey: 'key' },
  { name: 'inline_policies', order: ['identity_kind', 'identity_key', 'name_key'] },
  { name: 'managed_policies', order: ['key'], autoKey: 'key' },
  { name: 'attached_policies', order: ['identity_kind', 'identity_key', 'managed_policy_key'] },
  { name: 'messages', order: ['key'], autoKey: 'key' },
  { name: 'user_codes', order: ['user_pool_key', 'subject', 'purpose'] },
  { name: 'user_code_attempts', order: ['user_pool_key', 'subject', 'purpose'] },
];

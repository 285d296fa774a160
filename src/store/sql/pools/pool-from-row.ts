import type {
  AccountId,
  SchemaAttribute,
  UserPool,
  UserPoolId,
  UserPoolKey,
  UserPoolSettings,
} from '../../../domain/pools/user-pool.ts';
import type { UserPoolRow } from '../tables.ts';

/** A pool of its row. The JSON in it was written by this room only. */
export function poolFromRow(row: UserPoolRow): UserPool {
  const settings: UserPoolSettings = JSON.parse(row.settings);
  const schema: readonly SchemaAttribute[] = JSON.parse(row.schema_attributes);
  return {
    key: row.key as UserPoolKey,
    id: row.id as UserPoolId,
    account: row.account as AccountId,
    region: row.region,
    name: row.name,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    settings,
    schema,
    userCount: row.user_count,
  };
}

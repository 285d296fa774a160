import type {
  AccountId,
  SchemaAttribute,
  UserPool,
  UserPoolId,
  UserPoolKey,
  UserPoolSettings,
} from '../../../domain/pools/user-pool.ts';
import type { UserPoolRow } from '../tables.ts';
import { parseCarriedSettings } from './carried-settings.ts';

/** A pool of its row. The JSON in it was written by this room only. */
export function poolFromRow(row: UserPoolRow): UserPool {
  const schema: readonly SchemaAttribute[] = JSON.parse(row.schema_attributes);
  return {
    key: row.key as UserPoolKey,
    id: row.id as UserPoolId,
    account: row.account as AccountId,
    region: row.region,
    name: row.name,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    settings: parseSettings(row.settings),
    schema,
    userCount: row.user_count,
  };
}

function parseSettings(json: string): UserPoolSettings {
  const { carried, ...settings }: UserPoolSettings & { readonly carried?: object } = JSON.parse(json);
  return carried === undefined ? settings : { ...settings, ...parseCarriedSettings(carried) };
}

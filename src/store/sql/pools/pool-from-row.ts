import type {
  AccountId,
  SchemaAttribute,
  UserPool,
  UserPoolId,
  UserPoolKey,
  UserPoolSettings,
} from '../../../domain/pools/user-pool.ts';
import { keepParsedJson } from '../parse-kept-json.ts';
import type { UserPoolRow } from '../tables.ts';
import { parseCarriedSettings } from './carried-settings.ts';

/** A pool of its row. The JSON in it was written by this room only. */
export function poolFromRow(row: Omit<UserPoolRow, 'next_user_number' | 'is_deleted'>): UserPool {
  return {
    key: row.key as UserPoolKey,
    id: row.id as UserPoolId,
    account: row.account as AccountId,
    region: row.region,
    name: row.name,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    settings: parseSettings(row.settings),
    schema: parseSchema(row.schema_attributes),
    userCount: row.user_count,
  };
}

const parseSchema = keepParsedJson<readonly SchemaAttribute[]>((json) => JSON.parse(json));

const parseSettings = keepParsedJson((json): UserPoolSettings => {
  const { carried, ...settings }: UserPoolSettings & { readonly carried?: object } = JSON.parse(json);
  return carried === undefined ? settings : { ...settings, ...parseCarriedSettings(carried) };
});

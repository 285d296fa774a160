import { sql } from 'kysely';
import { UUID_BYTES } from '../base/uuid-bytes.ts';
import type { SqlSession, Tables } from '../store/sql/tables.ts';
import type { SealingKeys } from './sealing-keys.ts';
import { verifyClientsAndGroups } from './verify-clients-and-groups.ts';
import { verifySealed } from './verify-sealed.ts';

export type Database = Pick<SqlSession, 'db'>;
export type Report = (fault: string) => void;

/** Tables whose rows belong to a user pool, and go with it when it is deleted. */
const OF_POOLS = {
  failed_attempts: 'failed attempts',
  revoked_origins: 'sessions that ended alone',
  refresh_families: 'families of refresh tokens',
  ended_sessions: 'sessions that ended with all others',
  signing_keys: 'signing keys',
  messages: 'messages',
} as const satisfies Partial<Record<keyof Tables, string>>;

const UUID_PATTERN = [8, 4, 4, 4, 12].map((length) => '_'.repeat(length)).join('-');

/** Rows that no server writes, each with what is wrong with them. Conditions are SQL of both engines. */
const IMPOSSIBLE: readonly { readonly table: keyof Tables; readonly condition: string; readonly fault: string }[] = [
  {
    table: 'failed_attempts',
    condition: `octet_length(subject) <> ${UUID_BYTES} OR count < 1`,
    fault: 'failed attempts: {} of nobody, or of no attempt',
  },
  {
    table: 'answered_challenges',
    condition: `octet_length(id) <> ${UUID_BYTES}`,
    fault: 'answered challenges: {} with an id of the wrong length',
  },
  ...(['revoked_origins', 'refresh_families'] as const).map((table) => ({
    table,
    condition: `origin_jti NOT LIKE '${UUID_PATTERN}'`,
    fault: `${OF_POOLS[table]}: {} of an origin that is not a UUID`,
  })),
  {
    table: 'refresh_families',
    condition: 'generation < 1 OR rotated_at > expires_at',
    fault: 'families of refresh tokens: {} that were never exchanged, or after their end',
  },
  {
    table: 'ended_sessions',
    condition: `NOT EXISTS (SELECT 1 FROM users WHERE users.user_pool_key = ended_sessions.user_pool_key AND users.sub = ended_sessions.sub)`,
    fault: 'sessions that ended with all others: {} without a user',
  },
  {
    table: 'messages',
    condition: 'due_at IS NULL AND is_in_inbox = 0',
    fault: 'messages: {} that neither wait nor are in the inbox',
  },
  {
    table: 'group_members',
    condition: `EXISTS (SELECT 1 FROM users JOIN user_groups ON user_groups.key = group_members.group_key
      WHERE users.id = group_members.user_id AND users.user_pool_key <> user_groups.user_pool_key)`,
    fault: 'groups: {} memberships of users of another pool',
  },
];

/**
 * Checks app clients, groups and what signing in stores, on either engine: each row belongs to a user pool that is there, and is one that a server writes; with
 * `keys`, each secret opens for its owner and is what it should be. `report` gets a line for each thing that does not agree.
 */
export async function verifySignIns(database: Database, keys: SealingKeys | undefined, report: Report): Promise<void> {
  await verifyClientsAndGroups(database, report);
  for (const [table, name] of Object.entries(OF_POOLS)) await reportPoolless(database, table, name, report);
  for (const impossible of IMPOSSIBLE) await reportRows(database, impossible, report);
  await verifyKeyPairs(database, report);
  if (keys) await verifySealed(database, keys, report);
}

/** Rows that go with a user pool which is not there. */
export async function reportPoolless(database: Database, table: string, name: string, report: Report): Promise<void> {
  const condition = 'user_pool_key NOT IN (SELECT key FROM user_pools WHERE is_deleted = 0)';
  await reportRows(database, { table, condition, fault: `${name}: {} without a user pool` }, report);
}

/** Rows of a table that meet the condition, which is SQL of both engines; `{}` in the fault is their number. */
export async function reportRows(
  { db }: Database,
  { table, condition, fault }: { readonly table: string; readonly condition: string; readonly fault: string },
  report: Report,
): Promise<void> {
  const { rows } = await sql<{ found: number }>`
    SELECT count(*) AS found FROM ${sql.table(table)} WHERE ${sql.raw(condition)}
  `.execute(db);
  const found = Number(rows[0]?.found ?? 0);
  if (found > 0) report(fault.replace('{}', String(found)));
}

/** A pool has no keys, or one for each kind of token. */
async function verifyKeyPairs({ db }: Database, report: Report): Promise<void> {
  const pools = await db
    .selectFrom('signing_keys')
    .innerJoin('user_pools', 'user_pools.key', 'signing_keys.user_pool_key')
    .select(({ fn }) => ['user_pools.id', fn.count<number>('signing_keys.token_use').distinct().as('uses')])
    .where('token_use', 'in', ['id', 'access'])
    .groupBy('user_pools.id')
    .execute();
  for (const { id, uses } of pools) {
    if (Number(uses) !== 2) report(`user pool ${id}: has no signing key for one kind of tokens`);
  }
}

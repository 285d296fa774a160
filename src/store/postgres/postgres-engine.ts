import { type Kysely, type RawBuilder, sql } from 'kysely';
import { LEASE_MS } from '../../base/node.ts';
import type { SqlEngine, Tables } from '../sql/tables.ts';

/** Advisory locks of Muster are told from those of others by their first number: `Must` in ASCII. */
export const LOCK_SPACE = 0x4d757374;
/** Where it is announced that a job may wait. */
export const WORK_CHANNEL = 'muster_work';

const NOW_MS = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/**
 * JSON takes U+0000 and half of a surrogate pair, written as escapes; PostgreSQL reads no value of a text that has one. Nobody can ask for
 * such a value, but for another one of the same user.
 */
const ATTRIBUTES = sql`(case when strpos(attributes, '\\u') = 0 then attributes
  else regexp_replace(attributes, '\\\\u(0000|d[89a-f][0-9a-f]{2})', '\\ufffd', 'g') end)::json`;

function isLeaseHeld(): RawBuilder<number> {
  return sql<number>`(case when lease_held = 1 and lease_expires_at > ${NOW_MS} then 1 else 0 end)`;
}

export const postgresEngine: SqlEngine = {
  attributeValue: (name) => sql<string | null>`(${ATTRIBUTES} ->> ${name}::text)`,
  keptValue: (value) => sql`${value}`,
  isLeaseHeld,
  // A lease lasts by the clock of the database, but for those that the node itself has lost.
  isHeldBeside(node, running) {
    const isOthers =
      running.length === 0
        ? sql`import_jobs.lease_node <> ${node}`
        : sql`(import_jobs.lease_node <> ${node} or import_jobs.key in (${sql.join(running)}))`;
    return sql<number>`(case when ${isOthers} then ${isLeaseHeld()} else 0 end)`;
  },
  nowMs: () => NOW_MS,
  leaseEnd: () => sql<number>`${NOW_MS} + ${sql.lit(LEASE_MS)}`,
  async announceWork(db) {
    await sql`select pg_notify(${WORK_CHANNEL}, '')`.execute(db);
  },
  // Each method that writes is run in a transaction of its own, as a whole.
  transact: (db, work) => work(db),
  lockRows: (table) => sql`for update of ${sql.ref(table)}`,
  lockFreeRows: (table) => sql`for update of ${sql.ref(table)} skip locked`,
  async lockName(db, name) {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK_SPACE)}, hashtext(${name}))`.execute(db);
  },
};

/** As `lockName`, but others may share it. */
export async function lockNameShared(db: Kysely<Tables>, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${sql.lit(LOCK_SPACE)}, hashtext(${name}))`.execute(db);
}

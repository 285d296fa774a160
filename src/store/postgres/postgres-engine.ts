import { sql } from 'kysely';
import type { SqlEngine } from '../sql/tables.ts';
import { type TransactionServices, transact } from './transactions.ts';

/** Advisory locks of Muster are told from those of others by their first number: `Must` in ASCII. */
const LOCK_SPACE = 0x4d757374;

export function postgresEngine(services: TransactionServices): SqlEngine {
  return {
    attributeValue: (name) => sql<string | null>`(attributes::json ->> ${name}::text)`,
    isLeaseHeld: () => sql<number>`lease_held`,
    transact: (_, work) => transact(services, ({ db }) => work(db)),
    lockRows: (table) => sql`for update of ${sql.ref(table)}`,
    lockFreeRows: (table) => sql`for update of ${sql.ref(table)} skip locked`,
    async lockName(db, name) {
      await sql`select pg_advisory_xact_lock(${LOCK_SPACE}, hashtext(${name}))`.execute(db);
    },
  };
}

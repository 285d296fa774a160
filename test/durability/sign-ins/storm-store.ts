import { watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Pool } from 'pg';
import type { StormNode } from './storm-node.ts';

/** What the storm does to the tables themselves, and asks of them. */
export interface StormStore {
  /**
   * Two hours pass for the codes and waiting messages of these people. No node may run. Answers which of them still waited for
   * delivery.
   */
  age(recipients: readonly string[]): Promise<readonly string[]>;
  /** Resolves when nothing that a dead node began can still be committed. */
  settle(): Promise<void>;
  countWaiting(): Promise<number>;
  /** `onWrite` hears of each transaction that was committed, of any node; of those only that change users or devices where it can be told. */
  watchWrites(onWrite: () => void): Promise<() => Promise<void>>;
}

const AGED_MS = 2 * 60 * 60 * 1_000;
const POLL_MS = 10;

/** Both have `$1` and `$2`; PostgreSQL by itself, SQLite as names of parameters. */
const AGE_MESSAGES =
  'UPDATE messages SET created_at = created_at - $1, expires_at = expires_at - $1 WHERE recipient = $2 AND due_at IS NOT NULL';
const AGE_CODES =
  'UPDATE user_codes SET expires_at = expires_at - $1 WHERE subject IN (SELECT sub FROM users WHERE username_key = $2)';
const COUNT_WAITING = 'SELECT count(*) AS waiting FROM messages WHERE due_at IS NOT NULL';

/** Heard when the transaction is committed. */
const NOTIFY_OF_CHANGES = `
  CREATE FUNCTION notify_storm() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY storm; RETURN NULL; END $$;
  CREATE TRIGGER notify_storm AFTER INSERT OR UPDATE ON users FOR EACH STATEMENT EXECUTE FUNCTION notify_storm();
  CREATE TRIGGER notify_storm AFTER INSERT OR UPDATE OR DELETE ON devices FOR EACH STATEMENT EXECUTE FUNCTION notify_storm()`;

export function sqliteStormStore(directory: string): StormStore {
  const withDatabase = <Value>(work: (database: Database.Database) => Value): Value => {
    const database = new Database(join(directory, 'data', 'muster.db'));
    try {
      return work(database);
    } finally {
      database.close();
    }
  };
  return {
    age: async (recipients) =>
      withDatabase((database) => {
        const [messages, codes] = [database.prepare(AGE_MESSAGES), database.prepare(AGE_CODES)];
        return recipients.filter((recipient) => {
          codes.run({ 1: AGED_MS, 2: usernameOf(recipient) });
          return messages.run({ 1: AGED_MS, 2: recipient }).changes > 0;
        });
      }),
    // Whatever a process has not written dies with it.
    settle: async () => {},
    countWaiting: async () => withDatabase((database) => Number(database.prepare(COUNT_WAITING).pluck().get())),
    async watchWrites(onWrite) {
      const watcher = watch(join(directory, 'data'), (_event, name) => {
        if (name === 'muster.db-wal') onWrite();
      });
      return async () => watcher.close();
    },
  };
}

export function postgresStormStore(database: Pool, nodes: readonly StormNode[]): StormStore {
  return {
    async age(recipients) {
      const waiting: string[] = [];
      for (const recipient of recipients) {
        await database.query(AGE_CODES, [AGED_MS, usernameOf(recipient)]);
        const { rowCount } = await database.query(AGE_MESSAGES, [AGED_MS, recipient]);
        if (rowCount) waiting.push(recipient);
      }
      return waiting;
    },
    // The server of the database ends what a connection had begun some moments after that is gone.
    async settle() {
      for (;;) {
        const alive = nodes.filter(({ isUp }) => isUp).map(({ life }) => life);
        const { rows } = await database.query<{ dead: string }>(
          "SELECT count(*) AS dead FROM pg_stat_activity WHERE application_name LIKE 'node-%' AND application_name <> ALL($1)",
          [alive],
        );
        if (Number(rows[0]?.dead) === 0) return;
        await wait(POLL_MS);
      }
    },
    async countWaiting() {
      const { rows } = await database.query<{ waiting: string }>(COUNT_WAITING);
      return Number(rows[0]?.waiting);
    },
    async watchWrites(onWrite) {
      await database.query(NOTIFY_OF_CHANGES);
      const listener = await database.connect();
      listener.on('notification', onWrite);
      await listener.query('LISTEN storm');
      return async () => listener.release(true);
    },
  };
}

/** All people of the storm have an address that begins with their name. */
function usernameOf(recipient: string): string {
  return recipient.slice(0, recipient.indexOf('@'));
}

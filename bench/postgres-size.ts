import { assert } from '../src/base/assert.ts';
import { silentLogger } from '../src/base/logger.ts';
import { BATCH_RECORDS_MAX } from '../src/jobs/batch-size.ts';
import { migrateDatabase } from '../src/store/postgres/migrate-database.ts';
import { openPostgresStore } from '../src/store/postgres/postgres-store.ts';
import { startPostgresServer } from '../test/postgres-server.ts';
import { beginImportIn, judgeFile, NOW_MS } from './begun-import.ts';
import { ALIAS_POOL, type BenchPool, DEFAULT_POOL } from './import-pools.ts';
import { sizeOf } from './size-of.ts';
import type { Figure, Trial } from './trial.ts';
import { usersFile } from './users-file.ts';

const USERS = sizeOf('MUSTER_BENCH_POSTGRES_SIZE_USERS', 1_000_000);
const SETTINGS = { shared_buffers: '512MB', max_wal_size: '4GB' };

/** What a user takes in a database: for docs/SCALE.md. */
export const postgresSize: Trial = {
  name: 'postgres-size',
  about: `${USERS.toLocaleString('en')} users on PostgreSQL: bytes of the table, of each index, of the log and of the write-ahead log for each`,
  runs: 1,
  isLong: true,
  async run() {
    const server = await startPostgresServer({ settings: SETTINGS });
    try {
      const figures: Figure[] = [];
      for (const pool of [DEFAULT_POOL, ALIAS_POOL]) {
        const url = await server.createDatabase();
        await migrateDatabase(url);
        const before = await server.run('SELECT pg_current_wal_lsn()', url);
        await importUsers(url, pool);
        const walBytes = await server.run(`SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '${before}')`, url);
        const sizes = await server.run(SIZES, url);
        for (const line of [...sizes.split('\n'), `write-ahead log|${walBytes}`]) {
          const [name = '', bytes] = line.split('|');
          figures.push({ name: `${pool.name}: ${name}`, value: Number(bytes) / USERS, unit: 'bytes/user' });
        }
      }
      return figures;
    } finally {
      await server.stop();
    }
  },
};

/** Of the users, and of the two tables that an import fills beside them. */
const SIZES = `SELECT relname, pg_total_relation_size(oid) - pg_indexes_size(oid) FROM pg_class WHERE relname IN ('users', 'log_blocks')
  UNION ALL SELECT indexrelname, pg_relation_size(indexrelid) FROM pg_stat_user_indexes WHERE relname = 'users'
  UNION ALL SELECT 'whole database', pg_database_size(current_database())`;

async function importUsers(url: string, pool: BenchPool): Promise<void> {
  const store = await openPostgresStore({ url, logger: silentLogger });
  const { leaseToken } = await beginImportIn(store, pool);
  let firstRecordNumber = 1;
  for (const verdicts of judgeFile(await usersFile(USERS), pool, BATCH_RECORDS_MAX)) {
    const recordNumber = firstRecordNumber + verdicts.length;
    const checkpoint = { byteOffset: recordNumber, lineNumber: recordNumber + 1, recordNumber };
    const commit = await store.commitBatch(leaseToken, { verdicts, firstRecordNumber, checkpoint, nowMs: NOW_MS });
    assert(commit.kind === 'committed', 'the job stays the one of this lease');
    firstRecordNumber = recordNumber;
  }
  await store.close();
  assert(firstRecordNumber === USERS + 1, `${firstRecordNumber - 1} users were imported`);
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { assert } from '../src/base/assert.ts';
import { systemClock } from '../src/base/clock.ts';
import { randomIds } from '../src/base/ids.ts';
import { silentLogger } from '../src/base/logger.ts';
import { DirectoryBlobs } from '../src/blobs/directory-blobs.ts';
import { CSV_START } from '../src/csv/csv-record.ts';
import { readLines } from '../src/csv/read-records.ts';
import { RecordSplitter } from '../src/csv/record-splitter.ts';
import { RECORD_CHARACTERS_MAX } from '../src/domain/imports/user-import-limits.ts';
import { fixtureSchema, fixtureSettings } from '../src/domain/pools/user-pool.fixture.ts';
import { compilePlainJudge } from '../src/domain/records/judge-plain-record.ts';
import { compileJudge } from '../src/domain/records/judge-record.ts';
import { digestKey } from '../src/domain/users/user-keys.ts';
import { BATCH_RECORDS_MAX, BatchSize } from '../src/jobs/batch-size.ts';
import { judgeBatches } from '../src/jobs/judge-batches.ts';
import { sliceChunks } from '../src/jobs/slice-chunks.ts';
import { INSERT_ALL, MAKE_STAGING_TABLE } from '../src/store/postgres/batch-statements.ts';
import { encodeCopy } from '../src/store/postgres/encode-copy.ts';
import { migrateDatabase } from '../src/store/postgres/migrate-database.ts';
import { openPostgresStore } from '../src/store/postgres/postgres-store.ts';
import { packBatch } from '../src/store/sql/jobs/packed-batch.ts';
import { firstUserId } from '../src/store/sql/users/user-ids.ts';
import { type PostgresServer, startPostgresServer } from '../test/postgres-server.ts';
import { type BegunImport, beginImportIn, judgeFile, NOW_MS } from './begun-import.ts';
import { DEFAULT_POOL } from './import-pools.ts';
import type { Trial } from './trial.ts';
import { USERS, usersFile } from './users-file.ts';

/** As a machine for a database has it, and not the 128 MB of a fresh installation. */
export const BENCH_POSTGRES = { fsync: true, settings: { shared_buffers: '512MB', max_wal_size: '4GB' } };
const SHARE_PERCENT_MIN = 85;

/**
 * An import as a node does it (read, split, judge, commit, the next batch judged while the one before is written) into a database that
 * survives a power cut, and in the same run psql, which is given the same rows by the same batches, ready to be copied.
 */
export const postgres: Trial = {
  name: 'postgres',
  about: `${USERS.toLocaleString('en')} users into a ${DEFAULT_POOL.name} on PostgreSQL, in turn with psql (aim: ${SHARE_PERCENT_MIN} % of it)`,
  runs: 3,
  isLong: true,
  async run() {
    const path = await usersFile();
    const server = await startPostgresServer(BENCH_POSTGRES);
    try {
      const psql = await runPsql(server, path);
      const { seconds, batches } = await runImport(server, path);
      return [
        { name: 'import', value: seconds, unit: 's' },
        { name: 'rate', value: USERS / seconds, unit: 'users/s' },
        { name: 'batch', value: USERS / batches, unit: 'records' },
        { name: 'psql \\copy and the same merge', value: USERS / psql, unit: 'users/s' },
        { name: 'share of psql', value: (100 * psql) / seconds, unit: '%' },
        { name: 'memory of this process at its peak', value: process.resourceUsage().maxRSS / 1e3, unit: 'MB' },
      ];
    } finally {
      await server.stop();
    }
  },
};

async function runImport(server: PostgresServer, csvPath: string) {
  const url = await makeDatabase(server);
  const store = await openPostgresStore({ url, logger: silentLogger });
  const { leaseToken } = await beginImportIn(store, DEFAULT_POOL);
  await server.run('CHECKPOINT');
  const beganAt = performance.now();
  const batchSize = new BatchSize(store.batchLimits);
  let batches = 0;
  let inFlight: Promise<void> = Promise.resolve();
  let importedUsers = 0;
  for await (const batch of judgedBatches(csvPath, () => batchSize.records)) {
    store.prepareBatch?.(batch.verdicts);
    await inFlight;
    batches++;
    const { verdicts, firstRecordNumber } = batch;
    const recordNumber = firstRecordNumber + verdicts.length;
    const checkpoint = { byteOffset: recordNumber, lineNumber: recordNumber + 1, recordNumber };
    inFlight = store
      .commitBatch(leaseToken, { verdicts, firstRecordNumber, checkpoint, nowMs: NOW_MS })
      .then((commit) => {
        assert(commit.kind === 'committed', 'the job stays the one of this lease');
        batchSize.adapt(verdicts.length, commit.heldMs, commit.isShared);
        importedUsers = commit.counters.importedUsers;
      });
  }
  await inFlight;
  const seconds = (performance.now() - beganAt) / 1000;
  assert(importedUsers === USERS, `${importedUsers} users were imported`);
  await store.close();
  return { seconds, batches };
}

async function* judgedBatches(csvPath: string, batchRecords: () => number) {
  const pool = { settings: fixtureSettings(), schema: fixtureSchema() };
  const blobs = new DirectoryBlobs({ directory: join(csvPath, '..'), ids: randomIds });
  const blobId = csvPath.slice(csvPath.lastIndexOf('/') + 1);
  const header = await readHeader(blobs, blobId);
  const chunks = sliceChunks(await blobs.read(blobId, header.byteEnd));
  const rules = { pool, columns: header.fields ?? [] };
  yield* judgeBatches(
    readLines(chunks, { byteOffset: header.byteEnd, lineNumber: 2, recordNumber: 1 }, RECORD_CHARACTERS_MAX),
    {
      judge: compileJudge({ ...rules, digestKey, newSub: () => randomIds.uuidOfTime(Date.now()) }),
      judgePlain: compilePlainJudge({
        ...rules,
        writeSub: (target, offset) => randomIds.writeUuidOfTime(Date.now(), target, offset),
      }),
      columnsCount: rules.columns.length,
      batchRecords,
      clock: systemClock,
      meter: { judged() {} },
      logger: silentLogger,
    },
  );
}

async function readHeader(blobs: DirectoryBlobs, blobId: string) {
  const splitter = new RecordSplitter(CSV_START, RECORD_CHARACTERS_MAX);
  for await (const chunk of await blobs.read(blobId, 0)) {
    const [header] = splitter.push(chunk);
    if (header) return header;
  }
  throw new Error('the file has a header');
}

/** Seconds that psql takes; the rows lie in one file for each batch, in the format of COPY, before the clock starts. */
async function runPsql(server: PostgresServer, csvPath: string): Promise<number> {
  const url = await makeDatabase(server);
  const store = await openPostgresStore({ url, logger: silentLogger });
  const begun = await beginImportIn(store, DEFAULT_POOL);
  await store.close();
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const script = writePsqlScript(directory, csvPath, begun);
    await server.run('CHECKPOINT');
    const beganAt = performance.now();
    await server.runFile(script, url);
    const seconds = (performance.now() - beganAt) / 1000;
    const users = await server.run('SELECT user_count FROM user_pools', url);
    assert(Number(users) === USERS, `psql inserted ${users} users`);
    return seconds;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function writePsqlScript(directory: string, csvPath: string, { poolKey }: BegunImport): string {
  const script = ['SET synchronous_commit = on;', `${MAKE_STAGING_TABLE};`];
  let number = 1;
  for (const verdicts of judgeFile(csvPath, DEFAULT_POOL, BATCH_RECORDS_MAX)) {
    const checkpoint = { byteOffset: 1, lineNumber: 1, recordNumber: 1 };
    const rows = join(directory, `${number}.copy`);
    writeFileSync(rows, encodeCopy(packBatch({ verdicts, firstRecordNumber: number, checkpoint, nowMs: NOW_MS })));
    const parameters = [poolKey, firstUserId(poolKey) + number, NOW_MS];
    const insert = INSERT_ALL.replaceAll(/\$([1-3])/g, (_, index) => String(parameters[Number(index) - 1]));
    script.push(
      'BEGIN;',
      `\\copy batch_users from '${rows}' with (format binary)`,
      `SELECT key FROM user_pools WHERE key = ${poolKey} FOR UPDATE;`,
      `${insert};`,
      `UPDATE user_pools SET user_count = user_count + ${verdicts.length} WHERE key = ${poolKey};`,
      'COMMIT;',
    );
    number += verdicts.length;
  }
  const path = join(directory, 'script.sql');
  writeFileSync(path, script.join('\n'));
  return path;
}

async function makeDatabase(server: PostgresServer): Promise<string> {
  const url = await server.createDatabase();
  await migrateDatabase(url);
  return url;
}

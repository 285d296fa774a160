import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { assert } from '../src/base/assert.ts';
import { systemClock } from '../src/base/clock.ts';
import { randomIds } from '../src/base/ids.ts';
import { DirectoryBlobs } from '../src/blobs/directory-blobs.ts';
import { CSV_START } from '../src/csv/csv-record.ts';
import { readRecords } from '../src/csv/read-records.ts';
import { RECORD_CHARACTERS_MAX } from '../src/domain/imports/user-import-limits.ts';
import type { Verdict } from '../src/domain/imports/verdict.ts';
import { BATCH_RECORDS_MAX } from '../src/jobs/batch-size.ts';
import { sliceChunks } from '../src/jobs/slice-chunks.ts';
import { packBatch } from '../src/store/sql/jobs/packed-batch.ts';
import { subToBytes } from '../src/store/sql/users/sub-bytes.ts';
import { userMfaCode, userStatusCode } from '../src/store/sql/users/user-codes.ts';
import { firstUserId } from '../src/store/sql/users/user-ids.ts';
import { prepareCommitBatch } from '../src/store/sqlite/commit-batch.ts';
import { openWritingConnection } from '../src/store/sqlite/connection.ts';
import { beginImport, judgeFile, NOW_MS } from './begun-import.ts';
import type { BenchPool } from './import-pools.ts';
import { buildReference } from './reference/build-reference.ts';

export interface Inserted {
  readonly users: number;
  readonly seconds: number;
}

/** The C program over the users of a file, which were judged before. */
export async function runReference(csvPath: string, pool: BenchPool): Promise<Inserted> {
  const program = buildReference();
  return inNewDatabase(pool, async (begun, directory) => {
    const rowsPath = join(directory, 'rows');
    writeRows(rowsPath, csvPath, pool);
    const { poolKey, jobKey, logStreamKey, logGroupKey } = begun;
    const numbers = [poolKey, jobKey, logStreamKey, logGroupKey, firstUserId(poolKey) + 1, BATCH_RECORDS_MAX];
    const words = [begun.databaseFile, rowsPath, ...numbers.map(String)];
    const [users, seconds] = execFileSync(program, words, { encoding: 'utf8' }).split(' ').map(Number);
    assert(
      users !== undefined && seconds !== undefined,
      'the C program says how many users it inserted, and in what time',
    );
    return { users, seconds };
  });
}

/** Muster's own commitBatch, called without threads on batches that are judged and packed while the clock stands. */
export async function runStatements(csvPath: string, pool: BenchPool): Promise<Inserted> {
  return inNewDatabase(pool, async ({ databaseFile, leaseToken }) => {
    const database = openWritingConnection(databaseFile);
    const commitBatch = prepareCommitBatch(database, systemClock);
    let recordNumber = 1;
    let users = 0;
    let elapsedMs = 0;
    for (const verdicts of judgeFile(csvPath, pool, BATCH_RECORDS_MAX)) {
      const firstRecordNumber = recordNumber;
      recordNumber += verdicts.length;
      const checkpoint = { byteOffset: recordNumber, lineNumber: recordNumber + 1, recordNumber };
      const batch = packBatch({ verdicts, firstRecordNumber, checkpoint, nowMs: NOW_MS });
      const beganAt = performance.now();
      const commit = commitBatch(leaseToken, batch, false);
      elapsedMs += performance.now() - beganAt;
      assert(commit.kind === 'committed', 'the job stays the one of this lease');
      users = commit.counters.importedUsers;
    }
    database.close();
    return { users, seconds: elapsedMs / 1000 };
  });
}

/** Reads and splits the file as the jobs thread does, and nothing else. */
export async function runReading(csvPath: string): Promise<{ readonly records: number; readonly seconds: number }> {
  const directory = join(csvPath, '..');
  const blobs = new DirectoryBlobs({ directory, ids: randomIds });
  const beganAt = performance.now();
  let records = 0;
  const chunks = sliceChunks(await blobs.read(blobIdOf(csvPath), 0));
  for await (const group of readRecords(chunks, CSV_START, RECORD_CHARACTERS_MAX)) records += group.length;
  return { records: records - 1, seconds: (performance.now() - beganAt) / 1000 };
}

function blobIdOf(csvPath: string): string {
  return csvPath.slice(csvPath.lastIndexOf('/') + 1);
}

async function inNewDatabase<Result>(
  pool: BenchPool,
  run: (begun: Awaited<ReturnType<typeof beginImport>>, directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    return await run(await beginImport(directory, pool), directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The users of a file in the form that `reference/import.c` reads. */
export function writeRows(rowsPath: string, csvPath: string, pool: BenchPool): void {
  const file = openSync(rowsPath, 'w');
  for (const verdicts of judgeFile(csvPath, pool, BATCH_RECORDS_MAX)) {
    writeSync(file, Buffer.concat(verdicts.flatMap(rowOf)));
  }
  closeSync(file);
}

function rowOf(verdict: Verdict): Buffer[] {
  assert(verdict.kind === 'accepted', 'the file has good records only');
  const { user } = verdict;
  const name = user.username === user.usernameKey ? null : user.username;
  const texts = [name, user.usernameKey, user.emailKey, user.phoneKey, user.preferredUsernameKey, user.attributesJson];
  return [
    ...texts.flatMap(textOf),
    ...lengthened(user.sealedPasswordHash ?? null),
    Buffer.from(subToBytes(user.sub)),
    Buffer.of(userStatusCode(user.status), userMfaCode(user.mfa)),
  ];
}

function textOf(text: string | null): Buffer[] {
  return lengthened(text === null ? null : Buffer.from(text));
}

function lengthened(bytes: Uint8Array | null): Buffer[] {
  const length = Buffer.from(Int32Array.of(bytes?.length ?? -1).buffer);
  return [length, Buffer.from(bytes ?? [])];
}

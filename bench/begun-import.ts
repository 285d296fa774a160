import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { assert } from '../src/base/assert.ts';
import { randomIds } from '../src/base/ids.ts';
import { silentLogger } from '../src/base/logger.ts';
import type { NodeId } from '../src/base/node.ts';
import { CSV_START } from '../src/csv/csv-record.ts';
import { RecordSplitter } from '../src/csv/record-splitter.ts';
import type { ImportJobId, LeaseToken } from '../src/domain/imports/import-job.ts';
import { RECORD_CHARACTERS_MAX } from '../src/domain/imports/user-import-limits.ts';
import type { Verdict } from '../src/domain/imports/verdict.ts';
import { sealPasswordHash } from '../src/domain/password-hashes/sealed-password-hash.ts';
import { fixtureSchema, fixtureSettings } from '../src/domain/pools/user-pool.fixture.ts';
import type { AccountId, UserPoolId, UserPoolKey } from '../src/domain/pools/user-pool.ts';
import { compileJudge, type Judge } from '../src/domain/records/judge-record.ts';
import { digestKey } from '../src/domain/users/user-keys.ts';
import { openSqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import type { Store } from '../src/store/store.ts';
import type { BenchPool } from './import-pools.ts';

const SCOPE = { account: '000000000000' as AccountId, region: 'us-east-1' };
const READ_BYTES = 256 * 1024;
/** Seals the hashes of the rows for the limits; any will do. */
const SEAL_KEY = Buffer.alloc(32, 7);
export const NOW_MS = 1_800_000_000_000;

/** One pool and one job that has begun: ready for batches. */
export interface BegunImport {
  readonly leaseToken: LeaseToken;
  readonly poolKey: UserPoolKey;
}

/** Where that is in a database file. */
interface SqliteKeys {
  readonly databaseFile: string;
  readonly jobKey: number;
  readonly logStreamKey: number;
  readonly logGroupKey: number;
}

/** Made with the store itself, so that schema, page size and journal are those of a server; the store is closed again. */
export async function beginImport(directory: string, pool: BenchPool): Promise<BegunImport & SqliteKeys> {
  const databaseFile = join(directory, 'muster.db');
  const store = await openSqliteStore({ databaseFile, logger: silentLogger });
  const begun = await beginImportIn(store, pool);
  await store.close();
  return { databaseFile, ...begun, ...readKeys(databaseFile) };
}

/** One pool and one job that has begun, in a store that is empty. */
export async function beginImportIn(store: Store, { aliasAttributes }: BenchPool): Promise<BegunImport> {
  const userPoolId = 'us-east-1_Bench0001' as UserPoolId;
  const pool = await store.createUserPool({
    ...SCOPE,
    id: userPoolId,
    name: 'bench',
    createdAt: NOW_MS,
    modifiedAt: NOW_MS,
    settings: fixtureSettings({ aliasAttributes }),
    schema: fixtureSchema(),
  });
  const id = 'import-Bench00001' as ImportJobId;
  await store.createImportJob(
    {
      ...SCOPE,
      id,
      userPoolKey: pool.key,
      userPoolId,
      name: 'bench',
      roleArn: 'arn:aws:iam::000000000000:role/bench',
      preSignedUrl: 'http://localhost/',
      createdAt: NOW_MS,
    },
    { jobsPerPoolMax: 1 },
  );
  await store.attachUpload(SCOPE.account, userPoolId, id, { blobId: 'b', byteLength: 1, md5: '', sha256: '' });
  await store.startImportJob(SCOPE, userPoolId, id, { activeJobsMax: 1, nowMs: NOW_MS, requestId: 'bench' });
  const claimed = await store.claimImportJob('bench' as NodeId, []);
  assert(claimed, 'the job can be claimed');
  const names = { logGroupName: '/aws/cognito/userpools/bench', logStreamName: 'bench' };
  const checkpoint = { byteOffset: 1, lineNumber: 2, recordNumber: 1 };
  await store.beginImport(claimed.leaseToken, { ...names, checkpoint, nowMs: NOW_MS });
  return { leaseToken: claimed.leaseToken, poolKey: pool.key };
}

function readKeys(databaseFile: string): Omit<SqliteKeys, 'databaseFile'> {
  const database = new Database(databaseFile, { readonly: true });
  const keys = database.prepare(
    `SELECT job.key AS jobKey, job.log_stream_key AS logStreamKey, stream.log_group_key AS logGroupKey
    FROM import_jobs job JOIN log_streams stream ON stream.key = job.log_stream_key`,
  );
  const row = keys.get() as { readonly jobKey: number; readonly logStreamKey: number; readonly logGroupKey: number };
  database.close();
  return row;
}

/** The verdicts on the records of a file, in groups of `groupRecords` (the last may be shorter). */
export function* judgeFile(
  csvPath: string,
  { aliasAttributes, passwordHashingAlgorithm }: BenchPool,
  groupRecords: number,
): Generator<Verdict[]> {
  const splitter = new RecordSplitter(CSV_START, RECORD_CHARACTERS_MAX);
  const pool = { settings: fixtureSettings({ aliasAttributes }), schema: fixtureSchema() };
  let judge: Judge | undefined;
  let sequence = 0;
  const compile = (columns: readonly string[]) =>
    compileJudge({
      pool,
      columns,
      passwordHashingAlgorithm,
      sealPasswordHash: (sub, hash) => sealPasswordHash(SEAL_KEY, sub, hash),
      digestKey,
      newSub: () => randomIds.uuidOfTime(NOW_MS + sequence++),
    });
  let group: Verdict[] = [];
  for (const chunk of chunksOf(csvPath)) {
    for (const { fields } of chunk === 'end' ? splitter.end() : splitter.push(chunk)) {
      if (judge) group.push(judge(fields));
      else judge = compile(fields ?? []);
      if (group.length < groupRecords) continue;
      yield group;
      group = [];
    }
  }
  if (group.length > 0) yield group;
}

function* chunksOf(path: string): Generator<Buffer | 'end'> {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(READ_BYTES);
  try {
    for (let bytesRead = readSync(file, buffer); bytesRead > 0; bytesRead = readSync(file, buffer)) {
      yield buffer.subarray(0, bytesRead);
    }
    yield 'end';
  } finally {
    closeSync(file);
  }
}

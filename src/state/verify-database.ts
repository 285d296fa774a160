import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { isTerminal } from '../domain/imports/import-transitions.ts';
import { TAGS_PER_POOL_MAX } from '../domain/pools/pool-tags.ts';
import type { UserPoolSettings } from '../domain/pools/user-pool.ts';
import type { Attributes } from '../domain/users/user.ts';
import { userKeys } from '../domain/users/user-keys.ts';
import { decodeOutcomes } from '../store/logs/log-block.ts';
import { jobFromRow } from '../store/sql/jobs/job-from-row.ts';
import { SERVER_KEY } from '../store/sql/meta.ts';
import { poolFromRow } from '../store/sql/pools/pool-from-row.ts';
import type { ImportJobRow, UserPoolRow, UserRow } from '../store/sql/tables.ts';
import { endOfUserIds, firstUserId } from '../store/sql/users/user-ids.ts';
import { openReadingConnection, openSession } from '../store/sqlite/connection.ts';
import { readSchemaVersion } from '../store/sqlite/prepare-database.ts';
import { isCorruption } from '../store/sqlite/sqlite-faults.ts';
import type { SealingKeys } from './sealing-keys.ts';
import type { VerificationProgress } from './verification.ts';
import { verifyCodes } from './verify-codes.ts';
import { verifySignIns } from './verify-sign-ins.ts';

/** Faults that the engine itself lists before it stops. */
const ENGINE_FAULTS_MAX = 100;
/** Between two reports of progress. */
const USERS_PER_PROGRESS = 1_000;

/** The first that has the tables of sign-ins. */
const SIGN_IN_SCHEMA = 8;

export interface DatabaseContents {
  userPools: number;
  users: number;
  importJobs: number;
  logEvents: number;
  /** Of jobs that have not ended: the file that each needs. */
  readonly uploads: { readonly jobId: string; readonly blobId: string; readonly byteLength: number }[];
}

/**
 * Looks at everything in the database, at one moment, whether or not a server writes to it: the pages and indexes; of each user the keys,
 * made again from its attributes; app clients and groups; what signing in stores, with `keys` its secrets too; the counters of pools and jobs; the log of each
 * job against its counters. `report` gets a line for each thing that does not agree. Returns what was looked at, which damage may cut short.
 * @throws {DatabaseFileError} if it is no database that this version can read
 */
export async function verifyDatabase(
  databaseFile: string,
  keys: SealingKeys | undefined,
  report: (fault: string) => void,
  onProgress?: (progress: VerificationProgress) => void,
): Promise<DatabaseContents> {
  const schemaVersion = readSchemaVersion(databaseFile);
  const contents: DatabaseContents = { userPools: 0, users: 0, importJobs: 0, logEvents: 0, uploads: [] };
  const database = openReadingConnection(databaseFile);
  try {
    onProgress?.({ phase: 'pages', byteLength: statSync(databaseFile).size });
    // All at one moment; closing the connection ends it.
    database.exec('BEGIN');
    verifyAll(database, contents, report, onProgress);
    if (schemaVersion >= SIGN_IN_SCHEMA) {
      await verifySignIns(openSession(database), keys, report);
      await verifyCodes(openSession(database), report, schemaVersion);
    }
  } catch (error) {
    if (!isCorruption(error)) throw error;
    report(`database file: ${(error as Error).message}; what follows the damage was not checked`);
  } finally {
    database.close();
  }
  return contents;
}

/** Fingerprint of the server key that the database was made with; undefined if no server has opened it yet. */
export function findPinnedFingerprint(databaseFile: string): string | undefined {
  const database = openReadingConnection(databaseFile);
  try {
    const value = database.prepare('SELECT value FROM meta WHERE name = ?').pluck().get(SERVER_KEY);
    return value === undefined ? undefined : String(value);
  } finally {
    database.close();
  }
}

function verifyAll(
  database: Database.Database,
  contents: DatabaseContents,
  report: (fault: string) => void,
  onProgress?: (progress: VerificationProgress) => void,
): void {
  const faults = database.pragma(`integrity_check(${ENGINE_FAULTS_MAX})`) as { readonly integrity_check: string }[];
  for (const { integrity_check: text } of faults) if (text !== 'ok') report(`database file: ${text}`);

  const total = Number(database.prepare('SELECT count(*) FROM users').pluck().get());
  for (const pool of database.prepare<[], UserPoolRow>('SELECT * FROM user_pools ORDER BY key').all()) {
    const before = contents.users;
    const onUsers = (count: number): void => onProgress?.({ phase: 'users', done: before + count, total });
    contents.users += verifyPool(database, pool, report, onUsers);
    if (pool.is_deleted === 0) contents.userPools += 1;
  }
  if (total !== contents.users) report(`users: ${total - contents.users} without a user pool`);

  for (const job of database.prepare<[], ImportJobRow>('SELECT * FROM import_jobs ORDER BY key').all()) {
    contents.logEvents += verifyJob(database, job, report);
    contents.importJobs += 1;
    contents.uploads.push(...uploadOf(job));
  }
}

/** The number of users that were found. */
function verifyPool(
  database: Database.Database,
  row: UserPoolRow,
  report: (fault: string) => void,
  onUsers: (count: number) => void,
): number {
  const settings = readSettings(row, report);
  if (!settings) return countUsers(database, row.key);
  const users = database
    .prepare<[number, number], UserRow>('SELECT * FROM users WHERE id > ? AND id < ? ORDER BY id')
    .iterate(firstUserId(row.key), endOfUserIds(row.key));
  let count = 0;
  let lastNumber = 0;
  for (const user of users) {
    count += 1;
    if (count % USERS_PER_PROGRESS === 0) onUsers(count);
    lastNumber = user.id - firstUserId(row.key);
    const where = `user pool ${row.id}, user number ${lastNumber}`;
    if (user.user_pool_key !== row.key) report(`${where}: names another user pool`);
    const fault = findUserFault(user, settings);
    if (fault !== undefined) report(`${where}: ${fault}`);
  }
  if (row.is_deleted === 0 && row.user_count !== count) {
    report(`user pool ${row.id}: counts ${row.user_count} users and has ${count}`);
  }
  if (lastNumber >= row.next_user_number) {
    report(`user pool ${row.id}: its next user has number ${row.next_user_number}, which is taken`);
  }
  return count;
}

function readSettings(row: UserPoolRow, report: (fault: string) => void): UserPoolSettings | undefined {
  try {
    const { settings } = poolFromRow(row);
    if (!areTags(settings.tags)) report(`user pool ${row.id}: its tags are not texts, or too many`);
    return settings;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report(`user pool ${row.id}: its settings or its schema are not JSON; its users were not checked`);
    return undefined;
  }
}

function areTags(tags: unknown): boolean {
  const values = Object.values(Object(tags));
  return values.length <= TAGS_PER_POOL_MAX && values.every((value) => typeof value === 'string');
}

function countUsers(database: Database.Database, poolKey: number): number {
  const users = database.prepare<[number, number]>('SELECT count(*) FROM users WHERE id > ? AND id < ?').pluck();
  return Number(users.get(firstUserId(poolKey), endOfUserIds(poolKey)));
}

function findUserFault(user: UserRow, settings: Parameters<typeof userKeys>[0]): string | undefined {
  let attributes: Attributes;
  try {
    attributes = JSON.parse(user.attributes);
  } catch {
    return 'its attributes are not JSON';
  }
  const keys = userKeys(settings, user.username ?? user.username_key, attributes);
  if (keys.usernameKey !== user.username_key) return 'its user name key does not match its user name';
  if (keys.emailKey !== user.email_key) return 'its email address key does not match its attributes';
  if (keys.phoneKey !== user.phone_key) return 'its phone number key does not match its attributes';
  if (keys.preferredUsernameKey !== user.preferred_username_key) {
    return 'its preferred user name key does not match its attributes';
  }
  return undefined;
}

/** The number of events in its log. */
function verifyJob(database: Database.Database, row: ImportJobRow, report: (fault: string) => void): number {
  const job = jobFromRow(row);
  const where = `import job ${job.id}`;
  const counted = job.importedUsers + job.skippedUsers + job.failedUsers;
  if (counted !== job.checkpoint.recordNumber - 1) {
    report(`${where}: counts ${counted} records and has done ${job.checkpoint.recordNumber - 1}`);
  }
  if (isTerminal(job.status) !== (job.completedAt !== undefined)) {
    report(`${where}: is ${job.status} with${job.completedAt === undefined ? 'out' : ''} a completion date`);
  }
  if (row.log_stream_key === null) return 0;
  const log = readJobLog(database, row.log_stream_key, (fault) => report(`${where}: ${fault}`));
  // Its first events may have expired, or the stream been deleted meanwhile: then only what is left can be looked at.
  if (!log.isWhole) return log.events;
  const differences = [
    ['imported', job.importedUsers, log.imported],
    ['skipped', job.skippedUsers, log.skipped],
    ['failed', job.failedUsers, log.events - log.imported - log.skipped],
  ] as const;
  for (const [outcome, counter, events] of differences) {
    if (counter !== events) report(`${where}: counts ${counter} ${outcome} and its log has ${events}`);
  }
  return log.events;
}

interface BlockRow {
  readonly first_record_number: number;
  readonly event_count: number;
  readonly outcomes: Uint8Array;
}

function readJobLog(database: Database.Database, streamKey: number, report: (fault: string) => void) {
  const blocks = database
    .prepare<[number], BlockRow>(
      'SELECT first_record_number, event_count, outcomes FROM log_blocks WHERE log_stream_key = ? ORDER BY block',
    )
    .iterate(streamKey);
  const log = { isWhole: false, events: 0, imported: 0, skipped: 0 };
  let next = 1;
  for (const block of blocks) {
    if (log.events === 0) log.isWhole = block.first_record_number === 1;
    else if (block.first_record_number !== next) {
      report(`its log goes from record ${next - 1} to ${block.first_record_number}`);
    }
    const outcomes = decodeOutcomes(block.outcomes);
    if (outcomes.length !== block.event_count) report(`a block of its log has wrong counts`);
    next = block.first_record_number + outcomes.length;
    log.events += outcomes.length;
    for (const outcome of outcomes) {
      if (outcome === 'imported') log.imported += 1;
      else if (outcome === 'skipped') log.skipped += 1;
    }
  }
  return log;
}

function uploadOf(row: ImportJobRow): DatabaseContents['uploads'] {
  const { id, status, upload } = jobFromRow(row);
  return upload === undefined || isTerminal(status)
    ? []
    : [{ jobId: id, blobId: upload.blobId, byteLength: upload.byteLength }];
}

import { createReadStream } from 'node:fs';
import { toPrintable } from '../../base/text/printable-text.ts';
import { findColumnProblem } from '../../check/check-columns.ts';
import { CSV_START } from '../../csv/csv-record.ts';
import { readRecords } from '../../csv/read-records.ts';
import { csvHeaderOf, USERNAME_COLUMN } from '../../domain/imports/csv-header.ts';
import { RECORD_CHARACTERS_MAX } from '../../domain/imports/user-import-limits.ts';
import { DriverError } from '../driver-error.ts';
import { createUserFinder, estimateUserCount, type ListedUser, type ListingRun, listUserPages } from '../list-users.ts';
import { type ReconcileSource, refuseChanged } from './inspect-source.ts';
import { type ComparedPool, UserComparison } from './user-comparison.ts';
import type { WorkFile } from './work-file.ts';

/** Missing users who are asked for one by one: ListUsers shows a new user some seconds late. */
const ASKED_AGAIN_MAX = 1_000;
const RECORDS_PER_TRANSACTION = 5_000;
/** A token of ListUsers is good for an hour; a listing that stood for longer starts over. */
const TOKEN_LIFE_MS = 3_600_000;

export type ReconcilePhase = 'reading-files' | 'reading-pool' | 'asking-again';

export interface ReconcileRequest {
  readonly files: readonly ReconcileSource[];
  readonly pool: ComparedPool;
  readonly work: WorkFile;
  /** `total`: not exact while the pool is read. */
  onProgress(phase: ReconcilePhase, done: number, total: number): void;
}

/** What came of it. The differences themselves are in the work file. */
export interface Reconciliation {
  readonly records: number;
  readonly users: number;
  readonly missing: number;
  readonly different: number;
  readonly extra: number;
  /** Records that an import would refuse. */
  readonly refused: number;
  /** Records of users who are in the files before. */
  readonly repeated: number;
}

/**
 * Compares the records of the files with the users of the pool as an import would write them (R983): first all records go into the work
 * file, as digests, then the pool is listed page by page. A run that goes on with a work file begins where the one before ended (R985).
 * @throws {DriverError} @throws the reason of the signal
 */
export async function reconcile(request: ReconcileRequest, run: ListingRun): Promise<Reconciliation> {
  const { work, pool, files } = request;
  for (const file of files) checkReconcileHeader(file, pool);
  const comparison = new UserComparison(pool, work.salt);
  if (work.getNote('loaded') === undefined) await loadFiles(request, comparison, run);
  work.indexRecords();
  const columns = files.map(({ header }) => comparison.comparedColumns(header));
  const compare = (user: ListedUser): boolean => compareUser(user, comparison, columns, work);
  if (work.getNote('listed') === undefined) await listPool(request, compare, run);
  await askAgain(request, comparison, compare, run);
  return {
    records: work.recordCount,
    users: Number(work.getNote('users') ?? 0),
    missing: work.countDifferences('missing'),
    different: work.countDifferences('different'),
    extra: work.countDifferences('extra'),
    refused: work.refusedCount,
    repeated: work.repeatedCount,
  };
}

/** A file may lack columns: those it has are compared. @throws {DriverError} for one that the pool has no attribute for */
function checkReconcileHeader(file: ReconcileSource, pool: ComparedPool): void {
  const wanted = csvHeaderOf(pool).filter((column) => column === USERNAME_COLUMN || file.header.includes(column));
  const problem = findColumnProblem(file.header, wanted, toPrintable(file.name));
  if (problem !== undefined) throw new DriverError({ kind: 'header-does-not-fit', problem });
}

async function loadFiles(
  { files, work, onProgress }: ReconcileRequest,
  comparison: UserComparison,
  { interruption }: ListingRun,
): Promise<void> {
  // A part of an earlier run: reading again takes less than finding out how far it came.
  work.clearRecords();
  const total = files.reduce((sum, { recordCount }) => sum + recordCount, 0);
  let done = 0;
  for (const [index, file] of files.entries()) {
    const read = comparison.compileReader(file.header);
    for await (const records of readRecords(createReadStream(file.path), CSV_START, RECORD_CHARACTERS_MAX)) {
      interruption.signal.throwIfAborted();
      for (let start = 0; start < records.length; start += RECORDS_PER_TRANSACTION) {
        work.inTransaction(() => {
          for (const { number, lineNumber, fields } of records.slice(start, start + RECORDS_PER_TRANSACTION)) {
            if (number > 0) work.addRecord(index, lineNumber, read(fields));
          }
        });
      }
      done += records.length;
      onProgress('reading-files', Math.min(done, total), total);
    }
  }
  for (const file of files) await refuseChanged(file);
  work.setNote('loaded', 'yes');
}

async function listPool(
  { pool, work, onProgress }: ReconcileRequest,
  compare: (user: ListedUser) => boolean,
  run: ListingRun,
): Promise<void> {
  const token = work.getNote('token');
  const listedMs = Number(work.getNote('listed-ms') ?? 0);
  const isStale = run.clock.nowMs() - listedMs > TOKEN_LIFE_MS;
  if (token === undefined || isStale) work.restartListing();
  const total = await estimateUserCount(pool.id, run);
  const goOn = async (after: string | undefined): Promise<void> => {
    let users = Number(work.getNote('users') ?? 0);
    for await (const page of listUserPages(pool.id, run, after)) {
      // What is found on a page, and where the next begins, are durable together.
      work.inTransaction(() => {
        for (const user of page.users) compare(user);
        users += page.users.length;
        work.setNote('users', `${users}`);
        work.setNote('listed-ms', `${run.clock.nowMs()}`);
        if (page.nextToken === undefined) work.setNote('listed', 'yes');
        else work.setNote('token', page.nextToken);
      });
      onProgress('reading-pool', users, Math.max(users, total));
    }
  };
  const after = work.getNote('token');
  try {
    await goOn(after);
  } catch (error) {
    // The service does not know a token of the earlier run any more.
    const isOfToken = error instanceof Error && error.name === 'InvalidParameterException';
    if (after === undefined || !isOfToken || work.getNote('token') !== after) throw error;
    work.restartListing();
    await goOn(undefined);
  }
}

/** Notes what a user of the pool has to do with the files. False for one who is in none of them. */
function compareUser(
  user: ListedUser,
  comparison: UserComparison,
  columns: readonly (readonly string[])[],
  work: WorkFile,
): boolean {
  let isFound = false;
  for (const key of comparison.keysOf(user)) {
    const record = work.findRecord(key);
    if (record === undefined) continue;
    work.markSeen(key);
    if (isFound) continue;
    isFound = true;
    const compared = columns[record.file] ?? [];
    const digests = comparison.digestValues(compared, user.attributes);
    const different = comparison.findDifferences(compared, record.digests, digests);
    if (different.length > 0) work.noteDifferent(record, different);
  }
  if (!isFound) work.noteExtra(user.username);
  return isFound;
}

/** ListUsers is eventually consistent: those it lacks are asked for by themselves, if they are few. */
async function askAgain(
  { pool, work, onProgress }: ReconcileRequest,
  comparison: UserComparison,
  compare: (user: ListedUser) => boolean,
  run: ListingRun,
): Promise<void> {
  const missing = work.listMissing(ASKED_AGAIN_MAX + 1);
  if (missing.length > ASKED_AGAIN_MAX) return;
  const findUsers = createUserFinder(pool.id, run);
  for (const [index, { username }] of missing.entries()) {
    const { attribute, value } = comparison.filterFor(username);
    const users = await findUsers(attribute, value);
    work.inTransaction(() => {
      for (const user of users) if (compare(user)) work.setNote('users', `${Number(work.getNote('users') ?? 0) + 1}`);
    });
    onProgress('asking-again', index + 1, missing.length);
  }
}

import { stat } from 'node:fs/promises';
import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../base/assert.ts';
import { findSystemCode } from '../base/system-code.ts';
import type { UnimportedRecord } from '../domain/imports/parse-log-line.ts';
import { DriverError } from './driver-error.ts';
import type { DriverRun } from './driver-run.ts';
import { type FailureFiles, type PreparedFailureFiles, writeFailureFiles } from './failure-files.ts';
import type { InspectedFile } from './inspect-file.ts';
import { ranThrough } from './job-states.ts';
import { type LocatedRecord, locateRecords } from './locate-records.ts';
import type { PoolToImportInto } from './prepare-pool.ts';
import { findLog, readLogOutcomes } from './read-log-outcomes.ts';

/** What came of an import. */
export interface ImportReport {
  readonly jobId: string;
  readonly jobStatus: string;
  readonly completionMessage: string;
  readonly pool: PoolToImportInto;
  readonly file: InspectedFile;
  readonly importedUsers: number;
  readonly skippedUsers: number;
  readonly failedUsers: number;
  /** From the start of the job to its end. */
  readonly durationMs: number;
  /** Each record of the file has its outcome, whatever the status of the job. */
  readonly ranThrough: boolean;
  /** A run before this one created the job. */
  readonly isOfEarlierRun: boolean;
  /** The first records without a new user: the failed ones before the skipped ones, each in file order. */
  readonly unimported: readonly LocatedRecord[];
  /** Written, if they were asked for. */
  readonly failureFiles: FailureFiles | undefined;
  /** They were asked for and could not be written. */
  readonly isFailureFileMissing: boolean;
  /** Why records without a new user could not be listed: the log was not read, or the files were not written. */
  readonly detailError: DriverError | undefined;
  /** How many of them the log lacks. */
  readonly missingInLog: number;
  /** The file was written to after it was inspected: lines and user names may be those of other records. */
  readonly fileChanged: boolean;
}

export interface ReportOptions {
  readonly isOfEarlierRun: boolean;
  readonly failureFiles: PreparedFailureFiles | undefined;
  /** How many records the report lists. */
  readonly listedMax: number;
}

/** Gathers the counters of an ended job and, from its log and the file, the records that created no user. */
export async function reportImport(
  job: UserImportJobType,
  file: InspectedFile,
  pool: PoolToImportInto,
  { isOfEarlierRun, failureFiles, listedMax }: ReportOptions,
  run: DriverRun,
): Promise<ImportReport> {
  const { ImportedUsers: importedUsers = 0, SkippedUsers: skippedUsers = 0, FailedUsers: failedUsers = 0 } = job;
  const expected = skippedUsers + failedUsers;
  // That all users of a file exist is said in one line.
  const isWanted = failureFiles !== undefined || failedUsers > 0 || importedUsers > 0;
  const listed = new RecordList(listedMax);
  const located = listed.passing(locateRecords(file.path, readOutcomes(job, pool, isWanted ? expected : 0, run)));
  let detailError: DriverError | undefined;
  try {
    if (failureFiles !== undefined) await writeFailureFiles(failureFiles, file, located);
    else for await (const _record of located);
  } catch (error) {
    // The job has ended all the same: its counters are reported.
    const { path } = file;
    if (error instanceof DriverError) detailError = error;
    else if (findSystemCode(error) !== undefined)
      detailError = new DriverError({ kind: 'file-unreadable', path }, error);
    else throw error;
  } finally {
    run.report({ kind: 'phase-ended' });
  }
  return {
    jobId: assertPresent(job.JobId, 'a job has an id'),
    jobStatus: job.Status ?? '',
    completionMessage: job.CompletionMessage ?? '',
    pool,
    file,
    importedUsers,
    skippedUsers,
    failedUsers,
    durationMs: Math.max(0, (job.CompletionDate?.getTime() ?? 0) - (job.StartDate?.getTime() ?? 0)),
    ranThrough: ranThrough(job, file.recordCount),
    isOfEarlierRun,
    unimported: listed.records,
    failureFiles: detailError === undefined ? failureFiles : undefined,
    isFailureFileMissing: failureFiles !== undefined && detailError !== undefined,
    detailError,
    missingInLog: isWanted && detailError === undefined ? Math.max(0, expected - listed.count) : 0,
    fileChanged: expected > 0 && (await hasChanged(file)),
  };
}

async function* readOutcomes(
  job: UserImportJobType,
  pool: PoolToImportInto,
  expected: number,
  run: DriverRun,
): AsyncGenerator<UnimportedRecord, void, void> {
  if (expected === 0) return;
  const log = await findLog(pool, job, run);
  if (log !== undefined) yield* readLogOutcomes(log, expected, run);
}

/** Keeps the first records that pass. */
class RecordList {
  readonly #max: number;
  readonly #failed: LocatedRecord[] = [];
  readonly #skipped: LocatedRecord[] = [];
  #count = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get records(): readonly LocatedRecord[] {
    return [...this.#failed, ...this.#skipped].slice(0, this.#max);
  }

  /** Of all that passed. */
  get count(): number {
    return this.#count;
  }

  async *passing(records: AsyncIterable<LocatedRecord>): AsyncGenerator<LocatedRecord, void, void> {
    for await (const record of records) {
      const list = record.outcome === 'failed' ? this.#failed : this.#skipped;
      if (list.length < this.#max) list.push(record);
      this.#count += 1;
      yield record;
    }
  }
}

async function hasChanged(file: InspectedFile): Promise<boolean> {
  try {
    const { size, mtimeMs } = await stat(file.path);
    return size !== file.byteLength || mtimeMs !== file.modifiedMs;
  } catch {
    return true;
  }
}

import { stat } from 'node:fs/promises';
import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { logGroupNameOf, logStreamNameOf } from '../../domain/imports/log-names.ts';
import { fillText } from '../../domain/texts/fill-text.ts';
import type { AwsClients } from '../target/aws-clients.ts';
import { EXIT } from '../terminal/command-error.ts';
import type { FailureFile } from './failure-file.ts';
import type { InspectedFile } from './inspect-file.ts';
import { type LocatedRecord, locateRecords } from './locate-records.ts';
import type { PoolToImportInto } from './prepare-pool.ts';
import { readLogOutcomes } from './read-log-outcomes.ts';
import { countDone } from './run-import-job.ts';

/** Records that are told of one by one, besides those in the file of `--failures`. */
export const LISTED_RECORDS_MAX = 20;

/** What came of an import, in words of the command. */
export interface ImportReport {
  readonly status: string;
  readonly completionMessage: string;
  readonly jobId: string;
  readonly userPoolId: string;
  readonly file: string;
  readonly records: number;
  readonly importedUsers: number;
  readonly skippedUsers: number;
  readonly failedUsers: number;
  /** From the start of the job to its end. */
  readonly durationMs: number;
  /** The first records without a new user: the failed ones before the skipped ones, each in file order. */
  readonly unimported: readonly LocatedRecord[];
  readonly failuresFile?: string;
  /** The file was written to after it was inspected: lines and user names may be those of other records. */
  readonly fileChanged: boolean;
  readonly exitCode: number;
}

/** Gathers the counters of an ended job and, from its log and the file, the records that made no user. */
export async function reportImport(
  job: UserImportJobType,
  file: InspectedFile,
  pool: PoolToImportInto,
  clients: AwsClients,
  failureFile: FailureFile | undefined,
): Promise<ImportReport> {
  const { JobId: jobId = '', JobName: jobName = '', ImportedUsers: importedUsers = 0 } = job;
  const { SkippedUsers: skippedUsers = 0, FailedUsers: failedUsers = 0 } = job;
  const log = { logGroupName: logGroupNameOf(pool.id, pool.name), logStreamName: logStreamNameOf(jobId, jobName) };
  const listed = new RecordList();
  const expected = skippedUsers + failedUsers;
  const isWanted = failureFile !== undefined || failedUsers > 0 || importedUsers > 0;
  const outcomes = readLogOutcomes(clients.logs, log, isWanted ? expected : 0);
  const located = listed.passing(locateRecords(file.path, outcomes));
  if (failureFile !== undefined) await failureFile.write(located);
  else for await (const _record of located);
  return {
    status: job.Status ?? '',
    completionMessage: job.CompletionMessage ?? '',
    jobId,
    userPoolId: pool.id,
    file: file.path,
    records: file.recordCount,
    importedUsers,
    skippedUsers,
    failedUsers,
    durationMs: Math.max(0, (job.CompletionDate?.getTime() ?? 0) - (job.StartDate?.getTime() ?? 0)),
    unimported: listed.records,
    ...(failureFile === undefined ? {} : { failuresFile: failureFile.path }),
    fileChanged: expected > 0 && (await hasChanged(file)),
    exitCode: exitCodeOf(job),
  };
}

/** By records: that most of them are there already is no failure, although the job is Failed then (R293). */
export function exitCodeOf(job: UserImportJobType): number {
  const ranThrough = job.Status === 'Succeeded' || (job.Status === 'Failed' && endedByFailures(job));
  if (!ranThrough) return EXIT.couldNotRun;
  return (job.FailedUsers ?? 0) > 0 ? EXIT.someFailed : EXIT.done;
}

function endedByFailures(job: UserImportJobType): boolean {
  return job.CompletionMessage === fillText('too-many-users-not-imported') && countDone(job) > 0;
}

class RecordList {
  readonly #failed: LocatedRecord[] = [];
  readonly #skipped: LocatedRecord[] = [];

  get records(): readonly LocatedRecord[] {
    return [...this.#failed, ...this.#skipped].slice(0, LISTED_RECORDS_MAX);
  }

  /** The same records, of which the first are kept. */
  async *passing(records: AsyncIterable<LocatedRecord>): AsyncGenerator<LocatedRecord, void, void> {
    for await (const record of records) {
      const list = record.outcome === 'failed' ? this.#failed : this.#skipped;
      if (list.length < LISTED_RECORDS_MAX) list.push(record);
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

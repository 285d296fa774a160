import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { toPrintable } from '../base/text/printable-text.ts';
import { findColumnProblem } from '../check/check-columns.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { DriverError } from './driver-error.ts';
import type { DriverRun } from './driver-run.ts';
import type { PreparedFailureFiles } from './failure-files.ts';
import { finishEarlierJobs } from './finish-earlier-jobs.ts';
import { type ImportReport, reportImport } from './import-report.ts';
import type { InspectedFile } from './inspect-file.ts';
import {
  addMissingAttributes,
  getCsvHeader,
  getPool,
  listCustomColumns,
  type PoolToImportInto,
  prepareImportPool,
} from './prepare-pool.ts';
import { prepareRole } from './prepare-role.ts';
import { runImportJob } from './run-import-job.ts';

export interface ImportRequest {
  readonly file: InspectedFile;
  /** Without it the pool named `import`, which is created on first use and gets an attribute for each `custom:` column. */
  readonly userPoolId: string | undefined;
  /** Without it the role of the driver, which is created on first use. */
  readonly roleArn: string | undefined;
  /** Of the hashes in the file; without it they are ignored (R252). */
  readonly passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined;
  readonly failureFiles: PreparedFailureFiles | undefined;
  readonly listedMax: number;
}

/**
 * Imports a file: finds or creates pool and role, finishes what an earlier run left, then creates, starts and watches a job for the
 * file, unless an earlier run's job has done all of it. @throws {DriverError} @throws what the service answered
 */
export async function importUsers(request: ImportRequest, run: DriverRun): Promise<ImportReport> {
  const { file, passwordHashingAlgorithm, failureFiles, listedMax } = request;
  const customColumns = listCustomColumns(file.header);
  const { cognito, iam } = run.service.clients;
  const pool = await findPool(request.userPoolId, customColumns, run);
  const finished = await finishEarlierJobs(pool, file, passwordHashingAlgorithm, run);
  const report = (job: UserImportJobType, isOfEarlierRun: boolean) =>
    reportImport(job, file, pool, { isOfEarlierRun, failureFiles, listedMax }, run);
  if (finished !== undefined) return report(finished, true);
  if (request.userPoolId === undefined) {
    const names = await addMissingAttributes(cognito, pool, customColumns);
    if (names.length > 0) run.report({ kind: 'attributes-added', names });
  }
  checkHeader(file, await getCsvHeader(cognito, pool.id), passwordHashingAlgorithm);
  const roleArn = request.roleArn ?? (await prepareRole(iam, pool.partition));
  run.report({ kind: 'import-begins', file, pool });
  return report(await runImportJob(file, pool, { roleArn, passwordHashingAlgorithm }, run), false);
}

async function findPool(
  userPoolId: string | undefined,
  customColumns: readonly string[],
  run: DriverRun,
): Promise<PoolToImportInto> {
  const { cognito } = run.service.clients;
  if (userPoolId !== undefined) return getPool(cognito, userPoolId);
  const pool = await prepareImportPool(cognito, customColumns);
  if (pool.isNew) run.report({ kind: 'pool-created', pool });
  return pool;
}

/** @throws {DriverError} unless a pool with the columns `wanted` takes the header. */
export function checkHeader(
  file: InspectedFile,
  wanted: readonly string[],
  passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined,
): void {
  const problem = findColumnProblem(file.header, wanted, toPrintable(file.name), passwordHashingAlgorithm);
  if (problem !== undefined) throw new DriverError({ kind: 'header-does-not-fit', problem });
}

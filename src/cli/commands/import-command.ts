import { GetCSVHeaderCommand } from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../base/assert.ts';
import type { Clock } from '../../base/clock.ts';
import { formatBytes, formatCounted } from '../../base/format-quantity.ts';
import { findColumnProblem } from '../../check/check-columns.ts';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { prepareFailureFile } from '../drive/failure-file.ts';
import { finishEarlierJobs } from '../drive/finish-earlier-jobs.ts';
import { type ImportReport, reportImport } from '../drive/import-report.ts';
import { type InspectedFile, inspectFile } from '../drive/inspect-file.ts';
import {
  addMissingAttributes,
  getPool,
  IMPORT_POOL_NAME,
  listCustomColumns,
  type PoolToImportInto,
  prepareImportPool,
} from '../drive/prepare-pool.ts';
import { prepareRole } from '../drive/prepare-role.ts';
import { printReport, toReportJson } from '../drive/print-report.ts';
import { type ImportRun, runImportJob } from '../drive/run-import-job.ts';
import { type AwsClients, openAwsClients } from '../target/aws-clients.ts';
import { explainAwsError } from '../target/aws-error.ts';
import { openTarget, resolveTargetConfig, type TargetOptions } from '../target/open-target.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';
import { openInterruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';

export interface ImportOptions extends TargetOptions {
  readonly userPoolId?: string;
  readonly roleArn?: string;
  /** Of the hashes in the file; without it they are not looked at (R252). */
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
  readonly failures?: string;
  readonly json?: boolean;
}

/** `muster import FILE`. Resolves with the exit code. */
export async function runImportCommand(
  path: string,
  options: ImportOptions,
  output: Output,
  clock: Clock,
): Promise<number> {
  try {
    const report = await importFile(path, options, output, clock);
    if (options.json) output.print(toReportJson(report));
    else printReport(report, output);
    return report.exitCode;
  } catch (error) {
    // With --json there is one object whatever happens; the words for a person go to standard error all the same.
    if (options.json) output.print(JSON.stringify({ error: describeError(error), exitCode: EXIT.couldNotRun }));
    throw error;
  }
}

async function importFile(path: string, options: ImportOptions, output: Output, clock: Clock): Promise<ImportReport> {
  const config = resolveTargetConfig(options);
  const file = await inspectFile(path, { bytesMax: config.csvBytesMax, recordsMax: config.csvRecordsMax });
  const customColumns = listCustomColumns(file.header);
  const { passwordHashingAlgorithm } = options;
  if (options.userPoolId === undefined) {
    checkHeader(file, [...DEFAULT_CSV_HEADER, ...customColumns], passwordHashingAlgorithm);
  }
  if (passwordHashingAlgorithm === undefined && file.header.includes(PASSWORD_HASH_COLUMN)) {
    output.note(`The column ${PASSWORD_HASH_COLUMN} is not looked at: --password-hashing-algorithm imports it too.`);
  }
  const failureFile = options.failures === undefined ? undefined : await prepareFailureFile(options.failures, path);
  const interruption = openInterruption(output);
  try {
    const target = await openTarget(options, config, output);
    const clients = openAwsClients(target);
    try {
      const run: ImportRun = { clients, clock, output, interruption };
      const pool = await preparePool(file, customColumns, options, run);
      const roleArn = options.roleArn ?? (await prepareRole(clients.iam));
      const size = `${formatCounted(file.recordCount, 'record')}, ${formatBytes(file.byteLength)}`;
      output.note(`Importing ${file.name} (${size}) into user pool ${pool.name} (${pool.id}) at ${target.description}`);
      const job = await runImportJob(file, pool, { roleArn, passwordHashingAlgorithm }, run);
      return await reportImport(job, file, pool, clients, failureFile);
    } catch (error) {
      throw explainAwsError(error, target.url);
    } finally {
      clients.close();
      await target.close();
    }
  } catch (error) {
    if (interruption.signal.aborted && error instanceof Error && error.name === 'AbortError') {
      throw new CommandError('interrupted before the import began; nothing of this file was imported');
    }
    throw error;
  } finally {
    interruption.close();
  }
}

/** The pool, with all attributes that the file has columns for, no unfinished job, and the right header before it. */
async function preparePool(
  file: InspectedFile,
  customColumns: readonly string[],
  { userPoolId, passwordHashingAlgorithm }: ImportOptions,
  run: ImportRun,
): Promise<PoolToImportInto> {
  const { cognito } = run.clients;
  const { output } = run;
  if (userPoolId !== undefined) {
    const pool = await getPool(cognito, userPoolId);
    await finishEarlierJobs(pool, run);
    checkHeader(file, await getCsvHeader(pool, run.clients), passwordHashingAlgorithm);
    return pool;
  }
  const pool = await prepareImportPool(cognito, customColumns);
  if (pool.isNew) output.note(`Made user pool ${IMPORT_POOL_NAME} (${pool.id})`);
  await finishEarlierJobs(pool, run);
  const added = await addMissingAttributes(cognito, pool, customColumns);
  if (added.length > 0)
    output.note(`Added ${formatCounted(added.length, 'attribute')} to the pool: ${added.join(', ')}`);
  checkHeader(file, await getCsvHeader(pool, run.clients), passwordHashingAlgorithm);
  return pool;
}

async function getCsvHeader(pool: PoolToImportInto, { cognito }: AwsClients): Promise<readonly string[]> {
  const { CSVHeader } = await cognito.send(new GetCSVHeaderCommand({ UserPoolId: pool.id }));
  return assertPresent(CSVHeader, 'GetCSVHeader answers with the columns');
}

function checkHeader(
  file: InspectedFile,
  wanted: readonly string[],
  passwordHashingAlgorithm: PasswordHashingAlgorithm | undefined,
): void {
  const problem = findColumnProblem(file.header, wanted, file.name, passwordHashingAlgorithm);
  if (problem !== undefined) throw new CommandError(problem);
}

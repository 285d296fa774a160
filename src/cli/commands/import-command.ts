import type { Clock } from '../../base/clock.ts';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { DriverError } from '../../driver/driver-error.ts';
import { type DriverRun, pause } from '../../driver/driver-run.ts';
import { type PreparedFailureFiles, prepareFailureFiles } from '../../driver/failure-files.ts';
import type { ImportReport } from '../../driver/import-report.ts';
import { checkHeader, importUsers } from '../../driver/import-users.ts';
import { type InspectedFile, inspectFile } from '../../driver/inspect-file.ts';
import { listCustomColumns } from '../../driver/prepare-pool.ts';
import { describeFault } from '../target/describe-fault.ts';
import { explainError } from '../target/explain-error.ts';
import { openService } from '../target/open-service.ts';
import { type ImportTarget, openTarget } from '../target/open-target.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';
import { type Interruption, openInterruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { noteText } from '../terminal/wrap-text.ts';
import { narrateImport } from './narrate-import.ts';
import {
  exitCodeOf,
  type ImportPlace,
  printReport,
  RECORDS_IN_JSON_MAX,
  RECORDS_SHOWN,
  toReportJson,
} from './print-report.ts';
import { refuseStandardInput } from './refuse-standard-input.ts';

export interface ImportOptions extends TargetOptions {
  readonly roleArn?: string;
  /** Of the hashes in the file; without it they are ignored (R252). */
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
  readonly failures?: string;
  readonly overwrite?: boolean;
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
    const { report, place } = await importFile(path, options, output, clock);
    if (options.json) output.print(toReportJson(report, place));
    else printReport(report, place, output);
    return exitCodeOf(report);
  } catch (thrown) {
    const error = thrown instanceof DriverError ? new CommandError(describeFault(thrown)) : thrown;
    // With --json there is one object whatever happens; the words for a person go to standard error all the same.
    if (options.json) output.print(JSON.stringify({ error: describeError(error), exitCode: EXIT.couldNotRun }));
    throw error;
  }
}

interface FinishedImport {
  readonly report: ImportReport;
  readonly place: ImportPlace;
}

async function importFile(path: string, options: ImportOptions, output: Output, clock: Clock): Promise<FinishedImport> {
  refuseStandardInput(path, 'import');
  const config = resolveTargetConfig(options);
  const file = await inspectFile(path, { bytesMax: config.csvBytesMax, recordsMax: config.csvRecordsMax });
  const { passwordHashingAlgorithm, failures, overwrite = false } = options;
  const customColumns = listCustomColumns(file.header);
  if (options.userPoolId === undefined) {
    checkHeader(file, [...DEFAULT_CSV_HEADER, ...customColumns], passwordHashingAlgorithm);
  }
  if (passwordHashingAlgorithm === undefined && file.header.includes(PASSWORD_HASH_COLUMN)) {
    noteText(`The column ${PASSWORD_HASH_COLUMN} is ignored; add --password-hashing-algorithm to import it.`, output);
  }
  const failureFiles = failures === undefined ? undefined : await prepareFailureFiles(failures, path, overwrite);
  const interruption = openInterruption(output);
  try {
    const target = await openTarget(options, config, output);
    try {
      return await importInto(target, file, failureFiles, options, { output, clock, interruption });
    } finally {
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

async function importInto(
  target: ImportTarget,
  file: InspectedFile,
  failureFiles: PreparedFailureFiles | undefined,
  { userPoolId, roleArn, passwordHashingAlgorithm, json }: ImportOptions,
  {
    output,
    clock,
    interruption,
  }: { readonly output: Output; readonly clock: Clock; readonly interruption: Interruption },
): Promise<FinishedImport> {
  const service = openService(target);
  const report = narrateImport(output, clock, target.description);
  const run: DriverRun = { service, clock, interruption, report, pause };
  const listedMax = json ? RECORDS_IN_JSON_MAX : RECORDS_SHOWN;
  try {
    const request = { file, userPoolId, roleArn, passwordHashingAlgorithm, failureFiles, listedMax };
    return { report: await importUsers(request, run), place: target };
  } catch (error) {
    throw explainError(error, target.url);
  } finally {
    service.clients.close();
  }
}

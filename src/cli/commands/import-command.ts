import { existsSync } from 'node:fs';
import { join, parse } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { DEFAULT_CSV_HEADER } from '../../check/default-csv-header.ts';
import type { Config } from '../../config/resolve-config.ts';
import { PASSWORD_HASH_COLUMN } from '../../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { DriverError } from '../../driver/driver-error.ts';
import { type DriverRun, pause } from '../../driver/driver-run.ts';
import { type PreparedFailureFiles, prepareFailureFiles } from '../../driver/failure-files.ts';
import type { ImportReport } from '../../driver/import-report.ts';
import { checkHeader, importUsers } from '../../driver/import-users.ts';
import { type InspectedFile, inspectFile } from '../../driver/inspect-file.ts';
import { listCustomColumns, prepareRequestedPool } from '../../driver/prepare-pool.ts';
import { describeFault } from '../target/describe-fault.ts';
import { explainError } from '../target/explain-error.ts';
import { openService } from '../target/open-service.ts';
import { type ImportTarget, openTarget } from '../target/open-target.ts';
import { type RequestedPool, readRequestedPool } from '../target/requested-pool.ts';
import { resolveTargetConfig, type TargetOptions } from '../target/resolve-target-config.ts';
import { isDirectory, listUserFiles } from '../target/user-files.ts';
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
  /** File with the pool to create, or to use if one of its name exists. */
  readonly pool?: string;
  readonly roleArn?: string;
  /** Of the hashes in the file; without it they are ignored (R252). */
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
  readonly failures?: string;
  readonly overwrite?: boolean;
  readonly json?: boolean;
}

/** `muster import FILE`, or the files of a directory of `muster convert` one after the other. Resolves with the exit code. */
export async function runImportCommand(
  path: string,
  given: ImportOptions,
  output: Output,
  clock: Clock,
): Promise<number> {
  const isOfConvert = isDirectory(path);
  const options = isOfConvert ? withProposedPool(path, given) : given;
  try {
    const { reports, place } = await importFiles(listInputs(path, isOfConvert, options), options, output, clock);
    const exitCode = Math.max(...reports.map(exitCodeOf));
    if (options.json) {
      const objects = reports.map((report) => toReportJson(report, place));
      output.print(isOfConvert ? `{"files":[${objects.join(',')}],"exitCode":${exitCode}}` : objects.join());
    } else {
      for (const [index, report] of reports.entries()) {
        if (index > 0) output.print();
        if (isOfConvert) output.print(`${toPrintable(report.file.name)}:`);
        printReport(report, place, output);
      }
    }
    if (isOfConvert) noteFollowUps(path, output);
    return exitCode;
  } catch (thrown) {
    const error = thrown instanceof DriverError ? new CommandError(describeFault(thrown)) : thrown;
    // With --json there is one object whatever happens; the words for a person go to standard error all the same.
    if (options.json) output.print(JSON.stringify({ error: describeError(error), exitCode: EXIT.couldNotRun }));
    throw error;
  }
}

/** As `muster check` does: the files are for the pool of pool.json, unless an option names another (R769). */
function withProposedPool(directory: string, options: ImportOptions): ImportOptions {
  const pool = join(directory, 'pool.json');
  return options.userPoolId === undefined && options.pool === undefined && existsSync(pool)
    ? { ...options, pool }
    : options;
}

interface ImportInput {
  readonly path: string;
  readonly algorithm: PasswordHashingAlgorithm | undefined;
  /** Where failed records go. */
  readonly failures: string | undefined;
}

/** @throws {CommandError} */
function listInputs(path: string, isOfConvert: boolean, options: ImportOptions): readonly ImportInput[] {
  const { passwordHashingAlgorithm, failures, userPoolId, pool } = options;
  if (userPoolId !== undefined && pool !== undefined) {
    throw new CommandError(
      'give --user-pool-id or --pool, not both: one names a pool that exists, the other one to create',
    );
  }
  if (!isOfConvert) return [{ path, algorithm: passwordHashingAlgorithm, failures }];
  if (passwordHashingAlgorithm !== undefined) {
    throw new CommandError(
      'the files of a directory say their algorithm by their names; leave --password-hashing-algorithm out',
    );
  }
  return listUserFiles(path).map((file) => ({ ...file, failures: failures && nameFor(failures, file.path) }));
}

/** `failed.csv` becomes `failed-users-bcrypt.csv`: one for each file. */
function nameFor(failures: string, path: string): string {
  const { dir, name, ext } = parse(failures);
  return join(dir, `${name}-${parse(path).name}${ext}`);
}

function noteFollowUps(directory: string, output: Output): void {
  const path = join(directory, 'follow-up.jsonl');
  if (!existsSync(path)) return;
  noteText(
    `${toPrintable(path)} says what is left to do: groups, linked accounts, second factors, and users to disable, who have no password yet.`,
    output,
  );
}

interface FinishedImports {
  readonly reports: readonly ImportReport[];
  readonly place: ImportPlace;
}

interface PreparedInput extends ImportInput {
  readonly file: InspectedFile;
  readonly failureFiles: PreparedFailureFiles | undefined;
}

async function importFiles(
  inputs: readonly ImportInput[],
  options: ImportOptions,
  output: Output,
  clock: Clock,
): Promise<FinishedImports> {
  const config = resolveTargetConfig(options);
  const requested = options.pool === undefined ? undefined : readRequestedPool(options.pool);
  const prepared: PreparedInput[] = [];
  for (const input of inputs) prepared.push(await prepareInput(input, options, config, output));
  const interruption = openInterruption(output);
  try {
    const target = await openTarget(options, config, output);
    try {
      return await importInto(target, prepared, { ...options, requested }, { output, clock, interruption });
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

async function prepareInput(
  input: ImportInput,
  { userPoolId, pool, overwrite = false }: ImportOptions,
  config: Config,
  output: Output,
): Promise<PreparedInput> {
  const { path, algorithm, failures } = input;
  refuseStandardInput(path, 'import');
  const file = await inspectFile(path, { bytesMax: config.csvBytesMax, recordsMax: config.csvRecordsMax });
  const customColumns = listCustomColumns(file.header);
  if (userPoolId === undefined && pool === undefined) {
    checkHeader(file, [...DEFAULT_CSV_HEADER, ...customColumns], algorithm);
  }
  if (algorithm === undefined && file.header.includes(PASSWORD_HASH_COLUMN)) {
    noteText(`The column ${PASSWORD_HASH_COLUMN} is ignored; add --password-hashing-algorithm to import it.`, output);
  }
  const failureFiles = failures === undefined ? undefined : await prepareFailureFiles(failures, path, overwrite);
  return { ...input, file, failureFiles };
}

async function importInto(
  target: ImportTarget,
  inputs: readonly PreparedInput[],
  { requested, roleArn, json, ...options }: ImportOptions & { readonly requested: RequestedPool | undefined },
  {
    output,
    clock,
    interruption,
  }: { readonly output: Output; readonly clock: Clock; readonly interruption: Interruption },
): Promise<FinishedImports> {
  const service = openService(target);
  const report = narrateImport(output, clock, target.description);
  const run: DriverRun = { service, clock, interruption, report, pause };
  const listedMax = json ? RECORDS_IN_JSON_MAX : RECORDS_SHOWN;
  const reports: ImportReport[] = [];
  try {
    const pool = requested === undefined ? undefined : await prepareRequestedPool(service.clients.cognito, requested);
    if (pool?.isNew) report({ kind: 'pool-created', pool });
    const userPoolId = pool?.id ?? options.userPoolId;
    for (const { file, algorithm: passwordHashingAlgorithm, failureFiles } of inputs) {
      const request = { file, userPoolId, roleArn, passwordHashingAlgorithm, failureFiles, listedMax };
      reports.push(await importUsers(request, run));
    }
    return { reports, place: target };
  } catch (error) {
    throw explainError(error, target.url);
  } finally {
    service.clients.close();
  }
}

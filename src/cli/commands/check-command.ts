import { basename } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { type CheckOptions, type CheckResult, checkFile } from '../../check/check-file.ts';
import { fixFile } from '../../check/fix-file.ts';
import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import { DriverError } from '../../driver/driver-error.ts';
import { openCsvFile } from '../../driver/open-csv-file.ts';
import { describeFault } from '../target/describe-fault.ts';
import { fileToCheck } from '../target/file-to-check.ts';
import { resolveFileLimits } from '../target/resolve-target-config.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';
import { openInterruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { startProgress } from '../terminal/progress.ts';
import { exitCodeOfCheck } from './check-report.ts';
import { FixedFile } from './fixed-file.ts';
import { printCheck, toFindingJson, toSummaryJson } from './print-check.ts';
import { ListedChanges, printFix, toChangeJson, toFixJson } from './print-fix.ts';
import { refuseStandardInput } from './refuse-standard-input.ts';
import { type PoolOptions, resolvePool } from './resolve-pool.ts';

/** Places of each kind of fault that a person is shown unless `--max-findings` says otherwise. */
export const FINDINGS_SHOWN = 5;

export interface CheckCommandOptions extends PoolOptions {
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
  readonly maxFindings?: number;
  readonly showValues?: boolean;
  readonly json?: boolean;
  /** Path of the new file with all safe changes made. */
  readonly fix?: string;
}

/** `muster check FILE`: finds what an import of the file would fail on, and imports nothing. Resolves with the exit code. */
export async function runCheckCommand(
  path: string,
  options: CheckCommandOptions,
  output: Output,
  clock: Clock,
): Promise<number> {
  const shown = toPrintable(basename(path));
  let fixedFile: FixedFile | undefined;
  try {
    refuseStandardInput(path, 'check');
    const { file, found } = await openCsvFile(path);
    try {
      const poolOf = await resolvePool(options, output);
      fixedFile = options.fix === undefined ? undefined : await FixedFile.create(options.fix);
      const run: CheckRun = { options, poolOf, output, clock, interruption: openInterruption(output) };
      try {
        const result = await check(file.fd, found.size, shown, run, options.json === true);
        if (options.json) output.print(toSummaryJson(result, path));
        else printCheck(result, shown, output);
        if (fixedFile === undefined || result.unjudged === 'interrupted') return exitCodeOfCheck(result);
        const exitCode = await fix(
          { fileDescriptor: file.fd, byteLength: found.size, fileName: shown, fixedFile },
          run,
        );
        if (exitCode !== EXIT.interrupted) fixedFile = undefined;
        return exitCode;
      } finally {
        run.interruption.close();
      }
    } finally {
      await file.close();
      await fixedFile?.discard();
    }
  } catch (thrown) {
    const error = thrown instanceof DriverError ? new CommandError(describeFault(thrown)) : thrown;
    // The last line is an object of its own whatever happens; the words for a person go to standard error all the same.
    if (options.json) {
      output.print(JSON.stringify({ type: 'error', error: describeError(error), exitCode: EXIT.couldNotRun }));
    }
    throw error;
  }
}

/** What a check and a fix of the same file share. */
interface CheckRun {
  readonly options: CheckCommandOptions;
  readonly poolOf: CheckOptions['poolOf'];
  readonly output: Output;
  readonly clock: Clock;
  readonly interruption: ReturnType<typeof openInterruption>;
}

async function check(
  fileDescriptor: number,
  byteLength: number,
  fileName: string,
  { options, poolOf, output, clock, interruption }: CheckRun,
  printsFindings: boolean,
): Promise<CheckResult> {
  const { csvBytesMax, csvRecordsMax } = resolveFileLimits();
  const progress = startProgress({ verb: 'Checking', unit: 'bytes', total: byteLength }, output, clock);
  try {
    return await checkFile({
      ...fileToCheck(fileDescriptor, byteLength),
      fileName,
      limits: { bytesMax: csvBytesMax, recordsMax: csvRecordsMax },
      poolOf,
      passwordHashingAlgorithm: options.passwordHashingAlgorithm,
      showValues: options.showValues === true,
      findingsPerKindMax: options.maxFindings ?? (options.json ? Number.POSITIVE_INFINITY : FINDINGS_SHOWN),
      onFinding: printsFindings ? (finding) => output.print(toFindingJson(finding)) : undefined,
      onBytes: (done) => progress.update(done),
      signal: interruption.signal,
    });
  } finally {
    progress.stop();
  }
}

interface FileToFix {
  readonly fileDescriptor: number;
  readonly byteLength: number;
  readonly fileName: string;
  readonly fixedFile: FixedFile;
}

/** Writes the fixed file and checks it. Resolves with the exit code of that check; closes the file unless it was interrupted. */
async function fix({ fileDescriptor, byteLength, fileName, fixedFile }: FileToFix, run: CheckRun): Promise<number> {
  const { options, poolOf, output, clock, interruption } = run;
  const changes = new ListedChanges(options.maxFindings ?? FINDINGS_SHOWN);
  const progress = startProgress({ verb: 'Fixing', unit: 'bytes', total: byteLength }, output, clock);
  const result = await fixFile({
    ...fileToCheck(fileDescriptor, byteLength),
    fileName,
    poolOf,
    passwordHashingAlgorithm: options.passwordHashingAlgorithm,
    showValues: options.showValues === true,
    write: (bytes) => fixedFile.write(bytes),
    onChange: (change) => (options.json ? output.print(toChangeJson(change)) : changes.add(change)),
    onBytes: (done) => progress.update(done),
    signal: interruption.signal,
  }).finally(() => progress.stop());
  if (result.end === 'interrupted') return EXIT.interrupted;
  if (result.end === 'unreadable')
    throw new CommandError(`${fileName} is UTF-16, so nothing was fixed; convert it first`);
  await fixedFile.close();
  const { file, found } = await openCsvFile(fixedFile.path);
  try {
    const fixed = await check(file.fd, found.size, toPrintable(basename(fixedFile.path)), run, false);
    if (options.json) output.print(toFixJson(result, fixed, fixedFile.path));
    else printFix(result, changes, fixed, fixedFile.path, output);
    return exitCodeOfCheck(fixed);
  } finally {
    await file.close();
  }
}

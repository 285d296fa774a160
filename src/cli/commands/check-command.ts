import { basename } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { type CheckResult, checkFile } from '../../check/check-file.ts';
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
import { printCheck, toFindingJson, toSummaryJson } from './print-check.ts';
import { refuseStandardInput } from './refuse-standard-input.ts';
import { type PoolOptions, resolvePool } from './resolve-pool.ts';

/** Places of each kind of fault that a person is shown unless `--max-findings` says otherwise. */
export const FINDINGS_SHOWN = 5;

export interface CheckCommandOptions extends PoolOptions {
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
  readonly maxFindings?: number;
  readonly showValues?: boolean;
  readonly json?: boolean;
}

/** `muster check FILE`: finds what an import of the file would fail on, and imports nothing. Resolves with the exit code. */
export async function runCheckCommand(
  path: string,
  options: CheckCommandOptions,
  output: Output,
  clock: Clock,
): Promise<number> {
  try {
    const result = await check(path, options, output, clock);
    if (options.json) output.print(toSummaryJson(result, path));
    else printCheck(result, toPrintable(basename(path)), output);
    return exitCodeOfCheck(result);
  } catch (thrown) {
    const error = thrown instanceof DriverError ? new CommandError(describeFault(thrown)) : thrown;
    // The last line is an object of its own whatever happens; the words for a person go to standard error all the same.
    if (options.json) {
      output.print(JSON.stringify({ type: 'error', error: describeError(error), exitCode: EXIT.couldNotRun }));
    }
    throw error;
  }
}

async function check(path: string, options: CheckCommandOptions, output: Output, clock: Clock): Promise<CheckResult> {
  refuseStandardInput(path, 'check');
  const { csvBytesMax, csvRecordsMax } = resolveFileLimits();
  const { file, found } = await openCsvFile(path);
  try {
    const poolOf = await resolvePool(options, output);
    const interruption = openInterruption(output);
    const progress = startProgress({ verb: 'Checking', unit: 'bytes', total: found.size }, output, clock);
    try {
      return await checkFile({
        ...fileToCheck(file.fd, found.size),
        fileName: toPrintable(basename(path)),
        limits: { bytesMax: csvBytesMax, recordsMax: csvRecordsMax },
        poolOf,
        passwordHashingAlgorithm: options.passwordHashingAlgorithm,
        showValues: options.showValues === true,
        findingsPerKindMax: options.maxFindings ?? (options.json ? Number.POSITIVE_INFINITY : FINDINGS_SHOWN),
        onFinding: options.json ? (finding) => output.print(toFindingJson(finding)) : undefined,
        onBytes: (done) => progress.update(done),
        signal: interruption.signal,
      });
    } finally {
      progress.stop();
      interruption.close();
    }
  } finally {
    await file.close();
  }
}

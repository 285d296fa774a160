import { basename } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { DriverError } from '../../driver/driver-error.ts';
import { openCsvFile } from '../../driver/open-csv-file.ts';
import { describeFault } from '../target/describe-fault.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';
import { openInterruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { type CheckCommandOptions, type CheckRun, checkOpenFile } from './check-open-file.ts';
import { exitCodeOfCheck } from './check-report.ts';
import type { FixedFile } from './fixed-file.ts';
import { printCheck, toSummaryJson } from './print-check.ts';
import { refuseStandardInput } from './refuse-standard-input.ts';
import { resolvePool } from './resolve-pool.ts';

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
      const checked = { fileDescriptor: file.fd, byteLength: found.size, fileName: shown };
      fixedFile = options.fix === undefined ? undefined : await createFixedFile(options.fix);
      const run: CheckRun = { options, poolOf, output, clock, interruption: openInterruption(output) };
      try {
        const result = await checkOpenFile(checked, run, options.json === true);
        if (options.json) output.print(toSummaryJson(result, path));
        else printCheck(result, shown, output, path);
        if (fixedFile === undefined || result.unjudged === 'interrupted') return exitCodeOfCheck(result);
        const { fixCheckedFile } = await import('./fix-checked-file.ts');
        const exitCode = await fixCheckedFile({ ...checked, fixedFile }, run);
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

/** Before anything is checked, so that a name that cannot be written is refused right away. Loaded on demand: most checks fix nothing. */
async function createFixedFile(path: string): Promise<FixedFile> {
  const { FixedFile: Created } = await import('./fixed-file.ts');
  return Created.create(path);
}

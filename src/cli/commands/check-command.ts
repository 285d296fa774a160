import { basename } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { CheckResult } from '../../check/check-file.ts';
import type { CheckOptions } from '../../check/check-options.ts';
import { DriverError } from '../../driver/driver-error.ts';
import { openCsvFile } from '../../driver/open-csv-file.ts';
import { describeFault } from '../target/describe-fault.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';
import type { Interruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { type CheckCommandOptions, type CheckRun, checkOpenFile } from './check-open-file.ts';
import { exitCodeOfCheck } from './check-report.ts';
import type { FixedFile } from './fixed-file.ts';
import { printCheck, toSummaryJson } from './print-check.ts';
import { refuseStandardInput } from './refuse-standard-input.ts';

/** What came of one file. */
export interface FileCheck {
  readonly result: CheckResult;
  /** Of the new file, if one was written. */
  readonly exitCode: number;
}

export interface FileCheckRun {
  readonly options: CheckCommandOptions;
  /** The pool, and the records before; asked for when the file is open. */
  readonly shared: () => Promise<Pick<CheckOptions, 'poolOf' | 'earlier'>>;
  readonly output: Output;
  readonly clock: Clock;
  readonly interruption: Interruption;
}

/** Finds what an import of the file would fail on, prints it, and imports nothing. @throws {CommandError} */
export async function checkFileAtPath(path: string, fileRun: FileCheckRun): Promise<FileCheck> {
  const { options, output, clock, interruption } = fileRun;
  const shown = toPrintable(basename(path));
  let fixedFile: FixedFile | undefined;
  refuseStandardInput(path, 'check');
  const { file, found } = await openCsvFile(path);
  try {
    const { poolOf, earlier } = await fileRun.shared();
    const checked = { fileDescriptor: file.fd, byteLength: found.size, fileName: shown };
    fixedFile = options.fix === undefined ? undefined : await createFixedFile(options.fix);
    const run: CheckRun = { options, poolOf, earlier, output, clock, interruption };
    earlier?.beginFile(shown);
    const result = await checkOpenFile(checked, run, options.json === true);
    if (options.json) output.print(toSummaryJson(result, path));
    else printCheck(result, shown, output, path);
    if (fixedFile === undefined || result.unjudged === 'interrupted') {
      return { result, exitCode: exitCodeOfCheck(result) };
    }
    const { fixCheckedFile } = await import('./fix-checked-file.ts');
    const exitCode = await fixCheckedFile({ ...checked, fixedFile }, run);
    if (exitCode !== EXIT.interrupted) fixedFile = undefined;
    return { result, exitCode };
  } finally {
    await file.close();
    await fixedFile?.discard();
  }
}

/**
 * The error in words. With `--json` the last line is an object of its own whatever happens; the words for a person go to standard error
 * all the same.
 */
export function printCheckError(thrown: unknown, { json }: CheckCommandOptions, output: Output): unknown {
  const error = thrown instanceof DriverError ? new CommandError(describeFault(thrown)) : thrown;
  if (json) output.print(JSON.stringify({ type: 'error', error: describeError(error), exitCode: EXIT.couldNotRun }));
  return error;
}

/** Before anything is checked, so that a name that cannot be written is refused right away. Loaded on demand: most checks fix nothing. */
async function createFixedFile(path: string): Promise<FixedFile> {
  const { FixedFile: Created } = await import('./fixed-file.ts');
  return Created.create(path);
}

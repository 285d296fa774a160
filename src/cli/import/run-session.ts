import type { Clock } from '../../base/clock.ts';
import { findSystemCode } from '../../base/system-code.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { DriverError } from '../../driver/driver-error.ts';
import { type DriverRun, pause } from '../../driver/driver-run.ts';
import type { ImportService } from '../../driver/import-service.ts';
import { runMigration } from '../../driver/migration/run-migration.ts';
import type { RunReport } from '../../driver/run/report.ts';
import type { RunFolder } from '../../driver/run/run-folder.ts';
import { RunFolderError, type RunFolderFault } from '../../driver/run/run-folder-error.ts';
import { writePageOf } from '../report/write-page.ts';
import { describeFault } from '../target/describe-fault.ts';
import { explainError } from '../target/explain-error.ts';
import type { ImportTarget } from '../target/open-target.ts';
import { CommandError, describeError, EXIT } from '../terminal/command-error.ts';
import type { Interruption } from '../terminal/interruption.ts';
import type { Output } from '../terminal/output.ts';
import { quoteWord } from '../terminal/quote-word.ts';
import { noteText } from '../terminal/wrap-text.ts';
import { narrateImport } from './narrate-import.ts';
import { describeForCheck } from './plan-pool.ts';
import { nameFolder, printIncomplete, printSummary, summaryToJson } from './print-summary.ts';

/** A laptop that sleeps through the night is no reason to give up. */
const PATIENCE_MS = 12 * 3_600_000;

export interface RunSession {
  readonly isJson: boolean;
  /** What came of a run that ended early, once it is known. */
  incomplete?: { readonly report: RunReport; readonly folder: string; readonly url: string };
  readonly output: Output;
  readonly clock: Clock;
  readonly interruption: Interruption;
}

/** Does what is left of a run, and prints what came of it. Closes the folder. Resolves with the exit code. @throws {CommandError} */
export async function doRun(
  folder: RunFolder,
  target: ImportTarget,
  service: ImportService,
  session: RunSession,
): Promise<number> {
  const { isJson, output, clock, interruption } = session;
  const shown = nameFolder(folder.path, process.cwd());
  const report = narrateImport(output, clock, target.description);
  const run: DriverRun = { service, clock, interruption, patienceMs: PATIENCE_MS, report, pause };
  try {
    const done = await runMigration(folder, run, {
      judgedPool: ({ id }) => describeForCheck(service, id),
      onEntry: (entry) => {
        if (isJson) output.print(JSON.stringify(entry));
      },
      onIncomplete: (incomplete) => {
        session.incomplete = { report: incomplete, folder: shown, url: target.url };
      },
    });
    await writePage(done, folder.path, shown, output);
    if (isJson) output.print(JSON.stringify(summaryToJson(done, shown, target.url)));
    else await printSummary(done, shown, output);
    return done.exitCode;
  } catch (error) {
    throw withWayOn(error, shown, target.url, interruption);
  } finally {
    folder.close();
  }
}

/** The users are in, whether there is a page or not: that it is missing is said. */
async function writePage(report: RunReport, path: string, shown: string, output: Output): Promise<void> {
  try {
    await writePageOf(report, path, { folder: shown, showValues: false });
  } catch (error) {
    noteText(`${describeError(error)}; muster report ${quoteWord(shown)} writes it again`, output);
  }
}

/** Whatever ended it: what is done is kept, and how to go on is said. */
function withWayOn(error: unknown, folder: string, url: string, { signal }: Interruption): unknown {
  const wayOn = `What is done is kept. Go on with: muster resume ${quoteWord(folder)}`;
  const isAbort = signal.aborted && error instanceof Error && error.name === 'AbortError';
  if (isAbort) return new CommandError(`interrupted. ${wayOn}`);
  const explained = explainError(error, url);
  if (explained instanceof CommandError) return new CommandError(`${explained.message}\n${wayOn}`, explained.exitCode);
  if (findSystemCode(error) !== undefined) return new CommandError(`${describeError(error)}\n${wayOn}`);
  return error;
}

/** With `--json` the last line is a summary whatever happens; the words for a person go to standard error all the same. @throws what was caught */
export function endWithError(caught: unknown, { isJson, interruption, output, incomplete }: RunSession): never {
  const error = explainEnd(caught, interruption);
  if (isJson) {
    const counted = incomplete && summaryToJson(incomplete.report, incomplete.folder, incomplete.url);
    const ended = { type: 'summary', status: 'Incomplete', error: describeError(error), exitCode: EXIT.couldNotRun };
    output.print(JSON.stringify({ ...counted, ...ended }));
  } else if (incomplete !== undefined) {
    printIncomplete(incomplete.report, output);
  }
  throw error;
}

function explainEnd(error: unknown, { signal }: Interruption): unknown {
  if (error instanceof DriverError) return new CommandError(describeFault(error));
  if (error instanceof RunFolderError) return new CommandError(describeFolderFault(error));
  if (signal.aborted && error instanceof Error && error.name === 'AbortError') {
    return new CommandError('interrupted before the import began; nothing was changed');
  }
  return error;
}

function describeFolderFault({ fault, path, cause }: RunFolderError): string {
  const shown = toPrintable(path);
  const texts: Readonly<Record<RunFolderFault, () => string>> = {
    'no-run': () => `${shown} is not the folder of an import: it has no plan.json`,
    damaged: () => `${shown} is damaged: it is not as muster wrote it`,
    'other-version': () => `${shown} was written by another version of muster; go on with that one`,
    'not-empty': () => `${shown} is not empty; name a new folder with --run`,
    'in-use': () => `another command works on the run in ${shown}; wait for it, or stop it`,
    finished: () => `the run in ${shown} is finished: nothing is left to do; its results are in report.json`,
    unwritable: () => `cannot write to ${shown}: ${describeError(cause)}; name another folder with --run`,
  };
  return texts[fault]();
}

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findSystemCode } from '../../base/system-code.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { buildReport } from '../../driver/migration/build-report.ts';
import { readJournal } from '../../driver/run/journal.ts';
import type { RunReport } from '../../driver/run/report.ts';
import { RunFolderError } from '../../driver/run/run-folder-error.ts';
import { readPlan } from '../../driver/run/run-plan.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';

const REPORT_FILE = 'report.json';
const VERSION = 1;

/**
 * The report of a run folder: that of a finished run as it was written, else what came of it up to now, also while a command works at
 * it. @throws {CommandError} if it is not the folder of a run, or of another version
 */
export async function readRunReport(folder: string): Promise<RunReport> {
  const written = readWrittenReport(folder);
  return written?.status === 'Finished' ? written : buildCurrentReport(folder);
}

function readWrittenReport(folder: string): RunReport | undefined {
  const path = join(folder, REPORT_FILE);
  const shown = toPrintable(path);
  const text = readText(path);
  if (text === undefined) return undefined;
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch (error) {
    throw new CommandError(`${shown} is damaged: ${describeError(error)}. muster resume writes it again`);
  }
  if (typeof report !== 'object' || report === null || !('version' in report)) {
    throw new CommandError(`${shown} is not the report of a run`);
  }
  if (report.version !== VERSION) {
    throw new CommandError(`${shown} was written by another version of Muster, which can print it`);
  }
  if (!isReport(report)) throw new CommandError(`${shown} is damaged. muster resume writes it again`);
  return report;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = findSystemCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new CommandError(`cannot read ${toPrintable(path)}: ${describeError(error)}`);
  }
}

/** From plan, journal and result files, which are only read. */
async function buildCurrentReport(folder: string): Promise<RunReport> {
  try {
    const path = resolve(folder);
    return await buildReport({ path, plan: readPlan(path), readEntries: () => readJournal(path) }, 'Incomplete');
  } catch (error) {
    if (!(error instanceof RunFolderError)) throw error;
    const shown = toPrintable(folder);
    if (error.fault === 'no-run')
      throw new CommandError(`${shown} is not the folder of an import: it has no plan.json`);
    throw new CommandError(
      error.fault === 'other-version'
        ? `the run in ${shown} was begun by another version of Muster, which can print it`
        : `the run in ${shown} is damaged: it is not as Muster wrote it`,
    );
  }
}

/** Written whole by this program or not at all: its lists are tested, not each member. */
function isReport(value: object): value is RunReport {
  const lists = ['sources', 'jobs', 'byReason', 'waits'] as const;
  const hasLists = lists.every((name) => Array.isArray(Object.entries(value).find(([key]) => key === name)?.[1]));
  return hasLists && 'target' in value && typeof value.target === 'object' && 'files' in value;
}

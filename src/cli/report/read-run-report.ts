import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSystemCode } from '../../base/system-code.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { RunReport } from '../../driver/run/report.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';

const REPORT_FILE = 'report.json';
const VERSION = 1;

/** The report of a run folder. @throws {CommandError} if it has none, or one of another version */
export function readRunReport(folder: string): RunReport {
  const path = join(folder, REPORT_FILE);
  const shown = toPrintable(path);
  const text = readText(path, folder);
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

function readText(path: string, folder: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = findSystemCode(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      throw new CommandError(`cannot read ${toPrintable(path)}: ${describeError(error)}`);
    throw new CommandError(
      `${toPrintable(folder)} has no report.json: it is not the folder of an import, or the import was ended before it wrote one; muster resume goes on with it`,
    );
  }
}

/** Written whole by this program or not at all: its lists are tested, not each member. */
function isReport(value: object): value is RunReport {
  const lists = ['sources', 'jobs', 'byReason', 'waits'] as const;
  const hasLists = lists.every((name) => Array.isArray(Object.entries(value).find(([key]) => key === name)?.[1]));
  return hasLists && 'target' in value && typeof value.target === 'object' && 'files' in value;
}

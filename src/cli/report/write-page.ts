import { join } from 'node:path';
import { writeDurably } from '../../base/files/write-durably.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { RunReport } from '../../driver/run/report.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';
import { readRunCurve } from './read-run-curve.ts';
import { buildReportPage, type PageOptions } from './report-page.ts';

const PAGE_FILE = 'report.html';

/** Writes `report.html` of the run folder at `path`, whole or not at all, for its owner alone. Returns its path. @throws {CommandError} */
export async function writePageOf(report: RunReport, path: string, options: PageOptions): Promise<string> {
  const file = join(path, PAGE_FILE);
  try {
    writeDurably(file, Buffer.from(buildReportPage(report, await readRunCurve(path), options)));
    return file;
  } catch (error) {
    throw new CommandError(`cannot write ${toPrintable(file)}: ${describeError(error)}`);
  }
}

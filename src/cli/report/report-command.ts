import { toPrintable } from '../../base/text/printable-text.ts';
import { describeError } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { noteText } from '../terminal/wrap-text.ts';
import { printRunReport } from './print-run-report.ts';
import { readRunReport } from './read-run-report.ts';
import { writePageOf } from './write-page.ts';

export interface ReportOptions {
  readonly showValues?: boolean;
  readonly json?: boolean;
}

/** `muster report DIR`. Resolves with the exit code of the import. */
export async function runReportCommand(folder: string, options: ReportOptions, output: Output): Promise<number> {
  const { showValues = false, json = false } = options;
  try {
    const report = await readRunReport(folder);
    const path = await writePageOf(report, folder, { folder, showValues });
    if (json) output.print(JSON.stringify({ type: 'summary', ...report, page: path }));
    else {
      printRunReport(report, { folder, showValues }, output);
      noteText(`\nThe same with a chart is in ${toPrintable(path)}`, output);
    }
    return report.exitCode;
  } catch (error) {
    if (json) output.print(JSON.stringify({ type: 'error', error: describeError(error), exitCode: 2 }));
    throw error;
  }
}

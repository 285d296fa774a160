import { encodeUtf8 } from '../../../../../src/base/text/utf8.ts';
import { checkFile } from '../../../../../src/check/check-file.ts';
import { describeRemedy } from '../../../../../src/check/remedies/describe-remedy.ts';
import { reportLine } from '../../../../../src/csv/report-line.ts';
import { BlobWriter } from '../../../base/blob-writer.ts';
import type { TaskContext } from '../../../base/worker-task.ts';
import { checkOptionsOf } from './check-task.ts';
import type { ReportTask } from './tasks.ts';

const HEADER = ['severity', 'rule', 'line', 'character', 'record', 'column', 'value', 'fault', 'remedy', 'meant'];
const HELD_LINES_MAX = 1_000;

/** Checks the file again and writes every finding, those of the whole file first in the table as a spreadsheet opens it. */
export async function runReport({ advice, ...task }: ReportTask, context: TaskContext): Promise<Blob> {
  const writer = new BlobWriter();
  let held: string[] = [reportLine(HEADER)];
  const flush = () => {
    writer.write(encodeUtf8(held.join('')));
    held = [];
  };
  const { fileFindings } = await checkFile({
    ...checkOptionsOf(task, context),
    findingsPerKindMax: Number.POSITIVE_INFINITY,
    onFinding: ({ severity, rule, lineNumber, character, recordNumber, column, value, text, remedy }) => {
      const meant = remedy.kind === 'change-value' ? (remedy.to ?? '') : '';
      const places = [lineNumber, character, recordNumber].map((place) => `${place ?? ''}`);
      const words = [column ?? '', value ?? '', text, describeRemedy(remedy, advice), meant];
      held.push(reportLine([severity, rule ?? '', ...places, ...words]));
      if (held.length >= HELD_LINES_MAX) flush();
    },
  });
  for (const { failsJob, rule, lineNumber, character, text, remedy } of fileFindings) {
    const places = [lineNumber, character].map((place) => `${place ?? ''}`);
    const words = ['', '', text, describeRemedy(remedy, advice), ''];
    held.push(reportLine([failsJob ? 'file' : 'note', rule ?? '', ...places, '', ...words]));
  }
  flush();
  return writer.end();
}

import { formatCount, formatCounted, formatDuration } from '../../base/format-quantity.ts';
import { displayWidth, fitWidth, toPrintable } from '../../base/printable-text.ts';
import type { Output } from '../terminal/output.ts';
import type { ImportReport } from './import-report.ts';
import type { LocatedRecord } from './locate-records.ts';

const USERNAME_COLUMNS_MAX = 40;

/** Tells a person what came of an import. */
export function printReport(report: ImportReport, output: Output): void {
  output.print(headlineOf(report));
  const aside = explainStatus(report);
  if (aside !== undefined) output.print(aside);
  if (report.unimported.length > 0 && !isAllThere(report)) printRecords(report, output);
  if (report.failuresFile !== undefined) {
    const count = report.failedUsers + report.skippedUsers;
    output.print(`${formatCounted(count, 'record')} written to ${toPrintable(report.failuresFile)}`);
  }
  if (report.fileChanged) {
    output.note(`${toPrintable(report.file)} was changed during the import: line numbers and user names may be wrong.`);
  }
}

/** The report as a script reads it. */
export function toReportJson(report: ImportReport): string {
  const { unimported, fileChanged, exitCode, ...rest } = report;
  const failures = unimported.map(({ lineNumber, recordNumber, username, outcome, reason }) => ({
    line: lineNumber ?? null,
    record: recordNumber,
    username,
    outcome,
    reason,
  }));
  return JSON.stringify({ ...rest, failures, ...(fileChanged ? { fileChanged } : {}), exitCode });
}

function headlineOf(report: ImportReport): string {
  const { importedUsers, skippedUsers, failedUsers, durationMs } = report;
  if (isAllThere(report)) {
    return skippedUsers === 1
      ? 'The user already exists: nothing to import.'
      : `All ${formatCount(skippedUsers)} users already exist: nothing to import.`;
  }
  const done = importedUsers + skippedUsers + failedUsers;
  const counters = `${formatCount(importedUsers)} imported, ${formatCount(skippedUsers)} skipped, ${formatCount(failedUsers)} failed`;
  const pace = durationMs >= 1_000 ? `, ${formatCount(Math.round((done / durationMs) * 1_000))} records a second` : '';
  return `${counters} in ${formatDuration(durationMs)}${pace}`;
}

/** Every record of the file is a user that exists already. */
function isAllThere({ importedUsers, skippedUsers, failedUsers, records }: ImportReport): boolean {
  return skippedUsers > 0 && skippedUsers === records && importedUsers + failedUsers === 0;
}

function explainStatus(report: ImportReport): string | undefined {
  const { status, completionMessage, exitCode } = report;
  if (status === 'Succeeded') return undefined;
  if (exitCode === 2) return `The job ended ${status}: ${completionMessage}`;
  return `The job itself ended ${status}, as Cognito ends every job that imports fewer users than it skips or fails.`;
}

function printRecords({ unimported, failedUsers, skippedUsers, failuresFile }: ImportReport, output: Output): void {
  output.print();
  const width = Math.min(
    USERNAME_COLUMNS_MAX,
    Math.max(...unimported.map(({ username }) => displayWidth(toPrintable(username)))),
  );
  const lineWidth = Math.max(...unimported.map(({ lineNumber }) => `${lineNumber ?? '?'}`.length));
  for (const record of unimported) output.print(toRecordLine(record, lineWidth, width));
  const more = failedUsers + skippedUsers - unimported.length;
  if (more > 0 && failuresFile === undefined) {
    output.print(`  … and ${formatCount(more)} more; --failures FILE writes them all to a file`);
  }
  output.print();
}

function toRecordLine(record: LocatedRecord, lineWidth: number, usernameWidth: number): string {
  const line = `${record.lineNumber ?? '?'}`.padStart(lineWidth);
  const username = fitWidth(toPrintable(record.username), usernameWidth);
  return `  line ${line}  ${username}  ${record.outcome === 'failed' ? 'failed ' : record.outcome}  ${toPrintable(record.reason)}`;
}

import { formatCount, formatCounted, formatDuration } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import type { FailureFiles } from '../../driver/failure-files.ts';
import type { ImportReport } from '../../driver/import-report.ts';
import type { LocatedRecord } from '../../driver/locate-records.ts';
import { describeFault } from '../target/describe-fault.ts';
import { EXIT } from '../terminal/command-error.ts';
import type { Output } from '../terminal/output.ts';
import { displayWidth, fitWidth } from '../terminal/text-width.ts';
import { noteText, printText, wrapText } from '../terminal/wrap-text.ts';

/** Records that a person is shown one by one. */
export const RECORDS_SHOWN = 20;
/** Records that `--json` lists; it counts the others. */
export const RECORDS_IN_JSON_MAX = 10_000;
const USERNAME_COLUMNS_MAX = 40;
/** A reason gets a line of its own where less than this is left for it. */
const REASON_COLUMNS_MIN = 30;
const REASON_INDENT = 6;

/** Where the users went. */
export interface ImportPlace {
  readonly description: string;
  readonly url: string;
}

/** By records: that most of them exist already is not a failure, although the job is Failed then (R293). */
export function exitCodeOf({ ranThrough, failedUsers, isFailureFileMissing }: ImportReport): number {
  if (!ranThrough || isFailureFileMissing) return EXIT.couldNotRun;
  return failedUsers > 0 ? EXIT.someFailed : EXIT.done;
}

/** Tells a person what came of an import. */
export function printReport(report: ImportReport, place: ImportPlace, output: Output): void {
  printText(headlineOf(report), output);
  printText(describePlace(report, place), output);
  const aside = explainStatus(report);
  if (aside !== undefined) printText(aside, output);
  if (report.unimported.length > 0) printRecords(report, output);
  for (const line of describeFiles(report)) printText(line, output);
  for (const line of describeGaps(report)) noteText(line, output);
}

/** The report as a script reads it. */
export function toReportJson(report: ImportReport, place: ImportPlace): string {
  const { pool, file, jobId, jobStatus, completionMessage, importedUsers, skippedUsers, failedUsers } = report;
  const { unimported, failureFiles, detailError, missingInLog } = report;
  const failures = unimported.map(({ lineNumber, recordNumber, username, outcome, reason }) => ({
    line: lineNumber ?? null,
    record: recordNumber,
    username,
    outcome,
    reason,
  }));
  return JSON.stringify({
    // A job that did all it could ends Failed if few of its records are new users: that is no failure of the import.
    status: report.ranThrough ? 'Succeeded' : jobStatus,
    summary: headlineOf(report),
    jobId,
    jobStatus,
    completionMessage,
    ...(report.isOfEarlierRun ? { jobOfEarlierRun: true } : {}),
    endpoint: place.url,
    userPoolId: pool.id,
    userPoolName: pool.name,
    file: file.path,
    records: file.recordCount,
    importedUsers,
    skippedUsers,
    failedUsers,
    durationMs: report.durationMs,
    failures,
    failuresLeftOut: skippedUsers + failedUsers - failures.length,
    ...(failureFiles === undefined ? {} : { failureFiles: pathsOf(failureFiles) }),
    ...(detailError === undefined ? {} : { failuresError: describeFault(detailError) }),
    ...(missingInLog > 0 ? { missingInLog } : {}),
    ...(report.fileChanged ? { fileChanged: true } : {}),
    exitCode: exitCodeOf(report),
  });
}

function pathsOf({ failed, skipped, reasons }: FailureFiles): Readonly<Record<keyof FailureFiles, string>> {
  return { failed: failed.path, skipped: skipped.path, reasons: reasons.path };
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
  const pace =
    durationMs >= 1_000 ? `, ${formatCount(Math.round((done / durationMs) * 1_000))} records per second` : '';
  return `${counters} in ${formatDuration(durationMs)}${pace}`;
}

/** Every record of the file is a user who exists already. */
function isAllThere({ importedUsers, skippedUsers, failedUsers, file }: ImportReport): boolean {
  return skippedUsers > 0 && skippedUsers === file.recordCount && importedUsers + failedUsers === 0;
}

function describePlace({ pool, jobId, isOfEarlierRun }: ImportReport, { description }: ImportPlace): string {
  const job = isOfEarlierRun ? `; job ${jobId} of an earlier run` : '';
  return `User pool ${toPrintable(pool.name)} (${pool.id}) at ${description}${job}`;
}

function explainStatus({ jobStatus, completionMessage, ranThrough, failedUsers }: ImportReport): string | undefined {
  if (jobStatus === 'Succeeded') return undefined;
  if (!ranThrough) return `The job ended ${jobStatus}: ${completionMessage}`;
  const remark = failedUsers === 0 ? ', which is expected' : '';
  return `The job itself ended ${jobStatus}${remark}: Cognito marks a job Failed if it imports fewer users than it skips or fails.`;
}

function describeFiles({ failureFiles, failedUsers, skippedUsers, missingInLog }: ImportReport): readonly string[] {
  if (failureFiles === undefined) return [];
  const { failed, skipped, reasons } = pathsOf(failureFiles);
  const about = missingInLog > 0 ? 'Up to ' : '';
  return [
    `${about}${formatCounted(failedUsers, 'failed record')} in ${toPrintable(failed)}, to fix and import again`,
    `${about}${formatCounted(skippedUsers, 'skipped record')} in ${toPrintable(skipped)}`,
    `Reasons in ${toPrintable(reasons)}`,
  ];
}

function describeGaps({
  detailError,
  missingInLog,
  fileChanged,
  file,
  failedUsers,
  skippedUsers,
}: ImportReport): string[] {
  const lines: string[] = [];
  if (detailError !== undefined) {
    const records = formatCounted(failedUsers + skippedUsers, 'record');
    lines.push(`The ${records} that created no user could not be listed: ${describeFault(detailError)}`);
  }
  if (missingInLog > 0) {
    lines.push(`The log of the job lacks ${formatCounted(missingInLog, 'record')} that created no user.`);
  }
  if (fileChanged) {
    lines.push(`${toPrintable(file.path)} changed during the import: line numbers and user names may be wrong.`);
  }
  return lines;
}

function printRecords(report: ImportReport, output: Output): void {
  const { unimported, failedUsers, skippedUsers, failureFiles } = report;
  const columns = output.columns ?? Number.POSITIVE_INFINITY;
  const longest = Math.max(...unimported.map(({ username }) => displayWidth(toPrintable(username))));
  const usernameWidth = Math.min(USERNAME_COLUMNS_MAX, Math.max(8, Math.floor(columns / 4)), longest);
  const lineWidth = Math.max(...unimported.map(({ lineNumber }) => `${lineNumber ?? '?'}`.length));
  output.print();
  for (const record of unimported) output.print(toRecordLines(record, lineWidth, usernameWidth, columns));
  const more = failedUsers + skippedUsers - unimported.length;
  if (more > 0 && failureFiles === undefined) {
    printText(`  … and ${formatCount(more)} more; --failures FILE writes them all to a file`, output);
  }
  output.print();
}

/** `  line 4  bob  failed   Invalid email address format.`, with the reason wrapped under itself. */
function toRecordLines(record: LocatedRecord, lineWidth: number, usernameWidth: number, columns: number): string {
  const line = `${record.lineNumber ?? '?'}`.padStart(lineWidth);
  const username = fitWidth(toPrintable(record.username), usernameWidth);
  const start = `  line ${line}  ${username}  ${record.outcome === 'failed' ? 'failed ' : record.outcome}`;
  const reason = toPrintable(record.reason);
  const hang = displayWidth(start) + 2;
  if (columns - hang >= REASON_COLUMNS_MIN || !Number.isFinite(columns)) {
    return Number.isFinite(columns) ? wrapText(`${start}  ${reason}`, columns, hang) : `${start}  ${reason}`;
  }
  return `${start.trimEnd()}\n${wrapText(' '.repeat(REASON_INDENT) + reason, columns)}`;
}

import { createReadStream, existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { formatCount, formatCounted, formatDuration } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { parseReasonRow, type ReasonRow } from '../../driver/migration/reason-rows.ts';
import type { RunReport } from '../../driver/run/report.ts';
import { AGAIN_ADVICE, describeFollowUpsLeft, describeUndone, MFA_ADVICE } from '../report/follow-up-advice.ts';
import type { Output } from '../terminal/output.ts';
import { quoteWord } from '../terminal/quote-word.ts';
import { displayWidth, fitWidth } from '../terminal/text-width.ts';
import { noteText, printText, wrapText } from '../terminal/wrap-text.ts';

/** Records that a person is shown one by one. */
const RECORDS_SHOWN = 20;
const USERNAME_COLUMNS_MAX = 40;
/** A reason gets a line of its own where less than this is left for it. */
const REASON_COLUMNS_MIN = 30;
const REASON_INDENT = 6;

/** A record that created no user. */
export interface ShownRecord extends ReasonRow {
  readonly outcome: 'failed' | 'skipped';
}

/** Tells a person what came of a run. `folder` is its folder, as it is named in words. */
export async function printSummary(report: RunReport, folder: string, output: Output): Promise<void> {
  printText(headlineOf(report), output);
  printText(describePlace(report), output);
  const aside = explainStatus(report);
  if (aside !== undefined) printText(aside, output);
  // That all users of a file exist is said in one line.
  if (!isAllThere(report)) printRecords(await readFirstRecords(report, folder), report, output);
  for (const line of describeFollowUps(report)) printText(line, output);
  for (const line of describeFiles(report, folder)) printText(line, output);
  for (const line of describeGaps(report)) noteText(line, output);
  noteText(describePersonalData(folder), output);
}

/** How far a run came that ended before all was done. */
export function printIncomplete(report: RunReport, output: Output): void {
  const left = describeFollowUpsLeft(report);
  printText(`Up to now: ${headlineOf(report)}${left === undefined ? '' : `; ${left}`}`, output);
  printText(describePlace(report), output);
}

/** The last line of `--json`. */
export function summaryToJson(report: RunReport, folder: string, url: string): object {
  const { run, status, target, records, importedUsers, skippedUsers, failedUsers, missingInLog, notReached } = report;
  return {
    type: 'summary',
    run,
    status,
    summary: headlineOf(report),
    endpoint: url,
    userPoolId: target.userPoolId,
    userPoolName: target.userPoolName,
    records,
    importedUsers,
    skippedUsers,
    failedUsers,
    notReached,
    missingInLog,
    jobs: report.jobs.map(({ part, jobId, status: jobStatus, completionMessage }) => ({
      part,
      jobId,
      jobStatus,
      completionMessage,
    })),
    byReason: report.byReason.map(({ outcome, reason, count }) => ({ outcome, reason, count })),
    followUps: report.followUps,
    folder,
    files: report.files,
    exitCode: report.exitCode,
  };
}

export function headlineOf(report: RunReport): string {
  const { importedUsers, skippedUsers, failedUsers } = report;
  if (isAllThere(report)) {
    return skippedUsers === 1
      ? 'The user already exists: nothing to import.'
      : `All ${formatCount(skippedUsers)} users already exist: nothing to import.`;
  }
  const durationMs = jobDurationOf(report);
  const done = importedUsers + skippedUsers + failedUsers;
  const counters = `${formatCount(importedUsers)} imported, ${formatCount(skippedUsers)} skipped, ${formatCount(failedUsers)} failed`;
  const pace =
    durationMs >= 1_000 ? `, ${formatCount(Math.round((done / durationMs) * 1_000))} records per second` : '';
  return `${counters} in ${formatDuration(durationMs)}${pace}`;
}

/** Of all jobs together, from start to end, by the times of the service. */
function jobDurationOf({ jobs }: RunReport): number {
  const durations = jobs.map(({ startedAt, completedAt }) =>
    startedAt === null || completedAt === null ? 0 : Math.max(0, Date.parse(completedAt) - Date.parse(startedAt)),
  );
  return durations.reduce((sum, duration) => sum + duration, 0);
}

/** Every record is a user who exists already. */
function isAllThere({ importedUsers, skippedUsers, failedUsers, records }: RunReport): boolean {
  return skippedUsers > 0 && skippedUsers === records && importedUsers + failedUsers === 0;
}

function describePlace({ target, jobs }: RunReport): string {
  const [only] = jobs;
  const job = jobs.length === 1 && only !== undefined ? `job ${only.jobId}` : formatCounted(jobs.length, 'job');
  return `User pool ${toPrintable(target.userPoolName)} (${target.userPoolId}) at ${target.description}; ${job}`;
}

function explainStatus({ jobs, failedUsers }: RunReport): string | undefined {
  const failed = jobs.filter(({ status, ranThrough }) => ranThrough && status === 'Failed');
  if (failed.length === 0) return undefined;
  const remark = failedUsers === 0 ? ', which is expected' : '';
  const which =
    jobs.length === 1 ? 'The job itself' : `${formatCount(failed.length)} of the ${formatCount(jobs.length)} jobs`;
  return `${which} ended Failed${remark}: Cognito marks a job Failed if it imports fewer users than it skips or fails.`;
}

async function readFirstRecords({ files }: RunReport, folder: string): Promise<readonly ShownRecord[]> {
  const records: ShownRecord[] = [];
  for (const outcome of ['failed', 'skipped'] as const) {
    for (const name of files.reasons.filter((file) => file.startsWith(outcome))) {
      const path = join(folder, name);
      if (records.length >= RECORDS_SHOWN || !existsSync(path)) continue;
      const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
      let isHeader = true;
      for await (const text of lines) {
        const row = isHeader ? undefined : parseReasonRow(text);
        isHeader = false;
        if (row !== undefined) records.push({ ...row, outcome });
        if (records.length >= RECORDS_SHOWN) break;
      }
      lines.close();
    }
  }
  return records;
}

function printRecords(records: readonly ShownRecord[], report: RunReport, output: Output): void {
  if (records.length === 0) return;
  const columns = output.columns ?? Number.POSITIVE_INFINITY;
  const longest = Math.max(...records.map(({ username }) => displayWidth(toPrintable(username))));
  const usernameWidth = Math.min(USERNAME_COLUMNS_MAX, Math.max(8, Math.floor(columns / 4)), longest);
  const lineWidth = Math.max(...records.map(({ line }) => `${line}`.length));
  output.print();
  for (const record of records) output.print(toRecordLines(record, lineWidth, usernameWidth, columns));
  const more = report.failedUsers + report.skippedUsers + report.missingInLog - records.length;
  if (more > 0) printText(`  … and ${formatCount(more)} more in the files below`, output);
  output.print();
}

/** `  line 4  bob  failed   Invalid email address format.`, with the reason wrapped under itself. */
export function toRecordLines(record: ShownRecord, lineWidth: number, usernameWidth: number, columns: number): string {
  const line = `${record.line}`.padStart(lineWidth);
  const username = fitWidth(toPrintable(record.username), usernameWidth);
  const start = `  line ${line}  ${username}  ${record.outcome === 'failed' ? 'failed ' : record.outcome}`;
  const reason = toPrintable(record.reason);
  const hang = displayWidth(start) + 2;
  if (columns - hang >= REASON_COLUMNS_MIN || !Number.isFinite(columns)) {
    return Number.isFinite(columns) ? wrapText(`${start}  ${reason}`, columns, hang) : `${start}  ${reason}`;
  }
  return `${start.trimEnd()}\n${wrapText(' '.repeat(REASON_INDENT) + reason, columns)}`;
}

function describeFollowUps({ followUps }: RunReport): readonly string[] {
  if (followUps === null) return [];
  const { steps, leftOut } = followUps;
  const made = steps['create-group'].done + steps['create-group'].already;
  const lines = [
    `Follow-ups: ${formatCounted(made, 'group')}, ${formatCounted(steps['join-group'].done, 'membership')}, ${formatCounted(steps['disable-user'].done, 'disabled user')}, ${formatCounted(steps['set-mfa'].done, 'second factor')}`,
  ];
  const refused = describeUndone(followUps, 'refused');
  const noUser = describeUndone(followUps, 'noUser');
  if (refused.count > 0) {
    lines.push(`  ${refused.text}; journal.jsonl has the lines and the errors. ${AGAIN_ADVICE}`);
  }
  if (steps['set-mfa'].refused > 0) {
    lines.push(
      `  ${formatCounted(steps['set-mfa'].refused, 'second factor')} by text message among them. ${MFA_ADVICE}`,
    );
  }
  if (noUser.count > 0) lines.push(`  ${noUser.text}`);
  if (leftOut.links > 0) lines.push(`  left out: ${formatCounted(leftOut.links, 'linked account')}`);
  if (leftOut.totp > 0) lines.push(`  left out: ${formatCounted(leftOut.totp, 'second factor')} by an app`);
  return lines;
}

function describeFiles(
  { files, failedUsers, skippedUsers, missingInLog }: RunReport,
  folder: string,
): readonly string[] {
  const paths = (names: readonly string[]) => names.map((name) => toPrintable(join(folder, name))).join(', ');
  const again = files.followUps === undefined ? '' : ` with --follow-up ${quoteWord(join(folder, files.followUps))}`;
  return [
    ...(files.failed.length > 0
      ? [
          `${formatCounted(failedUsers + missingInLog, 'failed record')} in ${paths(files.failed)}, to fix and import again${again}`,
        ]
      : []),
    ...(files.skipped.length > 0
      ? [`${formatCounted(skippedUsers, 'skipped record')} in ${paths(files.skipped)}`]
      : []),
    ...(files.reasons.length > 0 ? [`Reasons and remedies in ${paths(files.reasons)}`] : []),
    `Report in ${toPrintable(join(folder, 'report.html'))}, and for programs in report.json`,
  ];
}

function describeGaps({ missingInLog, notReached }: RunReport): readonly string[] {
  return [
    ...(missingInLog > 0
      ? [
          `The logs lack ${formatCounted(missingInLog, 'record')}: they are among the failed ones, and are skipped in another import if they are there.`,
        ]
      : []),
    ...(notReached > 0 ? [`${formatCounted(notReached, 'record')} have no outcome yet.`] : []),
  ];
}

function describePersonalData(folder: string): string {
  return `The folder holds data of users (user names, failed and skipped records with their hashes). When you are done: rm -r ${quoteWord(folder)}`;
}

/** As a person would name it from where the command runs. */
export function nameFolder(folder: string, workingDirectory: string): string {
  const near = relative(workingDirectory, folder);
  return near === '' || near.startsWith('..') ? folder : near;
}

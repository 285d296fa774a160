import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeDurably } from '../../base/files/write-durably.ts';
import { UNDONE_FOLLOW_UPS_FILE } from '../follow-ups/write-undone.ts';
import type { JournalEntry, UserCounters, WaitReason } from '../run/journal-event.ts';
import type { ReportJob, ReportReason, ReportSource, RunReport } from '../run/report.ts';
import type { RunFolder } from '../run/run-folder.ts';
import { jobNameOfPart, type PlannedPart, type RunPlan } from '../run/run-plan.ts';
import { partStateOf, type RunState, readRunState } from '../run/run-state.ts';
import { FollowUpTally } from './follow-up-tally.ts';
import { parseReasonRow, REASONS_HEADER } from './reason-rows.ts';
import { groupSources, type Outcome, reasonsFileName, resultFileName } from './result-files.ts';

const REPORT_FILE = 'report.json';
/** Of `muster import`; 2 is for what could not complete. */
const EXIT_CODES = { Done: 0, SomeFailed: 1, Incomplete: 2 } as const;
const EXAMPLES_MAX = 5;
/** Reasons that name a value would otherwise be as many as there are users. */
const REASONS_MAX = 1_000;
const OTHER_REASONS = 'Other reasons: see the files of reasons.';

export function writeReport(folder: string, report: RunReport): void {
  writeDurably(join(folder, REPORT_FILE), Buffer.from(`${JSON.stringify(report, undefined, 2)}\n`));
}

/** What came of a run up to now, from its plan, its journal and its result files. Memory does not grow with the users. */
export async function buildReport(
  folder: Pick<RunFolder, 'plan' | 'path' | 'readEntries'>,
  status: RunReport['status'],
): Promise<RunReport> {
  const { plan, path } = folder;
  const times = new WorkedTime(plan.createdAt);
  const waits = new Map<WaitReason, { count: number; milliseconds: number }>();
  const followUps = new FollowUpTally();
  const state = readRunState(passing(folder.readEntries(), [times, followUps], waits));
  const jobs = plan.parts.map((part) => toReportJob(part, plan, state));
  const totals = sumOf(jobs);
  const records = plan.sources.reduce((sum, { recordCount }) => sum + recordCount, 0);
  const missingInLog = jobs.reduce((sum, job) => sum + job.missingInLog, 0);
  const followed = plan.followUps === undefined ? null : followUps.toReport(plan.followUps);
  const refused = followed === null ? 0 : Object.values(followed.steps).reduce((sum, step) => sum + step.refused, 0);
  const hasFailed = totals.failedUsers > 0 || missingInLog > 0 || refused > 0;
  const { service, description } =
    plan.target.kind === 'services'
      ? plan.target
      : { service: 'muster' as const, description: plan.target.description };
  return {
    version: 1,
    run: plan.run,
    status,
    exitCode: status === 'Incomplete' ? EXIT_CODES.Incomplete : hasFailed ? EXIT_CODES.SomeFailed : EXIT_CODES.Done,
    createdAt: plan.createdAt,
    endedAt: times.endedAt,
    workedMs: times.workedMs,
    target: {
      service,
      description,
      region: plan.target.region,
      userPoolId: state.pool?.userPoolId ?? plan.userPoolId ?? '',
      userPoolName: state.pool?.userPoolName ?? '',
      ...(plan.target.kind === 'services' && plan.target.profile !== undefined ? { profile: plan.target.profile } : {}),
      ...(plan.roleArn === undefined ? {} : { roleArn: plan.roleArn }),
    },
    sources: plan.sources.map((_source, index) => toReportSource(index, plan, jobs)),
    records,
    ...totals,
    notReached: Math.max(0, records - totals.importedUsers - totals.skippedUsers - totals.failedUsers - missingInLog),
    missingInLog,
    jobs,
    byReason: await readReasons(path, plan),
    followUps: followed,
    ...(plan.export === undefined ? {} : { export: plan.export }),
    waits: [...waits].map(([reason, wait]) => ({ reason, ...wait })),
    monthlyActiveUsers: plan.followUps === undefined ? 0 : followUps.billedUsers,
    files: listFiles(path, plan),
  };
}

interface EntryReader {
  take(entry: JournalEntry): void;
}

function* passing(
  entries: Iterable<JournalEntry>,
  readers: readonly EntryReader[],
  waits: Map<WaitReason, { count: number; milliseconds: number }>,
): Generator<JournalEntry, void, void> {
  for (const entry of entries) {
    for (const reader of readers) reader.take(entry);
    if (entry.type === 'waited') {
      const { count, milliseconds } = waits.get(entry.reason) ?? { count: 0, milliseconds: 0 };
      waits.set(entry.reason, { count: count + 1, milliseconds: milliseconds + entry.milliseconds });
    }
    yield entry;
  }
}

/** From the beginning of each command to the last that it wrote. A clock that was set back takes nothing away. */
class WorkedTime implements EntryReader {
  endedAt: string;
  workedMs = 0;
  #lastMs: number | undefined;

  constructor(createdAt: string) {
    this.endedAt = createdAt;
  }

  take({ type, at }: JournalEntry): void {
    const atMs = Date.parse(at);
    if (type !== 'run-began' && this.#lastMs !== undefined) this.workedMs += Math.max(0, atMs - this.#lastMs);
    this.#lastMs = atMs;
    this.endedAt = at;
  }
}

function toReportJob(part: PlannedPart, plan: RunPlan, state: RunState): ReportJob {
  const source = plan.sources[part.source];
  const { jobs, done } = partStateOf(state, part.number);
  const last = jobs.at(-1);
  const ended = last?.ended;
  const counters = done ?? ended ?? { importedUsers: 0, skippedUsers: 0, failedUsers: 0 };
  const { importedUsers, skippedUsers, failedUsers } = counters;
  const headerBytes = source === undefined ? 0 : source.headerBytes.end - source.headerBytes.offset;
  return {
    part: part.number,
    attempts: jobs.length,
    jobId: last?.jobId ?? null,
    jobName: jobNameOfPart(plan, part.number),
    file: source?.name ?? '',
    firstRecord: part.firstRecord,
    records: part.recordCount,
    bytes: headerBytes + part.bytes.end - part.bytes.offset,
    status: ended?.status ?? null,
    completionMessage: ended?.completionMessage ?? null,
    startedAt: ended?.startedAt ?? null,
    completedAt: ended?.completedAt ?? null,
    importedUsers,
    skippedUsers,
    failedUsers,
    ranThrough: done !== undefined,
    missingInLog: done?.missingInLog ?? 0,
  };
}

function toReportSource(index: number, plan: RunPlan, jobs: readonly ReportJob[]): ReportSource {
  const source = plan.sources[index];
  if (source === undefined) throw new RangeError('a source of the plan');
  const ofSource = jobs.filter(({ part }) => plan.parts[part - 1]?.source === index);
  const totals = sumOf(ofSource);
  const { importedUsers, skippedUsers, failedUsers } = totals;
  const missing = ofSource.reduce((sum, { missingInLog }) => sum + missingInLog, 0);
  return {
    file: source.name,
    records: source.recordCount,
    bytes: source.byteLength,
    passwordHashingAlgorithm: source.passwordHashingAlgorithm ?? null,
    ...totals,
    notReached: Math.max(0, source.recordCount - importedUsers - skippedUsers - failedUsers - missing),
  };
}

function sumOf(all: readonly UserCounters[]): UserCounters {
  let [importedUsers, skippedUsers, failedUsers] = [0, 0, 0];
  for (const counters of all) {
    importedUsers += counters.importedUsers;
    skippedUsers += counters.skippedUsers;
    failedUsers += counters.failedUsers;
  }
  return { importedUsers, skippedUsers, failedUsers };
}

async function readReasons(folder: string, plan: RunPlan): Promise<readonly ReportReason[]> {
  const found = new Map<
    string,
    { outcome: Outcome; reason: string; remedy: string; count: number; examples: ReportReason['examples'][number][] }
  >();
  for (const group of groupSources(plan).groups) {
    for (const outcome of ['failed', 'skipped'] as const) {
      const path = join(folder, reasonsFileName(outcome, group));
      if (!existsSync(path)) continue;
      let isHeader = true;
      for await (const text of createInterface({
        input: createReadStream(path),
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        const row = isHeader ? undefined : parseReasonRow(text);
        isHeader = false;
        if (row === undefined) continue;
        const reason = found.size < REASONS_MAX || found.has(`${outcome} ${row.reason}`) ? row.reason : OTHER_REASONS;
        const key = `${outcome} ${reason}`;
        const entry = found.get(key) ?? { outcome, reason, remedy: row.remedy, count: 0, examples: [] };
        entry.count += 1;
        const { file, line, username } = row;
        if (entry.examples.length < EXAMPLES_MAX) entry.examples.push({ file, line, username });
        found.set(key, entry);
      }
    }
  }
  return [...found.values()].toSorted((one, other) => other.count - one.count);
}

/** Those with a record. */
function listFiles(folder: string, plan: RunPlan): RunReport['files'] {
  const files = { failed: [] as string[], skipped: [] as string[], reasons: [] as string[] };
  for (const group of groupSources(plan).groups) {
    for (const outcome of ['failed', 'skipped'] as const) {
      const reasons = reasonsFileName(outcome, group);
      const size = statSync(join(folder, reasons), { throwIfNoEntry: false })?.size ?? 0;
      if (size <= REASONS_HEADER_BYTES) continue;
      files[outcome].push(resultFileName(outcome, group));
      files.reasons.push(reasons);
    }
  }
  return existsSync(join(folder, UNDONE_FOLLOW_UPS_FILE)) ? { ...files, followUps: UNDONE_FOLLOW_UPS_FILE } : files;
}

const REASONS_HEADER_BYTES = Buffer.byteLength(REASONS_HEADER);

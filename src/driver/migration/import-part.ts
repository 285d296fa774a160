import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../base/assert.ts';
import { DriverError } from '../driver-error.ts';
import type { JobPlace } from '../driver-event.ts';
import { followJob } from '../follow-job.ts';
import { hasEnded, ranThrough } from '../job-states.ts';
import type { GivenUpReason, UserCounters } from '../run/journal-event.ts';
import { jobNameOfPart, type PlannedPart } from '../run/run-plan.ts';
import type { JobState } from '../run/run-state.ts';
import { startJob } from '../start-job.ts';
import { createJob, describeJob, findUnknownJob } from './create-job.ts';
import type { Migration } from './migration.ts';
import { OutcomeTable } from './outcome-table.ts';
import { readJobLog } from './read-job-log.ts';
import { uploadPart } from './upload-part.ts';
import { type PartFile, writePart } from './write-part.ts';

/** Jobs for one part in one command: one that failed is tried a second time, since a new role or the service may be the reason (M84). */
const FAILED_JOBS_MAX = 2;
/** Before that second try, if the role was created just now. */
const NEW_ROLE_WAIT_MS = 15_000;
/** Between two samples of the counters of a job in the journal. */
const SAMPLE_EVERY_MS = 5_000;

/** A part whose jobs have all ended, and what their logs say. */
export interface ImportedPart {
  readonly file: PartFile;
  readonly table: OutcomeTable;
  readonly counters: UserCounters;
}

/**
 * Takes a part up wherever an earlier command has left it, and sees it through: creates a job, uploads, starts and watches it, and reads
 * its log. Every step is in the journal before the next one. @throws {DriverError} `part-failed`, `part-stopped`
 */
export async function importPart(migration: Migration, part: PlannedPart): Promise<ImportedPart> {
  const { run, folder, plan } = migration;
  const file = await writePart(folder.path, plan, part);
  const last = migration.partState(part.number).jobs.at(-1)?.ended;
  if (last !== undefined && ranThrough(toJob(last), part.recordCount)) return readLogs(migration, part, file);
  let failed = 0;
  for (;;) {
    run.interruption.signal.throwIfAborted();
    const job = await endJobOf(migration, part, file);
    run.interruption.signal.throwIfAborted();
    if (job !== undefined && ranThrough(job, part.recordCount)) return readLogs(migration, part, file);
    if (job === undefined) continue;
    const { JobId: jobId = '', Status: status = '', CompletionMessage: message = '' } = job;
    if (status === 'Stopped') throw new DriverError({ kind: 'part-stopped', part: part.number, jobId });
    failed += 1;
    if (failed >= FAILED_JOBS_MAX) throw new DriverError({ kind: 'part-failed', part: part.number, jobId, message });
    if (migration.hasNewRole && part.number === 1) {
      await run.pause(NEW_ROLE_WAIT_MS, run.interruption.signal);
      run.waited?.('new-role', NEW_ROLE_WAIT_MS);
    }
  }
}

/** A job of the part at its end; undefined if it never ran, so that another one is needed. */
async function endJobOf(
  migration: Migration,
  part: PlannedPart,
  file: PartFile,
): Promise<UserImportJobType | undefined> {
  const known = await findLivingJob(migration, part);
  const job = known?.job ?? (await createPartJob(migration, part));
  const { run, pool } = migration;
  const jobId = assertPresent(job.JobId, 'a job has an id');
  const place: JobPlace = { userPoolId: pool.id, jobId };
  const giveUp = (reason: GivenUpReason): void => {
    migration.append({ type: 'job-given-up', part: part.number, jobId, reason });
    run.report({ kind: 'job-given-up', jobId, reason });
  };
  if (job.Status === 'Expired') return void giveUp('job-expired');
  if (job.Status === 'Created') {
    if (known?.state.isUploaded !== true) {
      const url = assertPresent(job.PreSignedUrl, 'a job has a URL');
      const uploaded = await uploadPart(file, place, url, job.CreationDate?.getTime() ?? run.clock.nowMs(), run);
      if (uploaded === 'url-expired') return void giveUp('url-expired');
      migration.append({ type: 'file-uploaded', part: part.number, jobId, bytes: file.byteLength });
    }
    migration.append({ type: 'job-starting', part: part.number, jobId });
    await startJob({ ...place, hasNewRole: migration.hasNewRole && part.number === 1 }, run);
    migration.append({ type: 'job-started', part: part.number, jobId });
    run.report({ kind: 'job-started', jobId });
  }
  let sampledMs = run.clock.monotonicMs();
  const ended = await followJob(place, part.recordCount, 'importing', run, (at) => {
    if (run.clock.monotonicMs() - sampledMs < SAMPLE_EVERY_MS) return;
    sampledMs = run.clock.monotonicMs();
    migration.note({ type: 'progress', part: part.number, jobId, ...countersOf(at) });
  });
  if (ended.Status === 'Expired') return void giveUp('job-expired');
  migration.append({
    type: 'job-ended',
    part: part.number,
    jobId,
    status: ended.Status ?? '',
    completionMessage: ended.CompletionMessage ?? '',
    ...(ended.StartDate === undefined ? {} : { startedAt: ended.StartDate.toISOString() }),
    ...(ended.CompletionDate === undefined ? {} : { completedAt: ended.CompletionDate.toISOString() }),
    ...countersOf(ended),
  });
  return ended;
}

interface KnownJob {
  readonly state: Pick<JobState, 'isUploaded'>;
  readonly job: UserImportJobType;
}

/**
 * The job of the part that has not ended by the journal. One that may have been created without its answer having arrived is looked for by
 * its name before anything else.
 */
async function findLivingJob(migration: Migration, part: PlannedPart): Promise<KnownJob | undefined> {
  const { run, plan, pool } = migration;
  const state = migration.partState(part.number);
  const knownJobIds = state.jobs.map(({ jobId }) => jobId);
  if (state.mayHaveUnknownJob) {
    const jobName = jobNameOfPart(plan, part.number);
    const found = await findUnknownJob({ userPoolId: pool.id, jobName, knownJobIds }, run);
    if (found?.JobId !== undefined) {
      const { JobId: jobId } = found;
      migration.append({ type: 'job-created', part: part.number, attempt: knownJobIds.length + 1, jobId });
      run.report({ kind: 'earlier-job-found', job: found });
      // The list of jobs may leave the URL out.
      const job = await describeJob(pool.id, jobId, run);
      if (job !== undefined) return { state: { isUploaded: false }, job };
    }
  }
  const living = state.jobs.findLast(({ ended, isGivenUp }) => ended === undefined && !isGivenUp);
  if (living === undefined) return undefined;
  const job = await describeJob(pool.id, living.jobId, run);
  if (job === undefined) {
    migration.append({ type: 'job-given-up', part: part.number, jobId: living.jobId, reason: 'not-found' });
    return undefined;
  }
  if (!hasEnded(job)) run.report({ kind: 'earlier-job-found', job });
  return { state: living, job };
}

async function createPartJob(migration: Migration, part: PlannedPart): Promise<UserImportJobType> {
  const { run, plan, pool } = migration;
  const knownJobIds = migration.partState(part.number).jobs.map(({ jobId }) => jobId);
  const attempt = knownJobIds.length + 1;
  const jobName = jobNameOfPart(plan, part.number);
  migration.append({ type: 'job-creating', part: part.number, attempt, jobName });
  const job = await createJob(
    {
      userPoolId: pool.id,
      jobName,
      roleArn: migration.roleArn,
      hasNewRole: migration.hasNewRole && part.number === 1,
      passwordHashingAlgorithm: plan.sources[part.source]?.passwordHashingAlgorithm,
      knownJobIds,
    },
    run,
  );
  const jobId = assertPresent(job.JobId, 'a job has an id');
  migration.append({ type: 'job-created', part: part.number, attempt, jobId });
  return job.PreSignedUrl === undefined ? ((await describeJob(pool.id, jobId, run)) ?? job) : job;
}

/** The logs of all jobs that ran for the part, the oldest first: what one of them imported, a later one only finds there. */
async function readLogs(migration: Migration, part: PlannedPart, file: PartFile): Promise<ImportedPart> {
  const { run, pool } = migration;
  const table = new OutcomeTable(part.recordCount);
  const ended = migration.partState(part.number).jobs.flatMap((job) => (job.ended === undefined ? [] : [job.ended]));
  for (const { jobId, importedUsers, skippedUsers, failedUsers } of ended) {
    const expected = importedUsers + skippedUsers + failedUsers;
    const logged = { JobId: jobId, JobName: jobNameOfPart(migration.plan, part.number) };
    await readJobLog(pool, logged, expected, table, run);
  }
  const last = assertPresent(ended.at(-1), 'a job of the part has ended');
  const counted = table.count();
  // By the counters of the only job, as long as no other one has a part in it: the log may lack lines.
  const counters =
    ended.length === 1
      ? countersOfEnd(last)
      : { importedUsers: counted.imported, skippedUsers: counted.skipped, failedUsers: counted.failed };
  return { file, table, counters };
}

function countersOf({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): UserCounters {
  return { importedUsers: ImportedUsers, skippedUsers: SkippedUsers, failedUsers: FailedUsers };
}

function toJob({ status, importedUsers, skippedUsers, failedUsers }: UserCounters & { readonly status: string }) {
  return {
    Status: findStatusName(status),
    ImportedUsers: importedUsers,
    SkippedUsers: skippedUsers,
    FailedUsers: failedUsers,
  };
}

function findStatusName(status: string): UserImportJobType['Status'] {
  return (['Succeeded', 'Failed', 'Stopped', 'Expired'] as const).find((name) => name === status);
}

function countersOfEnd({ importedUsers, skippedUsers, failedUsers }: UserCounters): UserCounters {
  return { importedUsers, skippedUsers, failedUsers };
}

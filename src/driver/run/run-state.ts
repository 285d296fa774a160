import type { JournalEntry } from './journal-event.ts';

/** What a journal says of one job. */
export interface JobState {
  readonly jobId: string;
  readonly isUploaded: boolean;
  /** Its start was asked for, or it was found started. */
  readonly mayBeStarted: boolean;
  readonly ended: (JournalEntry & { readonly type: 'job-ended' }) | undefined;
  readonly isGivenUp: boolean;
}

/** What a journal says of one part. */
export interface PartState {
  /** Jobs that were created for it, oldest first. */
  readonly jobs: readonly JobState[];
  /** A job may have been created without its answer having arrived. */
  readonly mayHaveUnknownJob: boolean;
  readonly done: (JournalEntry & { readonly type: 'part-done' }) | undefined;
}

export interface FollowUpPlace {
  readonly line: number;
  readonly step: number;
}

/** Where a run stands, by its journal. */
export interface RunState {
  readonly pool: (JournalEntry & { readonly type: 'pool-ready' }) | undefined;
  readonly parts: ReadonlyMap<number, PartState>;
  /** Lengths of the result files when the last part was done. */
  readonly resultBytes: Readonly<Record<string, number>>;
  readonly lastFollowUp: FollowUpPlace | undefined;
  /** One that was begun and of which nobody knows how it ended. */
  readonly openFollowUp: FollowUpPlace | undefined;
  readonly isFinished: boolean;
}

const NEW_PART: PartState = { jobs: [], mayHaveUnknownJob: false, done: undefined };

export function partStateOf(state: Pick<RunState, 'parts'>, part: number): PartState {
  return state.parts.get(part) ?? NEW_PART;
}

/** Folds a journal, oldest entry first. */
export function readRunState(entries: Iterable<JournalEntry>): RunState {
  const parts = new Map<number, PartState>();
  let pool: RunState['pool'];
  let resultBytes: RunState['resultBytes'] = {};
  let lastFollowUp: FollowUpPlace | undefined;
  let openFollowUp: FollowUpPlace | undefined;
  let isFinished = false;
  for (const entry of entries) {
    switch (entry.type) {
      case 'pool-ready':
        pool = entry;
        break;
      case 'job-creating':
      case 'job-created':
      case 'file-uploaded':
      case 'job-starting':
      case 'job-started':
      case 'job-ended':
      case 'job-given-up':
        parts.set(entry.part, advancePart(parts.get(entry.part) ?? NEW_PART, entry));
        break;
      case 'part-done':
        parts.set(entry.part, { ...(parts.get(entry.part) ?? NEW_PART), done: entry });
        resultBytes = entry.resultBytes;
        break;
      case 'follow-up-began':
        openFollowUp = { line: entry.line, step: entry.step };
        break;
      case 'follow-up-ended':
        lastFollowUp = { line: entry.line, step: entry.step };
        openFollowUp = undefined;
        break;
      case 'run-finished':
        isFinished = true;
        break;
      case 'run-began':
      case 'run-interrupted':
      case 'progress':
      case 'waited':
        break;
    }
  }
  return { pool, parts, resultBytes, lastFollowUp, openFollowUp, isFinished };
}

type JobEntry = Extract<
  JournalEntry,
  {
    readonly type:
      | 'job-creating'
      | 'job-created'
      | 'file-uploaded'
      | 'job-starting'
      | 'job-started'
      | 'job-ended'
      | 'job-given-up';
  }
>;

function advancePart(part: PartState, entry: JobEntry): PartState {
  if (entry.type === 'job-creating') return { ...part, mayHaveUnknownJob: true };
  if (entry.type === 'job-created') {
    const job = {
      jobId: entry.jobId,
      isUploaded: false,
      mayBeStarted: false,
      ended: undefined,
      isGivenUp: false,
    };
    return { ...part, mayHaveUnknownJob: false, jobs: [...part.jobs, job] };
  }
  const jobs = part.jobs.map((job) => (job.jobId === entry.jobId ? advanceJob(job, entry) : job));
  return { ...part, jobs };
}

function advanceJob(
  job: JobState,
  entry: Exclude<JobEntry, { readonly type: 'job-creating' | 'job-created' }>,
): JobState {
  switch (entry.type) {
    case 'file-uploaded':
      return { ...job, isUploaded: true };
    case 'job-starting':
    case 'job-started':
      return { ...job, mayBeStarted: true };
    case 'job-ended':
      return { ...job, ended: entry };
    case 'job-given-up':
      return { ...job, isGivenUp: true };
  }
}

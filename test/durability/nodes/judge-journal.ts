import type { JobChange } from './job-journal.ts';

const TERMINAL = new Set(['Succeeded', 'Failed', 'Stopped', 'Expired']);
/** From the moment a node is killed or paused until each of its jobs goes on elsewhere, where nothing else keeps the machine busy. */
const TAKEN_OVER_MS_MAX = 20_000;

/** A node was killed or paused. */
export interface NodeEvent {
  readonly kind: 'kill' | 'pause';
  /** The life that it met. */
  readonly node: string;
  readonly atMs: number;
  /** Keys of the jobs that the node held then. */
  readonly heldJobs: readonly number[];
  /** When a paused node went on. */
  readonly wokenAtMs?: number;
}

export interface JournalVerdict {
  readonly claims: number;
  /** Batches that moved a checkpoint. */
  readonly batches: number;
  /** For each event whose node held jobs: until the last of them went on. */
  readonly takeoverMs: readonly number[];
  readonly differences: readonly string[];
}

/**
 * Holds the journal against what leases promise: nobody claims a job whose lease lives, nobody but its holder writes a batch of it, no
 * record is written twice, and jobs of a node that is gone go on within `takenOverMsMax`.
 */
export function judgeJournal(
  changes: readonly JobChange[],
  events: readonly NodeEvent[],
  takenOverMsMax = TAKEN_OVER_MS_MAX,
): JournalVerdict {
  const differences: string[] = [];
  const jobs = new Map<number, JobChange[]>();
  for (const change of changes) {
    const job = jobs.get(change.jobKey);
    if (job) job.push(change);
    else jobs.set(change.jobKey, [change]);
  }
  for (const job of jobs.values()) differences.push(...findLeaseFaults(job));
  const takeoverMs: number[] = [];
  for (const event of events) {
    const waits = event.heldJobs.map((key) => waitFor(event, jobs.get(key) ?? []));
    if (waits.length === 0) continue;
    const longest = Math.max(...waits);
    takeoverMs.push(longest);
    if (longest > takenOverMsMax) {
      const jobId = jobs.get(event.heldJobs[waits.indexOf(longest)] ?? 0)?.[0]?.jobId;
      differences.push(`${event.kind} of ${event.node}: ${jobId} went on after ${Math.round(longest)} ms`);
    }
  }
  return {
    claims: changes.filter(isClaim).length,
    batches: changes.filter(isBatch).length,
    takeoverMs: takeoverMs.sort((left, right) => left - right),
    differences,
  };
}

/** Ids of the jobs that were claimed elsewhere while their node was paused. */
export function findGivenAway(
  changes: readonly JobChange[],
  { node, atMs, heldJobs, wokenAtMs = 0 }: NodeEvent,
): string[] {
  const held = new Set(heldJobs);
  const claims = changes.filter(
    (change) =>
      held.has(change.jobKey) &&
      isClaim(change) &&
      change.writer !== node &&
      change.atMs >= atMs &&
      change.atMs < wokenAtMs,
  );
  return [...new Set(claims.map(({ jobId }) => jobId))];
}

function findLeaseFaults(changes: readonly JobChange[]): string[] {
  const faults: string[] = [];
  let holder: string | undefined;
  for (const change of changes) {
    const { jobId, writer, recordBefore, record, lease, leaseBefore } = change;
    if (isClaim(change)) {
      if (change.wasLive) faults.push(`${jobId}: ${writer} claimed it while the lease of ${holder} was live`);
      holder = writer;
    } else if (lease !== leaseBefore) {
      if (writer !== holder) faults.push(`${jobId}: ${writer} gave back what ${holder} held`);
      holder = undefined;
    }
    if (isBatch(change)) {
      if (writer !== holder) {
        faults.push(
          `${jobId}: records ${recordBefore} to ${record - 1} were written by ${writer} while ${holder} held it`,
        );
      }
      if (record < recordBefore)
        faults.push(`${jobId}: its checkpoint went from record ${recordBefore} back to ${record}`);
    }
    if (['Succeeded', 'Failed'].includes(change.status) && writer !== holder) {
      faults.push(`${jobId}: ${writer} ended it while ${holder} held it`);
    }
  }
  return faults;
}

/** Milliseconds from the event until somebody else had the job, or it had ended; infinite if that never came. */
function waitFor(
  { node, atMs, wokenAtMs = Number.POSITIVE_INFINITY }: NodeEvent,
  changes: readonly JobChange[],
): number {
  const next = changes.find(
    (change) =>
      change.atMs >= atMs &&
      (TERMINAL.has(change.status) ||
        ((isClaim(change) || isBatch(change)) && (change.writer !== node || change.atMs >= wokenAtMs))),
  );
  return next ? next.atMs - atMs : Number.POSITIVE_INFINITY;
}

function isClaim({ lease, leaseBefore, isHeld }: JobChange): boolean {
  return lease > leaseBefore && isHeld;
}

/** The first change from `Pending` only says where the records begin. */
function isBatch({ record, recordBefore, statusBefore }: JobChange): boolean {
  return record !== recordBefore && statusBefore !== 'Pending';
}

import type { Clock } from '../base/clock.ts';
import type { Metrics } from '../base/metrics/metrics.ts';
import type { ImportCounters } from '../domain/imports/import-job.ts';
import type { BatchCommit } from '../store/store.ts';

/** Reports the batches of one job to the metrics. The store returns totals of the job; metrics need what each batch added. */
export class BatchMeter {
  readonly #metrics: Metrics;
  readonly #clock: Clock;
  #counted: ImportCounters;

  /** `counters`: totals of the job at the start of this run. */
  constructor({ metrics, clock }: { readonly metrics: Metrics; readonly clock: Clock }, counters: ImportCounters) {
    this.#metrics = metrics;
    this.#clock = clock;
    this.#counted = counters;
  }

  /** Call when a batch is judged; `startedAtMs` is when its reading began, on the monotonic clock. */
  judged(startedAtMs: number): void {
    this.#observe('judge', startedAtMs);
  }

  /** Runs a commit and reports its duration, even if it wrote nothing or threw. */
  async commit(write: () => Promise<BatchCommit>): Promise<BatchCommit> {
    const startedAtMs = this.#clock.monotonicMs();
    try {
      const commit = await write();
      if (commit.kind === 'committed') this.#count(commit.counters);
      return commit;
    } finally {
      this.#observe('commit', startedAtMs);
    }
  }

  #observe(step: 'judge' | 'commit', startedAtMs: number): void {
    const seconds = (this.#clock.monotonicMs() - startedAtMs) / 1_000;
    this.#metrics.observe('muster_batch_duration_seconds', { step }, seconds);
  }

  #count(counters: ImportCounters): void {
    const before = this.#counted;
    this.#counted = counters;
    const count = (outcome: 'imported' | 'skipped' | 'failed', by: number) =>
      this.#metrics.count('muster_records_total', { outcome }, by);
    count('imported', counters.importedUsers - before.importedUsers);
    count('skipped', counters.skippedUsers - before.skippedUsers);
    count('failed', counters.failedUsers - before.failedUsers);
  }
}

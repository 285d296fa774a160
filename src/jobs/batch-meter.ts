import type { Clock } from '../base/clock.ts';
import type { Metrics } from '../base/metrics.ts';
import type { ImportCounters } from '../domain/imports/import-job.ts';
import type { BatchCommit } from '../store/store.ts';

/** Reports what becomes of the batches of one job. The store counts for the whole job; the metrics want what each batch added. */
export class BatchMeter {
  readonly #metrics: Metrics;
  readonly #clock: Clock;
  #counted: ImportCounters;

  /** `counters`: of the job where this run of it begins. */
  constructor({ metrics, clock }: { readonly metrics: Metrics; readonly clock: Clock }, counters: ImportCounters) {
    this.#metrics = metrics;
    this.#clock = clock;
    this.#counted = counters;
  }

  /** Of a batch that began to be read at `startedAtMs` of the monotonic clock and is judged now. */
  judged(startedAtMs: number): void {
    this.#observe('judge', startedAtMs);
  }

  /** The commit, measured; also one that wrote nothing or threw took its time. */
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

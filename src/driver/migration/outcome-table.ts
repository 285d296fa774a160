import type { ReasonCount } from '../run/journal-event.ts';

/** What became of a record, by the log of a job. */
export interface RecordOutcome {
  readonly outcome: 'failed' | 'skipped';
  readonly reason: string;
}

const UNSEEN = 0;
const IMPORTED = 1;
const FIRST_REASON = 2;
/** Numbers that a log may count its lines from. */
const BASES = [1, 0, 2] as const;
const REASONS_MAX = 10_000;
const OTHER_REASON = 'Other reasons, which the log of the job has.';

/**
 * The outcomes of the records of one part, gathered from the logs of its jobs in any order, each line as often as it comes. Memory: four
 * bytes for a record.
 *
 * That a line is numbered from 1, without the header, is how AWS's own client reads it, and not documented (M91): if all numbers of a
 * complete log lie one off, they are taken so.
 */
export class OutcomeTable {
  readonly #recordCount: number;
  /** Of the part, by the number of its record, for numbers from 0 to one above its last. */
  readonly #merged: Int32Array;
  /** Of the log that is being read. */
  readonly #current: Int32Array;
  readonly #reasons: RecordOutcome[] = [];
  readonly #indexes = new Map<string, number>();
  #seen = 0;

  constructor(recordCount: number) {
    this.#recordCount = recordCount;
    this.#merged = new Int32Array(recordCount + 1);
    this.#current = new Int32Array(recordCount + 2);
  }

  /** Different lines of the log that is being read. */
  get seen(): number {
    return this.#seen;
  }

  take(lineNumber: number, outcome: 'imported' | 'failed' | 'skipped', reason: string): void {
    if (lineNumber < 0 || lineNumber > this.#recordCount + 1) return;
    if (this.#current[lineNumber] === UNSEEN) this.#seen += 1;
    this.#current[lineNumber] = outcome === 'imported' ? IMPORTED : this.#indexOf(outcome, reason);
  }

  /** The log of one job is read: what it imported is imported, whatever a later job says of the record. */
  endLog(): void {
    const base = this.#findBase();
    for (let record = 1; record <= this.#recordCount; record += 1) {
      const value = this.#current[record - 1 + base] ?? UNSEEN;
      if (value !== UNSEEN && this.#merged[record] !== IMPORTED) this.#merged[record] = value;
    }
    this.#current.fill(UNSEEN);
    this.#seen = 0;
  }

  /** Of a record, from 1; undefined if no log has it. */
  outcomeOf(record: number): RecordOutcome | 'imported' | undefined {
    const value = this.#merged[record] ?? UNSEEN;
    if (value === UNSEEN) return undefined;
    return value === IMPORTED ? 'imported' : this.#reasons[value - FIRST_REASON];
  }

  count(): {
    readonly imported: number;
    readonly failed: number;
    readonly skipped: number;
    readonly byReason: readonly ReasonCount[];
  } {
    const counts = new Int32Array(this.#reasons.length + FIRST_REASON);
    for (let record = 1; record <= this.#recordCount; record += 1) {
      const value = this.#merged[record] ?? UNSEEN;
      counts[value] = (counts[value] ?? 0) + 1;
    }
    const byReason = this.#reasons
      .map((reason, index) => ({ ...reason, count: counts[index + FIRST_REASON] ?? 0 }))
      .filter(({ count }) => count > 0)
      .toSorted((one, other) => other.count - one.count);
    const sumOf = (wanted: 'failed' | 'skipped') =>
      byReason.reduce((sum, { outcome, count }) => (outcome === wanted ? sum + count : sum), 0);
    return { imported: counts[IMPORTED] ?? 0, failed: sumOf('failed'), skipped: sumOf('skipped'), byReason };
  }

  /** Known for sure only when each record has its line. */
  #findBase(): number {
    if (this.#seen !== this.#recordCount) return BASES[0];
    const isFull = (base: number): boolean => {
      for (let index = base; index < base + this.#recordCount; index += 1) {
        if (this.#current[index] === UNSEEN) return false;
      }
      return true;
    };
    return BASES.find(isFull) ?? BASES[0];
  }

  #indexOf(outcome: 'failed' | 'skipped', given: string): number {
    const reason = this.#reasons.length < REASONS_MAX ? given : OTHER_REASON;
    const key = `${outcome} ${given}`;
    const known = this.#indexes.get(key) ?? this.#indexes.get(`${outcome} ${reason}`);
    if (known !== undefined) return known;
    const index = this.#reasons.push({ outcome, reason }) - 1 + FIRST_REASON;
    this.#indexes.set(`${outcome} ${reason}`, index);
    return index;
  }
}

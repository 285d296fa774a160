import type { CsvRecord } from '../csv/csv-record.ts';
import type { ImportCounters, PasswordHashingAlgorithm } from '../domain/import-job.ts';
import { compileJudge, type Judge } from '../domain/judge-record.ts';
import { decideRecord } from '../domain/outcome-on-conflict.ts';
import { EarlierRecords } from './earlier-records.ts';
import { HintFinder, mayHoldDamage } from './find-hints.ts';
import type { FaultPool } from './record-faults.ts';
import { RecordFindings, type RecordFindingsOptions } from './record-findings.ts';

interface RecordCheckerOptions extends RecordFindingsOptions {
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined;
}

/** Judges and decides records in file order, by the functions of the import, as if the pool had no users. */
export class RecordChecker {
  readonly findings: RecordFindings;
  readonly #pool: FaultPool;
  readonly #judge: Judge;
  readonly #hints: HintFinder;
  readonly #earlier: EarlierRecords;
  /** Whether the chunk before held such: a record may begin in it. */
  #hadDamage = false;
  #hadNul = false;
  #imported = 0;
  #skipped = 0;
  #failed = 0;

  constructor(options: RecordCheckerOptions) {
    const { pool, columns, passwordHashingAlgorithm } = options;
    this.#pool = pool;
    this.findings = new RecordFindings(options);
    this.#judge = compileJudge({ pool, columns, passwordHashingAlgorithm, newSub: () => '', encodesAttributes: false });
    this.#hints = new HintFinder(columns);
    this.#earlier = new EarlierRecords(pool.settings);
  }

  get counters(): ImportCounters {
    return { importedUsers: this.#imported, skippedUsers: this.#skipped, failedUsers: this.#failed };
  }

  /** Records that end in this chunk of the file; it is undefined at the end of the file. */
  take(records: readonly CsvRecord[], chunk: Buffer | undefined): void {
    const hasDamage = chunk !== undefined && mayHoldDamage(chunk);
    const hasNul = chunk?.includes(0) ?? false;
    const mayBeDamaged = hasDamage || this.#hadDamage;
    const isFreeOfNul = !hasNul && !this.#hadNul;
    this.#hadDamage = hasDamage;
    this.#hadNul = hasNul;
    for (const record of records) {
      const verdict = this.#judge(record.fields, isFreeOfNul);
      this.#earlier.lineNumber = record.lineNumber;
      const outcome = decideRecord(verdict, this.#pool.settings, this.#earlier.taken);
      if (outcome === 'imported') {
        this.#imported += 1;
        const hints = this.#hints.find(record.fields ?? [], mayBeDamaged);
        for (const hint of hints) this.findings.addHint(record, hint);
      } else {
        if (outcome === 'skipped') this.#skipped += 1;
        else this.#failed += 1;
        const earlierLine = verdict.kind === 'accepted' ? this.#earlier.findLine(verdict.user) : undefined;
        this.findings.addOutcome(record, outcome, earlierLine);
      }
    }
  }
}

import type { CsvRecord } from '../csv/csv-record.ts';
import type { ImportCounters, PasswordHashingAlgorithm } from '../domain/import-job.ts';
import { compileJudge, type Judge } from '../domain/judge-record.ts';
import { decideRecord, type KeySet, type TakenKeys } from '../domain/outcome-on-conflict.ts';
import { CompactKeySet } from './compact-key-set.ts';
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
  readonly #taken: TakenKeys;
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
    this.#taken = {
      // Where user names are addresses or numbers, a user is stored under a new UUID, which nobody has (R219).
      usernames: pool.settings.usernameAttributes.length > 0 ? NO_KEYS : new CompactKeySet(),
      emails: new CompactKeySet(),
      phones: new CompactKeySet(),
      preferredUsernames: new CompactKeySet(),
    };
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
      const outcome = decideRecord(this.#judge(record.fields, isFreeOfNul), this.#pool.settings, this.#taken);
      if (outcome === 'imported') {
        this.#imported += 1;
        const hints = this.#hints.find(record.fields ?? [], mayBeDamaged);
        for (const hint of hints) this.findings.addHint(record, hint);
      } else {
        if (outcome === 'skipped') this.#skipped += 1;
        else this.#failed += 1;
        this.findings.addOutcome(record, outcome);
      }
    }
  }
}

const NO_KEYS: KeySet = { has: () => false, add: () => undefined };

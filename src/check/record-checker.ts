import type { RecordLine } from '../csv/line-cutter.ts';
import { PlainFields } from '../csv/plain-fields.ts';
import { fieldsOf } from '../csv/record-splitter.ts';
import type { ImportCounters } from '../domain/imports/import-job.ts';
import { decideRecord } from '../domain/imports/outcome-on-conflict.ts';
import { compilePlainJudge, type PlainJudge } from '../domain/records/judge-plain-record.ts';
import { compileJudge, type Judge } from '../domain/records/judge-record.ts';
import { FIELDS_PER_USER } from '../domain/records/user-fields.ts';
import { PRIVATE_MEMORY, VerdictList } from '../domain/records/verdict-list.ts';
import { EarlierRecords } from './earlier-records.ts';
import { HintFinder } from './find-hints.ts';
import { NulFinder } from './nul-finder.ts';
import type { FaultPool } from './record-faults.ts';
import { type LineWithValues, RecordFindings, type RecordFindingsOptions } from './record-findings.ts';

const NOT_PLAIN = -1;

/** Judges and decides records in file order, by the functions of the import, as if the pool had no users. */
export class RecordChecker {
  readonly findings: RecordFindings;
  readonly #pool: FaultPool;
  readonly #judge: Judge;
  readonly #judgePlain: PlainJudge;
  readonly #fields: PlainFields;
  #verdicts = new VerdictList(PRIVATE_MEMORY);
  readonly #hints: HintFinder;
  readonly #earlier: EarlierRecords;
  readonly #nuls = new NulFinder();
  #imported = 0;
  #skipped = 0;
  #failed = 0;

  constructor(options: RecordFindingsOptions) {
    const { pool, columns, passwordHashingAlgorithm } = options;
    this.#pool = pool;
    this.findings = new RecordFindings(options);
    const rules = { pool, columns, passwordHashingAlgorithm, encodesAttributes: false };
    this.#judge = compileJudge({ ...rules, newSub: () => '', digestKey: (key) => key });
    this.#judgePlain = compilePlainJudge({ ...rules, writeSub: () => {} });
    this.#fields = new PlainFields(columns.length);
    this.#hints = new HintFinder(columns);
    this.#earlier = new EarlierRecords(pool.settings);
  }

  get counters(): ImportCounters {
    return { importedUsers: this.#imported, skippedUsers: this.#skipped, failedUsers: this.#failed };
  }

  take(lines: readonly RecordLine[]): void {
    const plainUsers = this.#judgePlainLines(lines);
    const users = this.#verdicts.packUsers();
    for (const [index, line] of lines.entries()) {
      this.#earlier.lineNumber = line.lineNumber;
      const user = plainUsers[index] ?? NOT_PLAIN;
      if (user !== NOT_PLAIN && this.#earlier.addPlain(users, user * FIELDS_PER_USER)) this.#imported += 1;
      else this.#takeRecord(line);
    }
  }

  /** For each line: its user among the verdicts, or {@link NOT_PLAIN} if it must be judged as text. */
  #judgePlainLines(lines: readonly RecordLine[]): Int32Array {
    const verdicts = new VerdictList(PRIVATE_MEMORY, this.#verdicts);
    this.#verdicts = verdicts;
    const fields = this.#fields;
    const users = new Int32Array(lines.length).fill(NOT_PLAIN);
    for (const [index, { isTooLong, bytes, start, end }] of lines.entries()) {
      if (isTooLong || !fields.find(bytes, start, end) || this.#hints.mayFind(fields)) continue;
      if (this.#judgePlain(fields, verdicts)) users[index] = verdicts.length - 1;
    }
    return users;
  }

  #takeRecord(line: RecordLine): void {
    const fields = fieldsOf(line);
    const record: LineWithValues = { line, fields: fields ?? [] };
    const verdict = this.#judge(fields, !this.#nuls.isIn(line));
    const outcome = decideRecord(verdict, this.#pool.settings, this.#earlier.taken);
    if (outcome === 'imported') {
      this.#imported += 1;
      const hints = this.#hints.find(record.fields);
      for (const hint of hints) this.findings.addHint(record, hint);
      return;
    }
    if (outcome === 'skipped') this.#skipped += 1;
    else this.#failed += 1;
    const earlierLine = verdict.kind === 'accepted' ? this.#earlier.findLine(verdict.user) : undefined;
    this.findings.addOutcome(record, outcome, earlierLine);
  }
}

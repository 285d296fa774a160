import { decodeUtf8 } from '../base/text/utf8.ts';
import type { RecordLine } from '../csv/line-cutter.ts';
import { PlainFields } from '../csv/plain-fields.ts';
import { fieldsOf } from '../csv/record-splitter.ts';
import { USERNAME_COLUMN } from '../domain/imports/csv-header.ts';
import type { ImportCounters } from '../domain/imports/import-job.ts';
import { decideRecord } from '../domain/imports/outcome-on-conflict.ts';
import { indexOfByte } from '../domain/records/byte-forms.ts';
import { compilePlainJudge, type PlainJudge } from '../domain/records/judge-plain-record.ts';
import { FIELDS_PER_USER } from '../domain/records/user-fields.ts';
import { PRIVATE_MEMORY, VerdictList } from '../domain/records/verdict-list.ts';
import type { FailureReason, RecordOutcome, UnimportedReason } from '../domain/texts/record-outcome.ts';
import type { CheckOptions } from './check-options.ts';
import { EarlierRecords } from './earlier-records.ts';
import type { HintFinder } from './find-hints.ts';
import { NulFinder } from './nul-finder.ts';
import type { FaultPool } from './record-faults.ts';
import { type LineWithValues, RecordFindings, type RecordFindingsOptions } from './record-findings.ts';
import { RecordRemedies, type RecordRemediesOptions } from './record-remedies.ts';
import type { AdviceId } from './remedies/advice-texts.ts';
import { decide } from './remedies/remedy.ts';

type RecordCheckerOptions = RecordFindingsOptions & RecordRemediesOptions & Pick<CheckOptions, 'earlier'>;

const NOT_PLAIN = -1;

/** Judges and decides records in file order, by the functions of the import, as if the pool had no users. */
export class RecordChecker {
  readonly findings: RecordFindings;
  readonly #pool: FaultPool;
  readonly #columns: readonly string[];
  readonly #remedies: RecordRemedies;
  readonly #hints: HintFinder;
  readonly #judgePlain: PlainJudge;
  readonly #fields: PlainFields;
  #verdicts = new VerdictList(PRIVATE_MEMORY);
  readonly #earlier: EarlierRecords;
  readonly #nuls = new NulFinder();
  #imported = 0;
  #skipped = 0;
  #failed = 0;
  #inPool = 0;
  #mayBeOtherFormat = false;

  constructor(options: RecordCheckerOptions) {
    const { pool, columns, passwordHashingAlgorithm } = options;
    this.#pool = pool;
    this.#columns = columns;
    this.findings = new RecordFindings(options);
    const rules = { pool, columns, passwordHashingAlgorithm, encodesAttributes: false };
    this.#remedies = new RecordRemedies(options);
    this.#hints = this.#remedies.hints;
    this.#judgePlain = compilePlainJudge({ ...rules, writeSub: () => {} });
    this.#fields = new PlainFields(columns.length);
    this.#earlier = options.earlier ?? new EarlierRecords(pool.settings);
    this.#earlier.restartFile();
  }

  /** Whether some record has a wrong number of values, and what in other CSV formats would be the reason. */
  get mayBeOtherFormat(): boolean {
    return this.#mayBeOtherFormat;
  }

  get counters(): ImportCounters {
    return { importedUsers: this.#imported, skippedUsers: this.#skipped, failedUsers: this.#failed };
  }

  /** Of the skipped ones: whose user is in the pool, not in the files before. */
  get inPoolCount(): number {
    return this.#inPool;
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
    const verdict = this.#remedies.judge(fields, !this.#nuls.isIn(line));
    const outcome = decideRecord(verdict, this.#pool.settings, this.#earlier.taken);
    if (outcome === 'imported') {
      this.#imported += 1;
      for (const hint of this.#hints.find(record.fields)) {
        this.findings.addHint(record, this.#remedies.findHintFault(hint, record.fields));
      }
      return;
    }
    if (outcome === 'skipped') this.#skipped += 1;
    else this.#failed += 1;
    if (verdict.kind === 'failed') {
      if (verdict.reason[0] === 'field-count-differs') this.#mayBeOtherFormat ||= isOfOtherFormat(line);
      this.#addFaults(record, verdict.reason);
      return;
    }
    const reason: UnimportedReason = outcome === 'skipped' ? ['already-exists'] : outcome;
    const index = this.#columns.indexOf(outcome === 'skipped' ? USERNAME_COLUMN : `${reason[1]}`);
    const earlier = this.#earlier.findPlace(verdict.user);
    if (outcome === 'skipped' && earlier?.in === 'pool') this.#inPool += 1;
    const remedy = decide(earlier?.in === 'pool' ? adviceInPool(outcome) : reason[0]);
    const severity = outcome === 'skipped' ? 'skipped' : 'failed';
    this.findings.addFault(record, severity, reason, { remedy, index }, earlier);
  }

  /** The fault for which the record fails, and those that would show after it. */
  #addFaults(record: LineWithValues, reason: FailureReason): void {
    const { line, fields } = record;
    if (line.isTooLong) {
      this.findings.addFault(record, 'failed', reason, { remedy: decide(reason[0]), index: undefined });
      return;
    }
    const { faults } = this.#remedies.examine(decodeUtf8(line.bytes, line.start, line.end), fields);
    for (const [position, fault] of faults.entries()) {
      if (fault.reason === undefined) this.findings.addHint(record, fault);
      else this.findings.addFault(record, position === 0 ? 'failed' : 'further', fault.reason, fault);
    }
  }
}

/** What to do about a record whose user, or whose alias, the pool has. */
function adviceInPool(outcome: RecordOutcome): AdviceId {
  return outcome === 'skipped' ? 'user-in-pool' : 'alias-in-pool';
}

const [QUOTE, CR] = [0x22, 0x0d];

/** A quote, which groups values elsewhere, or a CR, which ends lines elsewhere. */
function isOfOtherFormat({ bytes, start, end }: RecordLine): boolean {
  return indexOfByte(bytes, QUOTE, start, end) >= 0 || indexOfByte(bytes, CR, start, end) >= 0;
}

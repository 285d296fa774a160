import { PASSWORD_HASH_COLUMN } from '../domain/imports/csv-header.ts';
import type { Verdict } from '../domain/imports/verdict.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { compileJudge, type Judge } from '../domain/records/judge-record.ts';
import type { FailureReason } from '../domain/texts/record-outcome.ts';
import type { UnimportedTextId } from '../domain/texts/record-texts.ts';
import { type FoundHint, HintFinder } from './find-hints.ts';
import { describeFault, type FaultPool } from './record-faults.ts';
import type { DateOrders } from './remedies/date-order.ts';
import { readFieldCount } from './remedies/read-field-count.ts';
import { readPasswordHash } from './remedies/read-password-hash.ts';
import { readFailedValue } from './remedies/read-value.ts';
import { asUnsafe, decide, type Remedy } from './remedies/remedy.ts';

export interface RecordRemediesOptions {
  readonly pool: FaultPool;
  /** Of the file, in its order. */
  readonly columns: readonly string[];
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined;
  /** Of the column of birthdates. */
  readonly dateOrders?: DateOrders | undefined;
}

/** A fault of a record, or something in it that is probably a mistake. */
export interface RecordFaultFound {
  /** Undefined for a value that every rule accepts. */
  readonly reason: FailureReason | undefined;
  /** What there is, of a value that every rule accepts. */
  readonly hintText?: string;
  readonly remedy: Remedy;
  /** Of the value in the line (from 0), if it is one. */
  readonly index: number | undefined;
}

/** What there is to do about one record. */
export interface ExaminedRecord {
  /** In the order in which they would show, one after the other. */
  readonly faults: readonly RecordFaultFound[];
  /** The values after all changes that are safe; undefined if the line should be taken out. */
  readonly fixed: readonly string[] | undefined;
}

/** A record has at most as many faults as values, and some of them show only after others. */
const FAULTS_MAX = 100;

/** Values of the right form, in whose place a value that only a person knows is left, so that the faults after it are found. */
const PLACEHOLDERS: Partial<Readonly<Record<UnimportedTextId, string>>> = {
  'email-malformed': 'a@b.co',
  'phone-number-malformed': '+1',
  'birthdate-malformed': '01/01/2000',
  'updated-at-malformed': '0',
};

/** Finds everything there is to do about a record: one function for a check, which shows it, and a fix, which does what is safe. */
export class RecordRemedies {
  readonly #options: RecordRemediesOptions;
  readonly #judge: Judge;
  readonly hints: HintFinder;

  constructor(options: RecordRemediesOptions) {
    const { pool, columns, passwordHashingAlgorithm, dateOrders } = options;
    this.#options = options;
    this.#judge = compileJudge({
      pool,
      columns,
      passwordHashingAlgorithm,
      encodesAttributes: false,
      newSub: () => '',
      digestKey: (key) => key,
    });
    this.hints = new HintFinder(columns, dateOrders);
  }

  /** By the rules of the import; `isFreeOfNul` as there. */
  judge(fields: readonly string[] | undefined, isFreeOfNul?: boolean): Verdict {
    return this.#judge(fields, isFreeOfNul);
  }

  /** `line` is the text of the record that has these values. */
  examine(line: string, fields: readonly string[]): ExaminedRecord {
    const faults: RecordFaultFound[] = [];
    /** With all changes that are known, and what only has them if they are safe. */
    let meant = [...fields];
    let fixed: readonly string[] = fields;
    let isWhole = true;
    /** Values whose change is not safe: what follows from it is not either. */
    const unsafe = new Set<number>();
    while (faults.length < FAULTS_MAX) {
      const verdict = this.#judge(meant);
      if (verdict.kind === 'accepted') break;
      const found = this.findFault(verdict.reason, meant, line);
      const { index } = found;
      const remedy = index !== undefined && unsafe.has(index) ? asUnsafe(found.remedy) : found.remedy;
      faults.push({ ...found, remedy });
      if (remedy.kind === 'remove-record') return { faults, fixed: remedy.safe ? undefined : fields };
      if (remedy.kind === 'change-record' && remedy.to !== undefined) {
        meant = [...remedy.to];
        if (!remedy.safe) return { faults, fixed };
        fixed = remedy.to;
        continue;
      }
      if (remedy.kind !== 'change-value' || index === undefined) return { faults, fixed };
      const to = remedy.to ?? this.#placeholderFor(verdict.reason[0], remedy.column);
      if (to === undefined || to === meant[index]) return { faults, fixed };
      if (remedy.to === undefined) isWhole = false;
      else if (remedy.safe) fixed = fixed.with(index, to);
      if (!remedy.safe) unsafe.add(index);
      meant[index] = to;
    }
    // What is to be said of values that pass is said once the record passes.
    if (!isWhole || faults.length === FAULTS_MAX) return { faults, fixed };
    for (const hint of this.hints.find(meant)) {
      const found = this.findHintFault(hint, meant);
      const remedy = unsafe.has(hint.index) ? asUnsafe(found.remedy) : found.remedy;
      faults.push({ ...found, remedy });
      if (remedy.kind === 'change-value' && remedy.safe && remedy.to !== undefined)
        fixed = fixed.with(hint.index, remedy.to);
    }
    return { faults, fixed };
  }

  findFault(reason: FailureReason, fields: readonly string[], line: string): RecordFaultFound {
    const { columns, pool, dateOrders } = this.#options;
    const [textId] = reason;
    if (textId === 'field-count-differs') {
      const { index, ...reading } = readFieldCount(line, columns, (way) => this.#canBeMeant(way));
      return { reason, index, remedy: { kind: 'change-record', from: fields, ...reading } };
    }
    const { column } = describeFault(reason, pool);
    const index = column === undefined ? -1 : columns.indexOf(column);
    if (column === undefined || index < 0) return { reason, remedy: decide(textId), index: undefined };
    const from = fields[index] ?? '';
    const at = fields.length === columns.length ? index : undefined;
    if (from === column) {
      const safe = fields.every((field, position) => field === columns[position]);
      return { reason, index: at, remedy: { kind: 'remove-record', advice: 'header-again', safe } };
    }
    const attribute = pool.schema.find(({ name }) => name === column);
    const reading = (column === PASSWORD_HASH_COLUMN
      ? readPasswordHash(textId, from, this.#options.passwordHashingAlgorithm)
      : readFailedValue(textId, from, { attribute, dateOrders })) ?? { advice: textId, safe: false };
    return { reason, index: at, remedy: { kind: 'change-value', column, from, ...reading } };
  }

  /** A value in place of one that only a person knows. An attribute that is not required may be blank. */
  #placeholderFor(textId: UnimportedTextId, column: string): string | undefined {
    if (textId !== 'constraint-violated') return PLACEHOLDERS[textId];
    const { pool } = this.#options;
    return pool.schema.some(({ name, required }) => name === column && !required) ? '' : undefined;
  }

  /** Whether these values make a user, once those are written right whose meaning is known. */
  #canBeMeant(fields: readonly string[]): boolean {
    let meant = fields;
    for (let found = 0; found < FAULTS_MAX; found += 1) {
      const verdict = this.#judge(meant);
      if (verdict.kind === 'accepted') return true;
      const { remedy, index } = this.findFault(verdict.reason, meant, '');
      if (remedy.kind !== 'change-value' || index === undefined || remedy.to === undefined) return false;
      if (remedy.to === meant[index]) return false;
      meant = meant.with(index, remedy.to);
    }
    return false;
  }

  findHintFault({ text, reading, index }: FoundHint, fields: readonly string[]): RecordFaultFound {
    const column = this.#options.columns[index] ?? '';
    const remedy: Remedy = { kind: 'change-value', column, from: fields[index] ?? '', ...reading };
    return { reason: undefined, hintText: text, remedy, index };
  }
}

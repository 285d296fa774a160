import { decodeUtf8 } from '../base/text/utf8.ts';
import type { RecordLine } from '../csv/line-cutter.ts';
import { locateField } from '../csv/locate-field.ts';
import { PASSWORD_HASH_COLUMN } from '../domain/imports/csv-header.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { reasonText } from '../domain/texts/log-line.ts';
import type { FailureReason, UnimportedReason } from '../domain/texts/record-outcome.ts';
import type { FoundHint } from './find-hints.ts';
import type { FindingKind, RecordFinding } from './finding.ts';
import { type DescribedFault, describeFault, type FaultPool } from './record-faults.ts';
import { findHashRemedy } from './remedies/find-hash-remedy.ts';
import { decide, type Remedy, withoutValues } from './remedies/remedy.ts';
import type { SourceLine, SourcePlace } from './source/source-record.ts';
import { findCountAdvice, findValueAdvice } from './value-causes.ts';

export interface RecordFindingsOptions {
  readonly pool: FaultPool;
  /** Of the file, in its order. */
  readonly columns: readonly string[];
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined;
  readonly showValues: boolean;
  /** How many findings of each kind are kept, or given to `onFinding`. All are counted. */
  readonly findingsPerKindMax: number;
  /** Called with each finding; then only the first of each kind is kept. */
  readonly onFinding?: ((finding: RecordFinding) => void) | undefined;
}

/** A record while its line is at hand. */
export interface LineWithValues {
  readonly line: RecordLine;
  /** None if the line is too long. */
  readonly fields: readonly string[];
}

interface KindUnderWay {
  count: number;
  readonly first: RecordFinding[];
}

const SKIPPED: UnimportedReason = ['already-exists'];

/** Where a value of `password_hash` is no hash of the algorithm. */
const HASH_FAULTS: readonly UnimportedReason[0][] = ['password-hash-malformed', 'password-hash-of-other-algorithm'];

/** Of the value number `index` (from 0): in the file, whatever the file is written in. */
function placeOf(line: RecordLine, index: number): SourcePlace | undefined {
  if ('source' in line) return (line as SourceLine).source.locate(index);
  const place = locateField(decodeUtf8(line.bytes, line.start, line.end), index);
  return place && { ...place, lineNumber: line.lineNumber };
}

/** Counts findings by their kind, and puts the first of each into words. */
export class RecordFindings {
  readonly #options: RecordFindingsOptions;
  readonly #kinds = new Map<string, KindUnderWay>();
  /** Faults of the pool by text id and column: there are few. */
  readonly #faults = new Map<string, DescribedFault>();

  constructor(options: RecordFindingsOptions) {
    this.#options = options;
  }

  /** The most frequent first, failures before skips before warnings. */
  get kinds(): readonly FindingKind[] {
    const rank = ({ first }: FindingKind) => ['failed', 'skipped', 'warning'].indexOf(first[0]?.severity ?? 'warning');
    return [...this.#kinds.values()].sort((one, other) => rank(one) - rank(other) || other.count - one.count);
  }

  addOutcome(record: LineWithValues, outcome: 'skipped' | FailureReason, earlierLineNumber?: number): void {
    const reason: UnimportedReason = outcome === 'skipped' ? SKIPPED : outcome;
    const fault = this.#faultOf(reason);
    const { remedy, index } = this.#findRemedy(reason, fault, record);
    const kind = `${reason[0]} ${fault.column ?? ''} ${remedy.advice}`;
    const wanted = this.#count(kind);
    if (wanted === undefined) return;
    this.#keep(wanted, record, index, {
      severity: outcome === 'skipped' ? 'skipped' : 'failed',
      kind,
      rule: fault.rule,
      text: reasonText(reason),
      summary: fault.summary ?? reasonText(reason),
      remedy,
      column: fault.column,
      earlierLineNumber,
    });
  }

  addHint(record: LineWithValues, { hint, index }: FoundHint): void {
    const column = this.#options.columns[index] ?? '';
    const kind = `${hint.advice} ${column}`;
    const wanted = this.#count(kind);
    if (wanted === undefined) return;
    const { text, advice } = hint;
    const from = record.fields[index] ?? '';
    this.#keep(wanted, record, index, {
      severity: 'warning',
      kind,
      rule: undefined,
      text,
      summary: text,
      remedy: { kind: 'change-value', advice, column, from, safe: false },
      column,
    });
  }

  /** Undefined if there are enough of this kind. */
  #count(kind: string): KindUnderWay | undefined {
    let found = this.#kinds.get(kind);
    if (found === undefined) {
      found = { count: 0, first: [] };
      this.#kinds.set(kind, found);
    }
    found.count += 1;
    // One is kept in any case, for its words.
    return found.count <= Math.max(1, this.#options.findingsPerKindMax) ? found : undefined;
  }

  #keep(
    kind: KindUnderWay,
    record: LineWithValues,
    index: number | undefined,
    words: Omit<RecordFinding, 'recordNumber' | 'lineNumber' | 'character' | 'value'>,
  ): void {
    const { showValues, onFinding, findingsPerKindMax } = this.#options;
    const { line } = record;
    const place = index === undefined ? undefined : placeOf(line, index);
    const finding: RecordFinding = {
      ...words,
      remedy: showValues ? words.remedy : withoutValues(words.remedy),
      recordNumber: line.number,
      lineNumber: place?.lineNumber ?? line.lineNumber,
      character: place?.character,
      ...(showValues && place !== undefined ? { value: place.text } : {}),
    };
    if (onFinding === undefined || kind.count === 1) kind.first.push(finding);
    if (kind.count <= findingsPerKindMax) onFinding?.(finding);
  }

  #faultOf(reason: UnimportedReason): DescribedFault {
    const [textId, named] = reason;
    const key = textId === 'field-count-differs' ? textId : `${textId} ${named}`;
    let fault = this.#faults.get(key);
    if (fault === undefined) {
      fault = describeFault(reason, this.#options.pool);
      this.#faults.set(key, fault);
    }
    return fault;
  }

  /** A hash of another form is rewritten if it is for the algorithm of the job. */
  #hashRemedy(textId: UnimportedReason[0], from: string): Remedy {
    const common = { kind: 'change-value', column: PASSWORD_HASH_COLUMN, from } as const;
    const quoted = findValueAdvice(textId, from);
    if (quoted !== undefined) return { ...common, advice: quoted, safe: false };
    const found = findHashRemedy(from);
    const advice = found?.advice ?? textId;
    return found?.to === undefined || found.algorithm !== this.#options.passwordHashingAlgorithm
      ? { ...common, advice, safe: false }
      : { ...common, advice, to: found.to, safe: true };
  }

  /** What to do, and the value that is at fault (from 0), if it is one. */
  #findRemedy(
    [textId]: UnimportedReason,
    { column }: DescribedFault,
    { fields }: LineWithValues,
  ): { readonly remedy: Remedy; readonly index: number | undefined } {
    const { columns } = this.#options;
    if (textId === 'field-count-differs') {
      const { advice = textId, index } = findCountAdvice(fields, columns.length);
      return { remedy: { kind: 'change-record', advice, from: fields, safe: false }, index };
    }
    const index = column === undefined ? -1 : columns.indexOf(column);
    if (column === undefined || index < 0) return { remedy: decide(textId), index: undefined };
    const from = fields[index] ?? '';
    if (from === column) return { remedy: { kind: 'remove-record', advice: 'header-again', safe: true }, index };
    if (column === PASSWORD_HASH_COLUMN && HASH_FAULTS.includes(textId))
      return { remedy: this.#hashRemedy(textId, from), index };
    const advice = findValueAdvice(textId, from) ?? textId;
    return { remedy: { kind: 'change-value', advice, column, from, safe: false }, index };
  }
}

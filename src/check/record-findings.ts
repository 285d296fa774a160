import { decodeUtf8 } from '../base/text/utf8.ts';
import type { RecordLine } from '../csv/line-cutter.ts';
import { locateField } from '../csv/locate-field.ts';
import { reasonText } from '../domain/texts/log-line.ts';
import type { UnimportedReason } from '../domain/texts/record-outcome.ts';
import type { EarlierPlace } from './earlier-records.ts';
import type { FindingKind, RecordFinding } from './finding.ts';
import { type DescribedFault, describeFault, type FaultPool } from './record-faults.ts';
import type { RecordFaultFound } from './record-remedies.ts';
import { withoutValues } from './remedies/remedy.ts';
import type { SourceLine, SourcePlace } from './source/source-record.ts';

export interface RecordFindingsOptions {
  readonly pool: FaultPool;
  /** Of the file, in its order. */
  readonly columns: readonly string[];
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

const RANKS: readonly RecordFinding['severity'][] = ['failed', 'further', 'skipped', 'warning'];

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

  /** The most frequent first, failures before further faults, skips and warnings. */
  get kinds(): readonly FindingKind[] {
    const rank = ({ first }: FindingKind) => RANKS.indexOf(first[0]?.severity ?? 'warning');
    return [...this.#kinds.values()].sort((one, other) => rank(one) - rank(other) || other.count - one.count);
  }

  /** A fault of a record that makes no user. */
  addFault(
    record: LineWithValues,
    severity: Exclude<RecordFinding['severity'], 'warning'>,
    reason: UnimportedReason,
    { remedy, index }: Pick<RecordFaultFound, 'remedy' | 'index'>,
    earlier?: EarlierPlace,
  ): void {
    const fault = this.#faultOf(reason);
    const kind = `${reason[0]} ${fault.column ?? ''} ${remedy.advice} ${severity}`;
    const wanted = this.#count(kind);
    if (wanted === undefined) return;
    this.#keep(wanted, record, index, {
      severity,
      kind,
      rule: fault.rule,
      text: reasonText(reason),
      summary: fault.summary ?? reasonText(reason),
      remedy,
      column: fault.column,
      earlier,
    });
  }

  /** A value that is probably a mistake. */
  addHint(record: LineWithValues, { hintText: text = '', remedy, index }: RecordFaultFound): void {
    const column = this.#options.columns[index ?? -1] ?? '';
    const kind = `${remedy.advice} ${column}`;
    const wanted = this.#count(kind);
    if (wanted === undefined) return;
    this.#keep(wanted, record, index, {
      severity: 'warning',
      kind,
      rule: undefined,
      text,
      summary: text,
      remedy,
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
    // A copy: texts cut from a piece of the file keep all of it, as V8 has them.
    if (onFinding === undefined || kind.count === 1) kind.first.push(structuredClone(finding));
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
}

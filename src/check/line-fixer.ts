import { assert } from '../base/assert.ts';
import { decodeUtf8, encodeUtf8 } from '../base/text/utf8.ts';
import { joinFields } from '../csv/join-fields.ts';
import type { CsvLine, RecordLine } from '../csv/line-cutter.ts';
import { fieldsOf } from '../csv/record-splitter.ts';
import type { PasswordHashingAlgorithm } from '../domain/password-hashes/password-hashing-algorithm.ts';
import { checkHeader } from './check-header.ts';
import type { PoolToCheckAgainst } from './pool-to-check-against.ts';
import { RecordRemedies } from './record-remedies.ts';
import { type Remedy, withoutValues } from './remedies/remedy.ts';
import { sampleDateOrders } from './sample-dates.ts';

export interface LineFixerOptions {
  readonly isUtf8: (bytes: Uint8Array) => boolean;
  /** For people. */
  readonly fileName: string;
  /** The pool, by the header of the file. */
  readonly poolOf: (header: readonly string[]) => PoolToCheckAgainst;
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm | undefined;
  readonly showValues: boolean;
  /** Called with each change that is made. */
  readonly onChange: (change: MadeChange) => void;
  /** The header and the first records. */
  readonly sample: () => readonly RecordLine[];
}

/** A remedy that was applied. */
export interface MadeChange {
  /** From 1, in the file as it was. */
  readonly lineNumber: number;
  /** From 1; 0 for the header and the whole file. */
  readonly recordNumber: number;
  /** With values of users only where they were asked for. */
  readonly remedy: Remedy;
}

/** Its bytes without a line end, or where it is in the old file, with its line end, if it is too long to be kept. */
export type FixedLine = Uint8Array | Pick<CsvLine, 'byteOffset' | 'byteEnd'>;

const NO_BYTES = new Uint8Array(0);

/** Applies the safe remedies to one line after the other, the header first. */
export class LineFixer {
  readonly #options: LineFixerOptions;
  #hasHeader = false;
  #remedies: RecordRemedies | undefined;
  #columnCount = 0;
  /** Columns that the header got at its end, or lost there if it is negative. */
  #columnsAdded = 0;
  #changeCount = 0;
  #changedRecordCount = 0;

  constructor(options: LineFixerOptions) {
    this.#options = options;
  }

  get counts(): { readonly changeCount: number; readonly changedRecordCount: number } {
    return { changeCount: this.#changeCount, changedRecordCount: this.#changedRecordCount };
  }

  addFileChange(remedy: Remedy): void {
    this.#tell(1, 0, remedy);
  }

  /** The bytes are the caller's. */
  fix(line: RecordLine | CsvLine): FixedLine {
    if (line.isTooLong) {
      this.#hasHeader = true;
      assert('byteOffset' in line, 'a line that is not kept can be copied');
      return line;
    }
    const bytes = line.bytes.slice(line.start, line.end);
    // Text of other bytes than UTF-8 would not come back as it was.
    const fields = this.#options.isUtf8(bytes) ? fieldsOf(line) : undefined;
    if (!this.#hasHeader) {
      this.#hasHeader = true;
      return fields === undefined ? bytes : this.#fixHeader(line, fields, bytes);
    }
    return fields === undefined || this.#remedies === undefined ? bytes : this.#fixRecord(line, fields, bytes);
  }

  #fixHeader({ lineNumber }: RecordLine, fields: readonly string[], bytes: Uint8Array): Uint8Array {
    const { poolOf, fileName, passwordHashingAlgorithm, sample } = this.#options;
    const { pool, finding, columns } = checkHeader({ fields, poolOf, fileName, passwordHashingAlgorithm });
    if (columns === undefined) return bytes;
    const dateOrders = sampleDateOrders(sample, columns);
    this.#remedies = new RecordRemedies({ pool, columns, passwordHashingAlgorithm, dateOrders });
    this.#columnCount = columns.length;
    const remedy = finding?.remedy;
    if (remedy?.kind !== 'change-header' || !remedy.safe) return bytes;
    this.#columnsAdded = remedy.to.length - fields.length;
    this.#tell(lineNumber, 0, remedy);
    return encodeUtf8(joinFields(remedy.to));
  }

  #fixRecord(line: RecordLine, fields: readonly string[], bytes: Uint8Array): Uint8Array {
    const { faults, fixed } = this.#remedies?.examine(decodeUtf8(line.bytes, line.start, line.end), fields) ?? {
      faults: [],
      fixed: fields,
    };
    if (fixed !== fields) {
      this.#changedRecordCount += 1;
      for (const { remedy } of faults) if (remedy.safe) this.#tell(line.lineNumber, line.number, remedy);
    }
    if (fixed === undefined) return NO_BYTES;
    const whole = this.#withNewColumns(fixed);
    return whole === fields ? bytes : encodeUtf8(joinFields(whole));
  }

  /** A record of another number of values stays as it is: where its values belong is not known. */
  #withNewColumns(fields: readonly string[]): readonly string[] {
    const added = this.#columnsAdded;
    if (added === 0 || fields.length !== this.#columnCount) return fields;
    if (added > 0) return [...fields, ...Array.from({ length: added }, () => '')];
    return fields.slice(added).every((field) => field === '') ? fields.slice(0, added) : fields;
  }

  #tell(lineNumber: number, recordNumber: number, remedy: Remedy): void {
    const { showValues, onChange } = this.#options;
    this.#changeCount += 1;
    onChange({ lineNumber, recordNumber, remedy: showValues ? remedy : withoutValues(remedy) });
  }
}

import type { RecordLine } from '../../csv/line-cutter.ts';
import { type SourceField, type SplitRules, splitSourceRecord } from './split-source-record.ts';

/** A record in Cognito's dialect that was read from a file of any format. */
export interface SourceLine extends RecordLine {
  readonly source: SourceRecord;
}

/** Where a value stands in the file. */
export interface SourcePlace {
  /** From 1. */
  readonly lineNumber: number;
  /** Characters (code points) from 1, of the first character of the value, a quote included. */
  readonly character: number;
  /** Without quotes and escapes. */
  readonly text: string;
}

interface SourceRecordOptions {
  /** As it stands in the file, without its line end. */
  readonly text: string;
  readonly lineNumber: number;
  /** Characters of its first line before it. */
  readonly charactersBefore?: number;
  readonly rules: SplitRules;
  /** Whether a CR alone ends a line. */
  readonly isCrLineEnd: boolean;
  readonly isAfterCr?: boolean;
  readonly needsQuotes?: boolean;
  readonly needsEscapes?: boolean;
}

/** A record as it stands in the file. */
export class SourceRecord {
  readonly text: string;
  /** It has the right number of values only if quotes group them. */
  readonly needsQuotes: boolean;
  /** It has the right number of values only if backslashes escape commas. */
  readonly needsEscapes: boolean;
  /** A CR alone, within a line, stands before it. */
  readonly isAfterCr: boolean;
  readonly lineNumber: number;
  readonly #charactersBefore: number;
  readonly #rules: SplitRules;
  readonly #lineBreak: RegExp;
  #fields: readonly SourceField[] | undefined;

  constructor(options: SourceRecordOptions) {
    this.text = options.text;
    this.needsQuotes = options.needsQuotes === true;
    this.needsEscapes = options.needsEscapes === true;
    this.isAfterCr = options.isAfterCr === true;
    this.lineNumber = options.lineNumber;
    this.#charactersBefore = options.charactersBefore ?? 0;
    this.#rules = options.rules;
    this.#lineBreak = options.isCrLineEnd ? /\r\n|\r|\n/ : /\n/;
  }

  get fields(): readonly SourceField[] {
    this.#fields ??= splitSourceRecord(this.text, this.#rules);
    return this.#fields;
  }

  /** Of the value number `index` (from 0); undefined if there is none. */
  locate(index: number): SourcePlace | undefined {
    const field = this.fields[index];
    return field && { ...this.placeAt(field.start), text: field.value };
  }

  /** Of a character of the text. */
  placeAt(at: number): Omit<SourcePlace, 'text'> {
    const lines = this.text.slice(0, at).split(this.#lineBreak);
    const charactersBefore = lines.length === 1 ? this.#charactersBefore : 0;
    return {
      lineNumber: this.lineNumber + lines.length - 1,
      character: charactersBefore + [...(lines.at(-1) ?? '')].length + 1,
    };
  }
}

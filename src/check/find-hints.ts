import { indexOfByte } from '../domain/records/byte-forms.ts';
import { HAS_NON_ASCII, type PlainRecord } from '../domain/records/plain-record.ts';
import type { AdviceId } from './remedies/advice-texts.ts';

/** Something that no rule refuses and that is probably a mistake. */
export interface Hint {
  readonly advice: AdviceId;
  /** What there is, as a heading. */
  readonly text: string;
}

export interface FoundHint {
  readonly hint: Hint;
  /** Of the value in its record, from 0. */
  readonly index: number;
}

const QUOTES: Hint = {
  advice: 'hint-quotes',
  text: 'The value is in quotes, which become part of it (R173).',
};
const APOSTROPHE: Hint = {
  advice: 'hint-apostrophe',
  text: 'The value begins with an apostrophe, which becomes part of it (R173).',
};
const SPREADSHEET_NUMBER: Hint = {
  advice: 'hint-rounded',
  text: 'The value looks like a number that a spreadsheet has rounded.',
};
const SPREADSHEET_ERROR: Hint = {
  advice: 'hint-spreadsheet-error',
  text: 'The value looks like a spreadsheet error.',
};
const NULL_WORD: Hint = {
  advice: 'hint-null-word',
  text: 'The value looks like the word that a database writes for a missing value; the user would get it as text.',
};
const MILLISECONDS: Hint = {
  advice: 'hint-milliseconds',
  text: 'The value looks like milliseconds, but updated_at is in seconds (R205).',
};
const DAMAGED_TEXT: Hint = {
  advice: 'hint-damaged-text',
  text: 'The value has characters that a wrong conversion produces.',
};

const [DOUBLE_QUOTE, SINGLE_QUOTE, HASH, BACKSLASH, ZERO, NINE] = [0x22, 0x27, 0x23, 0x5c, 0x30, 0x39];
const [PLUS, UPPER_N, LOWER_N] = [0x2b, 0x4e, 0x6e];
/** Of the words for nothing. */
const NULL_BYTES_MAX = 4;
/** Second bytes of them: u, U, a and a slash. */
const NULL_SECONDS: readonly number[] = [0x75, 0x55, 0x61, 0x2f];
const NUMBER = /^\d+(?:[.,]\d+)?E\+\d+$/i;
const ERROR = /^#(?:N\/A|NAME\?|REF!|VALUE!|DIV\/0!|NUM!|NULL!|#+)$/;
const NULL = /^(?:null|NULL|\\N|NaN|N\/A|n\/a)$/;
const MILLISECONDS_DIGITS = 13;
/** 1 for a first byte of a value that may be worth a hint. */
const SUSPECTS = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= ZERO && byte <= NINE) || [DOUBLE_QUOTE, SINGLE_QUOTE, HASH, BACKSLASH, UPPER_N, LOWER_N].includes(byte)
    ? 1
    : 0,
);
/** UTF-8 that was read as Windows-1252 and written again, or what a decoder puts in place of bytes it cannot read. */
const DAMAGED = /\ufffd|[\u00c2\u00c3][\u0080-\u00bf\u2013-\u2122]/;

/** A rule leaves no room for surprises in their values. */
const STRICT_COLUMNS: ReadonlySet<string> = new Set([
  'email_verified',
  'phone_number',
  'phone_number_verified',
  'birthdate',
  'cognito:mfa_enabled',
  'password_hash',
]);

/** Searches the values of a record that would be imported. The first character alone rules out most of them. */
export class HintFinder {
  /** Of the columns that are searched. */
  readonly #indexes: readonly number[];
  readonly #updatedAt: number;

  constructor(columns: readonly string[]) {
    this.#indexes = columns.flatMap((column, index) => (STRICT_COLUMNS.has(column) ? [] : [index]));
    this.#updatedAt = columns.indexOf('updated_at');
  }

  find(fields: readonly string[]): readonly FoundHint[] {
    let found = NONE;
    for (const index of this.#indexes) {
      const value = fields[index] ?? '';
      if (value === '') continue;
      const hint = this.#hintOf(value, index) ?? (DAMAGED.test(value) ? DAMAGED_TEXT : undefined);
      if (hint !== undefined) found = [...found, { hint, index }];
    }
    return found;
  }

  /** Whether {@link find} may find something, judged from the bytes of the record. */
  mayFind({ bytes, starts, ends, flags }: PlainRecord): boolean {
    for (const index of this.#indexes) {
      const start = starts[index] ?? 0;
      const end = ends[index] ?? 0;
      if (start === end) continue;
      if (((flags[index] ?? 0) & HAS_NON_ASCII) !== 0 && mayHoldDamage(bytes, start, end)) return true;
      const first = bytes[start] ?? 0;
      if (SUSPECTS[first] === 0) continue;
      if (first >= ZERO && first <= NINE) {
        if (end - start >= MILLISECONDS_DIGITS && index === this.#updatedAt) return true;
        // Of an exponent.
        if (indexOfByte(bytes, PLUS, start, end) >= 0) return true;
      } else if (first === UPPER_N || first === LOWER_N) {
        if (end - start <= NULL_BYTES_MAX && NULL_SECONDS.includes(bytes[start + 1] ?? 0)) return true;
      } else return true;
    }
    return false;
  }

  #hintOf(value: string, index: number): Hint | undefined {
    const first = value.charCodeAt(0);
    if (first >= ZERO && first <= NINE) {
      if (index === this.#updatedAt) return value.length >= MILLISECONDS_DIGITS ? MILLISECONDS : undefined;
      return NUMBER.test(value) ? SPREADSHEET_NUMBER : undefined;
    }
    switch (first) {
      case DOUBLE_QUOTE:
        return value.length > 1 && value.endsWith('"') ? QUOTES : undefined;
      case SINGLE_QUOTE:
        return APOSTROPHE;
      case HASH:
        return ERROR.test(value) ? SPREADSHEET_ERROR : undefined;
      case BACKSLASH:
      case UPPER_N:
      case LOWER_N:
        return NULL.test(value) ? NULL_WORD : undefined;
      default:
        return undefined;
    }
  }
}

const NONE: readonly FoundHint[] = [];

/** First byte of U+00C2 and U+00C3, and what the second is at most; first byte of U+FFFD. */
const [CAPITALS_LEAD, CAPITALS_SECOND_MAX, REPLACEMENT_LEAD] = [0xc3, 0x83, 0xef];
const CAPITALS_SECOND_MIN = 0x82;

/** Whether a value may hold a character of damaged text, which most nowhere do. */
function mayHoldDamage(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === REPLACEMENT_LEAD) return true;
    if (byte !== CAPITALS_LEAD) continue;
    const second = bytes[at + 1] ?? 0;
    if (second >= CAPITALS_SECOND_MIN && second <= CAPITALS_SECOND_MAX) return true;
  }
  return false;
}

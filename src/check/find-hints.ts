import { indexOfByte } from '../domain/records/byte-forms.ts';
import { HAS_NON_ASCII, type PlainRecord } from '../domain/records/plain-record.ts';
import type { AdviceId } from './remedies/advice-texts.ts';
import { judgeZeroAfter } from './remedies/calling-codes.ts';
import { type DateOrders, NO_DATE_ORDERS } from './remedies/date-order.ts';
import { NULL_WORD_CHARACTERS_MAX } from './remedies/null-words.ts';
import { mayBeExchanged, readExchangedDate } from './remedies/read-birthdate.ts';
import { readPassingValue } from './remedies/read-passing-value.ts';
import { readTrunkZero } from './remedies/read-phone-number.ts';
import type { ValueReading } from './remedies/value-reading.ts';

/** Something that no rule refuses and that is probably a mistake. */
export interface FoundHint {
  /** What there is, as a heading. */
  readonly text: string;
  readonly reading: ValueReading;
  /** Of the value in its record, from 0. */
  readonly index: number;
}

const TEXTS: Partial<Readonly<Record<AdviceId, string>>> = {
  'hint-quotes': 'The value is in quotes, which become part of it (R173).',
  'hint-apostrophe': 'The value begins with an apostrophe, which becomes part of it (R173).',
  'hint-rounded': 'The value looks like a number that a spreadsheet has rounded.',
  'hint-spreadsheet-error': 'The value looks like a spreadsheet error.',
  'hint-null-word': 'The value looks like a word for a missing value; the user would get it as text.',
  'hint-milliseconds': 'The value looks like milliseconds, but updated_at is in seconds (R205).',
  'hint-damaged-text': 'The value has characters that a wrong conversion produces.',
  'hint-date-day-first': 'The value would be taken as month/day/year, but the column has day/month/year (R204).',
  'hint-date-order-mixed':
    'The value is taken as month/day/year, but other dates of the column have the day first (R204).',
  'hint-phone-trunk-zero': 'The number has a 0 after the country code, so that nobody has it.',
  'hint-phone-country-zero': 'The number has no country code: none begins with 0.',
  'value-unseen': 'The value has characters that cannot be seen, which become part of it.',
  'email-display-name': 'The value has a name or angle brackets around the address, which become part of it.',
  'email-mailto': 'The value begins with mailto:, which becomes part of it.',
  'email-around': 'The value has brackets or punctuation around the address, which become part of it.',
};

const [ZERO, NINE, PLUS, COLON, SLASH, FULL_STOP] = [0x30, 0x39, 0x2b, 0x3a, 0x2f, 0x2e];
const [LOWER_A, LOWER_I, LOWER_L, LOWER_N, LOWER_O, LOWER_U] = [0x61, 0x69, 0x6c, 0x6e, 0x6f, 0x75];
/** Of a letter: the bit that makes it a small one. */
const SMALL = 0x20;
const MAILTO_COLON = 'mailto'.length;
const UNDEFINED_BYTES = 'undefined'.length;
const MILLISECONDS_DIGITS = 13;
/** What a first byte of a value says: nothing, to look at the text, or to look at the other bytes. */
const [CLEAR, ALWAYS, AS_WORD, AS_NUMBER] = [0, 1, 2, 3];
const STARTS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= ZERO && byte <= NINE) return AS_NUMBER;
  const character = String.fromCharCode(byte);
  if ('"\'#'.includes(character)) return ALWAYS;
  return 'nNu\\(<[{-'.includes(character) ? AS_WORD : CLEAR;
});

/** 1 for a letter or digit, which most addresses begin and end with. */
const ADDRESS_ENDS = Uint8Array.from({ length: 256 }, (_, byte) =>
  /[a-z0-9]/i.test(String.fromCharCode(byte)) ? 1 : 0,
);

/** A rule leaves no room for surprises in their values; others are looked at by themselves. */
const STRICT_COLUMNS: ReadonlySet<string> = new Set([
  'email_verified',
  'phone_number',
  'phone_number_verified',
  'birthdate',
  'cognito:mfa_enabled',
  'password_hash',
]);

/** By the first three digits of a phone number: 1 if a 0 is among them that nobody dials there, 2 if the fourth may be one. */
const PHONE_STARTS = Uint8Array.from({ length: 1000 }, (_, digits) => {
  const text = `${digits}`.padStart(3, '0');
  if (text.startsWith('0') || (text.endsWith('0') && judgeZeroAfter(text.slice(0, 2)) === 'goes')) return 1;
  return judgeZeroAfter(text) === 'goes' ? 2 : 0;
});

/** Searches the values of a record that would be imported. The first character alone rules out most of them. */
export class HintFinder {
  readonly #columns: readonly string[];
  /** Of the columns that are searched. */
  readonly #indexes: Int32Array;
  readonly #updatedAt: number;
  readonly #email: number;
  readonly #phone: number;
  readonly #birthdate: number;
  readonly #dateOrders: DateOrders;

  constructor(columns: readonly string[], dateOrders = NO_DATE_ORDERS) {
    this.#columns = columns;
    this.#indexes = Int32Array.from(columns.keys()).filter((index) => !STRICT_COLUMNS.has(columns[index] ?? ''));
    this.#updatedAt = columns.indexOf('updated_at');
    this.#email = columns.indexOf('email');
    this.#phone = columns.indexOf('phone_number');
    this.#birthdate = mayBeExchanged(dateOrders) ? columns.indexOf('birthdate') : -1;
    this.#dateOrders = dateOrders;
  }

  find(fields: readonly string[]): readonly FoundHint[] {
    let found = NONE;
    const add = (reading: ValueReading | undefined, index: number) => {
      if (reading !== undefined) found = [...found, { text: TEXTS[reading.advice] ?? '', reading, index }];
    };
    for (const index of this.#indexes) {
      const value = fields[index] ?? '';
      if (value !== '') add(readPassingValue(value, this.#columns[index] ?? ''), index);
    }
    if (fields[this.#phone]) add(readTrunkZero(fields[this.#phone] ?? ''), this.#phone);
    if (fields[this.#birthdate])
      add(readExchangedDate(fields[this.#birthdate] ?? '', this.#dateOrders), this.#birthdate);
    return found;
  }

  /** Whether {@link find} may find something, judged from the bytes of the record. */
  mayFind(record: PlainRecord): boolean {
    const { bytes, starts, ends, flags } = record;
    const indexes = this.#indexes;
    for (let at = 0; at < indexes.length; at++) {
      const index = indexes[at] ?? 0;
      const start = starts[index] ?? 0;
      const end = ends[index] ?? 0;
      if (start === end) continue;
      if (((flags[index] ?? 0) & HAS_NON_ASCII) !== 0 && mayHoldDamage(bytes, start, end)) return true;
      switch (STARTS[bytes[start] ?? 0]) {
        case CLEAR:
          continue;
        case AS_NUMBER:
          if (end - start >= MILLISECONDS_DIGITS && index === this.#updatedAt) return true;
          // Of an exponent.
          if (indexOfByte(bytes, PLUS, start, end) >= 0) return true;
          continue;
        case AS_WORD:
          if (mayBeNullWord(bytes, start, end)) return true;
          continue;
        default:
          return true;
      }
    }
    return this.#mayFindInContacts(record);
  }

  #mayFindInContacts({ bytes, starts, ends, flags }: PlainRecord): boolean {
    const birthdate = this.#birthdate;
    if (birthdate >= 0 && starts[birthdate] !== ends[birthdate]) return true;
    const email = this.#email;
    if (email >= 0) {
      const first = starts[email] ?? 0;
      const end = ends[email] ?? 0;
      if (first !== end) {
        // A name, brackets or punctuation around an address; characters that cannot be seen.
        if (((flags[email] ?? 0) & HAS_NON_ASCII) !== 0) return true;
        if (ADDRESS_ENDS[bytes[end - 1] ?? 0] === 0 || ADDRESS_ENDS[bytes[first] ?? 0] === 0) return true;
        if (bytes[first + MAILTO_COLON] === COLON) return true;
      }
    }
    const phone = this.#phone;
    const start = starts[phone] ?? 0;
    if (phone < 0 || start === (ends[phone] ?? 0)) return false;
    if (bytes[start + 1] === ZERO) return true;
    // Of a number with fewer digits the bytes after it are read; `find` decides.
    const digits = digitAt(bytes, start + 1) * 100 + digitAt(bytes, start + 2) * 10 + digitAt(bytes, start + 3);
    const judged = PHONE_STARTS[digits] ?? 0;
    return judged === 1 || (judged === 2 && bytes[start + 4] === ZERO);
  }
}

const NONE: readonly FoundHint[] = [];

function digitAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) - ZERO;
}

/** Whether a value that begins as one may be a word for nothing. Most names that begin with N are longer. */
function mayBeNullWord(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  const first = (bytes[start] ?? 0) | SMALL;
  const second = (bytes[start + 1] ?? 0) | SMALL;
  if (first === LOWER_U) return length === UNDEFINED_BYTES && second === LOWER_N;
  // Brackets, a hyphen, a backslash, which may be written twice.
  if (first !== LOWER_N) return length <= NULL_WORD_CHARACTERS_MAX + 1;
  const third = (bytes[start + 2] ?? 0) | SMALL;
  if (length === 3) return second === LOWER_A || second === LOWER_I || second === SLASH;
  if (length !== 4) return false;
  return (second === LOWER_U && third === LOWER_L) || (second === LOWER_O && third === LOWER_N) || second === FULL_STOP;
}

/** First bytes of U+00C2 and U+00C3 in UTF-8, and of U+FFFD; what the second is at most. */
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

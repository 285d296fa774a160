import { findBooleanBytes } from './byte-forms.ts';

/** Bit of {@link PlainRecord.traits}: the value holds a backslash or a quote. */
export const HAS_ESCAPES = 1;
/** Another: it is not ASCII. */
export const HAS_NON_ASCII = 2;

/** The values of a record as they lie in its bytes; none has control characters or white space around it. */
export interface PlainRecord {
  readonly bytes: Buffer;
  /** Of each value: its first byte, and the one behind its last; equal for a blank value. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Of each value, as bits: {@link HAS_ESCAPES}, {@link HAS_NON_ASCII}. */
  readonly traits: Uint8Array;
}

/** A column that the file does not have, at -1, is blank too. */
export function isBlank({ starts, ends }: PlainRecord, field: number): boolean {
  return field < 0 || starts[field] === ends[field];
}

export function isTrue({ bytes, starts, ends }: PlainRecord, field: number): boolean {
  return field >= 0 && findBooleanBytes(bytes, starts[field] ?? 0, ends[field] ?? 0) === 'true';
}

/** A value as text; there are no escapes in it. */
export function textOf({ bytes, starts, ends }: PlainRecord, field: number): string {
  return bytes.toString('utf8', starts[field], ends[field]);
}

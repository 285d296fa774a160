import { decodeUtf8 } from '../../base/text/utf8.ts';
import { findBooleanBytes } from './byte-forms.ts';

/** Bit of {@link PlainRecord.flags}: the value holds a backslash or a quote. */
export const HAS_ESCAPES = 1;
/** Bit of {@link PlainRecord.flags}: the value holds a byte above 0x7f. */
export const HAS_NON_ASCII = 2;

/** The values of a record as they lie in its bytes; none has control characters or white space around it. */
export interface PlainRecord {
  readonly bytes: Uint8Array;
  /** Of each value: its first byte, and the one after its last; equal for a blank value. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Of each value, as bits: {@link HAS_ESCAPES}, {@link HAS_NON_ASCII}. */
  readonly flags: Uint8Array;
}

/** A column that the file does not have, at -1, is blank too. */
export function isBlank({ starts, ends }: PlainRecord, field: number): boolean {
  return field < 0 || starts[field] === ends[field];
}

export function isTrue({ bytes, starts, ends }: PlainRecord, field: number): boolean {
  return field >= 0 && findBooleanBytes(bytes, starts[field] ?? 0, ends[field] ?? 0) === 'true';
}

/** A value without escapes as text. */
export function decodeValue({ bytes, starts, ends }: PlainRecord, field: number): string {
  return decodeUtf8(bytes, starts[field] ?? 0, ends[field] ?? 0);
}

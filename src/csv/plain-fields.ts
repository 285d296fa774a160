import { beginsWideSpace } from './white-space.ts';

const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const SPACE = 0x20;
const NON_ASCII = 0x80;

/** Bits of {@link PlainFields.flags}. */
export const HAS_ESCAPES = 1;
export const HAS_NON_ASCII = 2;

/**
 * Where the values of a line lie in its bytes, so that no text need be made of them. Says so of lines without control characters and
 * without white space beyond ASCII around a value; what it says is what `splitFields` gives.
 */
export class PlainFields {
  /** Bytes of the line at hand. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Of each value, without the spaces around it: its first byte and the one after its last, in `bytes`; equal for a blank value. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Of each value: {@link HAS_ESCAPES} if it holds a backslash or a quote, {@link HAS_NON_ASCII}. */
  readonly flags: Uint8Array;
  readonly #count: number;

  /** `count`: values of a line. */
  constructor(count: number) {
    this.#count = count;
    this.starts = new Int32Array(count);
    this.ends = new Int32Array(count);
    this.flags = new Uint8Array(count);
  }

  /** False if the line has another number of values, or must be read character by character. */
  find(bytes: Uint8Array, start: number, end: number): boolean {
    const { starts, ends, flags } = this;
    const last = this.#count - 1;
    this.bytes = bytes;
    let field = 0;
    let flag = 0;
    starts[0] = start;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      // Nearly all bytes: those that neither end a value nor mark it nor rule its line out.
      if (byte > COMMA && byte < NON_ASCII && byte !== BACKSLASH) continue;
      if (byte === COMMA) {
        if (field === last) return false;
        ends[field] = at;
        flags[field] = flag;
        flag = 0;
        field++;
        starts[field] = at + 1;
      } else if (byte >= NON_ASCII) {
        flag |= HAS_NON_ASCII;
      } else if (byte === BACKSLASH) {
        flag |= HAS_ESCAPES;
        const next = at + 1 < end ? bytes[at + 1] : 0;
        if (next === COMMA || next === BACKSLASH) at++;
      } else if (byte === QUOTE) {
        flag |= HAS_ESCAPES;
      } else if (byte < SPACE) {
        return false;
      }
    }
    ends[field] = end;
    flags[field] = flag;
    return field === last && this.#trim();
  }

  /** Leaves out the spaces around the values; false if there may be other white space. */
  #trim(): boolean {
    const { bytes, starts, ends, flags } = this;
    for (let field = 0; field < this.#count; field++) {
      let start = starts[field] ?? 0;
      let end = ends[field] ?? 0;
      if (start === end) continue;
      if (bytes[start] === SPACE || bytes[end - 1] === SPACE) {
        while (start < end && bytes[start] === SPACE) start++;
        while (end > start && bytes[end - 1] === SPACE) end--;
        starts[field] = start;
        ends[field] = end;
      }
      const mayBeWide = ((flags[field] ?? 0) & HAS_NON_ASCII) !== 0;
      if (mayBeWide && (beginsWideSpace(bytes, start) || endsWide(bytes, start, end))) return false;
    }
    return true;
  }
}

function endsWide(bytes: Uint8Array, start: number, end: number): boolean {
  if ((bytes[end - 1] ?? 0) < NON_ASCII) return false;
  return (end - 2 >= start && beginsWideSpace(bytes, end - 2)) || (end - 3 >= start && beginsWideSpace(bytes, end - 3));
}

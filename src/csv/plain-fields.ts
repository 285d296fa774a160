const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const QUOTE = 0x22;
const SPACE = 0x20;
const NON_ASCII = 0x80;

/** Bits of {@link PlainFields.traits}. */
export const HAS_ESCAPES = 1;
export const HAS_NON_ASCII = 2;

const ORDINARY = 0;
const IS_COMMA = 1;
const IS_BACKSLASH = 2;
const IS_QUOTE = 3;
const IS_NON_ASCII = 4;
const IS_CONTROL = 5;

const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === COMMA) return IS_COMMA;
  if (byte === BACKSLASH) return IS_BACKSLASH;
  if (byte === QUOTE) return IS_QUOTE;
  if (byte >= NON_ASCII) return IS_NON_ASCII;
  return byte < SPACE ? IS_CONTROL : ORDINARY;
});

/**
 * Where the values of a line lie in its bytes, so that no text need be made of them. Says so of lines without control characters and
 * without white space beyond ASCII around a value; what it says is what `splitFields` gives.
 */
export class PlainFields {
  /** Bytes of the line at hand. */
  bytes: Buffer = Buffer.alloc(0);
  /** Of each value, without the spaces around it: its first byte and the one behind its last, in `bytes`; equal for a blank value. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Of each value: {@link HAS_ESCAPES} if it holds a backslash or a quote, {@link HAS_NON_ASCII}. */
  readonly traits: Uint8Array;
  readonly #count: number;

  /** `count`: values of a line. */
  constructor(count: number) {
    this.#count = count;
    this.starts = new Int32Array(count);
    this.ends = new Int32Array(count);
    this.traits = new Uint8Array(count);
  }

  /** False if the line has another number of values, or must be read character by character. */
  find(bytes: Buffer, start: number, end: number): boolean {
    this.bytes = bytes;
    let field = 0;
    let fieldStart = start;
    let traits = 0;
    for (let at = start; at < end; at++) {
      const kind = KINDS[bytes[at] ?? 0];
      if (kind === ORDINARY) continue;
      switch (kind) {
        case IS_COMMA:
          if (field + 1 >= this.#count || !this.#end(field, fieldStart, at, traits)) return false;
          field++;
          fieldStart = at + 1;
          traits = 0;
          break;
        case IS_BACKSLASH: {
          traits |= HAS_ESCAPES;
          const next = at + 1 < end ? bytes[at + 1] : 0;
          if (next === COMMA || next === BACKSLASH) at++;
          break;
        }
        case IS_QUOTE:
          traits |= HAS_ESCAPES;
          break;
        case IS_NON_ASCII:
          traits |= HAS_NON_ASCII;
          break;
        default:
          return false;
      }
    }
    return field + 1 === this.#count && this.#end(field, fieldStart, end, traits);
  }

  /** Leaves out the spaces around a value; false if there may be other white space. */
  #end(field: number, fieldStart: number, fieldEnd: number, traits: number): boolean {
    const { bytes } = this;
    let start = fieldStart;
    let end = fieldEnd;
    while (start < end && bytes[start] === SPACE) start++;
    while (end > start && bytes[end - 1] === SPACE) end--;
    if ((traits & HAS_NON_ASCII) !== 0 && (beginsWide(bytes, start) || endsWide(bytes, start, end))) return false;
    this.starts[field] = start;
    this.ends[field] = end;
    this.traits[field] = traits;
    return true;
  }
}

/** Whether a character begins there that `trim` may take away: U+00A0, U+1680, U+2000 to U+205F, U+3000, U+FEFF, or one like them. */
function beginsWide(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at] ?? 0;
  const second = bytes[at + 1] ?? 0;
  switch (first) {
    case 0xc2:
      return second === 0xa0;
    case 0xe1:
      return second === 0x9a;
    case 0xe2:
      return second === 0x80 || second === 0x81;
    case 0xe3:
      return second === 0x80;
    case 0xef:
      return second === 0xbb;
    default:
      return false;
  }
}

function endsWide(bytes: Uint8Array, start: number, end: number): boolean {
  if ((bytes[end - 1] ?? 0) < NON_ASCII) return false;
  return (end - 2 >= start && beginsWide(bytes, end - 2)) || (end - 3 >= start && beginsWide(bytes, end - 3));
}

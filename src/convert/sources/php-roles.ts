import { decodeUtf8, encodeUtf8 } from '../../base/text/utf8.ts';

const [QUOTE, COLON, SEMICOLON] = [0x22, 0x3a, 0x3b];
/** Of a length or a number, more than any role has. */
const DIGITS_MAX = 10;
const OPEN = '{';
const CLOSE = 0x7d;
const NO_ROLES: readonly string[] = [];

/**
 * The names that are set to true in a map as PHP serialises it, `a:1:{s:6:"editor";b:1;}` (R690). Lengths are bytes. None of a text that
 * is no such map, or is not whole.
 */
export function readPhpRoles(serialized: string): readonly string[] {
  const start = serialized.indexOf(OPEN) + 1;
  const [, count] = /^a:(\d{1,6}):\{$/.exec(serialized.slice(0, start)) ?? [];
  if (count === undefined) return NO_ROLES;
  const reader = new PhpReader(encodeUtf8(serialized.slice(start)));
  const roles: string[] = [];
  for (let index = 0; index < Number(count); index++) {
    const [name, value] = [reader.scalar(), reader.scalar()];
    if (name === undefined || value === undefined) return NO_ROLES;
    if (value === '1' && name !== '') roles.push(name);
  }
  return reader.isAtEnd ? roles : NO_ROLES;
}

/** Reads texts, numbers and booleans, one after the other. */
class PhpReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether the map is closed, and nothing follows. */
  get isAtEnd(): boolean {
    return this.#bytes.length === this.#at + 1 && this.#bytes[this.#at] === CLOSE;
  }

  /** `s:6:"editor";`, `i:1;` or `b:1;` as text; undefined for anything else. */
  scalar(): string | undefined {
    const head = this.#ascii(this.#at, this.#at + 2);
    if (head === 's:') return this.#text();
    const end = this.#bytes.indexOf(SEMICOLON, this.#at);
    const value = head === 'b:' || head === 'i:' ? this.#digits(this.#at + 2, end) : undefined;
    if (value !== undefined) this.#at = end + 1;
    return value;
  }

  #text(): string | undefined {
    const colon = this.#bytes.indexOf(COLON, this.#at + 2);
    const length = this.#digits(this.#at + 2, colon);
    if (length === undefined || this.#bytes[colon + 1] !== QUOTE) return undefined;
    const [start, end] = [colon + 2, colon + 2 + Number(length)];
    if (this.#ascii(end, end + 2) !== '";') return undefined;
    this.#at = end + 2;
    return decodeUtf8(this.#bytes, start, end);
  }

  /** The digits between, if there is nothing else; `end` is -1 where none was found. */
  #digits(start: number, end: number): string | undefined {
    if (end <= start || end > start + DIGITS_MAX) return undefined;
    const text = this.#ascii(start, end);
    return /^\d+$/.test(text) ? text : undefined;
  }

  #ascii(start: number, end: number): string {
    return String.fromCharCode(...this.#bytes.subarray(start, end));
  }
}

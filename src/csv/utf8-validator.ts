import { joinBytes } from './join-bytes.ts';

/** Tells whether a stream of bytes is UTF-8 (R171), characters cut by the borders of chunks included. */
export class Utf8Validator {
  readonly #isUtf8: (bytes: Uint8Array) => boolean;
  #tail = new Uint8Array(0);
  #valid = true;
  #validBytes = 0;

  /** `isUtf8` says so of whole characters: the function of `node:buffer`, where there is one. */
  constructor(isUtf8: (bytes: Uint8Array) => boolean) {
    this.#isUtf8 = isUtf8;
  }

  /** False as soon as the bytes so far can not be the start of a UTF-8 file. */
  push(chunk: Uint8Array): boolean {
    if (!this.#valid) return false;
    const bytes = this.#tail.length === 0 ? chunk : joinBytes([this.#tail, chunk]);
    const whole = bytes.length - unfinishedBytes(bytes);
    this.#valid = this.#isUtf8(bytes.subarray(0, whole));
    this.#validBytes += this.#valid ? whole : countValidBytes(bytes, this.#isUtf8);
    this.#tail = new Uint8Array(bytes.subarray(whole));
    return this.#valid;
  }

  /** Whole characters that were pushed, in bytes: up to the first byte that is not UTF-8, once there was one. */
  get validBytes(): number {
    return this.#validBytes;
  }

  /** True if all was UTF-8 and no character was left unfinished. */
  end(): boolean {
    return this.#valid && this.#tail.length === 0;
  }
}

/** Bytes before the first one that is not UTF-8, where there is one: by halves, because the start of a valid text is valid or unfinished. */
function countValidBytes(bytes: Uint8Array, isUtf8: (bytes: Uint8Array) => boolean): number {
  let [valid, invalid] = [0, bytes.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    const start = bytes.subarray(0, middle);
    if (isUtf8(start.subarray(0, middle - unfinishedBytes(start)))) valid = middle;
    else invalid = middle;
  }
  return valid - unfinishedBytes(bytes.subarray(0, valid));
}

/** How many bytes at the end begin a character that the next chunk has to finish: 0 to 3. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < sequenceBytes(byte) ? back : 0;
  }
  return 0;
}

function sequenceBytes(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

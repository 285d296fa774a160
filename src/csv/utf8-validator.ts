import { isUtf8 } from 'node:buffer';

/** Tells whether a stream of bytes is UTF-8 (R171), characters cut by the borders of chunks included. */
export class Utf8Validator {
  #tail = Buffer.alloc(0);
  #valid = true;

  /** False as soon as the bytes so far can not be the start of a UTF-8 file. */
  push(chunk: Buffer): boolean {
    if (!this.#valid) return false;
    const bytes = this.#tail.length === 0 ? chunk : Buffer.concat([this.#tail, chunk]);
    const whole = bytes.length - unfinishedBytes(bytes);
    this.#valid = isUtf8(bytes.subarray(0, whole));
    this.#tail = Buffer.from(bytes.subarray(whole));
    return this.#valid;
  }

  /** True if all was UTF-8 and no character was left unfinished. */
  end(): boolean {
    return this.#valid && this.#tail.length === 0;
  }
}

/** How many bytes at the end begin a character that the next chunk has to finish: 0 to 3. */
function unfinishedBytes(bytes: Buffer): number {
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

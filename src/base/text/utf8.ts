import { assert } from '../assert.ts';

/* What `Buffer` offers, for code that runs outside Node too. */

const encoder = new TextEncoder();
/** A byte order mark is a character like any other: who looks for one looks at the bytes. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of the bytes from `start` to `end`; U+FFFD stands for what is not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Writes a text to `target` at `offset`, and returns where it ends. It must have room: three bytes for each code unit are enough. */
export function writeUtf8(text: string, target: Uint8Array, offset: number): number {
  const { read, written } = encoder.encodeInto(text, target.subarray(offset));
  assert(read === text.length, 'a text has room in the bytes that it is written to');
  return offset + written;
}

/** Of a text that is made only to be thrown away: a long one is kept until all memory is looked through. */
const SLICE_BYTES = 16 * 1024;

/** Whether the bytes are UTF-8. Slower than the function of that name in Node, which looks at 10 GB/s and makes no text. */
export function isUtf8ByDecoding(bytes: Uint8Array): boolean {
  // One that has begun a sequence is not used again.
  const decoder = bytes.length <= SLICE_BYTES ? strictDecoder : new TextDecoder('utf-8', { fatal: true });
  try {
    let start = 0;
    for (; start + SLICE_BYTES < bytes.length; start += SLICE_BYTES) {
      decoder.decode(bytes.subarray(start, start + SLICE_BYTES), { stream: true });
    }
    decoder.decode(bytes.subarray(start));
    return true;
  } catch {
    return false;
  }
}

const strictDecoder = new TextDecoder('utf-8', { fatal: true });

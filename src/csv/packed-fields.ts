import { assert } from '../base/assert.ts';
import { writeUtf8 } from '../base/text/utf8.ts';

/*
 * The lines of `joinFields` for millions of records: joined, escaped and made UTF-8 one by one, they take as long as it takes to parse the
 * records that they are made of. Here many records become one text, and what is to be escaped is looked for in its bytes.
 */

const [NUL, LF, COMMA, BACKSLASH] = [0x00, 0x0a, 0x2c, 0x5c];
const UTF8_BYTES_PER_CODE_UNIT_MAX = 3;
/** A comma is one unit of a text, and two bytes of a line. */
const BYTES_PER_CODE_UNIT_MAX = 2 * UTF8_BYTES_PER_CODE_UNIT_MAX;

/** The values of a record as one text, a NUL between each two and a line feed at the end. No value has either. */
export function packFields(values: readonly string[]): string {
  return `${values.join('\0')}\n`;
}

/** Bytes that a text of packed records takes in each of the two memories of {@link writePacked}. */
export function packedBytesMax(packed: string): number {
  return BYTES_PER_CODE_UNIT_MAX * packed.length;
}

/**
 * Writes the lines of packed records to the start of `target`, and returns where they end. `scratch` is used on the way; both have room
 * for {@link packedBytesMax}.
 */
export function writePacked(packed: string, fieldCount: number, scratch: Uint8Array, target: Uint8Array): number {
  assert(packedBytesMax(packed) <= target.length, 'lines have room in the bytes that they are written to');
  const end = writeUtf8(packed, scratch, 0);
  let to = 0;
  let fields = 1;
  for (let at = 0; at < end; at++) {
    const byte = scratch[at] ?? 0;
    if (byte > COMMA && byte !== BACKSLASH) {
      target[to++] = byte;
      continue;
    }
    if (byte === NUL) {
      target[to++] = COMMA;
      fields += 1;
      continue;
    }
    if (byte === COMMA || byte === BACKSLASH) target[to++] = BACKSLASH;
    target[to++] = byte;
    if (byte !== LF) continue;
    assert(fields === fieldCount, 'no value of a record has a NUL or a line feed');
    fields = 1;
  }
  return to;
}

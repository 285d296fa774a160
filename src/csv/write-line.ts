import { assert } from '../base/assert.ts';
import { asText, unitAt } from '../base/text/code-units.ts';

const [LF, COMMA, BACKSLASH] = [0x0a, 0x2c, 0x5c];
const [ASCII_END, TWO_BYTES_END] = [0x80, 0x800];
/** The first unit of a surrogate pair, the second, and what comes behind. */
const [HIGH_START, LOW_START, SURROGATES_END] = [0xd800, 0xdc00, 0xe000];
const UTF8_BYTES_PER_CODE_UNIT_MAX = 3;

/** Bytes that a line takes at most: no unit of a text takes more in UTF-8, and a comma takes two with its escape. */
export function lineBytesMax(fieldCount: number, units: number): number {
  return UTF8_BYTES_PER_CODE_UNIT_MAX * units + fieldCount + 1;
}

/**
 * Writes the line of `joinFields`, and a line feed, to `target` at `offset`, and returns where it ends. There is room for
 * {@link lineBytesMax}. For millions of records: a line that is escaped, joined and then made UTF-8 takes twice as long.
 */
export function writeLine(values: readonly string[], target: Uint8Array, offset: number): number {
  let to = offset;
  for (let index = 0; index < values.length; index++) {
    if (index > 0) target[to++] = COMMA;
    const value = asText(values[index] ?? '');
    for (let at = 0; at < value.length; at++) {
      const unit = unitAt(value, at);
      if (unit < ASCII_END) {
        if (unit === COMMA || unit === BACKSLASH) target[to++] = BACKSLASH;
        else assert(unit !== LF, 'no value of a record has a line feed');
        target[to++] = unit;
      } else if (unit < TWO_BYTES_END) {
        target[to++] = 0xc0 | (unit >> 6);
        target[to++] = 0x80 | (unit & 0x3f);
      } else if (unit < HIGH_START || unit >= SURROGATES_END) {
        to = writeThreeBytes(unit, target, to);
      } else if (unit < LOW_START && isLowSurrogate(unitAt(value, at + 1))) {
        at += 1;
        to = writeFourBytes(unit, unitAt(value, at), target, to);
      } else {
        to = writeThreeBytes(REPLACEMENT, target, to);
      }
    }
  }
  target[to++] = LF;
  assert(to <= target.length, 'a line has room in the bytes that it is written to');
  return to;
}

/** Stands for half of a surrogate pair, which UTF-8 cannot write. */
const REPLACEMENT = 0xfffd;

function isLowSurrogate(unit: number): boolean {
  return unit >= LOW_START && unit < SURROGATES_END;
}

function writeThreeBytes(unit: number, target: Uint8Array, offset: number): number {
  target[offset] = 0xe0 | (unit >> 12);
  target[offset + 1] = 0x80 | ((unit >> 6) & 0x3f);
  target[offset + 2] = 0x80 | (unit & 0x3f);
  return offset + 3;
}

function writeFourBytes(high: number, low: number, target: Uint8Array, offset: number): number {
  const point = 0x10000 + ((high - HIGH_START) << 10) + (low - LOW_START);
  target[offset] = 0xf0 | (point >> 18);
  target[offset + 1] = 0x80 | ((point >> 12) & 0x3f);
  target[offset + 2] = 0x80 | ((point >> 6) & 0x3f);
  target[offset + 3] = 0x80 | (point & 0x3f);
  return offset + 4;
}

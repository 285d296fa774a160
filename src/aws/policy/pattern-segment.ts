/** Characters without `*` between them; a `?` among them is any one character. */
export interface Segment {
  /** UTF-16 code units. What stands where a `?` is does not count. */
  readonly units: string;
  /** Where a `?` is, in order; undefined without any. */
  readonly ones: readonly number[] | undefined;
}

const WORD_BITS = 31;

export function segmentOf(units: string, ones: readonly number[]): Segment {
  return { units, ones: ones.length === 0 ? undefined : ones };
}

/** The first index from `from` to `to`, both inclusive, at which the segment stands in the text; -1 if there is none. */
export function findSegment(segment: Segment, text: string, from: number, to: number): number {
  const { units, ones } = segment;
  if (from > to) return -1;
  if (from === to) return standsAt(segment, text, from) ? from : -1;
  if (ones) return findWithOnes(segment, ones, text, from, to);
  // The engine's own search: what it needs grows with the length of the text (Boyer and Moore).
  const found = text.indexOf(units, from);
  return found > to ? -1 : found;
}

function standsAt({ units, ones }: Segment, text: string, at: number): boolean {
  if (!ones) return text.startsWith(units, at);
  let behind = 0;
  for (const one of ones) {
    if (text.slice(at + behind, at + one) !== units.slice(behind, one)) return false;
    behind = one + 1;
  }
  return at + units.length <= text.length && text.startsWith(units.slice(behind), at + behind);
}

/**
 * All places are tried at once, a bit for each character of the segment that a place has reached (Baeza-Yates and Gonnet). A character of the
 * text costs a word of bits for every 31 characters of the segment, whatever both contain.
 */
function findWithOnes({ units }: Segment, ones: readonly number[], text: string, from: number, to: number): number {
  const words = Math.ceil(units.length / WORD_BITS);
  const always = new Int32Array(words);
  const isOne = new Set(ones);
  for (const one of ones) setBit(always, one);
  const masks = new Map<number, Int32Array>();
  for (let index = 0; index < units.length; index++) {
    if (isOne.has(index)) continue;
    const unit = units.charCodeAt(index);
    const mask = masks.get(unit) ?? always.slice();
    setBit(mask, index);
    masks.set(unit, mask);
  }
  const lastWord = words - 1;
  const lastBit = 1 << ((units.length - 1) % WORD_BITS);
  const reached = new Int32Array(words);
  for (let index = from; index < to + units.length; index++) {
    const mask = masks.get(text.charCodeAt(index)) ?? always;
    let carry = 1;
    for (let word = 0; word < words; word++) {
      const bits = reached[word] ?? 0;
      reached[word] = ((bits << 1) | carry) & (mask[word] ?? 0) & 0x7fff_ffff;
      carry = (bits >>> (WORD_BITS - 1)) & 1;
    }
    if (((reached[lastWord] ?? 0) & lastBit) !== 0) return index - units.length + 1;
  }
  return -1;
}

function setBit(bits: Int32Array, index: number): void {
  const word = Math.floor(index / WORD_BITS);
  bits[word] = (bits[word] ?? 0) | (1 << (index % WORD_BITS));
}

const WORD = 2 ** 32;
/** Of the high word, so that the digest is exact as a number. */
const HIGH_BITS = 0x1f_ffff;

/** 53 bits of a key: two multiplicative hashes of the code units, mixed into each other (cyrb53). */
export function digestKey(key: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  const mixed = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  const lowMixed = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(mixed ^ (mixed >>> 13), 3_266_489_909);
  return (mixed & HIGH_BITS) * WORD + (lowMixed >>> 0);
}

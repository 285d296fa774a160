/** 2^32. */
const RANGE = 4_294_967_296;

/** Whether the request of this index (from 0) belongs to the share: for the same seed and index always the same answer (R575). */
export function isInShare(share: number, seed: number, index: number): boolean {
  return scatter(scatter(seed) ^ index) / RANGE < share;
}

/** Evenly spread over 32 bits: the finalizer of MurmurHash3, over the increment of SplitMix. */
function scatter(value: number): number {
  let mixed = (value + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

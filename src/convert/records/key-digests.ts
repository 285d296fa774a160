import type { KeySet } from '../../domain/imports/outcome-on-conflict.ts';
import { DigestTable } from './digest-table.ts';

/**
 * A set of texts that keeps 57 bits of each, so that the user names and addresses of 5,000,000 users fit in memory. Of 5,000,000 keys
 * two have the same digest with a probability of one in 11,000; the second user is then left out and named.
 */
export class KeyDigests implements KeySet {
  readonly #digests = new DigestTable();
  /** The digest of this key is at hand: who adds a key has asked for it before. */
  #key: string | undefined;
  #high = 0;
  #low = 0;

  has(key: string): boolean {
    this.#digest(key);
    return this.#digests.has(this.#high, this.#low);
  }

  add(key: string): void {
    this.#digest(key);
    this.#digests.add(this.#high, this.#low);
  }

  /** Two multiplicative hashes of the code units, mixed into each other (cyrb53, with all of its bits). */
  #digest(key: string): void {
    if (key === this.#key) return;
    let high = 0xdeadbeef;
    let low = 0x41c6ce57;
    for (let index = 0; index < key.length; index++) {
      const unit = key.charCodeAt(index);
      high = Math.imul(high ^ unit, 2_654_435_761);
      low = Math.imul(low ^ unit, 1_597_334_677);
    }
    const mixed = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
    this.#low = (Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(mixed ^ (mixed >>> 13), 3_266_489_909)) >>> 0;
    this.#high = mixed >>> 0;
    this.#key = key;
  }
}

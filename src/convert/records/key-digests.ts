import type { KeySet } from '../../domain/imports/outcome-on-conflict.ts';
import { DigestMarks } from './digest-marks.ts';
import { DigestTable } from './digest-table.ts';
import { KeyPlaces, type RecordPlace } from './key-places.ts';

/**
 * A set of texts that keeps 57 bits of each, so that the user names and addresses of 5,000,000 users fit in memory. Of 5,000,000 keys
 * two have the same digest with a probability of one in 11,000; the second user is then left out and named.
 */
export class KeyDigests implements KeySet {
  readonly #digests = new DigestTable();
  /** What was looked for last, so that who adds it need not look again. */
  #sought: string | undefined;
  #high = 0;
  #low = 0;
  readonly #places = new KeyPlaces();
  readonly #marks = new DigestMarks();
  readonly #place: RecordPlace;

  /** `place`: of the record at hand, which changes from one to the next. */
  constructor(place: RecordPlace) {
    this.#place = place;
  }

  /** Where the record stands that added the key, if that is still known. */
  findPlace(key: string): RecordPlace | undefined {
    return this.has(key) ? this.#places.find(this.#high, this.#low) : undefined;
  }

  has(key: string): boolean {
    this.#sought = key;
    return this.#hasDigest(key);
  }

  add(key: string): void {
    if (key !== this.#sought) this.has(key);
    this.#digests.addSought();
    this.#places.add(this.#high, this.#low, this.#place);
  }

  /** Marks a key, whether or not it is in the set. */
  mark(key: string): void {
    this.has(key);
    this.#marks.add(this.#low);
  }

  /** Whether the key that was looked for last may be marked; true of each that is. */
  get mayBeMarked(): boolean {
    return this.#marks.mayHave(this.#low);
  }

  /** Two multiplicative hashes of the code units, mixed into each other (cyrb53, with all of its bits). */
  #hasDigest(key: string): boolean {
    let high = 0xdeadbeef;
    let low = 0x41c6ce57;
    for (let index = 0; index < key.length; index++) {
      const unit = key.charCodeAt(index);
      high = Math.imul(high ^ unit, 2_654_435_761);
      low = Math.imul(low ^ unit, 1_597_334_677);
    }
    const mixed = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
    const other = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(mixed ^ (mixed >>> 13), 3_266_489_909);
    this.#high = mixed;
    this.#low = other;
    return this.#digests.has(mixed, other);
  }
}

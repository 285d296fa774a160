import { asText, unitAt } from '../../base/text/code-units.ts';
import type { KeySet } from '../../domain/imports/outcome-on-conflict.ts';
import { DigestMarks } from './digest-marks.ts';
import { DigestTable } from './digest-table.ts';
import { KeyPlaces, type RecordPlace } from './key-places.ts';

/**
 * A set of texts that keeps 57 bits of each, so that the user names and addresses of 5,000,000 users fit in memory. Of 5,000,000 keys
 * two have the same digest with a probability of one in 11,000; the second user is then left out and named. Keys can be marked as well.
 */
export class KeyDigests implements KeySet {
  readonly #digests: DigestTable;
  readonly #shareDone: () => number;
  /** What was looked for last, so that who adds it need not look again. */
  #sought: string | undefined;
  #high = 0;
  #low = 0;
  readonly #places = new KeyPlaces();
  /** Undefined while nothing is marked, as in most sets. */
  #marks: DigestMarks | undefined;
  readonly #place: RecordPlace;

  /**
   * `place`: of the record at hand, which changes from one to the next. `shareDone`: how much of the records was read, above 0 and up to 1,
   * which tells how many keys to expect.
   */
  constructor(place: RecordPlace, shareDone: () => number) {
    this.#place = place;
    this.#shareDone = shareDone;
    this.#digests = new DigestTable(shareDone);
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
    this.#marks ??= new DigestMarks(this.#shareDone);
    this.#marks.add(this.#high, this.#low);
  }

  isMarked(key: string): boolean {
    if (this.#marks === undefined) return false;
    if (key !== this.#sought) this.has(key);
    return this.#marks.has(this.#high, this.#low);
  }

  /** Two multiplicative hashes of the code units, mixed into each other (cyrb53, with all of its bits). */
  #hasDigest(key: string): boolean {
    const text = asText(key);
    let high = 0xdeadbeef;
    let low = 0x41c6ce57;
    for (let index = 0; index < text.length; index++) {
      const unit = unitAt(text, index);
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

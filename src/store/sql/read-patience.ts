/**
 * What a read may take apart of stored bytes before it goes on in a thread of its own: some 50 ms of the thread that was asked. An ordinary
 * page of 10,000 log events takes half of it.
 */
const UNITS_MAX = 4_000_000;
/** Fetching and taking apart a block, whatever it holds. */
const UNITS_PER_BLOCK = 2_000;
const UNITS_PER_EVENT = 100;

/** Thrown by a read that is longer than the thread that was asked should wait; nothing but time is lost. */
export class LongReadError extends Error {
  override name = 'LongReadError';
}

/** Of one read. */
export class ReadPatience {
  #units = UNITS_MAX;

  /** A block of log events was taken apart. `characters`: of its messages, where they are stored. Throws {@link LongReadError}. */
  spendOnBlock(events: number, characters = 0): void {
    this.#spend(UNITS_PER_BLOCK + events * UNITS_PER_EVENT + characters);
  }

  /** So many characters of JSON are to be read. Throws {@link LongReadError}. */
  spendOnText(characters: number): void {
    this.#spend(characters);
  }

  #spend(units: number): void {
    this.#units -= units;
    if (this.#units < 0) throw new LongReadError('the read goes on in a thread of its own');
  }
}

import type { RecordLine } from '../csv/line-cutter.ts';

/** Tells of lines in file order whether they hold a NUL. Bytes that lines share are looked through once for all of them. */
export class NulFinder {
  #bytes: Uint8Array | undefined;
  /** The first NUL of these bytes that is not before the last line asked for. */
  #next = 0;

  isIn({ bytes, start, end }: RecordLine): boolean {
    if (bytes !== this.#bytes || this.#next < start) {
      this.#bytes = bytes;
      const index = bytes.indexOf(0, start);
      this.#next = index === -1 ? Number.POSITIVE_INFINITY : index;
    }
    return this.#next < end;
  }
}

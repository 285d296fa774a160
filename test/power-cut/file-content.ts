type ContentChange =
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly length: number };

/** The bytes of a file, which can be changed in place. What lies between its end and a write beyond that is zero. */
export class FileContent {
  #bytes: Buffer;
  #length: number;

  constructor(bytes: Buffer = Buffer.alloc(0)) {
    this.#bytes = Buffer.from(bytes);
    this.#length = bytes.length;
  }

  apply(change: ContentChange): void {
    if (change.kind === 'truncate') {
      this.#bytes.fill(0, Math.min(change.length, this.#length), this.#length);
      this.#reserve(change.length);
      this.#length = change.length;
      return;
    }
    const { offset, bytes } = change;
    this.#reserve(offset + bytes.length);
    bytes.copy(this.#bytes, offset);
    this.#length = Math.max(this.#length, offset + bytes.length);
  }

  get length(): number {
    return this.#length;
  }

  read(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  copy(): FileContent {
    return new FileContent(this.read());
  }

  #reserve(length: number): void {
    if (length <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(length, 2 * this.#bytes.length));
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}

const PART_BYTES = 4 * 1024 * 1024;

/** Gathers bytes into a file of the browser, which keeps it outside of the memory of the page. */
export class BlobWriter {
  readonly #type: string;
  readonly #parts: Blob[] = [];
  #held: Uint8Array<ArrayBuffer>[] = [];
  #heldBytes = 0;

  constructor(type = 'text/csv') {
    this.#type = type;
  }

  /** The bytes are copied. */
  write(bytes: Uint8Array): void {
    this.#held.push(new Uint8Array(bytes));
    this.#heldBytes += bytes.length;
    if (this.#heldBytes >= PART_BYTES) this.#flush();
  }

  end(): Blob {
    this.#flush();
    return new Blob(this.#parts, { type: this.#type });
  }

  #flush(): void {
    if (this.#heldBytes === 0) return;
    this.#parts.push(new Blob(this.#held));
    this.#held = [];
    this.#heldBytes = 0;
  }
}

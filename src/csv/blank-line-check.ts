/** Tells whether a line that comes in pieces is white space only (R180), keeping nothing of it but a character that is cut. */
export class BlankLineCheck {
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #isBlank = true;

  push(piece: Uint8Array): void {
    if (this.#isBlank) this.#isBlank = this.#decoder.decode(piece, { stream: true }).trim() === '';
  }

  end(): boolean {
    return this.#isBlank && this.#decoder.decode().trim() === '';
  }
}

import { StringDecoder } from 'node:string_decoder';

/** Tells whether a line that comes in pieces is white space only (R180), keeping nothing of it but a character that is cut. */
export class BlankLineCheck {
  readonly #decoder = new StringDecoder('utf8');
  #isBlank = true;

  push(piece: Buffer): void {
    if (this.#isBlank) this.#isBlank = this.#decoder.write(piece).trim() === '';
  }

  end(): boolean {
    return this.#isBlank && this.#decoder.end().trim() === '';
  }
}

/** A line of a file, without its line end. */
export interface TextLine {
  /** From 1. */
  readonly number: number;
  /** Undefined if it is longer than {@link TextLines} keeps. */
  readonly text: string | undefined;
}

/** Cuts text that comes in pieces into lines that are not blank. Memory: a piece, and a line up to the limit. */
export class TextLines {
  readonly #charactersMax: number;
  readonly #lineEnd: '\n' | '\r';
  #number = 1;
  #held: string[] = [];
  #heldCharacters = 0;

  /** `charactersMax`: code units of a line that is kept. */
  constructor(charactersMax: number, lineEnd: 'lf' | 'cr' = 'lf') {
    this.#charactersMax = charactersMax;
    this.#lineEnd = lineEnd === 'cr' ? '\r' : '\n';
  }

  push(text: string): TextLine[] {
    const lines: TextLine[] = [];
    let start = 0;
    for (let end = text.indexOf(this.#lineEnd); end !== -1; end = text.indexOf(this.#lineEnd, start)) {
      this.#take(text.slice(start, end), lines);
      start = end + 1;
    }
    if (start < text.length) this.#hold(text.slice(start));
    return lines;
  }

  /** The last line, if no line end follows it. */
  end(): TextLine[] {
    const lines: TextLine[] = [];
    if (this.#heldCharacters > 0) this.#take('', lines);
    return lines;
  }

  #hold(piece: string): void {
    this.#heldCharacters += piece.length;
    if (this.#heldCharacters > this.#charactersMax) this.#held = [];
    else this.#held.push(piece);
  }

  #take(piece: string, lines: TextLine[]): void {
    const number = this.#number;
    this.#number += 1;
    let text = piece;
    if (this.#heldCharacters > 0) {
      this.#hold(piece);
      text = this.#held.join('');
    }
    const isTooLong = Math.max(this.#heldCharacters, text.length) > this.#charactersMax;
    this.#held = [];
    this.#heldCharacters = 0;
    if (isTooLong) lines.push({ number, text: undefined });
    else if (text !== '' && text.trim() !== '')
      lines.push({ number, text: text.endsWith('\r') ? text.slice(0, -1) : text });
  }
}

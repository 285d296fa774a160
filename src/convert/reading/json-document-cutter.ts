/** The text of a record, or undefined if it is too long to keep; and the line where it begins. */
export interface DocumentPiece {
  readonly line: number;
  readonly text: string | undefined;
}

const [QUOTE, BACKSLASH, LF] = [0x22, 0x5c, 0x0a];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
const [COMMA, COLON] = [0x2c, 0x3a];
const KEY_CHARACTERS_MAX = 100;

/**
 * Cuts JSON that comes in pieces into its records, without making values of it: the items of a list, of a list that is a member of an
 * object and has one of the given names, or objects one after the other. Memory: a piece and one record.
 */
export class JsonDocumentCutter {
  readonly #lists: readonly string[];
  readonly #charactersMax: number;
  #line = 1;
  #depth = 0;
  #isInString = false;
  /** Whether the next character follows a backslash. */
  #isEscaped = false;
  /** Depth at which the items of the list under way begin; 0 outside a list. */
  #listDepth = 0;
  /** Depth at which the record under way began; -1 outside of one. */
  #recordDepth = -1;
  #recordLine = 1;
  #held: string[] = [];
  #heldCharacters = 0;
  /** Something that is no object stands where a record should. */
  #isScalar = false;
  #scalarLine = 1;
  /** Of the member under way of an object at the top, and the text that was read last there. */
  #key: string | undefined;
  #text = '';

  constructor(lists: readonly string[], charactersMax: number) {
    this.#lists = lists;
    this.#charactersMax = charactersMax;
  }

  push(text: string): DocumentPiece[] {
    const pieces: DocumentPiece[] = [];
    let recordStart = this.#recordDepth >= 0 ? 0 : -1;
    for (let at = 0; at < text.length; at++) {
      if (this.#isInString) {
        at = this.#skipString(text, at);
        continue;
      }
      const code = text.charCodeAt(at);
      switch (code) {
        case LF:
          this.#line += 1;
          break;
        case QUOTE:
          this.#isInString = true;
          this.#text = '';
          if (this.#recordDepth < 0) this.#noteScalar();
          break;
        case OPEN_OBJECT:
        case OPEN_LIST:
          if (this.#open(code)) recordStart = at;
          else if (this.#recordDepth < 0) recordStart = -1;
          break;
        case CLOSE_OBJECT:
        case CLOSE_LIST:
          if (this.#close(pieces)) {
            pieces.push({ line: this.#recordLine, text: this.#textOfRecord(text.slice(recordStart, at + 1)) });
            recordStart = -1;
          }
          break;
        case COMMA:
          this.#key = undefined;
          if (this.#recordDepth < 0) this.#endScalar(pieces);
          break;
        case COLON:
          if (this.#depth === 1) this.#key = this.#text;
          break;
        default:
          if (code > 0x20 && this.#recordDepth < 0 && code !== 0xfeff) this.#noteScalar();
      }
    }
    if (recordStart >= 0) this.#hold(text.slice(recordStart));
    return pieces;
  }

  /** A record that does not end, if so; its text is no JSON. */
  end(): DocumentPiece[] {
    const pieces: DocumentPiece[] = [];
    this.#endScalar(pieces);
    if (this.#recordDepth >= 0) pieces.push({ line: this.#recordLine, text: this.#textOfRecord('') });
    else if (this.#depth > 0) pieces.push({ line: this.#line, text: '' });
    return pieces;
  }

  /** Returns the place of the quote that ends the string, or the end of the piece. */
  #skipString(text: string, start: number): number {
    let from = start;
    if (this.#isEscaped) {
      this.#isEscaped = false;
      from += 1;
    }
    for (;;) {
      const quote = text.indexOf('"', from);
      const end = quote === -1 ? text.length : quote;
      let backslashes = 0;
      while (end - 1 - backslashes >= from && text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
      const isEscaped = backslashes % 2 === 1;
      if (quote === -1) {
        this.#isEscaped = isEscaped;
        this.#keepText(text.slice(start));
        return text.length;
      }
      if (!isEscaped) {
        this.#isInString = false;
        this.#keepText(text.slice(start, quote));
        return quote;
      }
      from = quote + 1;
    }
  }

  /** Keys of an object at the top matter alone. */
  #keepText(piece: string): void {
    if (this.#depth === 1 && this.#text.length + piece.length <= KEY_CHARACTERS_MAX) this.#text += piece;
  }

  /** True if a record begins. */
  #open(code: number): boolean {
    const depth = this.#depth;
    this.#depth += 1;
    if (this.#recordDepth < 0 && depth === this.#listDepth) {
      if (code === OPEN_LIST && depth === 0) {
        this.#listDepth = 1;
        return false;
      }
      if (code === OPEN_OBJECT) {
        this.#recordDepth = depth;
        this.#recordLine = this.#line;
        this.#key = undefined;
        return true;
      }
      this.#noteScalar();
      return false;
    }
    const mayHoldList = depth === 1 && this.#listDepth === 0 && (this.#recordDepth === 0 || this.#recordDepth < 0);
    if (code === OPEN_LIST && mayHoldList && this.#key !== undefined && this.#lists.includes(this.#key)) {
      this.#recordDepth = -1;
      this.#listDepth = 2;
      this.#dropHeld();
    }
    return false;
  }

  /** True if a record ends. */
  #close(pieces: DocumentPiece[]): boolean {
    if (this.#recordDepth < 0) this.#endScalar(pieces);
    this.#depth = Math.max(0, this.#depth - 1);
    if (this.#recordDepth >= 0) {
      if (this.#depth > this.#recordDepth) return false;
      this.#recordDepth = -1;
      return true;
    }
    if (this.#listDepth > 0 && this.#depth < this.#listDepth) {
      this.#listDepth = 0;
      this.#key = undefined;
    }
    return false;
  }

  #noteScalar(): void {
    if (this.#isScalar || this.#depth !== this.#listDepth) return;
    this.#isScalar = true;
    this.#scalarLine = this.#line;
  }

  #endScalar(pieces: DocumentPiece[]): void {
    if (!this.#isScalar || this.#depth !== this.#listDepth) return;
    this.#isScalar = false;
    pieces.push({ line: this.#scalarLine, text: '0' });
  }

  #hold(piece: string): void {
    this.#heldCharacters += piece.length;
    if (this.#heldCharacters > this.#charactersMax) this.#held = [];
    else this.#held.push(piece);
  }

  #textOfRecord(piece: string): string | undefined {
    this.#hold(piece);
    const text = this.#heldCharacters > this.#charactersMax ? undefined : this.#held.join('');
    this.#dropHeld();
    return text;
  }

  #dropHeld(): void {
    this.#held = [];
    this.#heldCharacters = 0;
  }
}

/**
 * Lets so many begin in one turn of the event loop, and the others in the next ones, in the order of arrival. Between two turns the server
 * reads and answers what is on other connections, so that many requests together hold up nobody for longer than one turn.
 */
export class Turns {
  readonly #perTurn: number;
  readonly #waiting: (() => void)[] = [];
  /** Begun in this turn. */
  #begun = 0;

  constructor(perTurn: number) {
    this.#perTurn = perTurn;
  }

  /** Undefined: begin now. */
  next(): Promise<void> | undefined {
    if (this.#begun === 0 && this.#waiting.length === 0) setImmediate(() => this.#turn());
    if (this.#begun < this.#perTurn && this.#waiting.length === 0) {
      this.#begun += 1;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #turn(): void {
    const next = this.#waiting.splice(0, this.#perTurn);
    this.#begun = next.length;
    if (next.length === 0) return;
    setImmediate(() => this.#turn());
    for (const begin of next) begin();
  }
}

import type { MailJournal } from './mail-journal.ts';
import type { StormStore } from './storm-store.ts';

/** Codes whose time is to run out at the next moment at which no node runs. */
export class ExpiringCodes {
  readonly #journal: MailJournal;
  #wanted: { readonly recipient: string; done(isExpired: boolean): void }[] = [];

  constructor(journal: MailJournal) {
    this.#journal = journal;
  }

  get isWanted(): boolean {
    return this.#wanted.length > 0;
  }

  /** Resolves with true when the codes of the recipient have run out, with false if they never will. */
  expire(recipient: string): Promise<boolean> {
    return new Promise((done) => this.#wanted.push({ recipient, done }));
  }

  /** No node may run. */
  async letTimePass(store: StormStore): Promise<void> {
    const wanted = this.#wanted;
    this.#wanted = [];
    const waiting = new Set(await store.age(wanted.map(({ recipient }) => recipient)));
    for (const { recipient, done } of wanted) {
      this.#journal.age(recipient, waiting.has(recipient));
      done(true);
    }
  }

  /** Nobody is killed any more. */
  giveUp(): void {
    for (const { done } of this.#wanted) done(false);
    this.#wanted = [];
  }
}

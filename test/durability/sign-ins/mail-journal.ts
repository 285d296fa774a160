import type { ReceivedMail } from '../../../src/delivery/smtp-server.fixture.ts';

interface Entry {
  readonly code: string;
  /** Milliseconds since 1970; undefined if the code was good until the end. */
  voidSince?: number;
  /** The message may have gone before, and may not. */
  isAged?: boolean;
}

export interface MailTally {
  readonly messages: number;
  /** Their codes had run out while they still waited, so that they must not arrive. */
  readonly expired: number;
  /** Mails that came once more, since a server died or a connection broke between delivery and note. */
  readonly again: number;
}

/** Every message that the servers have stored, by recipient. */
export class MailJournal {
  readonly #entries = new Map<string, Entry[]>();

  note(recipient: string, code: string): void {
    const entries = this.#entries.get(recipient) ?? [];
    entries.push({ code });
    this.#entries.set(recipient, entries);
  }

  /** The codes of the recipient have run out; `isWaiting` is whether the newest message still waited for delivery then. */
  age(recipient: string, isWaiting: boolean): void {
    for (const entry of this.#entries.get(recipient) ?? []) {
      if (isWaiting) entry.voidSince = Date.now();
      entry.isAged = true;
    }
  }

  /** Compares with what the mail server has received by the time that the outbox is empty. */
  judge(mails: readonly ReceivedMail[], report: (difference: string) => void): MailTally {
    const tally = { messages: 0, expired: 0, again: 0 };
    const byRecipient = Map.groupBy(mails, ({ to }) => to.join(' '));
    for (const [recipient, entries] of this.#entries) {
      const received = byRecipient.get(recipient) ?? [];
      for (const entry of entries) {
        const copies = received.filter(({ content }) => textOf(content).includes(entry.code));
        tally.messages += 1;
        if (entry.voidSince !== undefined) tally.expired += 1;
        if (copies.length === 0 && !entry.isAged) report(`${recipient} never received a message that was stored`);
        if (copies.length > 1) tally.again += copies.length - 1;
        const late = copies.filter(({ receivedAt }) => receivedAt > (entry.voidSince ?? Number.POSITIVE_INFINITY));
        if (late.length > 0) report(`${recipient} received a code after it had run out`);
      }
      const unknown = received.filter(({ content }) => !entries.some(({ code }) => textOf(content).includes(code)));
      if (unknown.length > 0) report(`${recipient} received a message that the inbox does not know`);
    }
    for (const recipient of byRecipient.keys()) {
      if (!this.#entries.has(recipient)) report(`${recipient} received a message that nobody asked for`);
    }
    return tally;
  }
}

/** Long lines come broken. */
function textOf(content: string): string {
  return content.replaceAll('=\r\n', '');
}

import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { composeMessage, type MessageRequest } from '../domain/messages/compose-message.ts';
import type { Message, MessageMedium, NewMessage } from '../domain/messages/message.ts';
import { openMessage, sealMessage } from '../domain/messages/sealed-message.ts';
import type { UserPool } from '../domain/pools/user-pool.ts';
import type { DeliveryWay } from './delivery-way.ts';

export interface OutboxServices {
  readonly ways: readonly DeliveryWay[];
  /** Whether the inbox keeps a copy of every message. */
  readonly keepsInbox: boolean;
  /** From the server key. */
  readonly messageKey: Buffer;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Makes messages ready for the store. It sends nothing: what is stored, the worker delivers. */
export class Outbox {
  readonly #services: OutboxServices;

  constructor(services: OutboxServices) {
    this.#services = services;
  }

  get keepsInbox(): boolean {
    return this.#services.keepsInbox;
  }

  /** Whether a message of the medium arrives anywhere; an operation that needs one refuses before it changes anything (S111). */
  canDeliver(medium: MessageMedium): boolean {
    return this.#services.keepsInbox || this.#wayOf(medium) !== undefined;
  }

  /** `isForNobody`: committed like any other, so that it takes as long, and dropped by the worker (S32). */
  prepare(
    pool: UserPool,
    request: MessageRequest,
    { validMs, isForNobody = false }: { readonly validMs: number; readonly isForNobody?: boolean },
  ): NewMessage {
    const { clock, ids, keepsInbox, messageKey } = this.#services;
    const nowMs = clock.nowMs();
    const id = ids.uuidV7(nowMs);
    return {
      id,
      userPoolKey: pool.key,
      medium: request.medium,
      kind: request.kind,
      recipient: isForNobody ? undefined : request.to,
      sealedContent: sealMessage(messageKey, id, composeMessage(pool.settings, request)),
      createdAt: nowMs,
      expiresAt: nowMs + validMs,
      isWaiting: this.#wayOf(request.medium) !== undefined,
      isInInbox: keepsInbox && !isForNobody,
    };
  }

  /** The message in a row of the store; undefined if another server key sealed it. */
  open(stored: Pick<NewMessage, 'id' | 'sealedContent'>): Message | undefined {
    return openMessage(this.#services.messageKey, stored.id, stored.sealedContent);
  }

  #wayOf(medium: MessageMedium): DeliveryWay | undefined {
    return this.#services.ways.find((way) => way.medium === medium);
  }
}

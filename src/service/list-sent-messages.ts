import type { Clock } from '../base/clock.ts';
import type { Outbox } from '../delivery/outbox.ts';
import { INBOX_MESSAGES_MAX, INBOX_MS_MAX } from '../domain/messages/message-limits.ts';
import type { Store } from '../store/store.ts';
import type { SentMessage } from './muster.ts';

export interface SentMessagesServices {
  readonly store: Pick<Store, 'listMessages'>;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

/** All messages that the inbox keeps, newest first. @throws {Error} if the inbox is off: an empty list would look as if nothing had been sent */
export async function listSentMessages(
  { store, outbox, clock }: SentMessagesServices,
  { to }: { readonly to?: string | undefined } = {},
): Promise<readonly SentMessage[]> {
  if (!outbox.keepsInbox) throw new Error("this server keeps no copies of messages: give it inbox: 'on'");
  const createdAfter = clock.nowMs() - INBOX_MS_MAX;
  const { items } = await store.listMessages(undefined, { to, createdAfter, limit: INBOX_MESSAGES_MAX });
  return items.flatMap((stored) => {
    const message = outbox.open(stored);
    return message ? [{ ...message, userPoolId: stored.userPoolId, sentAt: new Date(stored.createdAt) }] : [];
  });
}

import type { MessageLane, NewMessage, StoredMessage } from '../domain/messages/message.ts';
import type { UserPoolId } from '../domain/pools/user-pool.ts';
import type { Page } from './page.ts';
import type { Scope } from './scope.ts';

/** Key of the last message of a page; the next page begins behind it, with older ones. */
export type MessageCursor = number;

/** Which messages of the inbox: all, or those of a pool, to an address, or both. */
export interface MessageSelection {
  readonly userPoolId?: UserPoolId | undefined;
  /** Email address or phone number, as the message was sent to it. */
  readonly to?: string | undefined;
}

export interface MessageQuery extends MessageSelection {
  /** Older messages are not there, deleted or not. */
  readonly createdAfter: number;
  readonly after?: MessageCursor | undefined;
  readonly limit: number;
}

/** A message that this worker delivers until the lease ends; `attempt` counts from 1 and proves the claim. */
export interface ClaimedMessage {
  readonly key: number;
  readonly attempt: number;
  readonly id: string;
  readonly userPoolId: UserPoolId;
  readonly medium: NewMessage['medium'];
  readonly kind: NewMessage['kind'];
  /** Whether it is for nobody and only has to go (S32). */
  readonly isForNobody: boolean;
  readonly sealedContent: Uint8Array;
  readonly expiresAt: number;
}

export type MessagePut = 'stored' | 'outbox-full' | 'pool-not-found';

/** Messages on their way, and those that the inbox keeps. Nothing of a message stays once it is neither. */
export interface MessageStore {
  /**
   * Refused where {@link WAITING_MESSAGES_MAX} messages to people wait, whoever it is for. Of the inbox the newest {@link INBOX_MESSAGES_MAX}
   * stay, of messages for nobody the newest {@link SIMULATED_MESSAGES_MAX} (R820).
   */
  putMessage(message: NewMessage): Promise<MessagePut>;
  /** When the next message of a lane is due, in milliseconds since 1970; undefined if none waits. */
  findNextMessageTime(lane: MessageLane): Promise<number | undefined>;
  /** Messages of a lane that are due, oldest first. Until `leaseEnd` no other node claims them; then they are due again. */
  claimMessages(lane: MessageLane, nowMs: number, leaseEnd: number, limit: number): Promise<readonly ClaimedMessage[]>;
  /** Delivered or given up: only a copy in the inbox stays. Nothing happens if another node has claimed it since. */
  endMessage(claim: Pick<ClaimedMessage, 'key' | 'attempt'>): Promise<void>;
  /** Due again at `dueAt`, unless another node has claimed it since. */
  postponeMessage(claim: Pick<ClaimedMessage, 'key' | 'attempt'>, dueAt: number): Promise<void>;
  /** Messages of the inbox, newest first; without a scope those of all accounts. */
  listMessages(scope: Scope | undefined, query: MessageQuery): Promise<Page<StoredMessage, MessageCursor>>;
  /** Deletes copies in the inbox; what waits is still delivered. Returns how many. */
  deleteMessages(scope: Scope, selection: MessageSelection): Promise<number>;
  /** Deletes the copies in the inbox that were created before. Returns how many. */
  expireMessages(createdBefore: number): Promise<number>;
}

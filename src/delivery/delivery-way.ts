import type { Message, MessageMedium } from '../domain/messages/message.ts';

export type DeliveryResult =
  | { readonly kind: 'delivered' }
  /** It may go later. `detail` names no person and holds nothing of the message. */
  | { readonly kind: 'postponed'; readonly detail: string }
  /** This message will never go. */
  | { readonly kind: 'refused'; readonly detail: string };

/** A message on its way; a receiver that has seen the `id` has seen the message. */
export interface OutgoingMessage extends Message {
  readonly id: string;
  readonly userPoolId: string;
}

/** How messages of one medium leave this server. */
export interface DeliveryWay {
  readonly name: 'smtp' | 'webhook';
  readonly medium: MessageMedium;
  /** Never rejects. Ends as soon as `signal` is aborted, and nothing of the message goes out after that. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<DeliveryResult>;
  close(): void;
}

/** Bounds one try, so that the claim of a message outlives it. */
export const SENDING_MS_MAX = 30_000;

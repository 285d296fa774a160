import { type Backoff, jitteredBackoffMs } from '../base/backoff.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Metrics } from '../base/metrics/metrics.ts';
import type { Scheduler } from '../base/scheduler.ts';
import type { MessageLane } from '../domain/messages/message.ts';
import { INBOX_MS_MAX } from '../domain/messages/message-limits.ts';
import { openMessage } from '../domain/messages/sealed-message.ts';
import type { ClaimedMessage, MessageStore } from '../store/message-store.ts';
import { type DeliveryResult, type DeliveryWay, type OutgoingMessage, SENDING_MS_MAX } from './delivery-way.ts';

/** Another node has a message again when the one that took it has died. */
const CLAIM_MS = 2 * SENDING_MS_MAX;
const CLAIMED_MAX = 10;
/** A message of another node, or one whose hint was lost, waits this long at most. */
const POLL_EVERY_MS = 1_000;
const RETRY: Backoff = { pauseMsMin: 1_000, pauseMsMax: 60_000 };
/** A mail server that does not answer holds up the end of a node for so long. */
const STOPPING_MS_MAX = 3_000;
/** After a failure of the store. */
const STORE_RETRY_MS = 5_000;
const EXPIRE_EVERY_MS = 60 * 60 * 1_000;

export interface OutboxWorkerServices {
  readonly store: Pick<
    MessageStore,
    'findNextMessageTime' | 'claimMessages' | 'endMessage' | 'postponeMessage' | 'expireMessages'
  >;
  readonly ways: readonly DeliveryWay[];
  readonly messageKey: Buffer;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** What became of one try to deliver. */
type Outcome = 'delivered' | 'postponed' | 'refused' | 'expired' | 'unreadable' | 'dropped';

/**
 * Delivers what waits in the outbox, until it is stopped. Each node has one; they share the messages by claims. Messages for nobody go
 * through the same steps in a lane of their own: a mail server that hangs does not hold them, and they hold no message to a person (R820).
 */
export class OutboxWorker {
  readonly #services: OutboxWorkerServices;
  readonly #lanes: readonly LaneWorker[];

  constructor(services: OutboxWorkerServices) {
    this.#services = services;
    this.#lanes = [new LaneWorker(services, 'people'), new LaneWorker(services, 'nobody')];
  }

  start(): void {
    for (const lane of this.#lanes) lane.start();
  }

  /** A message was stored. If the hint is lost, the next poll finds the message. */
  wake(): void {
    for (const lane of this.#lanes) lane.wake();
  }

  /** Waits for the tries under way, and breaks them off after a moment; what they leave waits in the store. */
  async stop(): Promise<void> {
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
    for (const way of this.#services.ways) way.close();
  }
}

/** Takes the messages of one lane, a few at a time. */
class LaneWorker {
  readonly #services: OutboxWorkerServices;
  readonly #lane: MessageLane;
  readonly #tries = new Set<AbortController>();
  #cancel: () => void = () => {};
  #underWay: Promise<void> = Promise.resolve();
  #isStopped = false;
  #isWoken = false;
  #isBusy = false;
  #expiredAtMs = Number.NEGATIVE_INFINITY;

  constructor(services: OutboxWorkerServices, lane: MessageLane) {
    this.#services = services;
    this.#lane = lane;
  }

  start(): void {
    this.#goOn();
  }

  wake(): void {
    this.#isWoken = true;
    if (!this.#isBusy) this.#goOn();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    const cancel = this.#services.scheduler.after(STOPPING_MS_MAX, () => {
      for (const each of this.#tries) each.abort();
    });
    await this.#underWay;
    cancel();
  }

  #goOn(): void {
    if (this.#isStopped) return;
    this.#cancel();
    this.#isBusy = true;
    this.#isWoken = false;
    this.#underWay = this.#round();
  }

  async #round(): Promise<void> {
    const { scheduler, logger } = this.#services;
    let pauseMs = POLL_EVERY_MS;
    try {
      if (await this.#deliverDue()) this.#isWoken = true;
    } catch (error) {
      logger.warn({ err: error }, 'the outbox cannot be read; it is tried again');
      pauseMs = STORE_RETRY_MS;
    }
    this.#isBusy = false;
    if (this.#isStopped) return;
    this.#cancel = scheduler.after(this.#isWoken && pauseMs === POLL_EVERY_MS ? 0 : pauseMs, () => this.#goOn());
  }

  /** Whether more may be due. */
  async #deliverDue(): Promise<boolean> {
    const { store, clock } = this.#services;
    const nowMs = clock.nowMs();
    if (this.#lane === 'people' && nowMs >= this.#expiredAtMs + EXPIRE_EVERY_MS) {
      await store.expireMessages(nowMs - INBOX_MS_MAX);
      this.#expiredAtMs = nowMs;
    }
    // A read, which costs an idle server nothing.
    const next = await store.findNextMessageTime(this.#lane);
    if (next === undefined || next > nowMs) return false;
    const claims = await store.claimMessages(this.#lane, nowMs, nowMs + CLAIM_MS, CLAIMED_MAX);
    await Promise.all(claims.map((claim) => this.#deliver(claim)));
    return claims.length > 0;
  }

  async #deliver(claim: ClaimedMessage): Promise<void> {
    const { store, clock, logger, metrics } = this.#services;
    const { outcome, detail } = await this.#try(claim);
    metrics.count('muster_messages_total', { medium: claim.medium, outcome });
    if (outcome === 'postponed') {
      await store.postponeMessage(claim, clock.nowMs() + jitteredBackoffMs(RETRY, claim.attempt));
    } else await store.endMessage(claim);
    const about = { messageId: claim.id, kind: claim.kind, medium: claim.medium, attempt: claim.attempt, detail };
    if (outcome === 'delivered') logger.debug(about, 'message delivered');
    else if (outcome === 'postponed') logger.warn(about, 'message not delivered yet; it is tried again');
    else if (outcome !== 'dropped') logger.error({ ...about, outcome }, 'message given up');
  }

  async #try(claim: ClaimedMessage): Promise<{ readonly outcome: Outcome; readonly detail?: string }> {
    const { ways, messageKey, clock } = this.#services;
    if (claim.isForNobody) return { outcome: 'dropped' };
    const leftMs = claim.expiresAt - clock.nowMs();
    if (leftMs <= 0) return { outcome: 'expired', detail: 'its code has expired' };
    const way = ways.find(({ medium }) => medium === claim.medium);
    // A node that has the way may take it.
    if (!way) return { outcome: 'postponed', detail: `this node has no way to send ${claim.medium}` };
    const message = openMessage(messageKey, claim.id, claim.sealedContent);
    if (!message) return { outcome: 'unreadable', detail: 'it was sealed with another server key' };
    const outgoing = { ...message, id: claim.id, userPoolId: claim.userPoolId };
    const result = await this.#send(way, outgoing, Math.min(leftMs, SENDING_MS_MAX));
    return result.kind === 'delivered' ? { outcome: 'delivered' } : { outcome: result.kind, detail: result.detail };
  }

  /** A try is broken off when the code has expired: then it must not arrive any more. */
  async #send(way: DeliveryWay, message: OutgoingMessage, msMax: number): Promise<DeliveryResult> {
    const breakOff = new AbortController();
    this.#tries.add(breakOff);
    const cancel = this.#services.scheduler.after(msMax, () => breakOff.abort());
    try {
      return await way.send(message, breakOff.signal);
    } finally {
      cancel();
      this.#tries.delete(breakOff);
    }
  }
}

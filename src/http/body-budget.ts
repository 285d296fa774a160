import type { BodySender } from './route.ts';

/** A part of the budget that one body has. */
export interface BodyShare {
  /** Gives it back. A second call does nothing. */
  release(): void;
}

export interface BodyBudgetLimits {
  /** Bytes of all bodies that are held at the same time. */
  readonly bodiesBytesMax: number;
  /** Bodies that may wait for a share, of each kind of sender. */
  readonly waitingBodiesMax: number;
  readonly bodyWaitMs: number;
}

/** One of so many bytes is for strangers: they can use it up without taking anything from senders that are known. */
const STRANGERS_PART = 4;

/**
 * The memory that the bodies of requests may take in all (R544). A body has its share before a byte of it is read, until it is answered.
 * One that finds no room waits, in the order of arrival; how many wait, and for how long, is limited.
 */
export class BodyBudget {
  readonly #lanes: Readonly<Record<BodySender, Lane>>;

  /** `onReleased` is told of the bytes of each share that was given back. */
  constructor(limits: BodyBudgetLimits, onReleased: (bytes: number) => void = () => {}) {
    const strangersBytes = Math.floor(limits.bodiesBytesMax / STRANGERS_PART);
    this.#lanes = {
      stranger: new Lane(strangersBytes, limits, onReleased),
      known: new Lane(limits.bodiesBytesMax - strangersBytes, limits, onReleased),
    };
  }

  /** A share if there is room now and nobody waits for it. */
  tryTake(sender: BodySender, byteLength: number): BodyShare | undefined {
    return this.#lanes[sender].tryTake(byteLength);
  }

  /** A share, or undefined if there was none in time, or too many wait already. */
  async take(sender: BodySender, byteLength: number): Promise<BodyShare | undefined> {
    const lane = this.#lanes[sender];
    return lane.tryTake(byteLength) ?? (await lane.wait(byteLength));
  }
}

interface Waiter {
  readonly byteLength: number;
  /** Stops the clock, and answers. */
  settle(share: BodyShare | undefined): void;
}

class Lane {
  readonly #limits: BodyBudgetLimits;
  readonly #onReleased: (bytes: number) => void;
  readonly #waiters = new Set<Waiter>();
  #freeBytes: number;

  constructor(bytes: number, limits: BodyBudgetLimits, onReleased: (bytes: number) => void) {
    this.#freeBytes = bytes;
    this.#onReleased = onReleased;
    this.#limits = limits;
  }

  tryTake(byteLength: number): BodyShare | undefined {
    return this.#waiters.size === 0 || byteLength === 0 ? this.#takeFree(byteLength) : undefined;
  }

  wait(byteLength: number): Promise<BodyShare | undefined> {
    const { waitingBodiesMax, bodyWaitMs } = this.#limits;
    if (this.#waiters.size >= waitingBodiesMax) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#settle(waiter, undefined), bodyWaitMs);
      timer.unref();
      const waiter: Waiter = {
        byteLength,
        settle: (share) => {
          clearTimeout(timer);
          resolve(share);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  #takeFree(byteLength: number): BodyShare | undefined {
    if (byteLength > this.#freeBytes) return undefined;
    this.#freeBytes -= byteLength;
    let isHeld = true;
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#freeBytes += byteLength;
        this.#onReleased(byteLength);
        this.#serveWaiters();
      },
    };
  }

  #serveWaiters(): void {
    for (const waiter of this.#waiters) {
      const share = this.#takeFree(waiter.byteLength);
      // Those behind it wait too, or a large body would never have its turn.
      if (!share) return;
      this.#settle(waiter, share);
    }
  }

  /** One that gives up may have been all that those behind it waited for. */
  #settle(waiter: Waiter, share: BodyShare | undefined): void {
    this.#waiters.delete(waiter);
    waiter.settle(share);
    if (!share) this.#serveWaiters();
  }
}

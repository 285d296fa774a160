import type { Clock } from '../base/clock.ts';

export interface PaceLimits {
  /** Units that come back in a second. */
  readonly strangersPerSecond: number;
  /** Units that may be used at the same time after a quiet while. */
  readonly strangersBurst: number;
  /** Others that may wait. */
  readonly waitingStrangersMax: number;
}

interface Waiter {
  readonly cost: number;
  begin(isInTurn: boolean): void;
}

/** Between two looks at what has come back. */
const TICK_MS = 10;

/**
 * How much of the server strangers may use (R545): each refused request is a unit, each packet of a body that nobody reads, and what costs
 * more is more. Who comes when nothing is left waits, in the order of arrival; what comes from those whose signature was verified never
 * does.
 */
export class Pace {
  readonly #limits: PaceLimits;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #waiters: Waiter[] = [];
  #units: number;
  #countedAtMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: PaceLimits, clock: Pick<Clock, 'monotonicMs'>) {
    this.#limits = limits;
    this.#clock = clock;
    this.#units = limits.strangersBurst;
    this.#countedAtMs = clock.monotonicMs();
  }

  /** Takes units, also such as are not there yet: those behind wait the longer. */
  charge(cost: number): void {
    this.#count();
    // At most one second of debt: whoever is honest waits no longer than that for it.
    this.#units = Math.max(this.#units - cost, -this.#limits.strangersPerSecond);
  }

  /** Undefined: go on now. Resolves with false, without waiting, if too many wait already. */
  next(cost: number): Promise<boolean> | undefined {
    this.#count();
    if (this.#waiters.length === 0 && this.#units > 0) {
      this.#units -= cost;
      return undefined;
    }
    if (this.#waiters.length >= this.#limits.waitingStrangersMax) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#waiters.push({ cost, begin: resolve });
      this.#timer ??= setTimeout(() => this.#tick(), TICK_MS).unref();
    });
  }

  #tick(): void {
    this.#timer = undefined;
    this.#count();
    while (this.#units > 0) {
      const waiter = this.#waiters.shift();
      if (!waiter) return;
      this.#units -= waiter.cost;
      waiter.begin(true);
    }
    this.#timer ??= setTimeout(() => this.#tick(), TICK_MS).unref();
  }

  #count(): void {
    const nowMs = this.#clock.monotonicMs();
    const { strangersPerSecond, strangersBurst } = this.#limits;
    const returned = ((nowMs - this.#countedAtMs) * strangersPerSecond) / 1_000;
    this.#units = Math.min(strangersBurst, this.#units + returned);
    this.#countedAtMs = nowMs;
  }
}

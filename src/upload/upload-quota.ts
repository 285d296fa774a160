import type { AccountId } from '../domain/pools/user-pool.ts';
import type { Store } from '../store/store.ts';

/** How long an upload has room for what it has announced and not sent yet. */
export const RESERVED_MS = 60_000;

/** A file on its way. */
export interface Arrival {
  readonly account: AccountId;
  /** Of its job: one URL reserves once. */
  readonly jobId: string;
  /** What it has announced. */
  readonly byteLength: number;
  /** Of the file that goes when this one is there. */
  readonly replacedBytes: number;
  /** What has come of it so far. */
  readonly receivedBytes: () => number;
}

export type Reservation =
  | {
      readonly kind: 'reserved';
      /** Whether what has come so far still fits. No: the upload has to end. */
      fits(): boolean;
      release(): void;
    }
  | {
      readonly kind: 'refused';
      /** Bytes that may still be uploaded. */
      readonly leftBytes: number;
    };

interface Counted extends Arrival {
  readonly reservedUntilMs: number;
}

/**
 * Holds the files of an account, those that wait for their import and those on their way, to a number of bytes in all. Of a file on its way
 * counts what has come. What it has announced beyond that is reserved for a minute, and for one upload of each job only, the largest: so
 * uploads that announce much and send little keep others out for no longer than that (R546).
 */
export class UploadQuota {
  readonly #store: Pick<Store, 'sumUploadBytes'>;
  readonly #bytesMax: number;
  readonly #monotonicMs: () => number;
  readonly #arrivals = new Map<AccountId, Set<Counted>>();

  constructor(store: Pick<Store, 'sumUploadBytes'>, bytesMax: number, monotonicMs: () => number) {
    this.#store = store;
    this.#bytesMax = bytesMax;
    this.#monotonicMs = monotonicMs;
  }

  async reserve(arrival: Arrival): Promise<Reservation> {
    const { account, byteLength, replacedBytes } = arrival;
    // What arrives is counted before the store is asked: an upload that ends meanwhile counts twice for a moment, never not at all.
    const counted = this.#add(arrival);
    let isReserved = false;
    try {
      const storedBytes = await this.#store.sumUploadBytes(account);
      const limitBytes = this.#bytesMax - storedBytes + replacedBytes;
      const excessBytes = this.#countArriving(account) - limitBytes;
      if (excessBytes > 0) return { kind: 'refused', leftBytes: Math.max(0, byteLength - excessBytes) };
      isReserved = true;
      return {
        kind: 'reserved',
        // The store is asked again at the end; meanwhile only what is on its way grows.
        fits: () => this.#countReceived(account) <= limitBytes,
        release: () => this.#remove(counted),
      };
    } finally {
      if (!isReserved) this.#remove(counted);
    }
  }

  /** What may be stored still, of those that have arrived: other nodes take uploads too, and do not know of what is on its way here. */
  async findLeftBytes(account: AccountId, replacedBytes: number): Promise<number> {
    return Math.max(0, this.#bytesMax - (await this.#store.sumUploadBytes(account)) + replacedBytes);
  }

  #countReceived(account: AccountId): number {
    return [...(this.#arrivals.get(account) ?? [])].reduce((sum, { receivedBytes }) => sum + receivedBytes(), 0);
  }

  /** What has come, and of each job the most that is announced and still reserved. */
  #countArriving(account: AccountId): number {
    const nowMs = this.#monotonicMs();
    const reserved = new Map<string, number>();
    for (const { jobId, byteLength, receivedBytes, reservedUntilMs } of this.#arrivals.get(account) ?? []) {
      const missingBytes = nowMs < reservedUntilMs ? byteLength - receivedBytes() : 0;
      reserved.set(jobId, Math.max(reserved.get(jobId) ?? 0, missingBytes));
    }
    return [...reserved.values()].reduce((sum, bytes) => sum + bytes, this.#countReceived(account));
  }

  #add(arrival: Arrival): Counted {
    const counted = { ...arrival, reservedUntilMs: this.#monotonicMs() + RESERVED_MS };
    const arrivals = this.#arrivals.get(arrival.account) ?? new Set();
    this.#arrivals.set(arrival.account, arrivals.add(counted));
    return counted;
  }

  #remove(counted: Counted): void {
    const arrivals = this.#arrivals.get(counted.account);
    arrivals?.delete(counted);
    if (arrivals?.size === 0) this.#arrivals.delete(counted.account);
  }
}

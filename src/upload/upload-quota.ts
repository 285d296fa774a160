import type { AccountId } from '../domain/pools/user-pool.ts';
import type { Store } from '../store/store.ts';

export type Reservation =
  | { readonly kind: 'reserved'; release(): void }
  | {
      readonly kind: 'refused';
      /** Bytes that may still be uploaded. */
      readonly leftBytes: number;
    };

/** Holds the files of an account, those that wait for their import and those on their way, to a number of bytes in all. */
export class UploadQuota {
  readonly #store: Pick<Store, 'sumUploadBytes'>;
  readonly #bytesMax: number;
  readonly #arrivingBytes = new Map<AccountId, number>();

  constructor(store: Pick<Store, 'sumUploadBytes'>, bytesMax: number) {
    this.#store = store;
    this.#bytesMax = bytesMax;
  }

  /** `replacedBytes`: of the file that goes when this one is there. */
  async reserve(account: AccountId, byteLength: number, replacedBytes: number): Promise<Reservation> {
    // What arrives is counted before the store is asked: an upload that ends meanwhile counts twice for a moment, never not at all.
    const arrivingBytes = this.#add(account, byteLength);
    let isReserved = false;
    try {
      const storedBytes = await this.#store.sumUploadBytes(account);
      const leftBytes = this.#bytesMax - storedBytes + replacedBytes - (arrivingBytes - byteLength);
      if (byteLength > leftBytes) return { kind: 'refused', leftBytes: Math.max(0, leftBytes) };
      isReserved = true;
      return { kind: 'reserved', release: () => void this.#add(account, -byteLength) };
    } finally {
      if (!isReserved) this.#add(account, -byteLength);
    }
  }

  /** What may be stored still, of those that have arrived: other nodes take uploads too, and do not know of what is on its way here. */
  async findLeftBytes(account: AccountId, replacedBytes: number): Promise<number> {
    return Math.max(0, this.#bytesMax - (await this.#store.sumUploadBytes(account)) + replacedBytes);
  }

  #add(account: AccountId, bytes: number): number {
    const sum = (this.#arrivingBytes.get(account) ?? 0) + bytes;
    if (sum === 0) this.#arrivingBytes.delete(account);
    else this.#arrivingBytes.set(account, sum);
    return sum;
  }
}

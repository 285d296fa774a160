import type { Clock } from '../../base/clock.ts';
import { findRequestCategory, requestsPerSecondIn } from './request-rates.ts';
import { fillBucket, isFull, type TokenBucket, takeToken } from './token-bucket.ts';

/** Full buckets are dropped this often, so memory follows the number of requests of the last seconds. */
const SWEEP_EVERY_MS = 1_000;

interface RatedRequest {
  readonly service: string;
  readonly operation: string;
  /** Whose rates the request counts for. */
  readonly place: string;
  /** In which it is rated; none for a request that nobody signed. */
  readonly region?: string | undefined;
  /** Valid by the model. */
  readonly input: unknown;
}

interface KeptBucket {
  readonly rate: number;
  readonly bucket: TokenBucket;
}

/** Holds each place to the rates of its categories, and each operation of some to a rate on one pool (R42 to R44, R553, N56). */
export class RequestThrottle {
  readonly #clock: Clock;
  readonly #ratePercent: number;
  readonly #buckets = new Map<string, KeptBucket>();
  #sweptAtMs: number;

  /** `ratePercent`: 100 for the documented rates, 0 for none (R46). */
  constructor(clock: Clock, ratePercent: number) {
    this.#clock = clock;
    this.#ratePercent = ratePercent;
    this.#sweptAtMs = clock.monotonicMs();
  }

  /** Number of buckets kept. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Whether the request may pass. A refused request takes no token: neither of its category nor of its pool. */
  admit({ service, operation, place, region, input }: RatedRequest): boolean {
    const category = this.#ratePercent === 0 ? undefined : findRequestCategory(service, operation);
    if (category === undefined) return true;
    const nowMs = this.#clock.monotonicMs();
    this.#sweep(nowMs);
    const rates = new Map([[`${place} ${category.name}`, requestsPerSecondIn(category, region)]]);
    const userPoolId = findUserPoolId(input);
    if (category.poolOperationRequestsPerSecond !== undefined && userPoolId !== undefined) {
      rates.set(`${place} ${operation} ${userPoolId}`, category.poolOperationRequestsPerSecond);
    }
    const taken = [...rates].map(([key, documentedRate]) => {
      const rate = (documentedRate * this.#ratePercent) / 100;
      return { key, rate, bucket: takeToken(fillBucket(this.#buckets.get(key)?.bucket, rate, nowMs)) };
    });
    if (taken.some(({ bucket }) => bucket === undefined)) return false;
    for (const { key, rate, bucket } of taken) if (bucket) this.#buckets.set(key, { rate, bucket });
    return true;
  }

  #sweep(nowMs: number): void {
    if (nowMs - this.#sweptAtMs < SWEEP_EVERY_MS) return;
    this.#sweptAtMs = nowMs;
    for (const [key, { bucket, rate }] of this.#buckets) {
      if (isFull(fillBucket(bucket, rate, nowMs), rate)) this.#buckets.delete(key);
    }
  }
}

/** The id of the pool that a request names; its ARN where it names it by that. */
function findUserPoolId(input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const name = 'UserPoolId' in input ? input.UserPoolId : 'ResourceArn' in input ? input.ResourceArn : undefined;
  return typeof name === 'string' ? name : undefined;
}

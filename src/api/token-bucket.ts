/** What is left of a rate. A bucket that was never asked is full. */
export interface TokenBucket {
  /** At {@link TokenBucket.atMs}; a fraction counts for nothing yet. */
  readonly tokens: number;
  readonly atMs: number;
}

/** Tokens a second; as many, and at least one, are the most a bucket holds: one second of burst (R46). */
export type TokenRate = number;

/** The bucket at `nowMs`. A clock that went back adds nothing. */
export function fillBucket(bucket: TokenBucket | undefined, rate: TokenRate, nowMs: number): TokenBucket {
  const tokensMax = Math.max(1, rate);
  if (bucket === undefined) return { tokens: tokensMax, atMs: nowMs };
  const passedMs = Math.max(0, nowMs - bucket.atMs);
  return { tokens: Math.min(tokensMax, bucket.tokens + (passedMs * rate) / 1_000), atMs: nowMs };
}

/** Undefined if the bucket has no whole token. */
export function takeToken(filled: TokenBucket): TokenBucket | undefined {
  return filled.tokens < 1 ? undefined : { ...filled, tokens: filled.tokens - 1 };
}

/** A full bucket is like one that was never asked, and need not be kept. */
export function isFull(filled: TokenBucket, rate: TokenRate): boolean {
  return filled.tokens >= Math.max(1, rate);
}

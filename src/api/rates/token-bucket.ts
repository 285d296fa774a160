/** The tokens left of a rate. A new bucket is full. */
export interface TokenBucket {
  /** At {@link TokenBucket.atMs}. Only whole tokens can be taken. */
  readonly tokens: number;
  readonly atMs: number;
}

/** Tokens per second. A bucket holds as many, and at least one: a burst of one second (R46). */
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

/** A full bucket equals a new one, so it need not be kept. */
export function isFull(filled: TokenBucket, rate: TokenRate): boolean {
  return filled.tokens >= Math.max(1, rate);
}

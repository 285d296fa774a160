/** Seconds since 1970 with at most three decimals (R8), from the milliseconds that are used inside. */
export function epochSeconds(ms: number): number {
  return ms / 1_000;
}

/** What one day of retention is in milliseconds. */
export const RETENTION_DAY_MS = 24 * 60 * 60 * 1_000;

/** The days that a log group may keep its events (N9). */
export const RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922, 3_288, 3_653,
];

/** The oldest timestamp that is kept; without a retention everything is (N9). */
export function oldestKeptTimestamp(retentionDays: number | undefined, nowMs: number): number {
  return retentionDays === undefined ? 0 : nowMs - retentionDays * RETENTION_DAY_MS;
}

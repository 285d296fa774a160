/** One figure of one run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

/** Something that is measured. A run checks its answer before it returns a figure, and throws if the answer is wrong. */
export interface Trial {
  readonly name: string;
  readonly about: string;
  readonly runs: number;
  /** Runs only when it is named. */
  readonly isLong?: boolean;
  run(): Promise<readonly Figure[]>;
}

/** The middle of the values; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The least of the values that at least `percent` of them do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

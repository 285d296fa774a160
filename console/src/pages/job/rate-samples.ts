/** How many records were done when. */
export interface RateSample {
  readonly atMs: number;
  readonly done: number;
}

/** Records a second, at the end of the time between two samples. */
export interface RatePoint {
  readonly at: Date;
  readonly rate: number;
}

const SAMPLES_MAX = 300;
/** Of the speed that the time left is told from. */
const RECENT_MS = 10_000;

/** By job, for as long as the page of the browser lives: also while another page of the console is shown. */
const samplesOfJob = new Map<string, readonly RateSample[]>();

export function samplesOf(jobId: string): readonly RateSample[] {
  return samplesOfJob.get(jobId) ?? [];
}

/** Adds what was seen last; the same again within a moment is not counted twice. */
export function addSample(jobId: string, sample: RateSample): readonly RateSample[] {
  const samples = samplesOf(jobId);
  const last = samples.at(-1);
  if (last !== undefined && sample.atMs <= last.atMs) return samples;
  const next = [...samples, sample].slice(-SAMPLES_MAX);
  samplesOfJob.set(jobId, next);
  return next;
}

export function ratesOf(samples: readonly RateSample[]): RatePoint[] {
  return samples.slice(1).map((sample, index) => {
    const before = samples[index] ?? sample;
    const seconds = (sample.atMs - before.atMs) / 1_000;
    return { at: new Date(sample.atMs), rate: seconds > 0 ? Math.max(0, sample.done - before.done) / seconds : 0 };
  });
}

/** Records a second of the last seconds; undefined if nothing moved. */
export function recentRate(samples: readonly RateSample[]): number | undefined {
  const last = samples.at(-1);
  if (last === undefined) return undefined;
  const first = samples.find(({ atMs }) => atMs >= last.atMs - RECENT_MS);
  if (first === undefined || first === last || last.done <= first.done) return undefined;
  return ((last.done - first.done) * 1_000) / (last.atMs - first.atMs);
}

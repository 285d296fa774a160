import { RandomSource } from '../../src/cli/generate/random-source.ts';

/** When the server is killed. */
export type KillMoment =
  /** Behind this share of the bytes of the upload; 1 is behind its answer. */
  | { readonly kind: 'upload'; readonly fraction: number }
  /** So long after StartUserImportJob was answered: the job is checked. */
  | { readonly kind: 'first-pass'; readonly delayMs: number }
  /** When this share of the records has been counted, and so long after that. */
  | { readonly kind: 'records'; readonly fraction: number; readonly delayMs: number }
  /** So long after nearly all records have been counted: the last batches, the end of the job, the deletion of its file. */
  | { readonly kind: 'end'; readonly delayMs: number };

const KINDS: readonly KillMoment['kind'][] = ['records', 'first-pass', 'upload', 'end', 'records'];
const WHOLE_UPLOAD_PERCENT = 30;
const FIRST_PASS_MS_MAX = 120;
/** About two batches. */
const BATCHES_MS_MAX = 60;
const END_MS_MAX = 60;

/** `count` moments, of each kind in turn; the same for the same seed. */
export function drawKillMoments(count: number, seed: number): KillMoment[] {
  const random = new RandomSource(seed);
  return Array.from({ length: count }, (_, index) => drawKillMoment(KINDS[index % KINDS.length] ?? 'records', random));
}

function drawKillMoment(kind: KillMoment['kind'], random: RandomSource): KillMoment {
  switch (kind) {
    case 'upload':
      return { kind, fraction: random.chance(WHOLE_UPLOAD_PERCENT) ? 1 : random.fraction() };
    case 'first-pass':
      return { kind, delayMs: random.below(FIRST_PASS_MS_MAX) };
    case 'records':
      return { kind, fraction: random.fraction() * 0.95, delayMs: random.below(BATCHES_MS_MAX) };
    case 'end':
      return { kind, delayMs: random.below(END_MS_MAX) };
  }
}

export function describeKillMoment(moment: KillMoment): string {
  switch (moment.kind) {
    case 'upload':
      if (moment.fraction === 1) return 'behind the answer to the upload';
      return `behind ${(moment.fraction * 100).toFixed(0)} % of the upload`;
    case 'first-pass':
      return `${moment.delayMs} ms after the start was answered`;
    case 'records':
      return `${moment.delayMs} ms behind ${(moment.fraction * 100).toFixed(0)} % of the records`;
    case 'end':
      return `${moment.delayMs} ms behind 97 % of the records`;
  }
}

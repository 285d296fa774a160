import { isTooManyFailures } from '../domain/imports/is-too-many-failures.ts';
import { fillText } from '../domain/texts/fill-text.ts';
import type { CheckResult } from './check-file.ts';

/** How a job over the file would end in this pool, if the pool had no users. */
export interface PredictedEnd {
  /** Undefined: it would not start, because the pool verifies no attribute. */
  readonly status: 'Succeeded' | 'Failed' | undefined;
  readonly completionMessage: string;
}

/** Undefined if the check was broken off. */
export function predictEnd(result: CheckResult): PredictedEnd | undefined {
  if (result.unjudged === 'interrupted') return undefined;
  const first = result.fileFindings.find(({ failsJob }) => failsJob);
  if (first !== undefined) {
    return {
      status: first.textId === 'auto-verified-attributes-missing' ? undefined : 'Failed',
      completionMessage: first.text,
    };
  }
  return isTooManyFailures(result.asIs)
    ? { status: 'Failed', completionMessage: fillText('too-many-users-not-imported') }
    : { status: 'Succeeded', completionMessage: fillText('import-completed') };
}

/** Whether a job would end before its first record. */
export function failsAsWhole({ fileFindings }: Pick<CheckResult, 'fileFindings'>): boolean {
  return fileFindings.some(({ failsJob }) => failsJob);
}

import type { CheckResult } from '../../check/check-file.ts';
import { isTooManyFailures } from '../../domain/imports/is-too-many-failures.ts';
import { fillText } from '../../domain/texts/fill-text.ts';
import { EXIT } from '../terminal/command-error.ts';

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
export function failsAsWhole({ fileFindings }: CheckResult): boolean {
  return fileFindings.some(({ failsJob }) => failsJob);
}

/** Warnings alone are no reason to stop a pipeline. */
export function exitCodeOfCheck(result: CheckResult): number {
  if (result.unjudged === 'interrupted') return EXIT.interrupted;
  const isClean =
    result.fileFindings.every(({ rule }) => rule === undefined) && result.failedUsers + result.skippedUsers === 0;
  return isClean ? EXIT.done : EXIT.someFailed;
}

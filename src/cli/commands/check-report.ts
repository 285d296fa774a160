import type { CheckResult } from '../../check/check-file.ts';
import { EXIT } from '../terminal/command-error.ts';

/** Warnings alone are no reason to stop a pipeline. */
export function exitCodeOfCheck(result: CheckResult): number {
  if (result.unjudged === 'interrupted') return EXIT.interrupted;
  const isClean =
    result.fileFindings.every(({ rule }) => rule === undefined) && result.failedUsers + result.skippedUsers === 0;
  return isClean ? EXIT.done : EXIT.someFailed;
}

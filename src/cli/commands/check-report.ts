import type { CheckResult } from '../../check/check-file.ts';
import { EXIT } from '../terminal/command-error.ts';

/**
 * Warnings alone are no reason to stop a pipeline, nor are users whom the pool has: an import of them ends with 0 too (R1073). Of two
 * records of one user in the files, an import would lose the second.
 */
export function exitCodeOfCheck(result: CheckResult): number {
  if (result.unjudged === 'interrupted') return EXIT.interrupted;
  const { fileFindings, failedUsers, skippedUsers, inPoolCount } = result;
  const isClean =
    fileFindings.every(({ rule }) => rule === undefined) && failedUsers + skippedUsers - inPoolCount === 0;
  return isClean ? EXIT.done : EXIT.someFailed;
}

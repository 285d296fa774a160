import { toPrintable } from '../../base/text/printable-text.ts';
import { findColumnProblem } from '../../check/check-columns.ts';
import { DriverError } from '../driver-error.ts';
import type { PlannedSource } from '../run/run-plan.ts';

/** @throws {DriverError} `header-does-not-fit` unless a pool with the columns `wanted` takes the header of each source. */
export function checkHeaders(
  sources: readonly Pick<PlannedSource, 'name' | 'header' | 'passwordHashingAlgorithm'>[],
  wanted: readonly string[],
): void {
  for (const { name, header, passwordHashingAlgorithm } of sources) {
    const problem = findColumnProblem(header, wanted, toPrintable(name), passwordHashingAlgorithm);
    if (problem !== undefined) throw new DriverError({ kind: 'header-does-not-fit', problem });
  }
}

import { describe } from 'vitest';
import { areInstalled, type Tool } from './installed-tools.ts';

/**
 * A suite that needs a program of the machine. Without it the suite is skipped, with a printed line, on somebody's machine; where
 * `CI=true` it fails, so that no run of CI is green because it looked away.
 */
export function describeWithTool(tool: Tool, name: string, suite: () => void): void {
  if (areInstalled(name, [tool])) describe(name, suite);
  else describe.skip(name, suite);
}

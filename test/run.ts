/**
 * `npm test`: runs the tests and closes with a line `N passed, N failed`. Words behind it go to Vitest as file filters:
 * `npm test -- src/csv`.
 */

import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { startVitest } from 'vitest/node';
import { exitCodeOf, formatRunSummary, type RunSummary } from './run-summary.ts';

/** Counts what Vitest reports at the end of a run. */
class SummaryReporter implements Reporter {
  summary: RunSummary = { passed: 0, failed: 0, skipped: 0 };

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const summary = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      let failedTests = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') summary.passed += 1;
        else if (state === 'skipped') summary.skipped += 1;
        else failedTests += 1;
      }
      // A file that does not load, or a suite whose hook throws, has no failed test to show for it.
      summary.failed += failedTests === 0 && !module.ok() ? 1 : failedTests;
    }
    this.summary = summary;
  }
}

const reporter = new SummaryReporter();
const vitest = await startVitest('test', process.argv.slice(2), { watch: false, reporters: ['default', reporter] });
await vitest.close();
process.stdout.write(`${formatRunSummary(reporter.summary)}\n`);
process.exit(exitCodeOf(reporter.summary));

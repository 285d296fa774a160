/**
 * `npm test`: runs the tests and closes with a line `N passed, N failed`. Words behind it go to Vitest as file filters:
 * `npm test -- src/csv`. `--engine postgres` runs those that look at the whole service a second time, on PostgreSQL and S3, instead of on
 * data directories; `--engine all`, as in CI, both.
 */

import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import { startVitest } from 'vitest/node';
import { collectCitations } from './compatibility/collect-citations.ts';
import { confirmPage } from './compatibility/confirm-page.ts';
import { readRules } from './compatibility/read-rules.ts';
import { exitCodeOf, type FileDuration, formatRunSummary, formatSlowestFiles, type RunSummary } from './run-summary.ts';

const ROOT = join(import.meta.dirname, '..');

/** Counts what Vitest reports at the end of a run. */
class SummaryReporter implements Reporter {
  summary: RunSummary = { passed: 0, failed: 0, skipped: 0 };
  /** Full names of the tests that passed. */
  readonly passedNames: string[] = [];
  readonly files: FileDuration[] = [];

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const summary = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      const { collectDuration, setupDuration, duration } = module.diagnostic();
      const path = `${relative(ROOT, module.moduleId)} (${module.project.name})`;
      this.files.push({ path, milliseconds: collectDuration + setupDuration + duration });
      let failedTests = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') {
          summary.passed += 1;
          this.passedNames.push(test.fullName);
        } else if (state === 'skipped') summary.skipped += 1;
        else failedTests += 1;
      }
      // A file that does not load, or a suite whose hook throws, has no failed test to show for it.
      summary.failed += failedTests === 0 && !module.ok() ? 1 : failedTests;
    }
    this.summary = summary;
  }
}

/**
 * Holds docs/COMPATIBILITY.md against the tests that passed, and returns how many of its claims they did not bear out. Outside of CI that
 * is no failure: a machine may lack a tool whose tests are then skipped.
 */
function confirmCompatibility(passedNames: readonly string[]): number {
  const { line, faults } = confirmPage(readRules(), collectCitations(ROOT), passedNames);
  for (const fault of faults) process.stdout.write(`compatibility: ${fault}\n`);
  process.stdout.write(`${line}\n`);
  return process.env.CI === 'true' ? faults.length : 0;
}

const { values, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string', default: process.env.CI === 'true' ? 'all' : 'embedded' } },
});
const project = values.engine === 'all' ? [] : values.engine === 'embedded' ? ['modules', 'embedded'] : [values.engine];
const reporter = new SummaryReporter();
const vitest = await startVitest('test', filters, { watch: false, project, reporters: ['default', reporter] });
await vitest.close();
const { summary } = reporter;
// Only a full run has seen every test that the page names.
const unconfirmed =
  filters.length === 0 && values.engine !== 'postgres' ? confirmCompatibility(reporter.passedNames) : 0;
const whole = { ...summary, failed: summary.failed + unconfirmed };
process.stdout.write(`slowest files:\n${formatSlowestFiles(reporter.files).join('\n')}\n`);
process.stdout.write(`${formatRunSummary(whole)}\n`);
process.exit(exitCodeOf(whole));

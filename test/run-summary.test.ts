import { describe, expect, it } from 'vitest';
import { isInstalled, isMissingToolFailure } from './installed-tools.ts';
import { exitCodeOf, formatRunSummary, formatSlowestFiles } from './run-summary.ts';

describe('the closing line of a run', () => {
  it.each([
    [{ passed: 12, failed: 0, skipped: 0 }, '12 passed, 0 failed', 0],
    [{ passed: 12, failed: 0, skipped: 3 }, '12 passed, 0 failed, 3 skipped', 0],
    [{ passed: 12, failed: 1, skipped: 0 }, '12 passed, 1 failed', 1],
    [{ passed: 0, failed: 0, skipped: 0 }, '0 passed, 0 failed', 1],
    [{ passed: 0, failed: 0, skipped: 4 }, '0 passed, 0 failed, 4 skipped', 1],
  ])('%j reads "%s" and ends with %i', (summary, line, exitCode) => {
    expect(formatRunSummary(summary)).toBe(line);
    expect(exitCodeOf(summary)).toBe(exitCode);
  });
});

describe('the slowest files of a run', () => {
  it('are ten at most, slowest first', () => {
    const files = Array.from({ length: 12 }, (_, index) => ({ path: `${index}.test.ts`, milliseconds: index * 100 }));
    const lines = formatSlowestFiles(files);
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe('    1.1 s  11.test.ts');
    expect(lines[9]).toBe('    0.2 s  2.test.ts');
    expect(formatSlowestFiles([])).toEqual([]);
  });
});

describe('a tool that a suite needs', () => {
  it.each([
    [['/nonexistent/tool', '--version'], false],
    [[process.execPath, '-e', 'process.exit(1)'], false],
    [[process.execPath, '--version'], true],
  ] as const)('%j is installed: %s', (probe, installed) => {
    expect(isInstalled(probe)).toBe(installed);
  });

  it.each([
    [{}, false],
    [{ CI: '' }, false],
    [{ CI: 'true' }, true],
  ])('with %j its absence is a failure: %s', (environment, failure) => {
    expect(isMissingToolFailure(environment)).toBe(failure);
  });
});

/** What a run of the tests came to. A file that could not be loaded and an error outside of any test count as failed tests. */
export interface RunSummary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The closing line of a run: `N passed, N failed`, and `, N skipped` if any were. */
export function formatRunSummary({ passed, failed, skipped }: RunSummary): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** 0 only if something passed and nothing failed: a run that found no test proves nothing. */
export function exitCodeOf({ passed, failed }: RunSummary): 0 | 1 {
  return passed > 0 && failed === 0 ? 0 : 1;
}

/** How long one file of tests took, loading included. */
export interface FileDuration {
  readonly path: string;
  readonly milliseconds: number;
}

const SLOWEST_SHOWN = 10;

/** The slowest files, slowest first, a line each: `  12.3 s  test/import.test.ts`. */
export function formatSlowestFiles(files: readonly FileDuration[]): string[] {
  return files
    .toSorted((one, other) => other.milliseconds - one.milliseconds)
    .slice(0, SLOWEST_SHOWN)
    .map(({ path, milliseconds }) => `${(milliseconds / 1_000).toFixed(1).padStart(7)} s  ${path}`);
}

import { describe, expect, it } from 'vitest';
import { IMPORT_PEAK_BYTES_MAX, runOracle } from './run-oracle.ts';

describe('an import of generated users', () => {
  it('equals the oracle in every counter, log line and stored user, within 300 MB', async () => {
    const { differences, job, logLines, users, importPeakBytes } = await runOracle(20_000, 20_261_124, 10);
    expect(differences).toEqual([]);
    expect(logLines).toBe(20_000);
    // The comparison is worth something only if the file had records of each kind.
    expect(users).toBeGreaterThan(10_000);
    expect(job.SkippedUsers).toBeGreaterThan(0);
    expect(job.FailedUsers).toBeGreaterThan(100);
    expect(importPeakBytes).toBeLessThan(IMPORT_PEAK_BYTES_MAX);
  });

  it('with hashes equals it too, statuses among all else', async () => {
    const { differences, job, users } = await runOracle(4_000, 20_261_125, 10, 'ARGON2ID');
    expect(differences).toEqual([]);
    expect(users).toBeGreaterThan(2_000);
    expect(job.FailedUsers).toBeGreaterThan(50);
  });
});

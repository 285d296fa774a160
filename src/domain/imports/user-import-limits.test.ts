import { expect, it } from 'vitest';
import { completeConfig } from '../../config/resolve-config.ts';
import * as limits from './user-import-limits.ts';

it.each([
  ['jobs in a pool, adjustable (R300)', limits.JOBS_PER_POOL_MAX, completeConfig({}).jobsPerPoolMax, 1_000],
  [
    'active jobs in an account and region (R302)',
    limits.ACTIVE_JOBS_PER_ACCOUNT_MAX,
    completeConfig({}).activeJobsMax,
    1,
  ],
  ['bytes in a file (R301)', limits.CSV_FILE_BYTES_MAX, completeConfig({}).csvBytesMax, 104_857_600],
  ['users in a file (R301)', limits.CSV_RECORDS_MAX, completeConfig({}).csvRecordsMax, 500_000],
])('%s: the default setting is the quota of Cognito', (_name, limit, setting, quota) => {
  expect([limit, setting]).toEqual([quota, quota]);
  expect(completeConfig({ jobsPerPoolMax: 5 }).jobsPerPoolMax).toBe(5);
});

it('gives a job a day to start, and looks every half hour, so that it ends after 24 to 48 hours (R64, R303)', () => {
  expect(limits.JOB_EXPIRES_AFTER_MS).toBe(24 * 3_600_000);
  expect(limits.JOB_EXPIRES_AFTER_MS + limits.JOB_EXPIRY_SWEEP_EVERY_MS).toBeLessThan(48 * 3_600_000);
  expect(limits.JOB_EXPIRY_SWEEP_EVERY_MS).toBe(30 * 60_000);
});

it('gives a record 16,000 characters (R301)', () => {
  expect(limits.RECORD_CHARACTERS_MAX).toBe(16_000);
});

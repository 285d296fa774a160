import { expect, it } from 'vitest';
import { liveBadDay } from './bad-day.ts';

it('loses nobody and does no follow-up twice on a bad day, with the permissions that the plan prints (R950, R956, R957, R964, R970)', async () => {
  const plan = { records: 1_000, partRecords: 900, followUps: 60, logLinesLateSeconds: 1, seed: 5 };
  const { differences, expected, jobs, waits } = await liveBadDay(plan);
  expect(differences).toEqual([]);
  const { rows, followUps } = expected;
  // The comparison is worth something only if there was something of each kind.
  expect([rows.failed.length > 10, rows.skipped.length > 0, followUps.members.size > 20]).toEqual([true, true, true]);
  expect(followUps.disabled.size).toBeGreaterThan(0);
  // One part of users with a hash, one of users without; the first job met a role that was not known yet.
  expect(jobs).toBe(3);
  expect(waits.join()).toMatch(/new-role.*log/);
});

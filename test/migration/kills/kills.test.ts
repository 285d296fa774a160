import { expect, it } from 'vitest';
import { killMigrations } from './killed-migration.ts';

it('ends as if it had not been killed, however often, with no job, user or follow-up twice (R956, R960, R963)', async () => {
  const plan = { records: 3_000, partRecords: 500, followUps: 60, kills: 10, seed: 1 };
  expect(await killMigrations(plan)).toMatchObject({ kills: 10, differences: [] });
});

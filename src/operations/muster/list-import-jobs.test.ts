import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rootPrincipal } from '../../domain/iam/principal.ts';
import type { AccountId } from '../../domain/pools/user-pool.ts';
import { listUserImportJobs } from '../cognito-idp/imports/list-user-import-jobs.ts';
import { makeJob, makePool } from '../import-jobs.fixture.ts';
import { OperationsFixture, REGION } from '../operations.fixture.ts';
import { listImportJobs } from './list-import-jobs.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

/** Two pools with two jobs each, made in turn. */
async function makeJobs(): Promise<string[]> {
  const pools = [await makePool(fixture), await makePool(fixture)] as const;
  const made: string[] = [];
  for (const [name, pool] of [
    ['a', pools[0]],
    ['b', pools[1]],
    ['c', pools[0]],
    ['d', pools[1]],
  ] as const) {
    made.push(await makeJob(fixture, pool, name));
    fixture.clock.advance(1);
  }
  return made;
}

describe('ListImportJobs', () => {
  it('lists the jobs of all pools newest first, each as ListUserImportJobs has it, with the name of its pool (R451)', async () => {
    await makeJobs();
    const { ImportJobs } = await listImportJobs.run({}, fixture.context());
    expect(ImportJobs.map(({ JobName }) => JobName)).toEqual(['d', 'c', 'b', 'a']);
    const UserPoolId = ImportJobs[0]?.UserPoolId ?? '';
    const { UserImportJobs } = await listUserImportJobs.run({ UserPoolId, MaxResults: 1 }, fixture.context());
    expect(ImportJobs[0]).toEqual({ ...UserImportJobs?.[0], UserPoolName: 'my people' });
  });

  it('goes on behind the last job of a page (R451)', async () => {
    const made = await makeJobs();
    const seen: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await listImportJobs.run({ MaxResults: 3, ...(NextToken && { NextToken }) }, fixture.context());
      seen.push(...page.ImportJobs.map(({ JobId }) => JobId));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(seen).toEqual(made.toReversed());
  });

  it.each([
    ['that was altered', (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, {}],
    ['of another region', (token: string) => token, { region: 'eu-west-1' }],
    ['of another account', (token: string) => token, { principal: rootPrincipal('999999999999' as AccountId) }],
  ])('refuses a token %s (R451)', async (_, alter, change) => {
    await makeJobs();
    const { NextToken = '' } = await listImportJobs.run({ MaxResults: 1 }, fixture.context());
    await expect(listImportJobs.run({ NextToken: alter(NextToken) }, fixture.context(change))).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });

  it.each([
    ['region', { region: `${REGION}-other` }],
    ['account', { principal: rootPrincipal('999999999999' as AccountId) }],
  ])('shows no job of another %s (R451)', async (_, change) => {
    await makeJobs();
    expect(await listImportJobs.run({}, fixture.context(change))).toEqual({ ImportJobs: [] });
  });
});

import { describe } from 'vitest';
import { describeBatches } from './batches.fixture.ts';
import { describeClientLogs } from './client-logs.fixture.ts';
import { describeImportJobs } from './import-jobs.fixture.ts';
import { describeLeases } from './leases.fixture.ts';
import { describeLogs } from './logs.fixture.ts';
import { describeRandomLogs } from './random-logs.fixture.ts';
import { describeRoles } from './roles.fixture.ts';
import type { OpenStore } from './stored-things.fixture.ts';
import { describeUserPools } from './user-pools.fixture.ts';
import { describeUsers } from './users.fixture.ts';

/** What every engine promises. `openStore` opens an empty store. */
export function describeStoreContract(openStore: OpenStore): void {
  describe('the contract of the store', () => {
    describeUserPools(openStore);
    describeUsers(openStore);
    describeImportJobs(openStore);
    describeLeases(openStore);
    describeBatches(openStore);
    describeLogs(openStore);
    describeClientLogs(openStore);
    describeRandomLogs(openStore);
    describeRoles(openStore);
  });
}

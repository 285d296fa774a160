import { describe } from 'vitest';
import { describeAppClients } from './app-clients.fixture.ts';
import { describeBatches } from './batches.fixture.ts';
import { describeClientLogs } from './client-logs.fixture.ts';
import { describeClockOffset } from './clock-offset.fixture.ts';
import { describeClosedStore } from './closed-store.fixture.ts';
import { describeGroups } from './groups.fixture.ts';
import { describeIamUsers } from './iam-users.fixture.ts';
import { describeIdentities } from './identities.fixture.ts';
import { describeImportJobs } from './import-jobs.fixture.ts';
import { describeJobsOfAccounts } from './jobs-of-accounts.fixture.ts';
import { describeLeases } from './leases.fixture.ts';
import { describeLogs } from './logs.fixture.ts';
import { describeManagedPolicies } from './managed-policies.fixture.ts';
import { describeMessages } from './messages.fixture.ts';
import { describeNodes } from './nodes.fixture.ts';
import { describeParallelJobs } from './parallel-jobs.fixture.ts';
import { describeRandomLogs } from './random-logs.fixture.ts';
import { describeRecordCases } from './record-cases.fixture.ts';
import { describeRecovery } from './recovery.fixture.ts';
import { describeRoles } from './roles.fixture.ts';
import { describeSearchedLogs } from './searched-logs.fixture.ts';
import { describeSignIns } from './sign-ins.fixture.ts';
import type { OpenStore } from './stored-things.fixture.ts';
import { describeTexts } from './texts.fixture.ts';
import { describeUserPools } from './user-pools.fixture.ts';
import { describeUsers } from './users.fixture.ts';

/** What every engine promises. `openStore` opens an empty store. */
export function describeStoreContract(openStore: OpenStore): void {
  describe('the contract of the store', () => {
    describeUserPools(openStore);
    describeUsers(openStore);
    describeAppClients(openStore);
    describeSignIns(openStore);
    describeGroups(openStore);
    describeImportJobs(openStore);
    describeJobsOfAccounts(openStore);
    describeLeases(openStore);
    describeNodes(openStore);
    describeMessages(openStore);
    describeRecovery(openStore);
    describeClockOffset(openStore);
    describeBatches(openStore);
    describeParallelJobs(openStore);
    describeTexts(openStore);
    describeRecordCases(openStore);
    describeLogs(openStore);
    describeClientLogs(openStore);
    describeRandomLogs(openStore);
    describeSearchedLogs(openStore);
    describeRoles(openStore);
    describeIamUsers(openStore);
    describeManagedPolicies(openStore);
    describeIdentities(openStore);
    describeClosedStore(openStore);
  });
}

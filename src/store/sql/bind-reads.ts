import type { Store } from '../store.ts';
import { findImportJob, listBlobsInUse, listImportJobs } from './import-jobs.ts';
import { readLogEvents, readLogGroupEvents } from './log-events.ts';
import { findLogGroup, listLogGroups } from './log-groups.ts';
import { listLogStreams } from './log-streams.ts';
import { findRolePolicy, listRolePolicies } from './role-policies.ts';
import { findRole, listRoles } from './roles.ts';
import type { SqlSession } from './tables.ts';
import { findUserPool, listUserPools } from './user-pools.ts';
import { findUser } from './users.ts';

export type ReadMethod =
  | 'findUserPool'
  | 'listUserPools'
  | 'findUser'
  | 'findImportJob'
  | 'listImportJobs'
  | 'listBlobsInUse'
  | 'findLogGroup'
  | 'listLogGroups'
  | 'listLogStreams'
  | 'readLogEvents'
  | 'readLogGroupEvents'
  | 'findRole'
  | 'listRoles'
  | 'findRolePolicy'
  | 'listRolePolicies';

/** The reads of a store that are short on every engine. */
export function bindReads(session: SqlSession): Pick<Store, ReadMethod> {
  return {
    findUserPool: (...args) => findUserPool(session, ...args),
    listUserPools: (...args) => listUserPools(session, ...args),
    findUser: (...args) => findUser(session, ...args),
    findImportJob: (...args) => findImportJob(session, ...args),
    listImportJobs: (...args) => listImportJobs(session, ...args),
    listBlobsInUse: () => listBlobsInUse(session),
    findLogGroup: (...args) => findLogGroup(session, ...args),
    listLogGroups: (...args) => listLogGroups(session, ...args),
    listLogStreams: (...args) => listLogStreams(session, ...args),
    readLogEvents: (...args) => readLogEvents(session, ...args),
    readLogGroupEvents: (...args) => readLogGroupEvents(session, ...args),
    findRole: (...args) => findRole(session, ...args),
    listRoles: (...args) => listRoles(session, ...args),
    findRolePolicy: (...args) => findRolePolicy(session, ...args),
    listRolePolicies: (...args) => listRolePolicies(session, ...args),
  };
}

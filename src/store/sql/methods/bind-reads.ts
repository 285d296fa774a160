import type { Store } from '../../store.ts';
import { countActiveJobs } from '../active-imports.ts';
import { findAccessKeyOwner, listAccessKeys } from '../iam/access-keys.ts';
import { listAttachedPolicies } from '../iam/attached-policies.ts';
import { findIamUser, listIamUsers } from '../iam/iam-users.ts';
import { iamVersion } from '../iam/iam-versions.ts';
import { findIdentityPolicies } from '../iam/identity-policies.ts';
import { findInlinePolicy, listInlinePolicies } from '../iam/inline-policies.ts';
import { findManagedPolicy, listManagedPolicies } from '../iam/managed-policies.ts';
import { findRole, listRoles } from '../iam/roles.ts';
import { readAccountFigures } from '../jobs/account-figures.ts';
import { findImportJob, listBlobsInUse, listImportJobs, sumUploadBytes } from '../jobs/import-jobs.ts';
import { listImportJobsOfScope } from '../jobs/jobs-of-scope.ts';
import { readLogEvents, readLogGroupEvents } from '../logs/log-events.ts';
import { findLogGroup, listLogGroups } from '../logs/log-groups.ts';
import { listLogStreams } from '../logs/log-streams.ts';
import { listNodes } from '../nodes/nodes.ts';
import { findUserPool, listUserPools } from '../pools/user-pools.ts';
import type { SqlSession } from '../tables.ts';
import { findPasswordHash, findUser } from '../users/users.ts';

export type ReadMethod =
  | 'findUserPool'
  | 'listUserPools'
  | 'findUser'
  | 'findPasswordHash'
  | 'findImportJob'
  | 'listImportJobs'
  | 'listImportJobsOfScope'
  | 'countActiveJobs'
  | 'readAccountFigures'
  | 'listBlobsInUse'
  | 'sumUploadBytes'
  | 'findLogGroup'
  | 'listLogGroups'
  | 'listLogStreams'
  | 'readLogEvents'
  | 'readLogGroupEvents'
  | 'findRole'
  | 'listRoles'
  | 'findInlinePolicy'
  | 'listInlinePolicies'
  | 'findIdentityPolicies'
  | 'findIamUser'
  | 'listIamUsers'
  | 'listAccessKeys'
  | 'findAccessKeyOwner'
  | 'findManagedPolicy'
  | 'listManagedPolicies'
  | 'listAttachedPolicies'
  | 'iamVersion'
  | 'listNodes';

/** The reads of a store that are short on every engine. */
export function bindReads(session: SqlSession): Pick<Store, ReadMethod> {
  return {
    findUserPool: (...args) => findUserPool(session, ...args),
    listUserPools: (...args) => listUserPools(session, ...args),
    findUser: (...args) => findUser(session, ...args),
    findPasswordHash: (...args) => findPasswordHash(session, ...args),
    findImportJob: (...args) => findImportJob(session, ...args),
    listImportJobs: (...args) => listImportJobs(session, ...args),
    listImportJobsOfScope: (...args) => listImportJobsOfScope(session, ...args),
    countActiveJobs: () => countActiveJobs(session),
    readAccountFigures: (...args) => readAccountFigures(session, ...args),
    listBlobsInUse: () => listBlobsInUse(session),
    sumUploadBytes: (...args) => sumUploadBytes(session, ...args),
    findLogGroup: (...args) => findLogGroup(session, ...args),
    listLogGroups: (...args) => listLogGroups(session, ...args),
    listLogStreams: (...args) => listLogStreams(session, ...args),
    readLogEvents: (...args) => readLogEvents(session, ...args),
    readLogGroupEvents: (...args) => readLogGroupEvents(session, ...args),
    findRole: (...args) => findRole(session, ...args),
    listRoles: (...args) => listRoles(session, ...args),
    findInlinePolicy: (...args) => findInlinePolicy(session, ...args),
    listInlinePolicies: (...args) => listInlinePolicies(session, ...args),
    findIdentityPolicies: (...args) => findIdentityPolicies(session, ...args),
    findIamUser: (...args) => findIamUser(session, ...args),
    listIamUsers: (...args) => listIamUsers(session, ...args),
    listAccessKeys: (...args) => listAccessKeys(session, ...args),
    findAccessKeyOwner: (...args) => findAccessKeyOwner(session, ...args),
    findManagedPolicy: (...args) => findManagedPolicy(session, ...args),
    listManagedPolicies: (...args) => listManagedPolicies(session, ...args),
    listAttachedPolicies: (...args) => listAttachedPolicies(session, ...args),
    iamVersion: (...args) => iamVersion(session, ...args),
    listNodes: () => listNodes(session),
  };
}

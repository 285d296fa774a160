import type { Store } from '../store.ts';
import { findAccessKeyOwner, listAccessKeys } from './access-keys.ts';
import { countActiveJobs } from './active-imports.ts';
import { listAttachedPolicies } from './attached-policies.ts';
import { findIamUser, listIamUsers } from './iam-users.ts';
import { iamVersion } from './iam-versions.ts';
import { findIdentityPolicies } from './identity-policies.ts';
import { findImportJob, listBlobsInUse, listImportJobs, sumUploadBytes } from './import-jobs.ts';
import { findInlinePolicy, listInlinePolicies } from './inline-policies.ts';
import { readLogEvents, readLogGroupEvents } from './log-events.ts';
import { findLogGroup, listLogGroups } from './log-groups.ts';
import { listLogStreams } from './log-streams.ts';
import { findManagedPolicy, listManagedPolicies } from './managed-policies.ts';
import { listNodes } from './nodes.ts';
import { findRole, listRoles } from './roles.ts';
import type { SqlSession } from './tables.ts';
import { findUserPool, listUserPools } from './user-pools.ts';
import { findPasswordHash, findUser } from './users.ts';

export type ReadMethod =
  | 'findUserPool'
  | 'listUserPools'
  | 'findUser'
  | 'findPasswordHash'
  | 'findImportJob'
  | 'listImportJobs'
  | 'countActiveJobs'
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
    countActiveJobs: () => countActiveJobs(session),
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

import type { Store } from '../../store.ts';
import { createAccessKey, deleteAccessKey, setAccessKeyStatus } from '../iam/access-keys.ts';
import { attachPolicy, detachPolicy } from '../iam/attached-policies.ts';
import { createIamUser, deleteIamUser } from '../iam/iam-users.ts';
import { deleteInlinePolicy, putInlinePolicy } from '../iam/inline-policies.ts';
import { createManagedPolicy, deleteManagedPolicy } from '../iam/managed-policies.ts';
import { createRole, deleteRole, replaceTrustPolicy } from '../iam/roles.ts';
import { attachUpload, createImportJob, expireImportJobs } from '../jobs/import-jobs.ts';
import { beginImport, endImportJob, openImportLog, releaseImportJob } from '../jobs/import-leases.ts';
import { startImportJob, stopImportJob } from '../jobs/start-stop.ts';
import { expireLogEvents } from '../logs/expire-log-events.ts';
import { createLogGroup, deleteLogGroup, setLogRetention } from '../logs/log-groups.ts';
import { createLogStream, deleteLogStream } from '../logs/log-streams.ts';
import { pinServerKey } from '../meta.ts';
import { recordNode, removeNode } from '../nodes/nodes.ts';
import { pinDefaultAccount } from '../pools/default-account.ts';
import { addCustomAttributes, createUserPool, deleteUserPool, replaceUserPoolSettings } from '../pools/user-pools.ts';
import type { SqlSession } from '../tables.ts';
import { createUser, deleteUser, replaceUserAttributes, setUserEnabled } from '../users/users.ts';

export type WriteMethod =
  | 'createUserPool'
  | 'replaceUserPoolSettings'
  | 'addCustomAttributes'
  | 'deleteUserPool'
  | 'createUser'
  | 'replaceUserAttributes'
  | 'setUserEnabled'
  | 'deleteUser'
  | 'createImportJob'
  | 'startImportJob'
  | 'stopImportJob'
  | 'attachUpload'
  | 'releaseImportJob'
  | 'openImportLog'
  | 'beginImport'
  | 'endImportJob'
  | 'expireImportJobs'
  | 'createLogGroup'
  | 'deleteLogGroup'
  | 'setLogRetention'
  | 'createLogStream'
  | 'deleteLogStream'
  | 'expireLogEvents'
  | 'createRole'
  | 'deleteRole'
  | 'putInlinePolicy'
  | 'deleteInlinePolicy'
  | 'replaceTrustPolicy'
  | 'createIamUser'
  | 'deleteIamUser'
  | 'createAccessKey'
  | 'setAccessKeyStatus'
  | 'deleteAccessKey'
  | 'createManagedPolicy'
  | 'deleteManagedPolicy'
  | 'attachPolicy'
  | 'detachPolicy'
  | 'pinServerKey'
  | 'pinDefaultAccount'
  | 'recordNode'
  | 'removeNode';

/** The writes of a store that are the same on every engine; each is one statement or one transaction. */
export function bindWrites(session: SqlSession): Pick<Store, WriteMethod> {
  return {
    createUserPool: (...args) => createUserPool(session, ...args),
    replaceUserPoolSettings: (...args) => replaceUserPoolSettings(session, ...args),
    addCustomAttributes: (...args) => addCustomAttributes(session, ...args),
    deleteUserPool: (...args) => deleteUserPool(session, ...args),
    createUser: (...args) => createUser(session, ...args),
    replaceUserAttributes: (...args) => replaceUserAttributes(session, ...args),
    setUserEnabled: (...args) => setUserEnabled(session, ...args),
    deleteUser: (...args) => deleteUser(session, ...args),
    createImportJob: (...args) => createImportJob(session, ...args),
    startImportJob: (...args) => startImportJob(session, ...args),
    stopImportJob: (...args) => stopImportJob(session, ...args),
    attachUpload: (...args) => attachUpload(session, ...args),
    releaseImportJob: (...args) => releaseImportJob(session, ...args),
    openImportLog: (...args) => openImportLog(session, ...args),
    beginImport: (...args) => beginImport(session, ...args),
    endImportJob: (...args) => endImportJob(session, ...args),
    expireImportJobs: (...args) => expireImportJobs(session, ...args),
    createLogGroup: (...args) => createLogGroup(session, ...args),
    deleteLogGroup: (...args) => deleteLogGroup(session, ...args),
    setLogRetention: (...args) => setLogRetention(session, ...args),
    createLogStream: (...args) => createLogStream(session, ...args),
    deleteLogStream: (...args) => deleteLogStream(session, ...args),
    expireLogEvents: (...args) => expireLogEvents(session, ...args),
    createRole: (...args) => createRole(session, ...args),
    deleteRole: (...args) => deleteRole(session, ...args),
    putInlinePolicy: (...args) => putInlinePolicy(session, ...args),
    deleteInlinePolicy: (...args) => deleteInlinePolicy(session, ...args),
    replaceTrustPolicy: (...args) => replaceTrustPolicy(session, ...args),
    createIamUser: (...args) => createIamUser(session, ...args),
    deleteIamUser: (...args) => deleteIamUser(session, ...args),
    createAccessKey: (...args) => createAccessKey(session, ...args),
    setAccessKeyStatus: (...args) => setAccessKeyStatus(session, ...args),
    deleteAccessKey: (...args) => deleteAccessKey(session, ...args),
    createManagedPolicy: (...args) => createManagedPolicy(session, ...args),
    deleteManagedPolicy: (...args) => deleteManagedPolicy(session, ...args),
    attachPolicy: (...args) => attachPolicy(session, ...args),
    detachPolicy: (...args) => detachPolicy(session, ...args),
    pinServerKey: (...args) => pinServerKey(session, ...args),
    pinDefaultAccount: (...args) => pinDefaultAccount(session, ...args),
    recordNode: (...args) => recordNode(session, ...args),
    removeNode: (...args) => removeNode(session, ...args),
  };
}

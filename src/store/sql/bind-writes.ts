import type { Store } from '../store.ts';
import { createAccessKey, deleteAccessKey, setAccessKeyStatus } from './access-keys.ts';
import { attachPolicy, detachPolicy } from './attached-policies.ts';
import { expireLogEvents } from './expire-log-events.ts';
import { createIamUser, deleteIamUser } from './iam-users.ts';
import { attachUpload, createImportJob, expireImportJobs } from './import-jobs.ts';
import { beginImport, endImportJob, openImportLog, releaseImportJob } from './import-leases.ts';
import { deleteInlinePolicy, putInlinePolicy } from './inline-policies.ts';
import { createLogGroup, deleteLogGroup, setLogRetention } from './log-groups.ts';
import { createLogStream, deleteLogStream } from './log-streams.ts';
import { createManagedPolicy, deleteManagedPolicy } from './managed-policies.ts';
import { pinServerKey } from './meta.ts';
import { recordNode, removeNode } from './nodes.ts';
import { createRole, deleteRole, replaceTrustPolicy } from './roles.ts';
import { startImportJob, stopImportJob } from './start-stop.ts';
import type { SqlSession } from './tables.ts';
import { addCustomAttributes, createUserPool, deleteUserPool, replaceUserPoolSettings } from './user-pools.ts';
import { createUser, deleteUser, replaceUserAttributes, setUserEnabled } from './users.ts';

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
    recordNode: (...args) => recordNode(session, ...args),
    removeNode: (...args) => removeNode(session, ...args),
  };
}

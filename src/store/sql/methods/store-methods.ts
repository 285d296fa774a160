import { assert } from '../../../base/assert.ts';
import type { Store } from '../../store.ts';
import { countActiveJobs } from '../active-imports.ts';
import {
  createAppClient,
  deleteAppClient,
  findAppClient,
  listAppClients,
  replaceAppClientSettings,
} from '../app-clients/app-clients.ts';
import { addClientSecret, deleteClientSecret } from '../app-clients/client-secrets.ts';
import { moveClock, readClockOffset } from '../clock-offset.ts';
import { addGroupMember, listGroupMembers, listGroupsOfUser, removeGroupMember } from '../groups/group-members.ts';
import { changeGroup, createGroup, deleteGroup, findGroup, listGroups } from '../groups/groups.ts';
import {
  createAccessKey,
  deleteAccessKey,
  findAccessKeyOwner,
  listAccessKeys,
  setAccessKeyStatus,
} from '../iam/access-keys.ts';
import { attachPolicy, detachPolicy, listAttachedPolicies } from '../iam/attached-policies.ts';
import { createIamUser, deleteIamUser, findIamUser, listIamUsers } from '../iam/iam-users.ts';
import { iamVersion } from '../iam/iam-versions.ts';
import { findIdentityPolicies } from '../iam/identity-policies.ts';
import { deleteInlinePolicy, findInlinePolicy, listInlinePolicies, putInlinePolicy } from '../iam/inline-policies.ts';
import {
  createManagedPolicy,
  deleteManagedPolicy,
  findManagedPolicy,
  listManagedPolicies,
} from '../iam/managed-policies.ts';
import { createRole, deleteRole, findRole, listRoles, replaceTrustPolicy } from '../iam/roles.ts';
import { readAccountFigures } from '../jobs/account-figures.ts';
import {
  attachUpload,
  createImportJob,
  expireImportJobs,
  findImportJob,
  listBlobsInUse,
  listImportJobs,
  sumUploadBytes,
} from '../jobs/import-jobs.ts';
import {
  beginImport,
  claimImportJob,
  endImportJob,
  openImportLog,
  releaseImportJob,
  renewImportLease,
} from '../jobs/import-leases.ts';
import { listImportJobsOfScope } from '../jobs/jobs-of-scope.ts';
import { startImportJob, stopImportJob } from '../jobs/start-stop.ts';
import { expireLogEvents } from '../logs/expire-log-events.ts';
import { readLogEvents, readLogGroupEvents, searchesEvents } from '../logs/log-events.ts';
import { createLogGroup, deleteLogGroup, findLogGroup, listLogGroups, setLogRetention } from '../logs/log-groups.ts';
import { createLogStream, deleteLogStream, listLogStreams } from '../logs/log-streams.ts';
import { deleteMessages, expireMessages, listMessages } from '../messages/inbox.ts';
import { claimMessages, endMessage, findNextMessageTime, postponeMessage, putMessage } from '../messages/outbox.ts';
import { pinServerKey } from '../meta.ts';
import { listNodes, recordNode, removeNode } from '../nodes/nodes.ts';
import { findClientAndPool } from '../pools/client-and-pool.ts';
import { pinDefaultAccount } from '../pools/default-account.ts';
import {
  addCustomAttributes,
  changeUserPoolTags,
  createUserPool,
  deleteUserPool,
  findUserPool,
  listUserPools,
  replaceUserPoolSettings,
} from '../pools/user-pools.ts';
import { LongReadError, ReadPatience } from '../read-patience.ts';
import { putResetCode, useResetCode } from '../recovery/reset-codes.ts';
import { answerChallenge } from '../sign-in/challenges.ts';
import { countFailedAttempt, passLockOut } from '../sign-in/failed-attempts.ts';
import { findSignInUser, replacePassword } from '../sign-in/passwords.ts';
import { purgeSignIns } from '../sign-in/purge-sign-ins.ts';
import { endSessions, findTokenUser, revokeOrigin, rotateRefreshToken } from '../sign-in/sessions.ts';
import { addFirstSigningKeys, findSigningKeys, rotateSigningKeys } from '../sign-in/signing-keys.ts';
import type { SqlSession } from '../tables.ts';
import { listUsers, scansUsers } from '../users/list-users.ts';
import {
  createUser,
  deleteUser,
  findPasswordHash,
  findUser,
  replaceUserAttributes,
  setUserEnabled,
} from '../users/users.ts';
import { confirmUser, findContactAddress, putContactCode, useContactCode } from '../verification/contact-codes.ts';

/** What each engine does in its own way, or needs no SQL for; every other method of the store has a row below. */
type EngineMethod =
  | 'batchLimits'
  | 'prepareBatch'
  | 'commitBatch'
  | 'putLogEvents'
  | 'watchJobs'
  | 'checkHealth'
  | 'close';

export type SqlMethod = Exclude<keyof Store, EngineMethod>;

/** What the methods take and answer: plain data, which may go to another thread. */
export type SqlCalls = {
  readonly [Method in SqlMethod]: {
    readonly args: Parameters<Store[Method]>;
    readonly answer: Awaited<ReturnType<Store[Method]>>;
  };
};
type Args<Method extends SqlMethod> = SqlCalls[Method]['args'];
type Answer<Method extends SqlMethod> = SqlCalls[Method]['answer'];

/** A call as data. */
export type SqlCall<Method extends SqlMethod = SqlMethod> = {
  readonly [Each in Method]: { readonly method: Each; readonly args: Args<Each> };
}[Method];

/** How one method is answered; a write is one statement or one transaction. */
type StoreMethods = {
  readonly [Method in SqlMethod]: {
    readonly kind: 'read' | 'write';
    readonly run: (session: SqlSession, ...args: Args<Method>) => Promise<Answer<Method>>;
    /** Whether a read may take long, so that it had better not hold up the thread that asks. */
    readonly isLong?: (...args: Args<Method>) => boolean;
    /** It may leave something to purge. */
    readonly leavesPurge?: true;
  };
};

/** All methods of the store that both engines answer by SQL: a new one has its row here, and nothing else to be told to. */
const STORE_METHODS: StoreMethods = {
  createUserPool: { kind: 'write', run: createUserPool },
  findUserPool: { kind: 'read', run: findUserPool },
  listUserPools: { kind: 'read', run: listUserPools },
  replaceUserPoolSettings: { kind: 'write', run: replaceUserPoolSettings },
  changeUserPoolTags: { kind: 'write', run: changeUserPoolTags },
  addCustomAttributes: { kind: 'write', run: addCustomAttributes },
  deleteUserPool: { kind: 'write', run: deleteUserPool, leavesPurge: true },

  createUser: { kind: 'write', run: createUser },
  findUser: { kind: 'read', run: findUser },
  findPasswordHash: { kind: 'read', run: findPasswordHash },
  replaceUserAttributes: { kind: 'write', run: replaceUserAttributes },
  setUserEnabled: { kind: 'write', run: setUserEnabled },
  deleteUser: { kind: 'write', run: deleteUser },
  listUsers: { kind: 'read', run: listUsers, isLong: (_pool, query) => scansUsers(query) },

  createAppClient: { kind: 'write', run: createAppClient },
  findAppClient: { kind: 'read', run: findAppClient },
  findClientAndPool: { kind: 'read', run: findClientAndPool },
  listAppClients: { kind: 'read', run: listAppClients },
  replaceAppClientSettings: { kind: 'write', run: replaceAppClientSettings },
  deleteAppClient: { kind: 'write', run: deleteAppClient },
  addClientSecret: { kind: 'write', run: addClientSecret },
  deleteClientSecret: { kind: 'write', run: deleteClientSecret },

  findSignInUser: { kind: 'read', run: findSignInUser },
  findTokenUser: { kind: 'read', run: findTokenUser },
  replacePassword: { kind: 'write', run: replacePassword },
  countFailedAttempt: { kind: 'write', run: countFailedAttempt },
  passLockOut: { kind: 'write', run: passLockOut },
  answerChallenge: { kind: 'write', run: answerChallenge },
  findSigningKeys: { kind: 'read', run: findSigningKeys },
  addFirstSigningKeys: { kind: 'write', run: addFirstSigningKeys },
  rotateSigningKeys: { kind: 'write', run: rotateSigningKeys },
  revokeOrigin: { kind: 'write', run: revokeOrigin },
  endSessions: { kind: 'write', run: endSessions },
  rotateRefreshToken: { kind: 'write', run: rotateRefreshToken },
  purgeSignIns: { kind: 'write', run: purgeSignIns },
  createGroup: { kind: 'write', run: createGroup },
  findGroup: { kind: 'read', run: findGroup },
  listGroups: { kind: 'read', run: listGroups },
  changeGroup: { kind: 'write', run: changeGroup },
  deleteGroup: { kind: 'write', run: deleteGroup, leavesPurge: true },
  addGroupMember: { kind: 'write', run: addGroupMember },
  removeGroupMember: { kind: 'write', run: removeGroupMember },
  listGroupsOfUser: { kind: 'read', run: listGroupsOfUser },
  listGroupMembers: { kind: 'read', run: listGroupMembers },

  createImportJob: { kind: 'write', run: createImportJob },
  findImportJob: { kind: 'read', run: findImportJob },
  listImportJobs: { kind: 'read', run: listImportJobs },
  listImportJobsOfScope: { kind: 'read', run: listImportJobsOfScope },
  startImportJob: { kind: 'write', run: startImportJob },
  stopImportJob: { kind: 'write', run: stopImportJob },
  attachUpload: { kind: 'write', run: attachUpload },
  claimImportJob: { kind: 'write', run: claimImportJob },
  renewImportLease: { kind: 'write', run: renewImportLease },
  releaseImportJob: { kind: 'write', run: releaseImportJob },
  openImportLog: { kind: 'write', run: openImportLog },
  beginImport: { kind: 'write', run: beginImport },
  endImportJob: { kind: 'write', run: endImportJob },
  expireImportJobs: { kind: 'write', run: expireImportJobs },
  countActiveJobs: { kind: 'read', run: countActiveJobs },
  readAccountFigures: { kind: 'read', run: readAccountFigures },
  listBlobsInUse: { kind: 'read', run: listBlobsInUse },
  sumUploadBytes: { kind: 'read', run: sumUploadBytes },

  putMessage: { kind: 'write', run: putMessage },
  findNextMessageTime: { kind: 'read', run: findNextMessageTime },
  claimMessages: { kind: 'write', run: claimMessages },
  endMessage: { kind: 'write', run: endMessage },
  postponeMessage: { kind: 'write', run: postponeMessage },
  listMessages: { kind: 'read', run: listMessages },
  deleteMessages: { kind: 'write', run: deleteMessages },
  expireMessages: { kind: 'write', run: expireMessages },

  putResetCode: { kind: 'write', run: putResetCode },
  useResetCode: { kind: 'write', run: useResetCode },

  putContactCode: { kind: 'write', run: putContactCode },
  findContactAddress: { kind: 'read', run: findContactAddress },
  useContactCode: { kind: 'write', run: useContactCode },
  confirmUser: { kind: 'write', run: confirmUser },

  createLogGroup: { kind: 'write', run: createLogGroup },
  deleteLogGroup: { kind: 'write', run: deleteLogGroup, leavesPurge: true },
  setLogRetention: { kind: 'write', run: setLogRetention },
  createLogStream: { kind: 'write', run: createLogStream },
  deleteLogStream: { kind: 'write', run: deleteLogStream, leavesPurge: true },
  // Takes up what a node that has ended left to purge.
  expireLogEvents: { kind: 'write', run: expireLogEvents, leavesPurge: true },
  findLogGroup: { kind: 'read', run: findLogGroup },
  // A prefix or a pattern is held against the name of each group.
  listLogGroups: {
    kind: 'read',
    run: listLogGroups,
    isLong: (_scope, { pattern, prefix }) => pattern !== undefined || prefix !== undefined,
  },
  listLogStreams: {
    kind: 'read',
    run: listLogStreams,
    isLong: (_scope, _group, { order, prefix }) => order !== 'name' || prefix !== undefined,
  },
  readLogEvents: { kind: 'read', run: readLogEvents },
  readLogGroupEvents: {
    kind: 'read',
    run: (session, scope, group, query) => readLogGroupEvents(session, scope, group, query),
    isLong: (_scope, _group, query) => searchesEvents(query),
  },

  createRole: { kind: 'write', run: createRole },
  findRole: { kind: 'read', run: findRole },
  listRoles: { kind: 'read', run: listRoles, isLong: (_account, pathPrefix) => seeksPath(pathPrefix) },
  deleteRole: { kind: 'write', run: deleteRole },
  replaceTrustPolicy: { kind: 'write', run: replaceTrustPolicy },
  createIamUser: { kind: 'write', run: createIamUser },
  findIamUser: { kind: 'read', run: findIamUser },
  listIamUsers: { kind: 'read', run: listIamUsers, isLong: (_account, pathPrefix) => seeksPath(pathPrefix) },
  deleteIamUser: { kind: 'write', run: deleteIamUser },
  createAccessKey: { kind: 'write', run: createAccessKey },
  listAccessKeys: { kind: 'read', run: listAccessKeys },
  findAccessKeyOwner: { kind: 'read', run: findAccessKeyOwner },
  setAccessKeyStatus: { kind: 'write', run: setAccessKeyStatus },
  deleteAccessKey: { kind: 'write', run: deleteAccessKey },
  createManagedPolicy: { kind: 'write', run: createManagedPolicy },
  findManagedPolicy: { kind: 'read', run: findManagedPolicy },
  listManagedPolicies: {
    kind: 'read',
    run: listManagedPolicies,
    isLong: (_account, { pathPrefix, usedAs }) => usedAs !== undefined || seeksPath(pathPrefix),
  },
  deleteManagedPolicy: { kind: 'write', run: deleteManagedPolicy },
  attachPolicy: { kind: 'write', run: attachPolicy },
  detachPolicy: { kind: 'write', run: detachPolicy },
  listAttachedPolicies: { kind: 'read', run: listAttachedPolicies },
  putInlinePolicy: { kind: 'write', run: putInlinePolicy },
  findInlinePolicy: { kind: 'read', run: findInlinePolicy },
  listInlinePolicies: { kind: 'read', run: listInlinePolicies },
  deleteInlinePolicy: { kind: 'write', run: deleteInlinePolicy },
  findIdentityPolicies: { kind: 'read', run: findIdentityPolicies },
  iamVersion: { kind: 'read', run: iamVersion },

  recordNode: { kind: 'write', run: recordNode },
  removeNode: { kind: 'write', run: removeNode },
  listNodes: { kind: 'read', run: listNodes },
  pinServerKey: { kind: 'write', run: pinServerKey },
  pinDefaultAccount: { kind: 'write', run: pinDefaultAccount },
  readClockOffset: { kind: 'read', run: readClockOffset },
  moveClock: { kind: 'write', run: moveClock },
};

/** No index knows paths: all identities of the account are seen. Every path begins with `/`. */
function seeksPath(pathPrefix: string): boolean {
  return pathPrefix !== '/';
}

/** Answers a call over a session. */
export function runSqlCall<Method extends SqlMethod>(
  session: SqlSession,
  { method, args }: SqlCall<Method>,
): Promise<Answer<Method>> {
  return STORE_METHODS[method].run(session, ...args);
}

/** Answers a read that does not take long, or says that it does; then it has taken no more than a {@link ReadPatience}. */
export async function runShortRead<Method extends SqlMethod>(
  session: SqlSession,
  call: SqlCall<Method>,
): Promise<{ readonly answer: Answer<Method> } | 'long'> {
  if (isLongRead(call)) return 'long';
  try {
    return { answer: await runSqlCall({ ...session, patience: new ReadPatience() }, call) };
  } catch (error) {
    if (error instanceof LongReadError) return 'long';
    throw error;
  }
}

function isLongRead<Method extends SqlMethod>({ method, args }: SqlCall<Method>): boolean {
  return STORE_METHODS[method].isLong?.(...args) ?? false;
}

/** Whether there may be something to purge behind a call of the method; the methods of the table are not all that are called. */
export function leavesPurge(method: string): boolean {
  return isSqlMethod(method) && STORE_METHODS[method].leavesPurge === true;
}

/** How an engine has a call answered. */
export type SqlCaller = <Method extends SqlMethod>(call: SqlCall<Method>) => Promise<Answer<Method>>;

/** The methods of the table as those of a store. */
export function bindSqlMethods({
  read,
  write,
}: {
  readonly read: SqlCaller;
  readonly write: SqlCaller;
}): Pick<Store, SqlMethod> {
  const bound: Partial<Pick<Store, SqlMethod>> = {};
  function bind<Method extends SqlMethod>(method: Method): void {
    const call = STORE_METHODS[method].kind === 'read' ? read : write;
    Object.assign(bound, { [method]: (...args: Args<Method>) => call({ method, args }) });
  }
  for (const method of Object.keys(STORE_METHODS)) if (isSqlMethod(method)) bind(method);
  assert(isComplete(bound), 'every method of the table is bound');
  return bound;
}

function isSqlMethod(name: string): name is SqlMethod {
  return Object.hasOwn(STORE_METHODS, name);
}

function isComplete(bound: Partial<Pick<Store, SqlMethod>>): bound is Pick<Store, SqlMethod> {
  return Object.keys(STORE_METHODS).every((method) => Object.hasOwn(bound, method));
}

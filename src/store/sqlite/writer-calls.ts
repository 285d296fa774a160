import { encodeLogPut } from '../logs/log-put-blocks.ts';
import { packBatch } from '../sql/jobs/packed-batch.ts';
import type { WriteMethod } from '../sql/methods/bind-writes.ts';
import type { Store } from '../store.ts';
import type { CallClient } from './thread-calls.ts';

type WriterMethod = WriteMethod | 'claimImportJob' | 'commitBatch' | 'putLogEvents';

/** Asked of the writer beside the methods of the store. */
export const PROVE_WRITABLE = 'proveWritable';
/** A reader has met damage: from now on nothing is written. Takes the words of its error. */
export const STOP_WRITING = 'stopWriting';

/** The writes of a store as calls to the writer's thread. */
export function callWriter(client: CallClient): Pick<Store, WriterMethod> {
  function call<Method extends WriterMethod>(
    method: Method,
    args: Parameters<Store[Method]>,
  ): ReturnType<Store[Method]> {
    return client.call(method, args) as ReturnType<Store[Method]>;
  }

  return {
    createUserPool: (...args) => call('createUserPool', args),
    replaceUserPoolSettings: (...args) => call('replaceUserPoolSettings', args),
    addCustomAttributes: (...args) => call('addCustomAttributes', args),
    deleteUserPool: (...args) => call('deleteUserPool', args),
    createUser: (...args) => call('createUser', args),
    replaceUserAttributes: (...args) => call('replaceUserAttributes', args),
    setUserEnabled: (...args) => call('setUserEnabled', args),
    deleteUser: (...args) => call('deleteUser', args),
    createImportJob: (...args) => call('createImportJob', args),
    startImportJob: (...args) => call('startImportJob', args),
    stopImportJob: (...args) => call('stopImportJob', args),
    attachUpload: (...args) => call('attachUpload', args),
    claimImportJob: (...args) => call('claimImportJob', args),
    releaseImportJob: (...args) => call('releaseImportJob', args),
    openImportLog: (...args) => call('openImportLog', args),
    beginImport: (...args) => call('beginImport', args),
    endImportJob: (...args) => call('endImportJob', args),
    expireImportJobs: (...args) => call('expireImportJobs', args),
    createLogGroup: (...args) => call('createLogGroup', args),
    deleteLogGroup: (...args) => call('deleteLogGroup', args),
    setLogRetention: (...args) => call('setLogRetention', args),
    createLogStream: (...args) => call('createLogStream', args),
    deleteLogStream: (...args) => call('deleteLogStream', args),
    expireLogEvents: (...args) => call('expireLogEvents', args),
    createRole: (...args) => call('createRole', args),
    deleteRole: (...args) => call('deleteRole', args),
    putInlinePolicy: (...args) => call('putInlinePolicy', args),
    deleteInlinePolicy: (...args) => call('deleteInlinePolicy', args),
    replaceTrustPolicy: (...args) => call('replaceTrustPolicy', args),
    createIamUser: (...args) => call('createIamUser', args),
    deleteIamUser: (...args) => call('deleteIamUser', args),
    createAccessKey: (...args) => call('createAccessKey', args),
    setAccessKeyStatus: (...args) => call('setAccessKeyStatus', args),
    deleteAccessKey: (...args) => call('deleteAccessKey', args),
    createManagedPolicy: (...args) => call('createManagedPolicy', args),
    deleteManagedPolicy: (...args) => call('deleteManagedPolicy', args),
    attachPolicy: (...args) => call('attachPolicy', args),
    detachPolicy: (...args) => call('detachPolicy', args),
    pinServerKey: (...args) => call('pinServerKey', args),
    pinDefaultAccount: (...args) => call('pinDefaultAccount', args),
    recordNode: (...args) => call('recordNode', args),
    removeNode: (...args) => call('removeNode', args),
    putLogEvents: (scope, logGroupName, logStreamName, { events, nowMs }) =>
      client.call('putLogEvents', [
        scope,
        logGroupName,
        logStreamName,
        { blocks: encodeLogPut(events), nowMs },
      ]) as ReturnType<Store['putLogEvents']>,
    commitBatch(leaseToken, batch) {
      const packed = packBatch(batch);
      return client.call('commitBatch', [leaseToken, packed]) as ReturnType<Store['commitBatch']>;
    },
  };
}

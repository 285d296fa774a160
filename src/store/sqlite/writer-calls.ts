import type { LeaseToken } from '../../domain/imports/import-job.ts';
import type { LogPutBlock } from '../logs/log-put-blocks.ts';
import type { PackedBatch } from '../sql/jobs/packed-batch.ts';
import type { SqlCalls } from '../sql/methods/store-methods.ts';
import type { BatchCommit, Scope } from '../store.ts';

/** What the writer's thread is asked beside the methods of the table: calls whose arguments are made ready before they are sent, and its own. */
export interface OwnWriterCalls {
  readonly putLogBlocks: {
    readonly args: readonly [
      scope: Scope,
      logGroupName: string,
      logStreamName: string,
      put: { readonly blocks: readonly LogPutBlock[]; readonly nowMs: number },
    ];
    readonly answer: 'put' | 'no-group' | 'no-stream';
  };
  readonly commitBatch: {
    readonly args: readonly [leaseToken: LeaseToken, batch: PackedBatch];
    readonly answer: BatchCommit;
  };
  readonly proveWritable: { readonly args: readonly []; readonly answer: undefined };
  /** A reader has met damage, and says so in the words of its error: from now on nothing is written. */
  readonly stopWriting: { readonly args: readonly [message: string]; readonly answer: undefined };
}

export type WriterCalls = SqlCalls & OwnWriterCalls;

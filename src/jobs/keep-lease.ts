import type { ClaimedJob } from '../store/store.ts';
import type { WorkerServices } from './worker-services.ts';

/** Three of them fit into a lease, so that one that is lost or late costs no job. */
export const RENEW_EVERY_MS = 3_500;
/** A store that could not be asked is asked again soon: the lease runs on. */
export const RENEW_AGAIN_MS = 1_000;

/** The lease of a job under way. */
export interface KeptLease {
  /** The job was given to another node, has ended or is gone: whatever is written for it now is refused. */
  isLost(): boolean;
  /** Renews no more. */
  end(): void;
}

/** Renews a lease from a timer, so that a job keeps it however long its file takes to read or its next batch to judge. */
export function keepLease(
  {
    store,
    scheduler,
    logger,
  }: Pick<WorkerServices, 'scheduler' | 'logger'> & {
    readonly store: Pick<WorkerServices['store'], 'renewImportLease'>;
  },
  { job, leaseToken }: ClaimedJob,
): KeptLease {
  let isLost = false;
  let isOver = false;
  let cancel = scheduler.after(RENEW_EVERY_MS, renew);

  function renew(): void {
    store.renewImportLease(leaseToken).then(
      (renewal) => {
        if (isOver) return;
        isLost = renewal === 'lease-lost';
        if (isLost) logger.warn({ jobId: job.id }, 'the lease of an import job is lost; its work stops here');
        else cancel = scheduler.after(RENEW_EVERY_MS, renew);
      },
      (error: unknown) => {
        if (isOver) return;
        logger.warn({ err: error, jobId: job.id }, 'the lease of an import job could not be renewed');
        cancel = scheduler.after(RENEW_AGAIN_MS, renew);
      },
    );
  }

  return {
    isLost: () => isLost,
    end() {
      isOver = true;
      cancel();
    },
  };
}

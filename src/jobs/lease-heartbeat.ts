import type { ClaimedJob } from '../store/store.ts';
import type { WorkerServices } from './worker-services.ts';

/** Three renewals fit into a lease, so one that is lost or late does not cost the job. */
export const RENEW_EVERY_MS = 3_500;
/** Retry after a failed renewal: soon, because the lease is running out. */
export const RENEW_AGAIN_MS = 1_000;

/** Keeps the lease of a running job. */
export interface LeaseHeartbeat {
  /** The job was claimed by another node, has ended or no longer exists: writes for it are refused from now on. */
  isLost(): boolean;
  /** Stops renewing. */
  end(): void;
}

/** Renews a lease by a timer, so that a job keeps it however long reading its file or judging a batch takes. */
export function startLeaseHeartbeat(
  {
    store,
    scheduler,
    logger,
  }: Pick<WorkerServices, 'scheduler' | 'logger'> & {
    readonly store: Pick<WorkerServices['store'], 'renewImportLease'>;
  },
  { job, leaseToken }: ClaimedJob,
): LeaseHeartbeat {
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

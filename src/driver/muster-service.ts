import { logGroupNameOf, logStreamNameOf } from '../domain/imports/log-names.ts';
import type { ImportService } from './import-service.ts';
import type { ServiceClients } from './service-clients.ts';

/** None is late but on a server whose test controls say so. */
const LOG_DELAY_MAX_MS = 300_000;
/** Below the 5 requests a second that a pool takes of an operation (R44), but for the first ones: a small file is imported in less. */
const JOB_POLLS = { firstMs: 100, maxMs: 1_000 };

/** Muster writes the log of a job in the transaction that writes its users, under names that follow from pool and job (R274). */
export function createMusterService(clients: ServiceClients): ImportService {
  return {
    clients,
    listsPerSecondMax: undefined,
    logDelayMaxMs: LOG_DELAY_MAX_MS,
    jobPolls: JOB_POLLS,
    // Only a server whose test controls say so does not know a new role at once: there the first job fails, and a second one does not.
    newRoleWaitMs: 0,
    async findJobLog(pool, { JobId: jobId, JobName: jobName = '' }) {
      if (jobId === undefined) return undefined;
      return { logGroupName: logGroupNameOf(pool.id, pool.name), logStreamName: logStreamNameOf(jobId, jobName) };
    },
    findUploadHint(headers) {
      const hint = headers['x-muster-hint'];
      return typeof hint === 'string' ? hint : undefined;
    },
  };
}

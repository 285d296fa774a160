import { logGroupNameOf, logStreamNameOf } from '../domain/imports/log-names.ts';
import type { ImportService } from './import-service.ts';
import type { ServiceClients } from './service-clients.ts';

/** Muster writes the log of a job in the transaction that writes its users, under names that follow from pool and job (R274). */
export function createMusterService(clients: ServiceClients): ImportService {
  return {
    clients,
    logDelayMaxMs: 0,
    listsPerSecondMax: undefined,
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

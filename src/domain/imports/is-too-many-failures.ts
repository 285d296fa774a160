import type { ImportCounters } from './import-job.ts';

/** Whether a job whose records are all done ends `Failed` instead of `Succeeded` (R293 to R295). */
export function isTooManyFailures({ importedUsers, skippedUsers, failedUsers }: ImportCounters): boolean {
  return failedUsers + skippedUsers > importedUsers;
}

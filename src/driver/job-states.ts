import type { UserImportJobType } from '@aws-sdk/client-cognito-identity-provider';
import { isActive, isTerminal } from '../domain/imports/import-transitions.ts';

/** Whether the job occupies its account (R62). */
export function isActiveJob({ Status: status }: UserImportJobType): boolean {
  return status !== undefined && isActive(status);
}

export function hasEnded({ Status: status }: UserImportJobType): boolean {
  return status !== undefined && isTerminal(status);
}

/** Records of a job that are done. */
export function countDone({ ImportedUsers = 0, SkippedUsers = 0, FailedUsers = 0 }: UserImportJobType): number {
  return ImportedUsers + SkippedUsers + FailedUsers;
}

/** Whether each record of the file has its outcome. A job that did all it could is Failed if few of them are new users (R293). */
export function ranThrough(job: UserImportJobType, recordCount: number): boolean {
  return job.Status === 'Succeeded' || (job.Status === 'Failed' && recordCount > 0 && countDone(job) >= recordCount);
}

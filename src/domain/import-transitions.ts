import type { ImportJobEvent, ImportJobStatus } from './import-job.ts';

/** What an event leads to; an event that is not named is refused in that state. */
type Transitions = Readonly<Record<ImportJobStatus, Readonly<Partial<Record<ImportJobEvent, ImportJobStatus>>>>>;

/** Section 5 of the reference, whole. Nobody else assigns a state. */
const TRANSITIONS: Transitions = {
  Created: { start: 'Pending', expire: 'Expired' },
  // A stop answers Stopped at once (R79); a worker that had begun to look at the job finds its lease void.
  Pending: { begin: 'InProgress', fail: 'Failed', stop: 'Stopped' },
  // `begin` after a restart goes on; `halt` without a stop does not happen, `stop` comes first.
  InProgress: { begin: 'InProgress', succeed: 'Succeeded', fail: 'Failed', stop: 'Stopping' },
  // R87: stopping twice is the same as once. A failure found while stopping is still a stop (R86).
  Stopping: { stop: 'Stopping', halt: 'Stopped' },
  Expired: {},
  Stopped: {},
  Failed: {},
  Succeeded: {},
};

/** The state after `event`, or undefined if the event is refused there. */
export function nextStatus(status: ImportJobStatus, event: ImportJobEvent): ImportJobStatus | undefined {
  return TRANSITIONS[status][event];
}

/** R62: a job that counts against the limit of active jobs and that a worker has to take up. */
export function isActive(status: ImportJobStatus): boolean {
  return status === 'Pending' || status === 'InProgress' || status === 'Stopping';
}

/** R61: a job that never changes again. */
export function isTerminal(status: ImportJobStatus): boolean {
  return Object.keys(TRANSITIONS[status]).length === 0;
}

export const ACTIVE_STATUSES: readonly ImportJobStatus[] = ['Pending', 'InProgress', 'Stopping'];

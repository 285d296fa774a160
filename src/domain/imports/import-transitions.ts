import { fillText } from '../texts/fill-text.ts';
import type { ImportJobEvent, ImportJobStatus } from './import-job.ts';

/** What the table has to know besides status and event. */
export interface TransitionCircumstances {
  /** Whether a live worker holds the job, so that a record may be in flight (R84, R85). */
  readonly workerHoldsJob: boolean;
}

type Next = ImportJobStatus | ((circumstances: TransitionCircumstances) => ImportJobStatus);

/**
 * The one table of job states (R60 to R62). What is not in it is refused. Whatever a worker reports of a job that is
 * `Stopping`, the job ends `Stopped`: a stop that was accepted is never answered with another end (R86).
 */
const TRANSITIONS: Readonly<Record<ImportJobStatus, Readonly<Partial<Record<ImportJobEvent, Next>>>>> = {
  Created: { start: 'Pending', expire: 'Expired' },
  Pending: { begin: 'InProgress', stop: 'Stopped', fail: 'Failed' },
  InProgress: {
    begin: 'InProgress',
    stop: ({ workerHoldsJob }) => (workerHoldsJob ? 'Stopping' : 'Stopped'),
    succeed: 'Succeeded',
    fail: 'Failed',
  },
  Stopping: { stop: 'Stopping', succeed: 'Stopped', fail: 'Stopped', halt: 'Stopped' },
  Expired: {},
  Stopped: {},
  Failed: {},
  Succeeded: {},
};

const NOBODY_AT_WORK: TransitionCircumstances = { workerHoldsJob: false };

/** The status after `event`, which may be the same, or undefined if the event is refused and changes nothing. */
export function nextStatus(
  status: ImportJobStatus,
  event: ImportJobEvent,
  circumstances: TransitionCircumstances = NOBODY_AT_WORK,
): ImportJobStatus | undefined {
  const next = TRANSITIONS[status][event];
  return typeof next === 'function' ? next(circumstances) : next;
}

/** Status and message of a job at its end, or undefined if the event is refused. A job that is stopped always says so. */
export function endOfJob(
  status: ImportJobStatus,
  event: 'succeed' | 'fail' | 'halt',
  completionMessage: string,
): { readonly status: ImportJobStatus; readonly completionMessage: string } | undefined {
  const end = nextStatus(status, event);
  if (end === undefined) return undefined;
  return { status: end, completionMessage: end === 'Stopped' ? fillText('stopped-by-developer') : completionMessage };
}

/** Whether the job is the one that an account may run at a time (R62, R63). */
export function isActive(status: ImportJobStatus): boolean {
  return status === 'Pending' || status === 'InProgress' || status === 'Stopping';
}

/** Whether nothing can happen to the job any more (R60, R61). */
export function isTerminal(status: ImportJobStatus): boolean {
  return Object.keys(TRANSITIONS[status]).length === 0;
}

import { readdirSync, readFileSync } from 'node:fs';

/** What all threads of a process have had of the processors, in milliseconds; to the nanosecond, as the scheduler counts. */
export function processorMs(pid: number): number {
  let nanoseconds = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) nanoseconds += taskNanoseconds(pid, task);
  return nanoseconds / 1e6;
}

function taskNanoseconds(pid: number, task: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]);
  } catch (error) {
    // The thread ended between the two reads.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return 0;
    throw error;
  }
}

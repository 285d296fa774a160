import { readFileSync } from 'node:fs';

/** Of a second, on every Linux that is met. */
const TICKS_PER_SECOND = 100;

/** Processor time of all threads of a process, those that have ended among them. Linux only. */
export function readCpuSeconds(pid: number): number {
  // The name stands in parentheses and may hold spaces; user and system time are the 12th and 13th values behind it.
  const [, rest = ''] = /^\d+ \(.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  const values = rest.split(' ');
  return (Number(values[11]) + Number(values[12])) / TICKS_PER_SECOND;
}

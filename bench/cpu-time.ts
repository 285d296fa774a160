import { readdirSync, readFileSync } from 'node:fs';

/** Of a second, on every Linux that is met. */
const TICKS_PER_SECOND = 100;

/** Processor time that a process has used, in seconds, by the name of the thread. Linux only. */
export function readThreadSeconds(pid: number): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    // The name stands in parentheses and may hold spaces; user and system time are the 12th and 13th values behind it.
    const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')) ?? [];
    if (name === undefined || rest === undefined) continue;
    const values = rest.split(' ');
    const ticks = Number(values[11]) + Number(values[12]);
    seconds.set(name, (seconds.get(name) ?? 0) + ticks / TICKS_PER_SECOND);
  }
  return seconds;
}

/** Of all threads together. */
export function readCpuSeconds(pid: number): number {
  return [...readThreadSeconds(pid).values()].reduce((sum, seconds) => sum + seconds, 0);
}

import { readdirSync, readFileSync } from 'node:fs';

/** Of a second, on every Linux that is met. */
const TICKS_PER_SECOND = 100;

/** Processor time that a process has used, in seconds, by the name of the thread. Linux only. */
export function readThreadSeconds(pid: number): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const { name, cpuSeconds } = readStat(`/proc/${pid}/task/${thread}/stat`);
    seconds.set(name, (seconds.get(name) ?? 0) + cpuSeconds);
  }
  return seconds;
}

/** Of all threads together, those that have ended among them. */
export function readCpuSeconds(pid: number): number {
  return readStat(`/proc/${pid}/stat`).cpuSeconds;
}

/** The name stands in parentheses and may hold spaces; user and system time are the 12th and 13th values behind it. */
function readStat(path: string): { readonly name: string; readonly cpuSeconds: number } {
  const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(path, 'utf8')) ?? [];
  const values = rest.split(' ');
  return { name, cpuSeconds: (Number(values[11]) + Number(values[12])) / TICKS_PER_SECOND };
}

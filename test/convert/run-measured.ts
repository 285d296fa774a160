import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What a process of Node took from its start to its end. */
export interface MeasuredRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
  /** Of all its threads. */
  readonly cpuSeconds: number;
  /** The most memory that it ever held (VmHWM). */
  readonly peakBytes: number;
}

/** `maxRSS` would also count what the parent held when it started the process. */
const TELL = `
  import { readFileSync, writeSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) process.once('exit', () => {
    const { user, system } = process.cpuUsage();
    const peak = /^VmHWM:\\s+(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    writeSync(3, JSON.stringify({ cpuSeconds: (user + system) / 1e6, peakBytes: peak * 1024 }));
  });
`;

/** Runs a script to its end. Linux only. */
export async function runMeasured(script: string, words: readonly string[]): Promise<MeasuredRun> {
  const startedAt = process.hrtime.bigint();
  const preload = `data:text/javascript,${encodeURIComponent(TELL)}`;
  const child = spawn(process.execPath, ['--import', preload, script, ...words], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR },
  });
  const outputs = [1, 2, 3].map((index) => text(child.stdio[index] as NodeJS.ReadableStream));
  const [[exitCode], [stdout = '', stderr = '', told = '']] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    Promise.all(outputs),
  ]);
  const seconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  if (exitCode === null || told === '') throw new Error(`${script} ended with ${exitCode}: ${stderr}`);
  return { exitCode, stdout, stderr, seconds, ...(JSON.parse(told) as Pick<MeasuredRun, 'cpuSeconds' | 'peakBytes'>) };
}

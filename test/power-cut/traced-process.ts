import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DiskEvent, readDiskEvents, TRACED_CALLS } from './disk-events.ts';
import { readSystemCalls } from './system-calls.ts';

const MUSTER_BIN = fileURLToPath(new URL('../../bin/muster.js', import.meta.url));
const STRING_BYTES_MAX = 64 * 1024 * 1024;
const LISTENING = /listening on (http:\/\/\S+) \(process (\d+)\)/;

export interface TracedProcess {
  /** Where the server listens and what its process is; rejects if it ends before. */
  listening(): Promise<{ readonly url: string; readonly pid: number }>;
  /** Resolves when the process has ended, with what it did to the files below the root. `existing` as in {@link readDiskEvents}. */
  readEvents(existing: Set<string>): Promise<DiskEvent[]>;
}

/** `muster` under strace. `root` is the directory whose files are of interest, and the working directory. */
export function startTracedProcess(
  words: readonly string[],
  { root, bin = MUSTER_BIN }: { readonly root: string; readonly bin?: string | undefined },
): TracedProcess {
  const trace = join(root, `trace-${words[0]}`);
  const options = ['-f', '--seccomp-bpf', '-y', '-xx', '-s', String(STRING_BYTES_MAX), '-o', trace];
  const command = [process.execPath, bin, ...words];
  const child = spawn(
    'strace',
    [...options, '-e', `trace=${TRACED_CALLS.join(',')}`, '-e', 'signal=none', ...command],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      // File operations over io_uring are no system calls, and the cache of compiled code would fill the trace.
      env: { ...process.env, UV_USE_IO_URING: '0', NODE_DISABLE_COMPILE_CACHE: '1' },
    },
  );
  const printed = collectOutput(child);
  const ended = once(child, 'exit');
  return {
    listening: () =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const [, url, pid] = LISTENING.exec(printed.text) ?? [];
          if (url !== undefined) resolve({ url, pid: Number(pid) });
        };
        child.stdout.on('data', look);
        ended.then(() => reject(new Error(`muster ended before it listened:\n${printed.text}`)), reject);
        look();
      }),
    async readEvents(existing) {
      await ended;
      const calls = readSystemCalls(await readFile(trace, 'latin1'));
      await rm(trace);
      return readDiskEvents(calls, join(root, 'disk'), existing);
    },
  };
}

function collectOutput(child: ChildProcess): { text: string } {
  const printed = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      printed.text += text.toString();
    });
  }
  return printed;
}

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from '../src/base/assert.ts';
import { startServerProcess } from '../test/server-process.ts';
import { buildPackage } from './built-package.ts';
import { directoryBytes } from './directory-bytes.ts';
import type { Figure, Trial } from './trial.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A program of its own, so that nothing is loaded before. The server is asked when the clock has stopped: `fetch` loads modules itself. */
const IN_PROCESS = `
  const began = performance.now();
  const { startMuster } = await import('muster');
  const imported = performance.now();
  const muster = await startMuster();
  const started = performance.now();
  const { status } = await fetch(new URL('/health', muster.url));
  await muster.stop();
  if (status !== 200) throw new Error('GET /health was answered ' + status);
  console.log(JSON.stringify({ importMs: imported - began, startMs: started - imported }));
`;

/** From the command, and from the call, to the first answer, each on an empty data directory. */
export const startUp: Trial = {
  name: 'start-up',
  about:
    'from nothing to the first answered GET /health: the clone and what is published; and startMuster() inside a program; each once before',
  runs: 10,
  async run() {
    const dist = await build();
    const { importMs, startMs } = measureInProcess(dist);
    return [
      ...(await measureServer('clone', join(ROOT, 'bin/muster.js'))),
      ...(await measureServer('dist', join(dist, 'bin/muster.js'))),
      { name: 'dist, import of the package in a program', value: importMs, unit: 'ms' },
      { name: 'dist, startMuster() in a program', value: startMs, unit: 'ms' },
      { name: 'dist, on disk', value: directoryBytes(dist) / 1e6, unit: 'MB' },
    ];
  },
};

let isWarm = false;

/** The package, when every way was taken once, for its caches. */
async function build(): Promise<string> {
  const dist = buildPackage();
  if (isWarm) return dist;
  isWarm = true;
  for (const bin of [join(ROOT, 'bin/muster.js'), join(dist, 'bin/muster.js')]) await measureServer('', bin);
  measureInProcess(dist);
  return dist;
}

async function measureServer(name: string, bin: string): Promise<Figure[]> {
  const began = performance.now();
  const server = await startServerProcess({ bin });
  const answer = await fetch(new URL('/health', server.url));
  await answer.arrayBuffer();
  const elapsedMs = performance.now() - began;
  assert(answer.status === 200, `GET /health was answered ${answer.status}`);
  const memoryBytes = residentBytes(server.pid);
  await server.stop();
  return [
    { name: `${name}, muster serve`, value: elapsedMs, unit: 'ms' },
    { name: `${name}, resident memory when idle`, value: memoryBytes / 1e6, unit: 'MB' },
  ];
}

function measureInProcess(dist: string): { readonly importMs: number; readonly startMs: number } {
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const program = IN_PROCESS.replace("'muster'", JSON.stringify(join(dist, 'lib/index.js')));
  const words = ['--input-type=module', '--eval', program];
  const printed = execFileSync(process.execPath, words, { cwd: directory, encoding: 'utf8' });
  rmSync(directory, { recursive: true });
  return JSON.parse(printed);
}

function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}

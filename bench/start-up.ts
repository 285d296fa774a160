import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert } from '../src/base/assert.ts';
import { startServerProcess } from '../test/server-process.ts';
import { directoryBytes } from './directory-bytes.ts';
import type { Figure, Trial } from './trial.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A program of its own, so that nothing is loaded before. */
const IN_PROCESS = `
  const began = performance.now();
  const { startMuster } = await import('muster');
  const muster = await startMuster();
  const { status } = await fetch(new URL('/health', muster.url));
  const elapsedMs = performance.now() - began;
  await muster.stop();
  if (status !== 200) throw new Error('GET /health was answered ' + status);
  console.log(elapsedMs);
`;

/** From the command, and from the call, to the first answer, each on an empty data directory. */
export const startUp: Trial = {
  name: 'start-up',
  about:
    'from nothing to the first answered GET /health: the clone, what is published, and inside a program; each started once before',
  runs: 10,
  async run() {
    const dist = await build();
    return [
      ...(await measureServer('clone', join(ROOT, 'bin/muster.js'))),
      ...(await measureServer('dist', join(dist, 'bin/muster.js'))),
      { name: 'dist, import and startMuster()', value: measureInProcess(dist), unit: 'ms' },
      { name: 'dist, on disk', value: directoryBytes(dist) / 1e6, unit: 'MB' },
    ];
  },
};

let built: string | undefined;

/** What `npm run build` makes, in a folder below the clone, where its dependencies are found. Every way is taken once, for its caches. */
async function build(): Promise<string> {
  if (built !== undefined) return built;
  built = mkdtempSync(join(ROOT, 'node_modules/.muster-bench-'));
  const directory = built;
  process.once('exit', () => rmSync(directory, { recursive: true }));
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.ts'), built], { stdio: ['ignore', 'ignore', 'inherit'] });
  for (const bin of [join(ROOT, 'bin/muster.js'), join(built, 'bin/muster.js')]) await measureServer('', bin);
  return built;
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

function measureInProcess(dist: string): number {
  const directory = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  const program = IN_PROCESS.replace("'muster'", JSON.stringify(join(dist, 'src/index.js')));
  const words = ['--input-type=module', '--eval', program];
  const printed = execFileSync(process.execPath, words, { cwd: directory, encoding: 'utf8' });
  rmSync(directory, { recursive: true });
  return Number(printed);
}

function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes) * 1024;
}

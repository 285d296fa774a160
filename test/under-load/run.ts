/**
 * `node test/under-load/run.ts --runs 3 --cpus 4`: all tests as in CI, several times in a row, while `stress-ng` keeps the processors busy.
 * Prints what the tests print, and a table at the end; stops at the first run that fails, and then ends with 1.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { describeMachine } from '../../bench/machine.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, cpus: { type: 'string', default: '4' } },
});
const runs = Number(values.runs);

const print = (line: string) => process.stdout.write(`${line}\n`);

interface Run {
  readonly code: number | null;
  /** The closing line of the tests. */
  readonly closing: string;
  readonly minutes: number;
  /** The load of the last minute when the run ended. */
  readonly load: number;
}

async function runTests(): Promise<Run> {
  const startedAt = performance.now();
  const tests = spawn('npm', ['test', '--silent'], {
    env: { ...process.env, CI: 'true' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(tests, 'close') as Promise<[number | null]>;
  let closing = '';
  for await (const line of createInterface(tests.stdout)) {
    print(line);
    closing = line;
  }
  const [code] = await ended;
  return { code, closing, minutes: (performance.now() - startedAt) / 60_000, load: loadavg()[0] ?? 0 };
}

// A session of its own, as from another terminal: Linux shares the processors out among sessions first.
const stress = spawn('stress-ng', ['--cpu', values.cpus], { detached: true, stdio: 'ignore' });
await once(stress, 'spawn');
const stressEnded = once(stress, 'exit');

const done: Run[] = [];
try {
  while (done.length < runs && done.every(({ code }) => code === 0)) done.push(await runTests());
  if (stress.exitCode !== null) throw new Error(`stress-ng ended with ${stress.exitCode} before the tests did`);
} finally {
  stress.kill();
  await stressEnded;
}

print('');
print(describeMachine());
print(`beside stress-ng --cpu ${values.cpus}`);
print('');
print('| run | ended with | minutes | load at the end |');
print('|---|---|---|---|');
for (const [index, { closing, minutes, load }] of done.entries())
  print(`| ${index + 1} | ${closing} | ${minutes.toFixed(1)} | ${load.toFixed(1)} |`);
process.exitCode = done.every(({ code }) => code === 0) ? 0 : 1;

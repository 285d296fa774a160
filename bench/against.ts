/**
 * `npm run bench:against -- DIRECTORY [TRIAL...]`: processor time of this checkout against another one, in turn, 11 pairs a trial. Prints
 * the median of the ratios new / old of the pairs; `DIRECTORY` is a worktree with its packages installed, for example of the last release.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assert } from '../src/base/assert.ts';
import { startServerProcess } from '../test/server-process.ts';
import { importFile } from './import-file.ts';
import { runReference } from './import-limits.ts';
import { ALIAS_POOL, type BenchPool, DEFAULT_POOL, HASH_POOL } from './import-pools.ts';
import { measureLatency } from './latency.ts';
import { measureLogPages } from './log-pages.ts';
import { describeMachine } from './machine.ts';
import { median } from './trial.ts';
import { USERS, usersFile } from './users-file.ts';

const TELL_CPU = join(import.meta.dirname, 'tell-cpu.mjs');

/** Seconds of processor of one run with the `muster` of a checkout. */
type Measure = (bin: string) => Promise<number>;

const TRIALS: Readonly<Record<string, Measure>> = {
  import: (bin) => measureImport(bin, DEFAULT_POOL),
  'import-aliases': (bin) => measureImport(bin, ALIAS_POOL),
  'import-hashes': (bin) => measureImport(bin, HASH_POOL),
  check: measureCheck,
  latency: measureLatency,
  'log-pages': measureLogPages,
  'start-up': measureStart,
};

/** Users that the file leaves in a pool: some share an alias. */
const expectedUsers = new Map<BenchPool, number>();

async function measureImport(bin: string, pool: BenchPool): Promise<number> {
  const path = await usersFile(USERS, pool.passwordHashingAlgorithm);
  const users = expectedUsers.get(pool) ?? (await runReference(path, pool)).users;
  expectedUsers.set(pool, users);
  return (await importFile(path, pool, users, bin)).cpuSeconds;
}

async function measureCheck(bin: string): Promise<number> {
  const words = ['--import', TELL_CPU, bin, 'check', await usersFile()];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  assert(status === 0, `muster check ended with ${status}: ${stderr}`);
  return readCpu(stderr);
}

/** From the command to the first answer, and to the end of an idle server. */
async function measureStart(bin: string): Promise<number> {
  const server = await startServerProcess({ bin, environment: { NODE_OPTIONS: `--import ${TELL_CPU}` } });
  const { status } = await fetch(new URL('/health', server.url));
  assert((await server.stop()) === 0 && status === 200, `GET /health was answered ${status}`);
  return readCpu(server.output());
}

function readCpu(printed: string): number {
  const microseconds = Number(/^cpu (\d+)$/m.exec(printed)?.[1]);
  assert(microseconds > 0, `no processor time in ${printed}`);
  return microseconds / 1e6;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pairs: { type: 'string', default: '11' } },
});
const [directory = '', ...asked] = positionals;
const names = asked.length > 0 ? asked : Object.keys(TRIALS).filter((name) => name !== 'import-hashes');
const unknown = names.filter((name) => !(name in TRIALS));
if (directory === '' || !readdirSync(directory).includes('bin') || unknown.length > 0) {
  process.stderr.write(`usage: bench/against.ts DIRECTORY [${Object.keys(TRIALS).join(' | ')}]... [--pairs 11]\n`);
  process.exit(2);
}
const oldBin = resolve(directory, 'bin/muster.js');
const newBin = join(import.meta.dirname, '../bin/muster.js');
process.stdout.write(`${describeMachine()}\n`);
for (const name of names) {
  const measure = TRIALS[name];
  assert(measure !== undefined, name);
  const [before, after, ratios]: [number[], number[], number[]] = [[], [], []];
  for (const bin of [oldBin, newBin]) await measure(bin);
  for (let pair = 0; pair < Number(values.pairs); pair += 1) {
    // Whoever is second may find a warmer or a busier machine: they take turns.
    const isOldFirst = pair % 2 === 0;
    const first = await measure(isOldFirst ? oldBin : newBin);
    const second = await measure(isOldFirst ? newBin : oldBin);
    const [old, current] = isOldFirst ? [first, second] : [second, first];
    before.push(old);
    after.push(current);
    ratios.push(current / old);
  }
  const sorted = ratios.toSorted((one, other) => one - other);
  process.stdout.write(
    `${name}: new / old ${median(ratios).toFixed(3)} (${sorted[0]?.toFixed(3)} to ${sorted.at(-1)?.toFixed(3)}), medians ${median(after).toFixed(2)} s and ${median(before).toFixed(2)} s of processor, ${ratios.length} pairs\n`,
  );
}
process.exit(0);

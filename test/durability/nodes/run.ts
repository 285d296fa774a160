/**
 * `node test/durability/nodes/run.ts --events 200 --seed S`: four nodes, killed and paused so often in all. Ends with 1 if anything
 * differs. With `--planted no-fence` it tries the storm itself, on a copy of the program with that bug in it, and ends with 1 if nothing
 * is found.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { copyWithBug } from '../storm/planted-bug.ts';
import { JOBS_PER_RUN } from './import-runs.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';
import { type NodeStorm, runNodeStorm } from './run-node-storm.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    planted: { type: 'string' },
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const began = performance.now();
const storm = values.planted === undefined ? await runNodeStorm(optionsOf()) : await runPlanted(values.planted);
const isFound = storm.differences.length > 0;
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
process.stdout.write(`${[describeMachine(), ...describe(storm), `took ${minutes} min`].join('\n')}\n`);
process.exitCode = isFound === (values.planted !== undefined) ? 0 : 1;

function optionsOf() {
  const seconds = () => Math.round((performance.now() - began) / 1_000);
  return {
    events: Number(values.events),
    seed: Number(values.seed),
    parallelRuns: 2,
    onProgress: (line: string) => void process.stderr.write(`${seconds()} s  ${line}\n`),
  };
}

async function runPlanted(name: string): Promise<NodeStorm> {
  const bug = PLANTED_BUGS[name];
  if (!bug) throw new Error(`there is no planted bug ${name}; there are ${Object.keys(PLANTED_BUGS).join(', ')}`);
  const { bin, remove } = copyWithBug(bug);
  try {
    return await runNodeStorm({ ...optionsOf(), bin, endsAtDifference: true });
  } finally {
    remove();
  }
}

function describe({ events, tally, journal, logs, strays, peakMemoryBytes, differences }: NodeStorm): string[] {
  const kills = events.filter(({ kind }) => kind === 'kill').length;
  const { takeoverMs } = journal;
  const seconds = (ms = 0) => `${(ms / 1_000).toFixed(1)} s`;
  const median = takeoverMs[Math.floor(takeoverMs.length / 2)];
  return [
    `four nodes, ${kills} times SIGKILL and ${events.length - kills} times SIGSTOP at random moments; seed ${values.seed}`,
    `${tally.runs} runs of ${JOBS_PER_RUN} jobs, ${tally.jobs} jobs compared, ${tally.records} records; ${tally.stopped} jobs stopped, ${tally.waiting} never started`,
    `${journal.claims} claims, ${journal.batches} batches; after ${takeoverMs.length} events with jobs in hand they went on within ${seconds(median)} in the median, ${seconds(takeoverMs.at(-1))} at most`,
    `${logs.refusals} jobs refused to nodes that woke; ${tally.repeats.away} calls repeated because a node was gone, ${tally.repeats.serverErrors} after an error of a server`,
    `${strays} uploads left by killed nodes and swept`,
    `peak memory of the nodes ${peakMemoryBytes.map((bytes) => `${Math.round(bytes / 1e6)} MB`).join(', ')}`,
    ...[...logs.errors].map(([text, count]) => `logged ${count} times: ${text}`),
    ...differences,
    `${differences.length} differences`,
  ];
}

/** `node test/failover/run.ts --kills 3 --records 200000 --seed S`. Ends with 1 if anything differs. */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../bench/machine.ts';
import { runFailover } from './run-failover.ts';
import { tellEnd, tellReport } from './tell-failover.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '3' },
    records: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
  },
});
const [kills, records, seed] = [Number(values.kills), Number(values.records), Number(values.seed)];
const began = performance.now();
const print = (...lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);
print(
  describeMachine(),
  `the primary of three PostgreSQL servers killed ${kills} times, each in an import of ${records} records by two nodes; seed ${seed}`,
);
const run = await runFailover({ kills, records, seed, onFailover: (report) => print(tellReport(report)) });
print(...tellEnd(run), `took ${((performance.now() - began) / 60_000).toFixed(1)} min`);
process.exitCode = run.differences.length === 0 ? 0 : 1;

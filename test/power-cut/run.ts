/**
 * `node test/power-cut/run.ts --states 500 --seed S`. Ends with 1 if anything that had been answered is lost, or anything is there twice.
 * `--planted NAME` tries the run itself, on a copy of the program with that fault: ends with 1 if it is not found.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../bench/machine.ts';
import { copyWithFault, PLANTED_FAULTS } from './planted-faults.ts';
import { runPowerCuts } from './run-power-cuts.ts';

const { values } = parseArgs({
  options: {
    states: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    planted: { type: 'string' },
  },
});
const began = performance.now();
const fault = values.planted === undefined ? undefined : PLANTED_FAULTS[values.planted];
if (values.planted !== undefined && !fault) {
  throw new Error(`there is no planted fault ${values.planted}; there are ${Object.keys(PLANTED_FAULTS).join(', ')}`);
}
const copy = fault && copyWithFault(fault);
try {
  const cuts = await runPowerCuts({
    states: Number(values.states),
    seed: Number(values.seed),
    bin: copy?.bin,
    endsAtDifference: fault !== undefined,
    report: (line) => process.stderr.write(`${line}\n`),
  });
  const kinds = [...cuts.losses].map(([loss, count]) => `${loss} ${count}`).join(', ');
  const isGood = cuts.differences.length === 0;
  const lines = [
    describeMachine(),
    `${cuts.states} states of a disk after a power cut, ${cuts.secondCuts} of them after a second one in the start behind it; seed ${values.seed}`,
    `${cuts.recordings} recorded runs with ${cuts.syncs} syncs`,
    `lost of what was not synced: ${kinds}`,
    `${cuts.acknowledgements} answers held against the states`,
    ...cuts.differences,
    `${cuts.differences.length} differences`,
    `took ${((performance.now() - began) / 60_000).toFixed(1)} min`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = isGood === (fault === undefined) ? 0 : 1;
} finally {
  copy?.remove();
}

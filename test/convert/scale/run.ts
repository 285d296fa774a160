/**
 * An export of Auth0 as large as they come, with as many hashes in a second file, through the published command.
 * `node test/convert/scale/run.ts --records 5000000` prints memory, and processor time against reading and parsing alone in the same run:
 * the median of five rounds, of which `--rounds` makes more or fewer.
 * Ends with 1 if anything is not so.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../../../bench/built-package.ts';
import { describeMachine } from '../../../bench/machine.ts';
import { convertAtScale, type MeasuredConversion } from './convert-at-scale.ts';

const PEAK_BYTES_MAX = 250e6;
const RATIO_MIN = 0.35;

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '5' },
  },
});
const [records, seed, rounds] = [Number(values.records), Number(values.seed), Number(values.rounds)];
if (!Number.isSafeInteger(records) || records < 1 || !Number.isSafeInteger(seed))
  throw new Error('--records and --seed are integers');
if (!Number.isSafeInteger(rounds) || rounds % 2 !== 1) throw new Error('--rounds is an odd number');

const print = (line: string) => process.stdout.write(`${line}\n`);
print(describeMachine());
const startedAt = process.hrtime.bigint();
const { alone, joined, faults } = await convertAtScale(records, seed, join(buildPackage(), 'bin/muster.js'), rounds);
print(
  `${records} records, seed ${seed}, ${rounds} rounds; ${(Number(process.hrtime.bigint() - startedAt) / 1e9).toFixed(0)} s in all`,
);
const lineOf = (name: string, { inputBytes, parsing, conversion }: MeasuredConversion) =>
  `${name}: ${(inputBytes / 1e6).toFixed(0)} MB in ${conversion.seconds.toFixed(1)} s, ${conversion.cpuSeconds.toFixed(1)} s of processor; reading and parsing alone ${parsing.cpuSeconds.toFixed(1)} s`;
print(lineOf('users', alone));
print(lineOf('users and hashes', joined));
const peakOf = ({ peakBytes }: MeasuredConversion) => `${(peakBytes / 1e6).toFixed(0)} MB`;
const rangeOf = ({ ratios }: MeasuredConversion) =>
  ratios.length === 1 ? '' : `, median of ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}`;
const checks: readonly [string, boolean][] = [
  [
    `all records are counted as they must be, and every file passes the check${faults.map((fault) => `; ${fault}`).join('')}`,
    faults.length === 0,
  ],
  [
    `users: ${alone.ratio.toFixed(2)} of reading and parsing alone${rangeOf(alone)} (at least ${RATIO_MIN})`,
    alone.ratio >= RATIO_MIN,
  ],
  [`users: peak memory ${peakOf(alone)} (below 250 MB)`, alone.peakBytes < PEAK_BYTES_MAX],
  [`users and hashes: peak memory ${peakOf(joined)} (below 250 MB)`, joined.peakBytes < PEAK_BYTES_MAX],
];
print(`      users and hashes: ${joined.ratio.toFixed(2)} of reading and parsing both alone`);
for (const [line, isGood] of checks) print(`${isGood ? 'yes' : 'NO '}  ${line}`);
process.exitCode = checks.every(([, isGood]) => isGood) ? 0 : 1;

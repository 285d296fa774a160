/**
 * Hostile exports through the real command, with lines of 200 MB: `node test/convert/hostile/run.ts --line-bytes 200000000`. Prints what came of
 * each, and its memory. Ends with 1 if anything is not so.
 */
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { convertHostileExport } from './convert-hostile-export.ts';
import { HOSTILE_EXPORTS, type HostileExport, type HostileOutcome } from './hostile-exports.ts';

const PEAK_BYTES_MAX = 250e6;

const { values } = parseArgs({ options: { 'line-bytes': { type: 'string', default: '200000000' } } });
const lineBytes = Number(values['line-bytes']);
if (!Number.isSafeInteger(lineBytes) || lineBytes < 5_000_000)
  throw new Error('--line-bytes is an integer from 5000000');

const print = (line: string) => process.stdout.write(`${line}\n`);
const isAsWanted = (wanted: HostileExport['outcome'], outcome: HostileOutcome): boolean =>
  'error' in wanted
    ? 'error' in outcome && outcome.error.includes(wanted.error)
    : isDeepStrictEqual({ ...outcome }, { ...wanted });

print(describeMachine());
print(`lines of ${lineBytes / 1e6} MB`);
for (const hostile of HOSTILE_EXPORTS) {
  const { outcome, faults, peakBytes } = await convertHostileExport(hostile, lineBytes);
  const isGood = faults.length === 0 && peakBytes < PEAK_BYTES_MAX && isAsWanted(hostile.outcome, outcome);
  const what =
    'error' in outcome ? outcome.error.trim() : `${outcome.out} out, left out ${JSON.stringify(outcome.byReason)}`;
  print(
    `${isGood ? 'yes' : 'NO '}  ${(peakBytes / 1e6).toFixed(0)} MB  ${hostile.name}: ${[what, ...faults].join('; ')}`,
  );
  if (!isGood) process.exitCode = 1;
}

/**
 * `node test/sign-in-trials/hidden-users/run.ts --tries 2000 --seed 1`: whether a client that hides users can tell users of four kinds apart, by
 * what is answered and by how long it takes. Prints a table; ends with 1 if the medians of a kind differ by more than 5 %, or an answer does.
 * Times say something on a machine without other load only. `--inbox off --smtp-url URL --mail-from ADDRESS` go to the server.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { compareKinds, farthestFromUnknown } from './compare-kinds.ts';
import { KINDS } from './hidden-kinds.ts';

const DIFFERENCE_MAX = 0.05;

const { values } = parseArgs({
  options: {
    tries: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    inbox: { type: 'string' },
    'smtp-url': { type: 'string' },
    'mail-from': { type: 'string' },
  },
});
const { tries, seed, ...serverFlags } = values;
const flags = Object.entries(serverFlags).flatMap(([name, value]) => [`--${name}`, value]);
const print = (line: string) => process.stdout.write(`${line}\n`);

print(describeMachine());
print(`${tries} tries at users of each of ${KINDS.length} kinds, in turn; seed ${seed}`);
const figures = await compareKinds({ triesPerKind: Number(tries), seed: Number(seed), flags });
let isGood = true;
const tell = (step: string, what: string, ofKind: Readonly<Record<(typeof KINDS)[number], number>>, max?: number) => {
  const difference = farthestFromUnknown(ofKind);
  const isWithin = max === undefined || difference <= max;
  isGood &&= isWithin;
  const medians = KINDS.map((kind) => ofKind[kind].toFixed(3)).join(' | ');
  print(`| ${step} | ${what} | ${medians} | ${(100 * difference).toFixed(1)} % | ${isWithin ? 'yes' : '**no**'} |`);
};
print('');
print(`| step | median, ms | ${KINDS.join(' | ')} | farthest from unknown | within ${100 * DIFFERENCE_MAX} % |`);
print(`|---|---|${KINDS.map(() => '---').join('|')}|---|---|`);
for (const { step, medianMs, medianProcessorMs } of figures) {
  tell(step, 'time', medianMs, DIFFERENCE_MAX);
  tell(step, 'processor', medianProcessorMs, DIFFERENCE_MAX);
}
print('');
for (const { step, shapes } of figures) {
  isGood &&= shapes.size === 1;
  print(`${step}: ${shapes.size === 1 ? 'one shape of answer' : `**${shapes.size} shapes of answers**`}`);
  if (shapes.size === 1) continue;
  for (const [shape, kinds] of shapes) print(`  ${[...kinds].join(', ')}: ${shape}`);
}
process.exitCode = isGood ? 0 : 1;

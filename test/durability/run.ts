/** The long form: `node test/durability/run.ts --kills 20 --seed S --users 50000`. Ends with 1 if any import did not end as it should. */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../bench/machine.ts';
import { describeKillMoment, drawKillMoments } from './kill-moment.ts';
import { runKilledImport } from './run-killed-import.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    users: { type: 'string', default: '50000' },
  },
});
const seed = Number(values.seed);
const users = Number(values.users);
const print = (line: string) => process.stdout.write(`${line}\n`);

print(describeMachine());
print(
  `kill -9 of the server during an import of ${users} generated records, 10 % of them bad or there twice; seed ${seed}`,
);
print('');
print('| kill | seen before | records before | end | differences | files left |');
print('|---|---|---|---|---|---|');
let bad = 0;
for (const [index, moment] of drawKillMoments(Number(values.kills), seed).entries()) {
  const killed = await runKilledImport(users, seed + index, moment);
  const isGood = killed.differences.length === 0 && killed.blobsLeft === 0;
  if (!isGood) bad += 1;
  const { statusBefore, recordsBefore, status, differences, blobsLeft } = killed;
  const cells = [describeKillMoment(moment), statusBefore, recordsBefore, status, differences.length, blobsLeft];
  print(`| ${cells.join(' | ')} |`);
  for (const difference of differences) process.stderr.write(`  ${difference}\n`);
}
print('');
print(
  bad === 0
    ? `all ${values.kills} ended like an undisturbed import`
    : `${bad} of ${values.kills} did not end as they should`,
);
process.exitCode = bad === 0 ? 0 : 1;

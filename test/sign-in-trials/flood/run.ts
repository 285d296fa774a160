/**
 * `node test/sign-in-trials/flood/run.ts --names 10500 --users 20`: so many requests for codes of names that nobody has while the mail server
 * hangs, then users who ask for theirs. Ends with 1 if a user was refused, or was answered otherwise than nobody; waits until all have a message.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { floodOutbox } from './flood-outbox.ts';

const { values } = parseArgs({
  options: { names: { type: 'string', default: '10500' }, users: { type: 'string', default: '20' } },
});
const { shapes, asked, delivered } = await floodOutbox(Number(values.names), Number(values.users));
const lines = [
  describeMachine(),
  `${values.names} names that nobody has, ${asked.length} users, mail server that hangs`,
  ...[...shapes].map(([shape, count]) => `${count} times: ${shape}`),
  `${delivered.length} of ${asked.length} users got their message afterwards`,
];
process.stdout.write(`${lines.join('\n')}\n`);
const isGood = shapes.size === 1 && [...shapes.keys()].every((shape) => shape.startsWith('200 '));
process.exitCode = isGood ? 0 : 1;

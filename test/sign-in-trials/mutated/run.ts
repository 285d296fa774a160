/**
 * `node test/sign-in-trials/mutated/run.ts --requests 10000 --seed 1`: mutated requests to all operations that need no signature. Prints how often
 * each kind of answer came; ends with an error at the first answer that may not be given, and if the logs of the server hold a secret.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../../bench/machine.ts';
import { fuzzUnsigned } from './fuzz-unsigned.ts';

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];
if (!Number.isSafeInteger(requests) || requests < 1 || !Number.isSafeInteger(seed))
  throw new Error('--requests and --seed are integers');
const kinds = await fuzzUnsigned(requests, seed);
const lines = [
  describeMachine(),
  `requests ${requests}, seed ${seed}`,
  ...[...kinds].sort(([one], [other]) => (one < other ? -1 : 1)).map(([kind, count]) => `${kind} ${count}`),
  'errors of the model only, nothing secret in answers and logs, the server is healthy',
];
process.stdout.write(`${lines.join('\n')}\n`);

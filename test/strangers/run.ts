/**
 * `node test/strangers/run.ts --connections 300 --seconds 60 --seed 1`: strangers with the worst bodies. Prints the result; ends with 1 if
 * the server held too much memory, did not give it back, answered too slowly or left a signed request unanswered.
 */
import { parseArgs } from 'node:util';
import { describeMachine } from '../../bench/machine.ts';
import { percentile } from '../../bench/trial.ts';
import { startServerProcess } from '../server-process.ts';
import { attack, idle } from './attack.ts';
import { type ProbeFigures, residentBytes } from './probe.ts';
import { WORST_BODIES } from './worst-bodies.ts';

const MEMORY_BYTES_MAX = 400 * 1_048_576;
const MEMORY_RATIO_MAX = 1.3;
const LIVE_RATIO_MAX = 5;
const LIVE_MS_MAX = 250;
const WARM_UP_SECONDS = 5;

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '300' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
});
const connections = Number(values.connections);
const seconds = Number(values.seconds);
const seed = Number(values.seed);

const print = (line: string) => process.stdout.write(`${line}\n`);
const mebibytes = (bytes: number) => (bytes / 1_048_576).toFixed(1);
const p99 = ({ liveMs }: ProbeFigures) => percentile(liveMs, 99);

// Its log goes nowhere, as in the commands beside this one: what a terminal costs is not measured.
const server = await startServerProcess({ logLevel: 'warn' });
try {
  await idle(server, 1, WARM_UP_SECONDS);
  const beside = await idle(server, connections, seconds);
  const before = residentBytes(server.pid);
  const during = await attack(server, { connections, seconds, seed });
  await new Promise((resolve) => setTimeout(resolve, 60_000));
  const after = residentBytes(server.pid);

  const memoryRatio = after / before;
  const liveRatio = p99(during) / p99(beside);
  const isSigned = during.signedAnswered === during.signedSent && during.signedSent > 0;
  const rows: [string, string, string, boolean][] = [
    [
      'resident memory, highest',
      `${mebibytes(during.memoryBytesMax)} MiB`,
      'at most 400 MiB',
      during.memoryBytesMax <= MEMORY_BYTES_MAX,
    ],
    [
      'resident memory 60 s after, of that before',
      `${memoryRatio.toFixed(2)} (${mebibytes(before)} to ${mebibytes(after)} MiB)`,
      `at most ${MEMORY_RATIO_MAX}`,
      memoryRatio <= MEMORY_RATIO_MAX,
    ],
    ['`/live`, 99th percentile', `${p99(during).toFixed(1)} ms`, `below ${LIVE_MS_MAX} ms`, p99(during) < LIVE_MS_MAX],
    [
      `of that beside ${connections} idle connections`,
      `${liveRatio.toFixed(2)} (${p99(beside).toFixed(1)} ms beside idle ones)`,
      `at most ${LIVE_RATIO_MAX}`,
      liveRatio <= LIVE_RATIO_MAX,
    ],
    ['signed requests answered', `${during.signedAnswered} of ${during.signedSent}`, 'all', isSigned],
  ];
  print(describeMachine());
  print(
    `${connections} connections of strangers for ${seconds} s, seed ${seed}: ${during.requests.toLocaleString('en')} requests, ${during.answers.toLocaleString('en')} answered, ${mebibytes(during.bytes)} MiB sent`,
  );
  print('');
  print('| figure | measured | wanted | |');
  print('|---|---|---|---|');
  for (const [figure, measured, wanted, isGood] of rows)
    print(`| ${figure} | ${measured} | ${wanted} | ${isGood ? 'yes' : '**no**'} |`);
  print('');
  print('What they send, one after the other, each connection beginning with another one:');
  print('');
  for (const { name } of WORST_BODIES) print(`- ${name}`);
  process.exitCode = rows.every(([, , , isGood]) => isGood) ? 0 : 1;
} finally {
  await server.stop();
}

/**
 * `node test/durability/sign-ins/run.ts --kills 300 --seed S --engine sqlite`, or `--engine postgres` for two nodes on one database; with the
 * published package, which is built, or is in `dist` if that was built before (`--built`). Ends with 1 if anything is not in line with what
 * the clients were told. After Ctrl-C nobody is killed any more, and what has happened is judged.
 *
 * `--planted NAME` tries the storm itself, on a copy of the program with that bug in it. Ends with 1 if the storm does not find it.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../../../bench/built-package.ts';
import { describeMachine } from '../../../bench/machine.ts';
import { copyWithBug } from '../storm/planted-bug.ts';
import { PLANTED_SIGN_IN_BUGS } from './planted-bugs.ts';
import { runSignInStorm, type SignInStorm } from './run-sign-in-storm.ts';
import { ENGINES } from './storm-cluster.ts';

const DIST = join(import.meta.dirname, '../../../dist');
const PLANTED_KILLS_MAX = 100;

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'sqlite' },
    planted: { type: 'string' },
    built: { type: 'boolean', default: false },
  },
});
const began = performance.now();
// What the commit is now: a run takes a while.
const machine = describeMachine();
const seed = Number(values.seed);
const engine = ENGINES.find((each) => each === values.engine);
if (!engine) throw new Error(`--engine is one of ${ENGINES.join(', ')}`);
let isOver = false;
process.once('SIGINT', () => {
  isOver = true;
});
const common = {
  engine,
  seed,
  isOver: () => isOver,
  onProgress: (line: string) => void process.stderr.write(`${seconds()} s  ${line}\n`),
};
const storm =
  values.planted === undefined
    ? await runSignInStorm({
        ...common,
        kills: Number(values.kills ?? 300),
        bin: join(values.built ? DIST : buildPackage(), 'bin/muster.js'),
      })
    : await runPlanted(values.planted);
process.stdout.write(`${[machine, ...describe(storm), `took ${(seconds() / 60).toFixed(1)} min`].join('\n')}\n`);
process.exitCode = storm.differences.length > 0 === (values.planted !== undefined) ? 0 : 1;

function seconds(): number {
  return Math.round((performance.now() - began) / 1_000);
}

async function runPlanted(name: string): Promise<SignInStorm> {
  const bug = PLANTED_SIGN_IN_BUGS[name];
  if (!bug)
    throw new Error(`there is no planted bug ${name}; there are ${Object.keys(PLANTED_SIGN_IN_BUGS).join(', ')}`);
  const { bin, remove } = copyWithBug(bug);
  try {
    return await runSignInStorm({
      ...common,
      kills: Number(values.kills ?? PLANTED_KILLS_MAX),
      bin,
      endsAtDifference: true,
    });
  } finally {
    remove();
  }
}

function describe({ kills, people, calls, lives, mails, differences }: SignInStorm): string[] {
  const where = engine === 'sqlite' ? 'one node on SQLite' : 'two nodes on PostgreSQL, of which one was killed or both';
  const planted = values.planted === undefined ? '' : ` with the planted bug ${values.planted}`;
  return [
    `${where}${planted}: kill -9 ${kills} times, at random moments; seed ${seed}`,
    `${people} people; ${calls.answered} calls answered, ${calls.cut} cut off, ${calls.failed} answered with an internal error`,
    `first sign-ins cut off: ${lives.moved} hashes were moved to SRP, ${lives.kept} kept; changes cut off: ${lives.happened} had happened, ${lives.undone} had not`,
    `${lives.byCode} sign-ins by a code that was sent, ${lives.byApp} by the code of an app; ${lives.verified} addresses verified`,
    `${lives.confirmed} devices confirmed, ${lives.byDevice} sign-ins by a device without the code of the app, ${lives.forgotten} devices forgotten`,
    `${mails.messages} messages, ${mails.expired} of them void before they could go; ${mails.again} mails came once more`,
    ...differences,
    `${differences.length} differences`,
  ];
}

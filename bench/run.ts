/** `npm run bench [-- NAME...]`: runs the trials, or those named, and prints the median of each figure with the machine. */
import { api } from './api.ts';
import { check } from './check.ts';
import { createUsersTrials } from './create-users.ts';
import { growth } from './growth.ts';
import { importTrials } from './import.ts';
import { latency } from './latency.ts';
import { logPages } from './log-pages.ts';
import { describeMachine } from './machine.ts';
import { postgres } from './postgres.ts';
import { postgresNodes } from './postgres-nodes.ts';
import { postgresSize } from './postgres-size.ts';
import { profileTrials } from './profile.ts';
import { signIn } from './sign-in.ts';
import { startUp } from './start-up.ts';
import { median, type Trial } from './trial.ts';

const TRIALS: readonly Trial[] = [
  startUp,
  ...importTrials,
  ...createUsersTrials,
  latency,
  signIn,
  check,
  api,
  logPages,
  postgres,
  postgresNodes,
  postgresSize,
  ...profileTrials,
  growth,
];

// So that what a trial has written is removed when somebody ends it, too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

const names = process.argv.slice(2);
const unknown = names.filter((name) => !TRIALS.some((trial) => trial.name === name));
if (unknown.length > 0) {
  process.stderr.write(`no trial ${unknown.join(', ')}; there are ${TRIALS.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}
print(describeMachine());
for (const trial of TRIALS) {
  if (names.length === 0 ? !trial.isLong : names.includes(trial.name)) await runTrial(trial);
}

async function runTrial({ name, about, runs, run }: Trial): Promise<void> {
  print(`\n${name}: ${about}; median of ${runs} runs (lowest to highest)`);
  const values = new Map<string, number[]>();
  for (let count = 0; count < runs; count += 1) {
    for (const figure of await run()) {
      const key = `${figure.name}\t${figure.unit}`;
      values.set(key, [...(values.get(key) ?? []), figure.value]);
    }
  }
  for (const [key, all] of values) {
    const [figure, unit] = key.split('\t');
    print(`  ${figure}: ${format(median(all))} ${unit} (${format(Math.min(...all))} to ${format(Math.max(...all))})`);
  }
}

function format(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

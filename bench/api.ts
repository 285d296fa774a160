import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { DescribeUserImportJobCommand } from '@aws-sdk/client-cognito-identity-provider';
import { assert } from '../src/base/assert.ts';
import { RandomSource } from '../src/cli/generate/random-source.ts';
import { type FullServer, onFullServer } from './full-server.ts';
import { SignedConnection } from './signed-connection.ts';
import { sizeOf } from './size-of.ts';
import { type Figure, percentile, type Trial } from './trial.ts';
import { usersFile } from './users-file.ts';

const USERS = sizeOf('MUSTER_BENCH_API_USERS', 1_000_000);
/** Each operation is called one by one for so long, then by several callers. All of them together take half of the import at most. */
const LATENCY_MS = (900 * USERS) / 1_000_000;
const RATE_MS = (400 * USERS) / 1_000_000;
const CALLERS = 8;
/** One user of so many is asked for. */
const USERS_PER_SAMPLE = 101;
const SEED = 1;
const IDP = 'AWSCognitoIdentityProviderService';
const POLL_MS = 5;

interface Operation {
  readonly name: string;
  readonly target: string;
  /** The input of a call, and what its answer must hold. */
  readonly draw: () => { readonly input: object; readonly expected: string };
}

/** Reads of a large pool, over connections without an SDK. */
export const api: Trial = {
  name: 'api',
  about: `reads at ${USERS.toLocaleString('en')} users, idle and while as many are imported into another pool (aim: AdminGetUser p99 at most 5 times idle)`,
  runs: 5,
  isLong: true,
  run: () =>
    onFullServer(USERS, async (full) => {
      const operations = await drawOperations(full);
      const filling = await full.prepareImport();
      // Once before, as a server that has been up for a while: compiled, and the pages of the database in memory.
      await measureAll(full, operations, 'warm-up');
      const idle = await measureAll(full, operations, 'idle');
      let isOver = false;
      const imported = filling.run().finally(() => {
        isOver = true;
      });
      await untilItImports(full, filling);
      const busy = await measureAll(full, operations, 'importing');
      assert(!isOver, 'the import outlasts the calls');
      await imported;
      return [...idle, ...busy, ...ratios(idle, busy)];
    }),
};

async function drawOperations({ userPoolId: UserPoolId, jobId: JobId, log }: FullServer): Promise<Operation[]> {
  const usernames = await sampleUsernames();
  const random = new RandomSource(SEED);
  return [
    {
      name: 'AdminGetUser',
      target: `${IDP}.AdminGetUser`,
      draw() {
        const Username = usernames[random.below(usernames.length)];
        return { input: { UserPoolId, Username }, expected: JSON.stringify(Username) };
      },
    },
    {
      name: 'ListUsers with username ^=',
      target: `${IDP}.ListUsers`,
      draw() {
        const prefix = `user${1 + random.below(USERS / 1_000 - 1)}`;
        const input = { UserPoolId, Filter: `username ^= "${prefix}"`, Limit: 60 };
        return { input, expected: `"Username":"${prefix}` };
      },
    },
    {
      name: 'DescribeUserImportJob',
      target: `${IDP}.DescribeUserImportJob`,
      draw: () => ({ input: { UserPoolId, JobId }, expected: `"ImportedUsers":${USERS}` }),
    },
    {
      name: 'GetLogEvents of 100',
      target: 'Logs_20140328.GetLogEvents',
      draw() {
        const input = { ...log, startFromHead: random.chance(50), limit: 100 };
        const expected = `Line Number ${input.startFromHead ? 100 : USERS} - `;
        return { input, expected };
      },
    },
  ];
}

/** User names from all over the file; the name is its last column, in some records with a tab before it. */
async function sampleUsernames(): Promise<string[]> {
  const usernames: string[] = [];
  let record = 0;
  for await (const line of createInterface({ input: createReadStream(await usersFile(USERS)) })) {
    if (record++ % USERS_PER_SAMPLE === 1) usernames.push(line.slice(line.lastIndexOf(',') + 1).trim());
  }
  return usernames;
}

/** The first pass over the file belongs to the import too, but nothing is written yet. */
async function untilItImports(
  { client }: FullServer,
  { userPoolId, jobId }: { readonly userPoolId: string; readonly jobId: string },
): Promise<void> {
  for (;;) {
    const input = { UserPoolId: userPoolId, JobId: jobId };
    const { UserImportJob } = await client.send(new DescribeUserImportJobCommand(input));
    if (Number(UserImportJob?.ImportedUsers) > 0) return;
    await wait(POLL_MS);
  }
}

async function measureAll({ server }: FullServer, operations: readonly Operation[], state: string): Promise<Figure[]> {
  const connections = await Promise.all(Array.from({ length: CALLERS }, () => SignedConnection.open(server.url)));
  const figures: Figure[] = [];
  for (const operation of operations) {
    const times = await callFor(LATENCY_MS, operation, connections.slice(0, 1));
    const answered = await callFor(RATE_MS, operation, connections);
    figures.push(
      { name: `${operation.name} p50, ${state}`, value: percentile(times, 50), unit: 'ms' },
      { name: `${operation.name} p99, ${state}`, value: percentile(times, 99), unit: 'ms' },
      {
        name: `${operation.name}, ${CALLERS} callers, ${state}`,
        value: answered.length / (RATE_MS / 1000),
        unit: 'requests/s',
      },
    );
  }
  for (const connection of connections) connection.close();
  return figures;
}

/** The times of the calls, in milliseconds. Each connection has one call in flight. */
async function callFor(
  durationMs: number,
  { name, target, draw }: Operation,
  connections: readonly SignedConnection[],
): Promise<number[]> {
  const times: number[] = [];
  const endAt = performance.now() + durationMs;
  const caller = async (connection: SignedConnection) => {
    do {
      const { input, expected } = draw();
      const { body, elapsedMs } = await connection.call(target, input);
      assert(body.includes(expected), `${name} was answered ${body.toString('utf8', 0, 300)}, which lacks ${expected}`);
      times.push(elapsedMs);
    } while (performance.now() < endAt);
  };
  await Promise.all(connections.map(caller));
  return times;
}

function ratios(idle: readonly Figure[], busy: readonly Figure[]): Figure[] {
  return idle.flatMap(({ name, value }, index) =>
    name.includes(' p99,')
      ? [
          {
            name: name.replace('idle', 'importing against idle'),
            value: (busy[index]?.value ?? 0) / value,
            unit: 'times',
          },
        ]
      : [],
  );
}

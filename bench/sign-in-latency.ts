import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { argon2id } from 'hash-wasm';
import { assert, assertPresent } from '../src/base/assert.ts';
import { createImportPool, createLogRole, runImport, uploadImport } from '../test/drive-import.ts';
import type { ServerProcess } from '../test/server-process.ts';
import { checkImport } from './check-import.ts';
import { createSignInClient, PASSWORD, type People, signInByPassword } from './sign-in-people.ts';
import { SignedConnection } from './signed-connection.ts';
import { type Figure, percentile } from './trial.ts';
import { USERS, usersFile } from './users-file.ts';

/** People with a hash, who sign in for the first time and all at once. */
const HASHED_PEOPLE = 100;
const IDLE_MS = 3_000;

interface SignInServer {
  readonly server: ServerProcess;
  readonly client: CognitoIdentityProviderClient;
  readonly people: People;
}

interface TimedCall {
  readonly name: string;
  readonly call: (connection: SignedConnection, people: People, username: string) => Promise<number>;
}

const CALLS: readonly TimedCall[] = [
  {
    name: 'AdminGetUser',
    async call(connection, { userPoolId }, Username) {
      const input = { UserPoolId: userPoolId, Username };
      const { body, elapsedMs } = await connection.call('AWSCognitoIdentityProviderService.AdminGetUser', input);
      assert(body.includes(JSON.stringify(Username)), 'the answer is of another user');
      return elapsedMs;
    },
  },
  { name: 'password', call: signInByPassword },
];

/** Work that is prepared and begins when it is called. */
type Work = () => Promise<void>;

/** Two calls, each alone and one at a time: on an idle server, while people with hashes sign in, and while users are imported. */
export async function measureSignInLatency(on: SignInServer): Promise<Figure[]> {
  const roleArn = await createLogRole(on.server.url);
  const figures: Figure[] = [];
  for (const timed of CALLS) {
    const idle = await callDuring(on, timed, () => pause(IDLE_MS));
    const checking = await callDuring(on, timed, await prepareHashedSignIns(on, roleArn));
    const importing = await callDuring(on, timed, await prepareImport(on, roleArn));
    const figure = (state: string, value: number, unit: string) => ({
      name: `${timed.name} p99, ${state}`,
      value,
      unit,
    });
    figures.push(
      figure('idle', idle, 'ms'),
      figure('hashes being checked', checking, 'ms'),
      figure('importing', importing, 'ms'),
      figure('hashes being checked against idle', checking / idle, 'times'),
      figure('importing against idle', importing / idle, 'times'),
    );
  }
  return figures;
}

/** The p99 of calls from one connection, from the begin of the work to its end, in milliseconds. */
async function callDuring({ server, people }: SignInServer, { call }: TimedCall, work: Work): Promise<number> {
  const connection = await SignedConnection.open(server.url);
  const times: number[] = [];
  let isOver = false;
  const finished = work().finally(() => {
    isOver = true;
  });
  for (let index = 0; !isOver; index += 1) {
    const username = assertPresent(people.usernames[index % people.usernames.length], 'there are people');
    times.push(await call(connection, people, username));
  }
  connection.close();
  await finished;
  return percentile(times, 99);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** First sign-ins of people who were imported with a hash. */
async function prepareHashedSignIns({ server, client }: SignInServer, roleArn: string): Promise<Work> {
  const usernames = Array.from({ length: HASHED_PEOPLE }, (_, index) => `hashed-${index}`);
  const userPoolId = await createImportPool(client, 'hashed', []);
  const directory = await mkdtemp(join(tmpdir(), 'muster-bench-'));
  try {
    const path = join(directory, 'users.csv');
    const hash = (await makeHash()).replaceAll(',', '\\,');
    const lines = usernames.map((name) => `${name},${name}@example.com,true,${hash}`);
    await writeFile(path, `${['cognito:username,email,email_verified,password_hash', ...lines].join('\n')}\n`);
    const jobId = await uploadImport(client, userPoolId, roleArn, path, 'ARGON2ID');
    await checkImport(client, userPoolId, await runImport(client, userPoolId, jobId), HASHED_PEOPLE);
  } finally {
    await rm(directory, { recursive: true });
  }
  const people = { userPoolId, clientId: await createSignInClient(client, userPoolId), usernames };
  const connections = await Promise.all(usernames.map(() => SignedConnection.open(server.url)));
  return async () => {
    await Promise.all(
      connections.map(async (connection, index) => {
        await signInByPassword(connection, people, usernames[index] ?? '');
        connection.close();
      }),
    );
  };
}

/** At the highest bounds that an import takes. */
function makeHash(): Promise<string> {
  return argon2id({
    password: PASSWORD,
    salt: randomBytes(16),
    memorySize: 19_456,
    iterations: 2,
    parallelism: 1,
    hashLength: 64,
    outputType: 'encoded',
  });
}

async function prepareImport({ client }: SignInServer, roleArn: string): Promise<Work> {
  const userPoolId = await createImportPool(client, 'import', []);
  const jobId = await uploadImport(client, userPoolId, roleArn, await usersFile());
  return async () => checkImport(client, userPoolId, await runImport(client, userPoolId, jobId), USERS);
}

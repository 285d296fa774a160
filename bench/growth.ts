import { readdirSync, rmSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { assert } from '../src/base/assert.ts';
import { clientOptions, createImportPool, createLogRole, uploadImport } from '../test/drive-import.ts';
import { type ServerProcess, startServerProcess } from '../test/server-process.ts';
import { directoryBytes } from './directory-bytes.ts';
import { sizeOf } from './size-of.ts';
import type { Figure, Trial } from './trial.ts';
import { usersFile } from './users-file.ts';

const USERS = sizeOf('MUSTER_BENCH_GROWTH_USERS', 10_000_000);
/** The rate is told of each tenth: a million users. */
const TENTH = USERS / 10;
/** Where the memory is read: users imported. The page cache is full at the first. */
const MEMORY_AT = [...[100_000, 1_000_000, 5_000_000].filter((users) => users < USERS), USERS];
const POLL_MS = 50;
const FLAGS = ['--csv-records-max', String(USERS), '--csv-bytes-max', '8000000000', '--upload-bytes-max', '8000000000'];

/** Ten million users through one job. Takes some 8 GB of disk while it runs. */
export const growth: Trial = {
  name: 'growth',
  about: `${USERS.toLocaleString('en')} users in one job: rate by tenths, memory on the way (aim: the last at most 1.15 times the first, below 300 MB), size at the end`,
  runs: 1,
  isLong: true,
  async run() {
    const directory = await mkdtemp(join(tmpdir(), 'muster-bench-'));
    const remove = () => rmSync(directory, { recursive: true, force: true });
    process.once('exit', remove);
    const server = await startServerProcess({ directory, flags: FLAGS });
    const client = new CognitoIdentityProviderClient(clientOptions(server.url));
    try {
      const path = await usersFile(USERS);
      const userPoolId = await createImportPool(client, 'growth', []);
      const jobId = await uploadImport(client, userPoolId, await createLogRole(server.url), path);
      // The server has its own copy now, and the disk is dear.
      rmSync(path);
      const figures = await watchImport(client, server, { UserPoolId: userPoolId, JobId: jobId }, directory);
      await server.stop();
      return [
        ...figures,
        { name: 'database', value: databaseBytes(join(directory, 'data')) / USERS, unit: 'bytes/user' },
      ];
    } finally {
      client.destroy();
      await server.kill();
      remove();
      process.off('exit', remove);
    }
  },
};

async function watchImport(
  client: CognitoIdentityProviderClient,
  server: ServerProcess,
  key: { readonly UserPoolId: string; readonly JobId: string },
  directory: string,
): Promise<Figure[]> {
  await client.send(new StartUserImportJobCommand(key));
  const peaks: number[] = [];
  /** Seconds at which each tenth was complete, by interpolation between two looks; the first begins with the first users. */
  const completeAt = [0];
  let diskBytes = 0;
  let before = { users: 0, at: 0 };
  for (;;) {
    const { UserImportJob: job } = await client.send(new DescribeUserImportJobCommand(key));
    const now = { users: job?.ImportedUsers ?? 0, at: performance.now() / 1000 };
    diskBytes = Math.max(diskBytes, directoryBytes(directory));
    if (before.users === 0) completeAt[0] = now.at;
    for (let mark = completeAt.length * TENTH; now.users >= mark && mark <= USERS; mark += TENTH) {
      const share = (mark - before.users) / (now.users - before.users);
      completeAt.push(before.at + share * (now.at - before.at));
    }
    while (peaks.length < MEMORY_AT.length && now.users >= Number(MEMORY_AT[peaks.length])) {
      peaks.push(server.peakMemoryBytes());
    }
    if (job?.Status !== 'Pending' && job?.Status !== 'InProgress') {
      const ended = `the job ended ${job?.Status} with ${now.users} users: ${job?.CompletionMessage}`;
      assert(job?.Status === 'Succeeded' && now.users === USERS, ended);
      break;
    }
    before = now;
    await wait(POLL_MS);
  }
  return [
    ...ratesOf(completeAt),
    ...memoryOf(peaks),
    { name: 'disk at its fullest', value: diskBytes / 1e9, unit: 'GB' },
  ];
}

function ratesOf(completeAt: readonly number[]): Figure[] {
  const rates = completeAt.slice(1).map((at, index) => TENTH / (at - Number(completeAt[index])));
  return [
    ...rates.map((value, index) => ({
      name: `users ${(index * TENTH + 1).toLocaleString('en')} to ${((index + 1) * TENTH).toLocaleString('en')}`,
      value,
      unit: 'users/s',
    })),
    { name: 'the last tenth against the first', value: (100 * Number(rates.at(-1))) / Number(rates[0]), unit: '%' },
  ];
}

function memoryOf(peaks: readonly number[]): Figure[] {
  return peaks.flatMap((bytes, index) => {
    const name = `peak memory up to ${MEMORY_AT[index]?.toLocaleString('en')} users`;
    const figure = { name, value: bytes / 1e6, unit: 'MB' };
    return index === 0
      ? [figure]
      : [figure, { name: `${name}, against the first`, value: bytes / Number(peaks[0]), unit: 'times' }];
  });
}

function databaseBytes(directory: string): number {
  const names = readdirSync(directory).filter((name) => name.startsWith('muster.db'));
  return names.reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
}

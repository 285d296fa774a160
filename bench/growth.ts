import { readdirSync, rmSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
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
import type { Figure, Trial } from './trial.ts';
import { usersFile } from './users-file.ts';

const MILLION = 1_000_000;
const USERS = 10 * MILLION;
/** Where the memory is read: users imported. */
const MEMORY_AT = [100_000, MILLION, 5 * MILLION, USERS];
const POLL_MS = 50;
const FLAGS = ['--csv-records-max', String(USERS), '--csv-bytes-max', '8000000000', '--upload-bytes-max', '8000000000'];

/** Ten million users through one job. Takes some 11 GB of disk while it runs. */
export const growth: Trial = {
  name: 'growth',
  about: `${USERS.toLocaleString('en')} users in one job: rate by million, memory on the way, size at the end`,
  runs: 1,
  isLong: true,
  async run() {
    const directory = await mkdtemp(join(tmpdir(), 'muster-bench-'));
    const server = await startServerProcess({ directory, flags: FLAGS });
    const client = new CognitoIdentityProviderClient(clientOptions(server.url));
    try {
      const path = await usersFile(USERS);
      const userPoolId = await createImportPool(client, 'growth', []);
      const jobId = await uploadImport(client, userPoolId, await createLogRole(server.url), path);
      // The server has its own copy now, and the disk is dear.
      rmSync(path);
      const figures = await watchImport(client, server, { UserPoolId: userPoolId, JobId: jobId });
      await server.stop();
      return [
        ...figures,
        { name: 'database', value: databaseBytes(join(directory, 'data')) / USERS, unit: 'bytes/user' },
      ];
    } finally {
      client.destroy();
      await server.kill();
      await rm(directory, { recursive: true, force: true });
    }
  },
};

async function watchImport(
  client: CognitoIdentityProviderClient,
  server: ServerProcess,
  key: { readonly UserPoolId: string; readonly JobId: string },
): Promise<Figure[]> {
  await client.send(new StartUserImportJobCommand(key));
  const memory: Figure[] = [];
  /** Seconds at which each million was complete, by interpolation between two looks. */
  const completeAt = [0];
  let before = { users: 0, at: 0 };
  for (;;) {
    const { UserImportJob: job } = await client.send(new DescribeUserImportJobCommand(key));
    const now = { users: job?.ImportedUsers ?? 0, at: performance.now() / 1000 };
    if (before.users === 0) completeAt[0] = now.at;
    for (let mark = completeAt.length * MILLION; now.users >= mark; mark += MILLION) {
      const share = (mark - before.users) / (now.users - before.users);
      completeAt.push(before.at + share * (now.at - before.at));
    }
    const users = MEMORY_AT[memory.length];
    if (users !== undefined && now.users >= users) {
      const name = `peak memory up to ${users.toLocaleString('en')} users`;
      memory.push({ name, value: server.peakMemoryBytes() / 1e6, unit: 'MB' });
    }
    if (job?.Status !== 'Pending' && job?.Status !== 'InProgress') {
      assert(
        job?.Status === 'Succeeded' && now.users === USERS,
        `the job ended ${job?.Status} with ${now.users} users`,
      );
      break;
    }
    before = now;
    await wait(POLL_MS);
  }
  const rateOf = (million: number) => MILLION / ((completeAt[million] ?? 0) - (completeAt[million - 1] ?? 0));
  return [
    { name: 'first million', value: rateOf(1), unit: 'users/s' },
    { name: 'tenth million', value: rateOf(10), unit: 'users/s' },
    { name: 'tenth million against the first', value: (100 * rateOf(10)) / rateOf(1), unit: '%' },
    ...memory,
  ];
}

function databaseBytes(directory: string): number {
  const names = readdirSync(directory).filter((name) => name.startsWith('muster.db'));
  return names.reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
}

import {
  AdminCreateUserCommand,
  AdminUpdateUserAttributesCommand,
  CognitoIdentityProviderClient,
  DescribeUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { assert } from '../src/base/assert.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../test/drive-import.ts';
import { startServerProcess } from '../test/server-process.ts';
import { checkImport } from './check-import.ts';
import { readCpuSeconds } from './cpu-time.ts';
import { type Figure, percentile, type Trial } from './trial.ts';
import { USERS, usersFile } from './users-file.ts';

const CALLS = 1000;

/** Two callers, one call at a time each, while the server imports; a new import begins when one ends before they are done. */
export const latency: Trial = {
  name: 'latency',
  about: `${CALLS} DescribeUserImportJob and ${CALLS} AdminCreateUser while ${USERS.toLocaleString('en')} users are imported (aim: p95 at most 50 ms)`,
  runs: 3,
  async run() {
    const path = await usersFile();
    const server = await startServerProcess();
    const client = new CognitoIdentityProviderClient(clientOptions(server.url));
    try {
      const roleArn = await createLogRole(server.url);
      let callersAtWork = true;
      let target = { userPoolId: '', jobId: '' };
      const describeMs: number[] = [];
      const createMs: number[] = [];

      const prepare = async () => {
        const userPoolId = await createImportPool(client, 'bench', []);
        return { userPoolId, jobId: await uploadImport(client, userPoolId, roleArn, path) };
      };
      const imports = async () => {
        while (callersAtWork) {
          const { userPoolId, jobId } = target;
          await checkImport(client, userPoolId, await runImport(client, userPoolId, jobId));
          if (callersAtWork) target = await prepare();
        }
      };
      const callers = async () => {
        await Promise.all([
          callWhileImporting(describeMs, () => describe(client, target)),
          callWhileImporting(createMs, (number) => createUser(client, target, number)),
        ]);
        callersAtWork = false;
      };
      /** Keeps the times of calls that a running import overlapped. */
      const callWhileImporting = async (times: number[], call: (number: number) => Promise<void>) => {
        for (let number = 1; times.length < CALLS; number += 1) {
          if ((await statusOf(client, target)) !== 'InProgress') continue;
          const began = performance.now();
          await call(number);
          times.push(performance.now() - began);
        }
      };

      target = await prepare();
      await Promise.all([imports(), callers()]);
      return [...figures('DescribeUserImportJob', describeMs), ...figures('AdminCreateUser', createMs)];
    } finally {
      client.destroy();
      await server.stop();
    }
  },
};

/**
 * Seconds of processor of the server of a checkout for one import and, meanwhile and after it, {@link CALLS} reads and as many writes.
 * The write is no AdminCreateUser: since users sign in, that one makes a verifier of SRP, which costs more than all the rest of the call.
 */
export async function measureLatency(bin: string): Promise<number> {
  const path = await usersFile();
  const server = await startServerProcess({ bin });
  const client = new CognitoIdentityProviderClient(clientOptions(server.url));
  try {
    const roleArn = await createLogRole(server.url);
    const userPoolId = await createImportPool(client, 'bench', []);
    const target = { userPoolId, jobId: await uploadImport(client, userPoolId, roleArn, path) };
    await createUser(client, target, 0);
    const cpuSecondsBefore = readCpuSeconds(server.pid);
    const callAll = async (call: (number: number) => Promise<void>) => {
      for (let number = 1; number <= CALLS; number += 1) await call(number);
    };
    const [job] = await Promise.all([
      runImport(client, userPoolId, target.jobId),
      callAll(() => describe(client, target)),
      callAll((number) => updateUser(client, target, number)),
    ]);
    const cpuSeconds = readCpuSeconds(server.pid) - cpuSecondsBefore;
    await checkImport(client, userPoolId, job);
    return cpuSeconds;
  } finally {
    client.destroy();
    await server.stop();
  }
}

interface Target {
  readonly userPoolId: string;
  readonly jobId: string;
}

async function statusOf(client: CognitoIdentityProviderClient, { userPoolId, jobId }: Target) {
  const { UserImportJob } = await client.send(
    new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId }),
  );
  assert(UserImportJob?.JobId === jobId, 'the answer is of another job');
  return UserImportJob.Status;
}

async function describe(client: CognitoIdentityProviderClient, target: Target): Promise<void> {
  await statusOf(client, target);
}

async function createUser(
  client: CognitoIdentityProviderClient,
  { userPoolId }: Target,
  number: number,
): Promise<void> {
  const username = `bench-user-${number}`;
  const { User } = await client.send(
    new AdminCreateUserCommand({
      UserPoolId: userPoolId,
      Username: username,
      UserAttributes: [{ Name: 'email', Value: `${username}@example.com` }],
    }),
  );
  assert(User?.Username === username && User.UserStatus === 'FORCE_CHANGE_PASSWORD', 'the user was not made as asked');
}

/** The user 0 of {@link createUser}. */
async function updateUser(
  client: CognitoIdentityProviderClient,
  { userPoolId }: Target,
  number: number,
): Promise<void> {
  await client.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: userPoolId,
      Username: 'bench-user-0',
      UserAttributes: [{ Name: 'nickname', Value: `${number}` }],
    }),
  );
}

function figures(operation: string, times: readonly number[]): Figure[] {
  return [50, 95, 99].map((percent) => ({
    name: `${operation} p${percent}`,
    value: percentile(times, percent),
    unit: 'ms',
  }));
}

import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { startMuster } from '../src/index.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../test/drive-import.ts';
import { checkImport } from './check-import.ts';
import { type BenchPool, DEFAULT_POOL, HASH_POOL } from './import-pools.ts';
import { profileThreads, type ThreadProfile } from './profile-threads.ts';
import type { Figure, Trial } from './trial.ts';
import { USERS, usersFile } from './users-file.ts';

/** Functions of a thread that are named; the others are summed up. */
const FUNCTIONS_MAX = 14;

/** Where the time of each thread goes while it imports. The profiler slows the import: the shares count, not the sums. */
export const profileTrials: readonly Trial[] = [
  profileTrial('profile', DEFAULT_POOL),
  profileTrial('profile-hashes', HASH_POOL),
];

function profileTrial(name: string, { name: poolName, passwordHashingAlgorithm }: BenchPool): Trial {
  return {
    name,
    about: `time of each thread by function, for each of ${USERS.toLocaleString('en')} users that are imported into a ${poolName}`,
    runs: 1,
    isLong: true,
    async run() {
      const path = await usersFile(USERS, passwordHashingAlgorithm);
      const muster = await startMuster();
      const client = new CognitoIdentityProviderClient(clientOptions(muster.url));
      try {
        const userPoolId = await createImportPool(client, poolName, []);
        const roleArn = await createLogRole(muster.url);
        const jobId = await uploadImport(client, userPoolId, roleArn, path, passwordHashingAlgorithm);
        const threads = await profileThreads(async () => {
          await checkImport(client, userPoolId, await runImport(client, userPoolId, jobId));
        });
        return threads.flatMap(figuresOf);
      } finally {
        client.destroy();
        await muster.stop();
      }
    },
  };
}

function figuresOf({ thread, selfMicros }: ThreadProfile): Figure[] {
  const sorted = [...selfMicros].toSorted(([, left], [, right]) => right - left);
  const figure = (name: string, micros: number) => ({
    name: `${thread}: ${name}`,
    value: micros / USERS,
    unit: 'µs/user',
  });
  const sum = (entries: typeof sorted) => entries.reduce((total, [, micros]) => total + micros, 0);
  return [
    figure('all', sum(sorted)),
    ...sorted.slice(0, FUNCTIONS_MAX).map(([name, micros]) => figure(name, micros)),
    figure('other functions', sum(sorted.slice(FUNCTIONS_MAX))),
  ];
}

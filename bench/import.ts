import {
  CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assert } from '../src/base/assert.ts';
import { clientOptions, createImportPool, createLogRole, runImport, uploadImport } from '../test/drive-import.ts';
import { startServerProcess } from '../test/server-process.ts';
import type { Trial } from './trial.ts';
import { USERS, usersFile } from './users-file.ts';

/** One job over the whole file, from StartUserImportJob to Succeeded. */
export const importTrial: Trial = {
  name: 'import',
  about: `${USERS.toLocaleString('en')} generated users, from StartUserImportJob to Succeeded`,
  runs: 3,
  async run() {
    const path = await usersFile();
    const server = await startServerProcess();
    const client = new CognitoIdentityProviderClient(clientOptions(server.url));
    try {
      const userPoolId = await createImportPool(client, 'bench', []);
      const jobId = await uploadImport(client, userPoolId, await createLogRole(server.url), path);
      const startedAt = Date.now();
      const job = await runImport(client, userPoolId, jobId);
      await checkImport(client, userPoolId, job);
      const seconds = (Number(job.CompletionDate?.getTime()) - startedAt) / 1000;
      return [
        { name: 'import', value: seconds, unit: 's' },
        { name: 'rate', value: USERS / seconds, unit: 'users/s' },
        { name: 'peak memory of the server', value: server.peakMemoryBytes() / 1e6, unit: 'MB' },
      ];
    } finally {
      client.destroy();
      await server.stop();
    }
  },
};

/** Throws unless every user of the file is in the pool. */
export async function checkImport(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  job: UserImportJobType,
): Promise<void> {
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
  assert(job.Status === 'Succeeded', `the job ended ${job.Status}: ${job.CompletionMessage}`);
  assert(job.ImportedUsers === USERS, `${job.ImportedUsers} users were imported, not ${USERS}`);
  assert(Number(UserPool?.EstimatedNumberOfUsers) >= USERS, `the pool holds ${UserPool?.EstimatedNumberOfUsers} users`);
}

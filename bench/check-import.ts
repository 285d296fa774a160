import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { assert } from '../src/base/assert.ts';
import { USERS } from './users-file.ts';

/** Throws unless `users` of the file (all, if not given) are in the pool. */
export async function checkImport(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  job: UserImportJobType,
  users = USERS,
): Promise<void> {
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
  assert(job.Status === 'Succeeded', `the job ended ${job.Status}: ${job.CompletionMessage}`);
  assert(job.ImportedUsers === users, `${job.ImportedUsers} users were imported, not ${users}`);
  assert(Number(UserPool?.EstimatedNumberOfUsers) >= users, `the pool holds ${UserPool?.EstimatedNumberOfUsers} users`);
}

import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  paginateListUsers,
  type UserImportJobType,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { type ClientCredentials, clientOptions } from '../drive-import.ts';
import type { ActualImport } from './compare-import.ts';

export interface NamedPool {
  readonly id: string;
  /** Of characters that a log group may have. */
  readonly name: string;
}

/** Reads what became of a job: its whole log and all users of its pool. */
export async function readImport(url: string, pool: NamedPool, job: UserImportJobType): Promise<ActualImport> {
  return { job, log: await readLog(url, pool, job), users: await readUsers(url, pool.id) };
}

/** All lines of the job's stream, read forwards until the token comes back (N21). */
export async function readLog(
  url: string,
  pool: NamedPool,
  job: UserImportJobType,
  credentials?: ClientCredentials,
): Promise<string[]> {
  const logs = new CloudWatchLogsClient(clientOptions(url, credentials));
  const lines: string[] = [];
  try {
    for (let nextToken: string | undefined; ; ) {
      const page = await logs.send(
        new GetLogEventsCommand({
          logGroupName: `/aws/cognito/userpools/${pool.id}/${pool.name}`,
          logStreamName: `${job.JobId}/${job.JobName}`,
          startFromHead: true,
          nextToken,
        }),
      );
      for (const event of page.events ?? []) lines.push(String(event.message));
      if (page.nextForwardToken === nextToken) break;
      nextToken = page.nextForwardToken;
    }
  } finally {
    logs.destroy();
  }
  return lines;
}

export async function readUsers(url: string, userPoolId: string, credentials?: ClientCredentials): Promise<UserType[]> {
  const client = new CognitoIdentityProviderClient(clientOptions(url, credentials));
  const users: UserType[] = [];
  try {
    for await (const page of paginateListUsers({ client, pageSize: 60 }, { UserPoolId: userPoolId })) {
      users.push(...(page.Users ?? []));
    }
  } finally {
    client.destroy();
  }
  return users;
}

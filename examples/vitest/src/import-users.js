import { setTimeout as wait } from 'node:timers/promises';
import {
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';

const ENDED = ['Succeeded', 'Failed', 'Stopped', 'Expired'];

/** The CSV file of these users: a line for each, its values in the order of the pool's header. */
export function makeCsv(header, users) {
  const lines = users.map((user) => header.map((column) => quote(user[column] ?? defaultOf(column))).join(','));
  return `${[header.join(','), ...lines].join('\n')}\n`;
}

/** Cognito wants a word in the columns that hold true or false. */
function defaultOf(column) {
  return column === 'cognito:mfa_enabled' || column.endsWith('_verified') ? 'false' : '';
}

/** Cognito's files know no quotes: a comma inside a value follows a backslash. */
function quote(value) {
  return value.replaceAll(',', '\\,');
}

/** Imports users into a pool: creates the job, uploads the file, starts the job and waits for its end. Returns the job. */
export async function importUsers(client, { userPoolId, roleArn, users, pollMs = 1000 }) {
  const { CSVHeader } = await client.send(new GetCSVHeaderCommand({ UserPoolId: userPoolId }));
  const { UserImportJob: job } = await client.send(
    new CreateUserImportJobCommand({ UserPoolId: userPoolId, JobName: 'import', CloudWatchLogsRoleArn: roleArn }),
  );
  const answer = await fetch(job.PreSignedUrl, {
    method: 'PUT',
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    body: makeCsv(CSVHeader, users),
  });
  if (!answer.ok) throw new Error(`the upload was answered ${answer.status}: ${await answer.text()}`);
  const asked = { UserPoolId: userPoolId, JobId: job.JobId };
  await client.send(new StartUserImportJobCommand(asked));
  for (;;) {
    const { UserImportJob } = await client.send(new DescribeUserImportJobCommand(asked));
    if (ENDED.includes(UserImportJob.Status)) return UserImportJob;
    await wait(pollMs);
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateUserImportJobCommand,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  ListUserImportJobsCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';

const ENDED = ['Succeeded', 'Failed', 'Stopped', 'Expired'];
/** Answers after which the same request may succeed. */
const PASSING = ['TooManyRequestsException', 'InternalErrorException'];
const ATTEMPTS = 5;
/** For how long AWS may not let Cognito assume a new role. */
const NEW_ROLE_MS = 15_000;

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

/**
 * Imports users into a pool: creates the job, uploads the file, starts the job and waits for its end. Returns the job. `client` makes one
 * attempt for each request (`maxAttempts: 1`), because a second Create would make a second job. `name` is that of no other import.
 */
export async function importUsers(client, { wait = pause, ...options }) {
  const job = await runImport(client, { ...options, wait });
  if (!hasRoleTrouble(job)) return job;
  await wait(NEW_ROLE_MS);
  return runImport(client, { ...options, name: `${options.name}-again`, wait });
}

async function runImport(client, options) {
  const { JobId: jobId } = await uploadUsers(client, options);
  return startImport(client, { ...options, jobId });
}

/** Creates a job and uploads its file; {@link startImport} has a day to start it. Returns the job. */
export async function uploadUsers(client, { userPoolId, roleArn, users, name }) {
  const { CSVHeader } = await client.send(new GetCSVHeaderCommand({ UserPoolId: userPoolId }));
  const job = await createJob(client, { UserPoolId: userPoolId, JobName: name, CloudWatchLogsRoleArn: roleArn });
  const answer = await fetch(job.PreSignedUrl, {
    method: 'PUT',
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    body: makeCsv(CSVHeader, users),
  });
  if (!answer.ok) throw new Error(`the upload was answered ${answer.status}: ${await answer.text()}`);
  return job;
}

/** Where the answer is lost, the job may be there all the same: it is found by its name. */
async function createJob(client, input) {
  try {
    return (await client.send(new CreateUserImportJobCommand(input))).UserImportJob;
  } catch (error) {
    if (error.code !== 'ECONNRESET') throw error;
    const { UserPoolId, JobName } = input;
    const { UserImportJobs } = await client.send(new ListUserImportJobsCommand({ UserPoolId, MaxResults: 60 }));
    const job = UserImportJobs.find((each) => each.JobName === JobName);
    if (!job) throw error;
    return job;
  }
}

/** Starts a job and waits for its end. Returns the job, also one that has expired meanwhile. */
export async function startImport(client, { userPoolId, jobId, pollMs = 1000, wait = pause }) {
  const asked = { UserPoolId: userPoolId, JobId: jobId };
  const describe = async () => (await client.send(new DescribeUserImportJobCommand(asked))).UserImportJob;
  for (let attempt = 1; ; attempt++) {
    try {
      await client.send(new StartUserImportJobCommand(asked));
      break;
    } catch (error) {
      if (error.name === 'PreconditionNotMetException' && (await describe()).Status === 'Expired') break;
      if (!PASSING.includes(error.name) || attempt === ATTEMPTS) throw error;
      await wait(pollMs * 2 ** attempt);
    }
  }
  for (;;) {
    const job = await describe();
    if (ENDED.includes(job.Status)) return job;
    await wait(pollMs);
  }
}

/** A job that could not use its role has seen no user. */
function hasRoleTrouble({ Status, ImportedUsers, SkippedUsers, FailedUsers, CompletionMessage }) {
  return Status === 'Failed' && ImportedUsers + SkippedUsers + FailedUsers === 0 && /\brole\b/.test(CompletionMessage);
}

import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { assertPresent } from '../../src/base/assert.ts';
import { generateUsers } from '../../src/cli/generate/generate-users.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions, createImportPool, createLogRole } from '../drive-import.ts';
import { runStatement } from '../engine/stored-state.ts';
import type { ErrorBench } from './error-cases.ts';

/** Jobs that are imported before the one that shall stay Pending, and the users of each: seconds of work, which nobody waits for. */
const QUEUE_JOBS = 3;
const QUEUE_USERS = 60_000;

/** A server, and in it everything that the cases are refused for. */
export async function startErrorBench(): Promise<{ readonly muster: Muster; readonly bench: ErrorBench }> {
  const muster = await startMuster({
    jobsPerPoolMax: QUEUE_JOBS + 1,
    activeJobsMax: QUEUE_JOBS + 1,
    hashImport: 'off',
  });
  const client = new CognitoIdentityProvider(clientOptions(muster.url));
  const roleArn = await createLogRole(muster.url);
  const nobody = await makeNobody(muster.url);
  const makeJob = async (UserPoolId: string) => {
    const input = { UserPoolId, JobName: 'j', CloudWatchLogsRoleArn: roleArn };
    return assertPresent(
      (await client.createUserImportJob(input)).UserImportJob,
      'CreateUserImportJob returned no job',
    );
  };
  const startJob = async (UserPoolId: string, csv: string) => {
    const { JobId, PreSignedUrl = '' } = await makeJob(UserPoolId);
    const headers = { 'x-amz-server-side-encryption': 'aws:kms' };
    const { status } = await fetch(PreSignedUrl, { method: 'PUT', headers, body: csv });
    if (status !== 200) throw new Error(`the upload was answered ${status}`);
    await client.startUserImportJob({ UserPoolId, JobId });
  };

  const fullPoolId = await createImportPool(client, 'full', []);
  const { JobId: jobId = '' } = await makeJob(fullPoolId);
  for (let made = 1; made <= QUEUE_JOBS; made++) await makeJob(fullPoolId);

  const queuePoolId = await createImportPool(client, 'queue', []);
  const { CSVHeader: columns = [] } = await client.getCSVHeader({ UserPoolId: queuePoolId });
  const csv = [...generateUsers({ users: QUEUE_USERS, seed: 7, badPercent: 0, columns })].join('');
  for (let started = 0; started < QUEUE_JOBS; started++) await startJob(queuePoolId, csv);
  const busyPoolId = await createImportPool(client, 'busy', []);
  await startJob(busyPoolId, csv);
  client.destroy();
  return { muster, bench: { fullPoolId, jobId, busyPoolId, roleArn, nobody } };
}

async function makeNobody(url: string): Promise<ErrorBench['nobody']> {
  const iam = new IAM(clientOptions(url));
  await iam.createUser({ UserName: 'nobody' });
  const { AccessKey } = await iam.createAccessKey({ UserName: 'nobody' });
  iam.destroy();
  const { AccessKeyId = '', SecretAccessKey = '' } = assertPresent(AccessKey, 'CreateAccessKey returned no key');
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
}

/** A server that lost a table of its database while it ran. */
export async function startBrokenServer(): Promise<Muster> {
  const muster = await startMuster();
  await runStatement(muster, 'ALTER TABLE user_pools RENAME TO lost');
  return muster;
}

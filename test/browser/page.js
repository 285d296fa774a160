import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider';

/*
 * A page that imports the file that somebody chooses, with the AWS SDK as it is made for browsers. What came of it stands in the page.
 */

const POLL_MS = 100;
const parameters = new URLSearchParams(location.search);
const UserPoolId = parameters.get('pool');
const cognito = new CognitoIdentityProvider({
  endpoint: parameters.get('endpoint'),
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});

document.querySelector('input').addEventListener('change', async ({ currentTarget }) => {
  const [file] = currentTarget.files;
  const output = document.querySelector('output');
  try {
    output.textContent = await importUsers(file);
  } catch (error) {
    output.textContent = `failed: ${error instanceof Error ? `${error.name}: ${error.message}` : error}`;
  }
});

async function importUsers(file) {
  const CloudWatchLogsRoleArn = parameters.get('role');
  const { UserImportJob: made } = await cognito.createUserImportJob({
    UserPoolId,
    JobName: 'page',
    CloudWatchLogsRoleArn,
  });
  const upload = await fetch(made.PreSignedUrl, {
    method: 'PUT',
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    body: file,
  });
  if (!upload.ok) return `upload: ${upload.status} ${upload.headers.get('x-muster-hint')}`;
  const job = { UserPoolId, JobId: made.JobId };
  await cognito.startUserImportJob(job);
  for (;;) {
    const { UserImportJob } = await cognito.describeUserImportJob(job);
    if (UserImportJob.CompletionDate)
      return `${UserImportJob.Status}: ${UserImportJob.ImportedUsers} imported, ETag ${upload.headers.get('etag')}`;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

// Run inside a project that has installed the package: imports a file through a server of its own and prints what came of it.
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  ListUsersCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { startMuster } from 'muster';

const muster = await startMuster();
const options = {
  endpoint: muster.url,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
};
const cognito = new CognitoIdentityProviderClient(options);
const iam = new IAMClient(options);

const { UserPool } = await cognito.send(
  new CreateUserPoolCommand({ PoolName: 'in-process', AutoVerifiedAttributes: ['email'] }),
);
const { Role } = await iam.send(
  new CreateRoleCommand({
    RoleName: 'import-logs',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    }),
  }),
);
await iam.send(
  new PutRolePolicyCommand({
    RoleName: 'import-logs',
    PolicyName: 'write-import-log',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'logs:*', Resource: 'arn:aws:logs:*:*:log-group:/aws/cognito/*' }],
    }),
  }),
);
const { CSVHeader } = await cognito.send(new GetCSVHeaderCommand({ UserPoolId: UserPool.Id }));
const record = CSVHeader.map(
  (column) => ({ 'cognito:username': 'ann', email: 'ann@example.com', email_verified: 'true' })[column] ?? '',
);
const { UserImportJob } = await cognito.send(
  new CreateUserImportJobCommand({ UserPoolId: UserPool.Id, JobName: 'one', CloudWatchLogsRoleArn: Role.Arn }),
);
const upload = await fetch(UserImportJob.PreSignedUrl, {
  method: 'PUT',
  headers: { 'x-amz-server-side-encryption': 'aws:kms' },
  body: `${CSVHeader.join(',')}\n${record.join(',')}\n`,
});
if (upload.status !== 200) throw new Error(`the upload was answered ${upload.status}: ${await upload.text()}`);
const key = { UserPoolId: UserPool.Id, JobId: UserImportJob.JobId };
await cognito.send(new StartUserImportJobCommand(key));
let job;
do {
  await wait(50);
  job = (await cognito.send(new DescribeUserImportJobCommand(key))).UserImportJob;
} while (job.Status === 'Pending' || job.Status === 'InProgress');
const { Users } = await cognito.send(new ListUsersCommand({ UserPoolId: UserPool.Id }));
cognito.destroy();
iam.destroy();
await muster.stop();
const { name } = JSON.parse(await readFile(new URL('./package.json', import.meta.url), 'utf8'));
process.stdout.write(`${name}: ${job.Status}, ${Users.map((user) => `${user.Username} ${user.UserStatus}`)}\n`);

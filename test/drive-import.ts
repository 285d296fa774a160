import { openAsBlob } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type AliasAttributeType,
  type CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
  DescribeUserImportJobCommand,
  type PasswordHashingAlgorithmType,
  StartUserImportJobCommand,
  type UserImportJobType,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { assertPresent } from '../src/base/assert.ts';

const POLL_MS = 100;
const TERMINAL = new Set<string | undefined>(['Succeeded', 'Failed', 'Stopped', 'Expired']);
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

const LOG_POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Resource: ['arn:aws:logs:*:*:log-group:/aws/cognito/*'],
    },
  ],
};

export interface ClientCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Those of a server that was given none. */
const DEFAULT_CREDENTIALS: ClientCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** How the AWS SDK reaches a server. */
export function clientOptions(
  url: string,
  credentials = DEFAULT_CREDENTIALS,
): { readonly endpoint: string; readonly region: string; readonly credentials: ClientCredentials } {
  return { endpoint: url, region: 'us-east-1', credentials };
}

/** Makes the role that import jobs write their log with, and returns its ARN. */
export async function createLogRole(url: string, credentials?: ClientCredentials): Promise<string> {
  const iam = new IAMClient(clientOptions(url, credentials));
  const RoleName = 'import-logs';
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(TRUST) }));
  const PolicyDocument = JSON.stringify(LOG_POLICY);
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'write-import-log', PolicyDocument }));
  iam.destroy();
  return assertPresent(Role?.Arn, 'CreateRole returned no ARN');
}

/** Makes a pool that verifies email and phone number, with a String attribute for each name, and returns its id. */
export async function createImportPool(
  client: CognitoIdentityProviderClient,
  name: string,
  customAttributes: readonly string[],
  aliasAttributes: readonly AliasAttributeType[] = [],
): Promise<string> {
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({
      PoolName: name,
      AutoVerifiedAttributes: ['email', 'phone_number'],
      ...(aliasAttributes.length > 0 && { AliasAttributes: [...aliasAttributes] }),
      ...(customAttributes.length > 0 && {
        Schema: customAttributes.map((attribute) => ({ Name: attribute, AttributeDataType: 'String', Mutable: true })),
      }),
    }),
  );
  return assertPresent(UserPool?.Id, 'CreateUserPool returned no id');
}

/** A job with its file uploaded, ready to start. */
export async function uploadImport(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  roleArn: string,
  csvPath: string,
  PasswordHashingAlgorithm?: PasswordHashingAlgorithmType,
): Promise<string> {
  const input = { UserPoolId: userPoolId, JobName: 'import', CloudWatchLogsRoleArn: roleArn, PasswordHashingAlgorithm };
  const { UserImportJob } = await client.send(new CreateUserImportJobCommand(input));
  const answer = await fetch(assertPresent(UserImportJob?.PreSignedUrl, 'the job has no upload URL'), {
    method: 'PUT',
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    body: await openAsBlob(csvPath),
  });
  if (answer.status !== 200) throw new Error(`the upload was answered ${answer.status}: ${await answer.text()}`);
  return assertPresent(UserImportJob?.JobId, 'the job has no id');
}

/** Starts a job and returns it when it has ended. */
export async function runImport(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  jobId: string,
): Promise<UserImportJobType> {
  await client.send(new StartUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId }));
  return waitForEnd(client, userPoolId, jobId);
}

/** The job when it has ended. */
export async function waitForEnd(
  client: CognitoIdentityProviderClient,
  userPoolId: string,
  jobId: string,
): Promise<UserImportJobType> {
  for (;;) {
    const { UserImportJob } = await client.send(
      new DescribeUserImportJobCommand({ UserPoolId: userPoolId, JobId: jobId }),
    );
    if (UserImportJob !== undefined && TERMINAL.has(UserImportJob.Status)) return UserImportJob;
    await wait(POLL_MS);
  }
}

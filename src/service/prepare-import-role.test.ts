import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
  DescribeUserImportJobCommand,
  GetCSVHeaderCommand,
  StartUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DeleteRolePolicyCommand, IAMClient, ListRolesCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Muster, startMuster } from './entry.ts';
import { prepareImportRole } from './prepare-import-role.ts';

let muster: Muster;
let clientOptions: { endpoint: string; region: string; credentials: Muster['credentials'] };

beforeEach(async () => {
  muster = await startMuster();
  clientOptions = { endpoint: muster.url, region: 'eu-central-1', credentials: { ...muster.credentials } };
});
afterEach(() => muster.stop());

const ANN: Readonly<Record<string, string>> = {
  'cognito:username': 'ann',
  'cognito:mfa_enabled': 'false',
  email: 'ann@example.com',
  email_verified: 'true',
  phone_number_verified: 'false',
};

async function importOneUser(roleArn: string): Promise<string | undefined> {
  const cognito = new CognitoIdentityProviderClient(clientOptions);
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'] }),
  );
  const UserPoolId = UserPool?.Id;
  const { UserImportJob: job } = await cognito.send(
    new CreateUserImportJobCommand({ UserPoolId, JobName: 'first', CloudWatchLogsRoleArn: roleArn }),
  );
  const JobId = job?.JobId;
  const { CSVHeader: columns = [] } = await cognito.send(new GetCSVHeaderCommand({ UserPoolId }));
  const values = columns.map((column) => ANN[column] ?? '');
  await fetch(job?.PreSignedUrl ?? '', {
    method: 'PUT',
    headers: { 'x-amz-server-side-encryption': 'aws:kms' },
    body: `${columns}\n${values}\n`,
  });
  await cognito.send(new StartUserImportJobCommand({ UserPoolId, JobId }));
  const describeJob = () => cognito.send(new DescribeUserImportJobCommand({ UserPoolId, JobId }));
  await expect.poll(async () => (await describeJob()).UserImportJob?.CompletionMessage).toEqual(expect.any(String));
  const { UserImportJob: ended } = await describeJob();
  cognito.destroy();
  return `${ended?.Status}: ${ended?.CompletionMessage}`;
}

describe('prepareImportRole', () => {
  it('gives the ARN of a role with which a first import succeeds (R284, R285)', async () => {
    const roleArn = await muster.prepareImportRole();
    expect(roleArn).toBe('arn:aws:iam::123456789012:role/muster-import');
    expect(await importOneUser(roleArn)).toBe('Succeeded: Import Job Completed Successfully.');
  });

  it('makes one role, whoever asks at once and however often', async () => {
    const arns = await Promise.all([1, 2, 3].map(() => muster.prepareImportRole()));
    expect(new Set(arns).size).toBe(1);
    await muster.prepareImportRole();
    const iam = new IAMClient(clientOptions);
    const { Roles } = await iam.send(new ListRolesCommand({}));
    expect(Roles?.map(({ Arn }) => Arn)).toEqual([arns[0]]);
    iam.destroy();
  });

  it('is refused on a node that answers no requests', async () => {
    const { url, credentials } = muster;
    await expect(prepareImportRole({ url, region: 'us-east-1', credentials, role: 'worker' })).rejects.toThrow(
      'prepareImportRole: a node of the role worker answers no requests; ask one of the role api or all',
    );
    const server = { url, region: 'us-east-1', credentials, role: 'api' } as const;
    expect(await prepareImportRole(server)).toContain(':role/muster-import');
  });

  it('leaves the policy of that role as it is, and makes it again where it is gone', async () => {
    const iam = new IAMClient(clientOptions);
    const policy = { RoleName: 'muster-import', PolicyName: 'write-import-log' };
    const denied = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'logs:*', Resource: '*' }] };
    const roleArn = await muster.prepareImportRole();
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify(denied) }));
    await muster.prepareImportRole();
    expect(await importOneUser(roleArn)).toMatch(/^Failed: The CloudWatch Logs role is missing the permission/);
    await iam.send(new DeleteRolePolicyCommand(policy));
    await muster.prepareImportRole();
    expect(await importOneUser(roleArn)).toMatch(/^Succeeded/);
    iam.destroy();
  });
});

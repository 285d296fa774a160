import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CognitoIdentityProvider,
  paginateListGroups,
  paginateListUserPoolClients,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { clientOptions } from '../drive-import.ts';
import { describeWithTool } from '../required-tool.ts';

const run = promisify(execFile);

let muster: Muster;
beforeAll(async () => {
  muster = await startMuster();
});
afterAll(() => muster?.stop());

describeWithTool('python3-boto3', 'boto3', () => {
  it('makes clients, groups, tags and MFA settings, and pages through them (R600, R610, R620, R625, R630, R634)', async () => {
    const script = join(import.meta.dirname, 'clients_with_boto3.py');
    const { stdout } = await run('/usr/bin/python3', [script, muster.url]);
    expect(JSON.parse(stdout)).toEqual({
      isTheSame: true,
      createdAt: 'datetime',
      secretHash: 44,
      clients: [2, 1],
      names: ['app', 'app', 'app'],
      groups: [
        [2, 1],
        ['admins', 'late', 'staff'],
      ],
      groupsOfUser: [
        [2, 1],
        ['admins', 'staff', 'late'],
      ],
      members: [
        [2, 1],
        ['ana', 'bo', 'cy'],
      ],
      refused: 'A group with the name already exists.',
      tags: { stage: 'test' },
      mfa: { MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
    });
  });
});

describeWithTool('awscli', 'the AWS CLI', () => {
  async function aws(...words: string[]) {
    const { stdout } = await run(
      '/usr/bin/aws',
      ['cognito-idp', ...words, '--endpoint-url', muster.url, '--output', 'json'],
      {
        env: {
          PATH: '/usr/bin:/bin',
          HOME: '/nonexistent',
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_DEFAULT_REGION: 'us-east-1',
          AWS_PAGER: '',
        },
      },
    );
    return stdout === '' ? undefined : JSON.parse(stdout);
  }

  it('makes a client and reads it again (R600)', async () => {
    const { UserPool } = await aws('create-user-pool', '--pool-name', 'people');
    const pool = ['--user-pool-id', UserPool.Id];
    const flows = ['--explicit-auth-flows', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
    const created = await aws(
      'create-user-pool-client',
      ...pool,
      '--client-name',
      'app',
      '--generate-secret',
      ...flows,
    );
    const { ClientId } = created.UserPoolClient;
    expect(await aws('describe-user-pool-client', ...pool, '--client-id', ClientId)).toEqual(created);
    expect(await aws('delete-user-pool-client', ...pool, '--client-id', ClientId)).toBeUndefined();
  });
});

it('pages of the SDK for JavaScript lead through clients and groups, and secrets are rotated (R610, R612, R613, R625)', async () => {
  const client = new CognitoIdentityProvider(clientOptions(muster.url));
  const { UserPool } = await client.createUserPool({ PoolName: 'people' });
  const UserPoolId = assertPresent(UserPool?.Id, 'the pool has an id');
  const created = await client.createUserPoolClient({ UserPoolId, ClientName: 'app0', GenerateSecret: true });
  for (const index of [1, 2, 3, 4]) await client.createUserPoolClient({ UserPoolId, ClientName: `app${index}` });
  for (const GroupName of ['c', 'a', 'b']) await client.createGroup({ UserPoolId, GroupName });

  const names: (string | undefined)[] = [];
  for await (const { UserPoolClients = [] } of paginateListUserPoolClients({ client, pageSize: 2 }, { UserPoolId })) {
    names.push(...UserPoolClients.map(({ ClientName }) => ClientName));
  }
  expect(names).toEqual(['app0', 'app1', 'app2', 'app3', 'app4']);
  const groups: (string | undefined)[] = [];
  for await (const { Groups = [] } of paginateListGroups({ client, pageSize: 2 }, { UserPoolId })) {
    groups.push(...Groups.map(({ GroupName }) => GroupName));
  }
  expect(groups).toEqual(['a', 'b', 'c']);

  const ClientId = created.UserPoolClient?.ClientId;
  const ClientSecret = 'a_second_secret_of_the_client';
  const before = await client.listUserPoolClientSecrets({ UserPoolId, ClientId });
  const [first] = before.ClientSecrets ?? [];
  await client.addUserPoolClientSecret({ UserPoolId, ClientId, ClientSecret });
  await client.deleteUserPoolClientSecret({ UserPoolId, ClientId, ClientSecretId: first?.ClientSecretId });
  expect(await client.describeUserPoolClient({ UserPoolId, ClientId })).toMatchObject({
    UserPoolClient: { ClientSecret },
  });
  client.destroy();
});

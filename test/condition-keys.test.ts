import {
  CognitoIdentityProviderClient,
  CreateUserImportJobCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetUserCommand,
  IAMClient,
  ListUsersCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ABSENT_KEYS, SUPPLIED_KEYS } from '../src/aws/policy/request-context.ts';
import { assertPresent } from '../src/base/assert.ts';
import { type Muster, startMuster } from '../src/service/entry.ts';
import { clientOptions } from './drive-import.ts';

const ACCOUNT = '123456789012';
const ROLE_ARN = `arn:aws:iam::${ACCOUNT}:role/tagged`;
const POLICY_ARN = `arn:aws:iam::${ACCOUNT}:policy/tagged`;
const TRUST = {
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: { AWS: ACCOUNT, Service: 'cognito-idp.amazonaws.com' },
};
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const Tags = [{ Key: 'team', Value: 'blue' }];

interface Clients {
  readonly iam: IAMClient;
  readonly sts: STSClient;
  readonly cognito: CognitoIdentityProviderClient;
}

let muster: Muster;
let root: Clients;
let ann: Clients;
let UserPoolId: string;
beforeAll(async () => {
  muster = await startMuster();
  root = clientsOf({ ...muster.credentials });
  const { UserPool } = await root.cognito.send(new CreateUserPoolCommand({ PoolName: 'people' }));
  UserPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
  await root.iam.send(new CreateUserCommand({ UserName: 'ann', Tags }));
  await root.iam.send(new CreateRoleCommand({ RoleName: 'tagged', AssumeRolePolicyDocument: documentOf(TRUST), Tags }));
  await root.iam.send(new CreatePolicyCommand({ PolicyName: 'tagged', PolicyDocument: documentOf(EVERYTHING), Tags }));
  const { AccessKey } = await root.iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey ?? {};
  ann = clientsOf({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
});
afterAll(() => muster.stop());

function clientsOf(credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }): Clients {
  const options = { ...clientOptions(muster.url, credentials), maxAttempts: 1 };
  return {
    iam: new IAMClient(options),
    sts: new STSClient(options),
    cognito: new CognitoIdentityProviderClient(options),
  };
}

function documentOf(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const denyOn = (Condition: object, Action: string | string[] = '*') => ({
  Effect: 'Deny',
  Action,
  Resource: '*',
  Condition,
});

async function give(...statements: object[]): Promise<void> {
  const policy = { UserName: 'ann', PolicyName: 'p', PolicyDocument: documentOf(...statements) };
  await root.iam.send(new PutUserPolicyCommand(policy));
}

type Call = (clients: Clients) => Promise<unknown>;

/** The name of the error that a call ends with, or `allowed`. */
async function outcomeOf(call: Call, clients: Clients): Promise<string> {
  return call(clients).then(
    () => 'allowed',
    ({ name }: Error) => (/^AccessDenied(Exception)?$/.test(name) ? 'denied' : name),
  );
}

const listUsers: Call = ({ iam }) => iam.send(new ListUsersCommand({}));
const assumeRole: Call = ({ sts }) =>
  sts.send(new AssumeRoleCommand({ RoleArn: ROLE_ARN, RoleSessionName: 'monday', ExternalId: 'abc' }));
const createJob: Call = ({ cognito }) =>
  cognito.send(new CreateUserImportJobCommand({ UserPoolId, JobName: 'j', CloudWatchLogsRoleArn: ROLE_ARN }));
const createTaggedUser: Call = ({ iam }) =>
  iam.send(new CreateUserCommand({ UserName: 'new', Tags, PermissionsBoundary: POLICY_ARN }));

/** A request that has the key; of a key with a tag, that of `team`. */
const REQUESTS_WITH_KEY: Readonly<Record<string, Call>> = {
  'aws:currenttime': listUsers,
  'aws:epochtime': listUsers,
  'aws:multifactorauthpresent': async () => {
    const policy = documentOf(EVERYTHING, denyOn({ Null: { 'aws:MultiFactorAuthPresent': 'false' } }));
    const { Credentials } = await root.sts.send(
      new AssumeRoleCommand({ RoleArn: ROLE_ARN, RoleSessionName: 'monday', Policy: policy }),
    );
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
    return listUsers(
      clientsOf({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }),
    );
  },
  'aws:principalaccount': listUsers,
  'aws:principalarn': listUsers,
  'aws:principalisawsservice': listUsers,
  'aws:principaltag/': listUsers,
  'aws:principaltype': listUsers,
  'aws:requestedregion': listUsers,
  'aws:requesttag/': createTaggedUser,
  'aws:resourceaccount': listUsers,
  'aws:resourcetag/': ({ iam }) => iam.send(new GetUserCommand({ UserName: 'ann' })),
  'aws:securetransport': listUsers,
  'aws:sourceip': listUsers,
  'aws:tagkeys': createTaggedUser,
  'aws:useragent': listUsers,
  'aws:userid': listUsers,
  'aws:username': listUsers,
  'aws:viaawsservice': listUsers,
  'iam:passedtoservice': createJob,
  'iam:permissionsboundary': createTaggedUser,
  'iam:policyarn': ({ iam }) => iam.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn: POLICY_ARN })),
  'iam:resourcetag/': ({ iam }) => iam.send(new GetUserCommand({ UserName: 'ann' })),
  'sts:externalid': assumeRole,
  'sts:rolesessionname': assumeRole,
};

/** Only a service that assumes the role of an import job has them: see the tests of that. */
const KEYS_OF_SERVICES = ['aws:sourceaccount', 'aws:sourcearn'];

const isPresent = (key: string) => ({ Null: { [key.endsWith('/') ? `${key}team` : key]: 'false' } });

describe('a condition key that is known', () => {
  it('is in a request of this table, is only of services, or is listed as always absent (N61)', () => {
    expect([...Object.keys(REQUESTS_WITH_KEY), ...KEYS_OF_SERVICES].toSorted()).toEqual(SUPPLIED_KEYS.toSorted());
  });

  it.each(Object.entries(REQUESTS_WITH_KEY))('has a value, so that a deny on it holds: %s (N61)', async (key, call) => {
    await give(EVERYTHING, denyOn(isPresent(key)));
    expect(await outcomeOf(call, ann)).toBe('denied');
  });

  it.each(ABSENT_KEYS)('is absent: %s (N61)', async (key) => {
    await give(EVERYTHING, denyOn(isPresent(key)));
    expect(await outcomeOf(listUsers, ann)).toBe('allowed');
  });
});

describe('the tags', () => {
  it.each<[string, Call]>([
    ['a user', ({ iam }) => iam.send(new GetUserCommand({ UserName: 'ann' }))],
    ['a role', ({ iam }) => iam.send(new GetRoleCommand({ RoleName: 'tagged' }))],
    ['a policy', ({ iam }) => iam.send(new GetPolicyCommand({ PolicyArn: POLICY_ARN }))],
    ['a role that is passed to a job', createJob],
    ['a role that is assumed', assumeRole],
  ])('of %s are under aws:ResourceTag and iam:ResourceTag (R500)', async (_what, call) => {
    for (const key of ['aws:ResourceTag/team', 'iam:ResourceTag/team']) {
      await give(EVERYTHING, denyOn({ StringEquals: { [key]: 'blue' } }, ['iam:*', 'sts:*']));
      expect(await outcomeOf(call, ann)).toBe('denied');
      await give(EVERYTHING, denyOn({ StringEquals: { [key]: 'red' } }, ['iam:*', 'sts:*']));
      expect(await outcomeOf(call, ann)).toBe('allowed');
    }
  });
});

describe('aws:RequestedRegion', () => {
  it.each<[string, string, Call]>([
    ['IAM', 'us-east-1', listUsers],
    ['STS', 'eu-west-1', assumeRole],
  ])('is, of a call of %s that is signed for eu-west-1, %s (R501)', async (_service, region, call) => {
    const clients = { ...ann, iam: inRegion(IAMClient), sts: inRegion(STSClient) };
    await give(EVERYTHING, denyOn({ StringNotEquals: { 'aws:RequestedRegion': region } }));
    expect(await outcomeOf(call, clients)).toBe('allowed');
    await give(EVERYTHING, denyOn({ StringEquals: { 'aws:RequestedRegion': region } }));
    expect(await outcomeOf(call, clients)).toBe('denied');
  });

  function inRegion<Client>(
    Client: new (options: {
      endpoint: string;
      region: string;
      credentials: IAMClient['config']['credentials'];
    }) => Client,
  ): Client {
    return new Client({ endpoint: muster.url, region: 'eu-west-1', credentials: ann.iam.config.credentials });
  }
});

import { EXAMPLE_ACCOUNT, type ExampleWorld, type PublishedExample } from './published-example.ts';

const policyArn = (name: string) => `arn:aws:iam::${EXAMPLE_ACCOUNT}:policy/${name}`;
const roleArn = (name: string) => `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/${name}`;
const userArn = (name: string) => `arn:aws:iam::${EXAMPLE_ACCOUNT}:user/${name}`;

/** Documents that the examples keep in files, or leave out. */
export const EXAMPLE_DOCUMENTS: readonly (readonly [published: string, document: object])[] = [
  ['<Stringified-JSON>', trustOf('ec2.amazonaws.com')],
  ['file://Test-Role-Trust-Policy.json', trustOf('ec2.amazonaws.com')],
  ['file://AdminPolicy.json', { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
  [
    'file://policy',
    {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['s3:Get*', 's3:List*'], Resource: ['arn:aws:s3:::my-bucket/shared/*'] }],
    },
  ],
];

function trustOf(Service: string): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: [Service] }, Action: ['sts:AssumeRole'] }],
  };
}

const SDK = { service: 'iam', source: 'AWS SDK' } as const;
const CLI = { service: 'iam', source: 'AWS CLI' } as const;

const createUsers =
  (...names: readonly string[]) =>
  async ({ iam }: ExampleWorld) => {
    for (const UserName of names) await iam.createUser({ UserName });
  };

const createRoles =
  (...names: readonly string[]) =>
  async ({ iam }: ExampleWorld) => {
    const AssumeRolePolicyDocument = JSON.stringify(trustOf('ec2.amazonaws.com'));
    for (const RoleName of names) await iam.createRole({ RoleName, AssumeRolePolicyDocument });
  };

const createPolicies =
  (...names: readonly string[]) =>
  async ({ iam }: ExampleWorld) => {
    const PolicyDocument = JSON.stringify(EXAMPLE_DOCUMENTS[3]?.[1]);
    for (const PolicyName of names) await iam.createPolicy({ PolicyName, PolicyDocument });
  };

/** A policy of AWS, of which none is there. */
const WITHOUT_AWS_POLICIES = {
  error: 'NoSuchEntityException',
  reason: 'R482',
};

/** In the order in which one leaves what the next one takes for granted. */
export const IAM_EXAMPLES: readonly PublishedExample[] = [
  {
    ...SDK,
    operation: 'CreateUser',
    input: { UserName: 'Bob' },
    answer: { User: { Arn: userArn('Bob'), Path: '/', UserName: 'Bob' } },
  },
  {
    ...SDK,
    operation: 'GetUser',
    input: { UserName: 'Bob' },
    answer: { User: { Arn: userArn('Bob'), UserName: 'Bob' } },
  },
  {
    ...CLI,
    operation: 'GetUser',
    input: { UserName: 'Paulo' },
    before: createUsers('Paulo', 'Juan'),
    answer: { User: { UserName: 'Paulo', Path: '/' } },
  },
  {
    ...SDK,
    operation: 'ListUsers',
    input: {},
    answer: { Users: ['Alice', 'Bob', 'Juan', 'Paulo'].map((UserName) => ({ UserName })) },
  },
  {
    ...SDK,
    operation: 'CreateAccessKey',
    input: { UserName: 'Bob' },
    answer: { AccessKey: { Status: 'Active', UserName: 'Bob' } },
    after: ({ names }, { AccessKey }) => {
      const { AccessKeyId } = AccessKey as { AccessKeyId: string };
      names.set('AKIAIOSFODNN7EXAMPLE', AccessKeyId).set('AKIDPMS9RO4H3FEXAMPLE', AccessKeyId);
    },
  },
  {
    ...SDK,
    operation: 'UpdateAccessKey',
    input: { AccessKeyId: 'AKIAIOSFODNN7EXAMPLE', Status: 'Inactive', UserName: 'Bob' },
    answer: {},
  },
  {
    ...CLI,
    operation: 'ListAccessKeys',
    input: { UserName: 'Bob' },
    answer: { AccessKeyMetadata: [{ Status: 'Inactive', UserName: 'Bob' }] },
  },
  {
    ...SDK,
    operation: 'ListAccessKeys',
    input: { UserName: 'Alice' },
    answer: { AccessKeyMetadata: [{ Status: 'Active', UserName: 'Alice' }] },
  },
  {
    ...SDK,
    operation: 'DeleteAccessKey',
    input: { AccessKeyId: 'AKIDPMS9RO4H3FEXAMPLE', UserName: 'Bob' },
    answer: {},
  },
  {
    ...SDK,
    operation: 'PutUserPolicy',
    input: {
      PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
      PolicyName: 'AllAccessPolicy',
      UserName: 'Bob',
    },
    answer: {},
  },
  {
    ...CLI,
    operation: 'PutUserPolicy',
    input: { UserName: 'Bob', PolicyName: 'ExamplePolicy', PolicyDocument: 'file://AdminPolicy.json' },
    answer: {},
  },
  {
    ...CLI,
    operation: 'GetUserPolicy',
    input: { UserName: 'Bob', PolicyName: 'ExamplePolicy' },
    answer: { UserName: 'Bob', PolicyName: 'ExamplePolicy' },
  },
  {
    ...CLI,
    operation: 'ListUserPolicies',
    input: { UserName: 'Bob' },
    answer: { PolicyNames: ['AllAccessPolicy', 'ExamplePolicy'] },
  },
  { ...CLI, operation: 'DeleteUserPolicy', input: { UserName: 'Bob', PolicyName: 'ExamplePolicy' }, answer: {} },
  {
    ...SDK,
    operation: 'DeleteUserPolicy',
    input: { PolicyName: 'ExamplePolicy', UserName: 'Juan' },
    before: async ({ iam }) => {
      const PolicyDocument = JSON.stringify(EXAMPLE_DOCUMENTS[2]?.[1]);
      await iam.putUserPolicy({ UserName: 'Juan', PolicyName: 'ExamplePolicy', PolicyDocument });
    },
    answer: {},
  },
  {
    ...CLI,
    operation: 'CreatePolicy',
    input: { PolicyName: 'my-policy', PolicyDocument: 'file://policy' },
    answer: {
      Policy: {
        PolicyName: 'my-policy',
        AttachmentCount: 0,
        IsAttachable: true,
        DefaultVersionId: 'v1',
        Path: '/',
        Arn: policyArn('my-policy'),
      },
    },
  },
  {
    ...CLI,
    operation: 'GetPolicy',
    input: { PolicyArn: policyArn('MySamplePolicy') },
    before: createPolicies('MySamplePolicy', 'MyPolicy', 'TesterPolicy', 'FederatedTesterAccessPolicy'),
    answer: { Policy: { PolicyName: 'MySamplePolicy', DefaultVersionId: 'v1', Arn: policyArn('MySamplePolicy') } },
  },
  {
    ...CLI,
    operation: 'ListPolicyVersions',
    input: { PolicyArn: policyArn('MySamplePolicy') },
    answer: { Versions: [{ VersionId: 'v1', IsDefaultVersion: true }], IsTruncated: false },
  },
  {
    ...CLI,
    operation: 'GetPolicyVersion',
    input: { PolicyArn: policyArn('MyPolicy'), VersionId: 'v2' },
    answer: {
      error: 'NoSuchEntityException',
      reason: 'R481',
    },
  },
  { ...CLI, operation: 'ListPolicies', input: { MaxItems: 2 }, answer: { IsTruncated: true, Policies: [{}, {}] } },
  {
    ...SDK,
    operation: 'AttachUserPolicy',
    input: { PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess', UserName: 'Alice' },
    answer: WITHOUT_AWS_POLICIES,
  },
  {
    ...CLI,
    operation: 'DetachUserPolicy',
    input: { UserName: 'Bob', PolicyArn: policyArn('TesterPolicy') },
    before: async ({ iam }) => {
      await iam.attachUserPolicy({ UserName: 'Bob', PolicyArn: policyArn('TesterPolicy') });
    },
    answer: {},
  },
  {
    ...CLI,
    operation: 'ListAttachedUserPolicies',
    input: { UserName: 'Bob' },
    before: async ({ iam }) => {
      await iam.attachUserPolicy({ UserName: 'Bob', PolicyArn: policyArn('MyPolicy') });
    },
    answer: { AttachedPolicies: [{ PolicyName: 'MyPolicy', PolicyArn: policyArn('MyPolicy') }], IsTruncated: false },
  },
  {
    ...SDK,
    operation: 'CreateRole',
    input: { AssumeRolePolicyDocument: '<Stringified-JSON>', Path: '/', RoleName: 'Test-Role' },
    answer: { Role: { Arn: roleArn('Test-Role'), Path: '/', RoleName: 'Test-Role' } },
  },
  {
    ...SDK,
    operation: 'GetRole',
    input: { RoleName: 'Test-Role' },
    answer: { Role: { Arn: roleArn('Test-Role'), MaxSessionDuration: 3600, RoleName: 'Test-Role' } },
  },
  {
    ...CLI,
    operation: 'UpdateAssumeRolePolicy',
    input: { RoleName: 'Test-Role', PolicyDocument: 'file://Test-Role-Trust-Policy.json' },
    answer: {},
  },
  {
    ...SDK,
    operation: 'UpdateAssumeRolePolicy',
    input: {
      PolicyDocument:
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com"]},"Action":["sts:AssumeRole"]}]}',
      RoleName: 'S3AccessForEC2Instances',
    },
    before: createRoles('S3AccessForEC2Instances', 'S3Access', 'ReadOnlyRole', 'SecurityAuditRole', 'FedTesterRole'),
    answer: {},
  },
  {
    ...SDK,
    operation: 'PutRolePolicy',
    input: {
      PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
      PolicyName: 'S3AccessPolicy',
      RoleName: 'S3Access',
    },
    answer: {},
  },
  {
    ...CLI,
    operation: 'PutRolePolicy',
    input: { RoleName: 'Test-Role', PolicyName: 'ExamplePolicy', PolicyDocument: 'file://AdminPolicy.json' },
    answer: {},
  },
  {
    ...CLI,
    operation: 'GetRolePolicy',
    input: { RoleName: 'Test-Role', PolicyName: 'ExamplePolicy' },
    answer: { RoleName: 'Test-Role', PolicyName: 'ExamplePolicy' },
  },
  {
    ...CLI,
    operation: 'ListRolePolicies',
    input: { RoleName: 'Test-Role' },
    answer: { PolicyNames: ['ExamplePolicy'] },
  },
  {
    ...CLI,
    operation: 'ListRoles',
    input: {},
    answer: {
      Roles: [
        'FedTesterRole',
        'ReadOnlyRole',
        'S3Access',
        'S3AccessForEC2Instances',
        'SecurityAuditRole',
        'Test-Role',
      ].map((RoleName) => ({ RoleName })),
    },
  },
  {
    ...SDK,
    operation: 'AttachRolePolicy',
    input: { PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', RoleName: 'ReadOnlyRole' },
    answer: WITHOUT_AWS_POLICIES,
  },
  {
    ...CLI,
    operation: 'DetachRolePolicy',
    input: { RoleName: 'FedTesterRole', PolicyArn: policyArn('FederatedTesterAccessPolicy') },
    before: async ({ iam }) => {
      const PolicyArn = policyArn('FederatedTesterAccessPolicy');
      await iam.attachRolePolicy({ RoleName: 'FedTesterRole', PolicyArn });
    },
    answer: {},
  },
  {
    ...CLI,
    operation: 'ListAttachedRolePolicies',
    input: { RoleName: 'SecurityAuditRole' },
    before: async ({ iam }) => {
      await iam.attachRolePolicy({ RoleName: 'SecurityAuditRole', PolicyArn: policyArn('my-policy') });
    },
    answer: { AttachedPolicies: [{ PolicyName: 'my-policy', PolicyArn: policyArn('my-policy') }], IsTruncated: false },
  },
  { ...SDK, operation: 'DeleteRolePolicy', input: { PolicyName: 'ExamplePolicy', RoleName: 'Test-Role' }, answer: {} },
  { ...SDK, operation: 'DeleteRole', input: { RoleName: 'Test-Role' }, answer: {} },
  { ...CLI, operation: 'DeletePolicy', input: { PolicyArn: policyArn('MySamplePolicy') }, answer: {} },
  {
    ...SDK,
    operation: 'DeleteUser',
    input: { UserName: 'Bob' },
    before: async ({ iam }) => {
      await iam.deleteUserPolicy({ UserName: 'Bob', PolicyName: 'AllAccessPolicy' });
      await iam.detachUserPolicy({ UserName: 'Bob', PolicyArn: policyArn('MyPolicy') });
    },
    answer: {},
  },
];

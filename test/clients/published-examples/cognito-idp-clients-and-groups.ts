import { assertPresent } from '../../../src/base/assert.ts';
import { EXAMPLE_ACCOUNT, type ExampleWorld, type PublishedExample } from './published-example.ts';

/** As the examples call the pool; they run before it is deleted there. */
const POOL = 'us-west-2_aaaaaaaaa';
const CLIENT = '38fjsnc484p94kpqsnet7mpld0';
const UPDATED_CLIENT = '3n4b5urk1ft4fl3mg5e62d9ado';

function poolOf({ names }: ExampleWorld): string {
  return assertPresent(names.get(POOL), 'the pool was created');
}

/** A role of the account of the pool, under the name that the example gives it in another account. */
function ownRole({ names }: ExampleWorld, published: string): void {
  names.set(published, published.replace('111111111111', EXAMPLE_ACCOUNT));
}

async function createClient(world: ExampleWorld, published: string, GenerateSecret: boolean): Promise<void> {
  const { UserPoolClient } = await world.cognito.createUserPoolClient({
    UserPoolId: poolOf(world),
    ClientName: 'MyApp',
    GenerateSecret,
  });
  world.names.set(published, assertPresent(UserPoolClient?.ClientId, 'a client has an id'));
}

async function createGroups(world: ExampleWorld, ...names: readonly string[]): Promise<void> {
  for (const GroupName of names) await world.cognito.createGroup({ UserPoolId: poolOf(world), GroupName });
}

/** In the order in which one leaves what the next one takes for granted; Jane and Diego are in the pool. */
export const CLIENT_AND_GROUP_EXAMPLES: readonly PublishedExample[] = [
  {
    service: 'cognito-idp',
    operation: 'CreateUserPoolClient',
    source: 'AWS SDK',
    title: 'all settings, with identity providers that the pool does not have',
    input: {
      AccessTokenValidity: 6,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthScopes: ['aws.cognito.signin.user.admin', 'openid'],
      AnalyticsConfiguration: {
        ApplicationId: 'd70b2ba36a8c4dc5a04a0451a31a1e12',
        ExternalId: 'my-external-id',
        RoleArn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/test-cognitouserpool-role`,
        UserDataShared: true,
      },
      CallbackURLs: ['https://example.com', 'http://localhost', 'myapp://example'],
      ClientName: 'my-test-app-client',
      DefaultRedirectURI: 'https://example.com',
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      GenerateSecret: true,
      IdTokenValidity: 6,
      LogoutURLs: ['https://example.com/logout'],
      PreventUserExistenceErrors: 'ENABLED',
      ReadAttributes: ['email', 'address', 'preferred_username'],
      RefreshTokenValidity: 6,
      SupportedIdentityProviders: ['SignInWithApple', 'MySSO'],
      TokenValidityUnits: { AccessToken: 'hours', IdToken: 'minutes', RefreshToken: 'days' },
      UserPoolId: 'us-east-1_EXAMPLE',
      WriteAttributes: ['family_name', 'email'],
    },
    answer: { error: 'InvalidParameterException', reason: 'R608' },
  },
  {
    service: 'cognito-idp',
    operation: 'CreateUserPoolClient',
    source: 'AWS CLI',
    input: {
      UserPoolId: POOL,
      ClientName: 'MyNewClient',
      GenerateSecret: false,
      ExplicitAuthFlows: ['USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
    },
    answer: {
      UserPoolClient: {
        ClientName: 'MyNewClient',
        RefreshTokenValidity: 30,
        ExplicitAuthFlows: ['USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
        AllowedOAuthFlowsUserPoolClient: false,
      },
    },
  },
  {
    service: 'cognito-idp',
    operation: 'DescribeUserPoolClient',
    source: 'AWS CLI',
    before: (world) => createClient(world, CLIENT, true),
    input: { UserPoolId: POOL, ClientId: CLIENT },
    answer: {
      UserPoolClient: { ClientName: 'MyApp', RefreshTokenValidity: 30, AllowedOAuthFlowsUserPoolClient: false },
    },
  },
  {
    service: 'cognito-idp',
    operation: 'UpdateUserPoolClient',
    source: 'AWS CLI',
    before: (world) => createClient(world, UPDATED_CLIENT, false),
    input: {
      UserPoolId: POOL,
      ClientId: UPDATED_CLIENT,
      ClientName: 'NewClientName',
      WriteAttributes: ['nickname'],
    },
    answer: {
      UserPoolClient: {
        ClientName: 'NewClientName',
        RefreshTokenValidity: 30,
        WriteAttributes: ['nickname'],
        AllowedOAuthFlowsUserPoolClient: false,
      },
    },
  },
  {
    service: 'cognito-idp',
    operation: 'DeleteUserPoolClient',
    source: 'AWS CLI',
    input: { UserPoolId: POOL, ClientId: CLIENT },
    answer: {},
  },
  {
    service: 'cognito-idp',
    operation: 'CreateGroup',
    source: 'AWS CLI',
    title: 'with a description',
    input: { UserPoolId: POOL, GroupName: 'MyNewGroup', Description: 'New group.' },
    answer: { Group: { GroupName: 'MyNewGroup', Description: 'New group.' } },
  },
  {
    service: 'cognito-idp',
    operation: 'CreateGroup',
    source: 'AWS CLI',
    title: 'with a role and precedence',
    before: async (world) => ownRole(world, 'arn:aws:iam::111111111111:role/MyNewGroupRole'),
    input: {
      UserPoolId: POOL,
      GroupName: 'MyNewGroupWithRole',
      Description: 'New group with a role.',
      RoleArn: 'arn:aws:iam::111111111111:role/MyNewGroupRole',
      Precedence: 2,
    },
    answer: { Group: { GroupName: 'MyNewGroupWithRole', Description: 'New group with a role.', Precedence: 2 } },
  },
  {
    service: 'cognito-idp',
    operation: 'GetGroup',
    source: 'AWS CLI',
    before: async (world) => {
      const group = { UserPoolId: poolOf(world), GroupName: 'MyGroup', Description: 'A sample group.' };
      await world.cognito.createGroup({ ...group, RoleArn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/MyRole` });
    },
    input: { UserPoolId: POOL, GroupName: 'MyGroup' },
    answer: { Group: { GroupName: 'MyGroup', Description: 'A sample group.' } },
  },
  {
    service: 'cognito-idp',
    operation: 'UpdateGroup',
    source: 'AWS CLI',
    input: { UserPoolId: POOL, GroupName: 'MyGroup', Description: 'New description', Precedence: 2 },
    answer: {
      Group: {
        GroupName: 'MyGroup',
        Description: 'New description',
        RoleArn: `arn:aws:iam::${EXAMPLE_ACCOUNT}:role/MyRole`,
        Precedence: 2,
      },
    },
  },
  {
    service: 'cognito-idp',
    operation: 'AdminAddUserToGroup',
    source: 'AWS CLI',
    // The example gives a user name to a pool whose user names are addresses.
    before: async ({ names }) => void names.set('Jane', 'jane@example.com'),
    input: { UserPoolId: POOL, Username: 'Jane', GroupName: 'MyGroup' },
    answer: {},
  },
  {
    service: 'cognito-idp',
    operation: 'ListUsersInGroup',
    source: 'AWS CLI',
    input: { UserPoolId: POOL, GroupName: 'MyGroup' },
    answer: { Users: [{ Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' }] },
  },
  {
    service: 'cognito-idp',
    operation: 'AdminListGroupsForUser',
    source: 'AWS CLI',
    before: async (world) => {
      await createGroups(world, 'SampleGroup');
      const group = { UserPoolId: poolOf(world), GroupName: 'SampleGroup' };
      for (const Username of ['diego@example.com', 'jane@example.com']) {
        await world.cognito.adminAddUserToGroup({ ...group, Username });
      }
    },
    input: { UserPoolId: POOL, Username: 'diego@example.com' },
    answer: { Groups: [{ GroupName: 'SampleGroup' }] },
  },
  {
    service: 'cognito-idp',
    operation: 'AdminRemoveUserFromGroup',
    source: 'AWS CLI',
    input: { UserPoolId: POOL, Username: 'jane@example.com', GroupName: 'SampleGroup' },
    answer: {},
  },
  {
    service: 'cognito-idp',
    operation: 'DeleteGroup',
    source: 'AWS CLI',
    before: (world) => createGroups(world, 'MyGroupName'),
    input: { UserPoolId: POOL, GroupName: 'MyGroupName' },
    answer: {},
  },
];

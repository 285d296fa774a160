import type { ServiceName } from '../../model/operation-types.ts';

/**
 * The request rates, each a number of requests per second of one account in one region over all its user pools. Operations that are not here
 * are not held to a rate.
 */
export interface RequestCategory {
  readonly name: string;
  readonly service: ServiceName;
  readonly requestsPerSecond: number;
  /** Of the regions for which AWS documents another rate. */
  readonly regionRequestsPerSecond?: Readonly<Record<string, number>>;
  /** `documented`: in AWS's list of quotas. `chosen`: AWS publishes none, or the operations are Muster's. */
  readonly mark: 'documented' | 'chosen';
  /** Of each single operation on one user pool, beside that of the category (R44). */
  readonly poolOperationRequestsPerSecond?: number;
  /** Undefined: all operations of the service. */
  readonly operations?: readonly string[];
}

/** What each operation on one pool is held to, beside its category (R44). */
const POOL_OPERATION_REQUESTS_PER_SECOND = 5;

/** An operation of CloudWatch Logs, each of which has a rate of its own (R553). */
function logCategory(
  operation: string,
  requestsPerSecond: number,
  regionRequestsPerSecond?: Readonly<Record<string, number>>,
): RequestCategory {
  const regions = regionRequestsPerSecond && { regionRequestsPerSecond };
  return {
    name: operation,
    service: 'logs',
    requestsPerSecond,
    ...regions,
    mark: 'documented',
    operations: [operation],
  };
}

/**
 * Cognito's, CloudWatch Logs' and STS's rates are those of their pages of quotas. IAM publishes none: that one is chosen (N56), as is that of
 * Muster's own operations (R453).
 */
export const REQUEST_CATEGORIES: readonly RequestCategory[] = [
  {
    name: 'UserPoolResourceUpdate',
    service: 'cognito-idp',
    requestsPerSecond: 15,
    mark: 'documented',
    poolOperationRequestsPerSecond: POOL_OPERATION_REQUESTS_PER_SECOND,
    operations: [
      'AddCustomAttributes',
      'CreateGroup',
      'CreateUserImportJob',
      'DeleteGroup',
      'SetUserPoolMfaConfig',
      'StartUserImportJob',
      'StopUserImportJob',
      'TagResource',
      'UntagResource',
      'UpdateGroup',
    ],
  },
  {
    name: 'UserPoolResourceRead',
    service: 'cognito-idp',
    requestsPerSecond: 20,
    mark: 'documented',
    poolOperationRequestsPerSecond: POOL_OPERATION_REQUESTS_PER_SECOND,
    operations: [
      'DescribeUserImportJob',
      'GetCSVHeader',
      'GetGroup',
      'GetUserPoolMfaConfig',
      'ListGroups',
      'ListTagsForResource',
      'ListUserImportJobs',
    ],
  },
  {
    name: 'UserPoolUpdate',
    service: 'cognito-idp',
    requestsPerSecond: 15,
    mark: 'documented',
    operations: ['CreateUserPool', 'DeleteUserPool', 'UpdateUserPool'],
  },
  {
    name: 'UserPoolRead',
    service: 'cognito-idp',
    requestsPerSecond: 15,
    mark: 'documented',
    operations: ['DescribeUserPool', 'ListUserPools'],
  },
  {
    name: 'UserPoolClientUpdate',
    service: 'cognito-idp',
    requestsPerSecond: 15,
    mark: 'documented',
    poolOperationRequestsPerSecond: POOL_OPERATION_REQUESTS_PER_SECOND,
    operations: [
      'AddUserPoolClientSecret',
      'CreateUserPoolClient',
      'DeleteUserPoolClient',
      'DeleteUserPoolClientSecret',
      'UpdateUserPoolClient',
    ],
  },
  {
    name: 'UserPoolClientRead',
    service: 'cognito-idp',
    requestsPerSecond: 15,
    mark: 'documented',
    poolOperationRequestsPerSecond: POOL_OPERATION_REQUESTS_PER_SECOND,
    operations: ['DescribeUserPoolClient', 'ListUserPoolClientSecrets', 'ListUserPoolClients'],
  },
  {
    name: 'UserAuthentication',
    service: 'cognito-idp',
    requestsPerSecond: 120,
    mark: 'documented',
    operations: ['AdminInitiateAuth', 'AdminRespondToAuthChallenge', 'InitiateAuth', 'RespondToAuthChallenge'],
  },
  {
    name: 'UserAccountRecovery',
    service: 'cognito-idp',
    requestsPerSecond: 30,
    mark: 'documented',
    operations: [
      'AdminResetUserPassword',
      'AdminSetUserPassword',
      'ChangePassword',
      'ConfirmForgotPassword',
      'ForgotPassword',
    ],
  },
  {
    name: 'UserToken',
    service: 'cognito-idp',
    requestsPerSecond: 120,
    mark: 'documented',
    operations: ['AdminUserGlobalSignOut', 'GetTokensFromRefreshToken', 'GlobalSignOut', 'RevokeToken'],
  },
  {
    name: 'UserCreation',
    service: 'cognito-idp',
    requestsPerSecond: 50,
    mark: 'documented',
    operations: ['AdminConfirmSignUp', 'AdminCreateUser', 'ConfirmSignUp', 'SignUp'],
  },
  {
    name: 'UserUpdate',
    service: 'cognito-idp',
    requestsPerSecond: 25,
    mark: 'documented',
    operations: [
      'AdminAddUserToGroup',
      'AdminDeleteUser',
      'AdminDeleteUserAttributes',
      'AdminDisableUser',
      'AdminEnableUser',
      'AdminRemoveUserFromGroup',
      'AdminUpdateUserAttributes',
      'DeleteUser',
      'DeleteUserAttributes',
      'UpdateUserAttributes',
    ],
  },
  {
    name: 'UserRead',
    service: 'cognito-idp',
    requestsPerSecond: 120,
    mark: 'documented',
    operations: ['AdminGetUser', 'GetUser'],
  },
  {
    name: 'UserList',
    service: 'cognito-idp',
    requestsPerSecond: 30,
    mark: 'documented',
    operations: ['ListUsers', 'ListUsersInGroup'],
  },
  {
    name: 'UserResourceRead',
    service: 'cognito-idp',
    requestsPerSecond: 50,
    mark: 'documented',
    operations: ['AdminListGroupsForUser', 'GetUserAttributeVerificationCode', 'ResendConfirmationCode'],
  },
  {
    name: 'UserResourceUpdate',
    service: 'cognito-idp',
    requestsPerSecond: 25,
    mark: 'documented',
    operations: ['VerifyUserAttribute'],
  },
  logCategory('CreateLogGroup', 10),
  logCategory('CreateLogStream', 50),
  logCategory('DeleteLogGroup', 10),
  logCategory('DeleteLogStream', 15),
  logCategory('DeleteRetentionPolicy', 5),
  logCategory('DescribeLogGroups', 10),
  logCategory('DescribeLogStreams', 25),
  logCategory('FilterLogEvents', 10, {
    'us-east-1': 25,
    'ap-northeast-3': 5,
    'ap-southeast-3': 5,
    'ca-west-1': 5,
    'eu-central-1': 5,
    'il-central-1': 5,
  }),
  logCategory('GetLogEvents', 25, {
    'us-west-2': 10,
    'ap-northeast-3': 10,
    'ap-southeast-3': 10,
    'ca-west-1': 10,
    'eu-central-1': 10,
    'eu-west-1': 10,
    'eu-west-3': 30,
    'il-central-1': 10,
  }),
  logCategory('PutLogEvents', 5_000),
  logCategory('PutRetentionPolicy', 5),
  { name: 'iam', service: 'iam', requestsPerSecond: 20, mark: 'chosen' },
  { name: 'sts', service: 'sts', requestsPerSecond: 600, mark: 'documented' },
  { name: 'muster', service: 'muster', requestsPerSecond: 20, mark: 'chosen' },
];

/** Undefined if the operation is not held to a rate. */
export function findRequestCategory(service: string, operation: string): RequestCategory | undefined {
  return REQUEST_CATEGORIES.find(
    (category) => category.service === service && (category.operations?.includes(operation) ?? true),
  );
}

/** Of the category in a region. */
export function requestsPerSecondIn(category: RequestCategory, region: string | undefined): number {
  const regions = category.regionRequestsPerSecond ?? {};
  return region !== undefined && Object.hasOwn(regions, region)
    ? (regions[region] ?? category.requestsPerSecond)
    : category.requestsPerSecond;
}

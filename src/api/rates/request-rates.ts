/**
 * The documented request rates, each a number of requests per second of one account in one region over all its user pools. Operations
 * that are not here are not held to a rate.
 */
export interface RequestCategory {
  readonly name: string;
  readonly service: 'cognito-idp' | 'iam' | 'sts' | 'muster';
  readonly requestsPerSecond: number;
  /** Of each single operation on one user pool, beside that of the category (R44). */
  readonly poolOperationRequestsPerSecond?: number;
  /** Undefined: all operations of the service. */
  readonly operations?: readonly string[];
}

/** What each operation on one pool is held to, beside its category (R44). */
const POOL_OPERATION_REQUESTS_PER_SECOND = 5;

/** Cognito's rates are those of its page of quotas; STS's is of its own. IAM publishes none: that one is chosen (N56), as is that of Muster's own operations (R453). */
export const REQUEST_CATEGORIES: readonly RequestCategory[] = [
  {
    name: 'UserPoolResourceUpdate',
    service: 'cognito-idp',
    requestsPerSecond: 15,
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
    operations: ['CreateUserPool', 'DeleteUserPool', 'UpdateUserPool'],
  },
  {
    name: 'UserPoolRead',
    service: 'cognito-idp',
    requestsPerSecond: 15,
    operations: ['DescribeUserPool', 'ListUserPools'],
  },
  {
    name: 'UserPoolClientUpdate',
    service: 'cognito-idp',
    requestsPerSecond: 15,
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
    poolOperationRequestsPerSecond: POOL_OPERATION_REQUESTS_PER_SECOND,
    operations: ['DescribeUserPoolClient', 'ListUserPoolClientSecrets', 'ListUserPoolClients'],
  },
  { name: 'UserCreation', service: 'cognito-idp', requestsPerSecond: 50, operations: ['AdminCreateUser'] },
  {
    name: 'UserUpdate',
    service: 'cognito-idp',
    requestsPerSecond: 25,
    operations: [
      'AdminAddUserToGroup',
      'AdminDeleteUser',
      'AdminDisableUser',
      'AdminEnableUser',
      'AdminRemoveUserFromGroup',
      'AdminUpdateUserAttributes',
    ],
  },
  { name: 'UserRead', service: 'cognito-idp', requestsPerSecond: 120, operations: ['AdminGetUser'] },
  { name: 'UserList', service: 'cognito-idp', requestsPerSecond: 30, operations: ['ListUsers', 'ListUsersInGroup'] },
  { name: 'UserResourceRead', service: 'cognito-idp', requestsPerSecond: 50, operations: ['AdminListGroupsForUser'] },
  { name: 'iam', service: 'iam', requestsPerSecond: 20 },
  { name: 'sts', service: 'sts', requestsPerSecond: 600 },
  { name: 'muster', service: 'muster', requestsPerSecond: 20 },
];

/** Undefined if the operation is not held to a rate. */
export function findRequestCategory(service: string, operation: string): RequestCategory | undefined {
  return REQUEST_CATEGORIES.find(
    (category) => category.service === service && (category.operations?.includes(operation) ?? true),
  );
}

import { formatUserPoolArn, parseArn, parseRoleArn, parseUserPoolArn } from '../../aws/arn.ts';
import { iamResourceTagValues, tagValues } from '../../aws/policy/context-values.ts';
import type { ContextValues } from '../../aws/policy/request-context.ts';
import { userPoolIdOf } from '../cognito-idp/pools/get-user-pool.ts';
import { scopeOf } from '../scope-of.ts';
import type { AuthorizationContext, NeededPermission } from './needed-permission.ts';
import { requestTagValues } from './request-tag-values.ts';
import type { ServicePermissions } from './service-permissions.ts';

/** The principal that a role is handed to (R38, N63). */
const COGNITO_IDP_PRINCIPAL = 'cognito-idp.amazonaws.com';

/** Each operation needs the action of its name on the pool; one that names no pool needs it on all pools (R37). */
export const cognitoIdpPermissions: ServicePermissions<'cognito-idp'> = {
  AddCustomAttributes: onPool,
  AddUserPoolClientSecret: onPool,
  CreateUserPoolClient: onPool,
  DeleteUserPoolClient: onPool,
  DeleteUserPoolClientSecret: onPool,
  DescribeUserPoolClient: onPool,
  ListUserPoolClientSecrets: onPool,
  ListUserPoolClients: onPool,
  UpdateUserPoolClient: onPool,
  AdminConfirmSignUp: onPool,
  AdminCreateUser: onPool,
  AdminDeleteUserAttributes: onPool,
  AdminInitiateAuth: onPool,
  AdminResetUserPassword: onPool,
  AdminRespondToAuthChallenge: onPool,
  AdminSetUserPassword: onPool,
  AdminUserGlobalSignOut: onPool,
  AdminAddUserToGroup: onPool,
  AdminListGroupsForUser: onPool,
  AdminRemoveUserFromGroup: onPool,
  DeleteGroup: onPool,
  GetGroup: onPool,
  ListGroups: onPool,
  ListUsersInGroup: onPool,
  CreateGroup: onPoolWithRole,
  UpdateGroup: onPoolWithRole,
  AdminDeleteUser: onPool,
  AdminDisableUser: onPool,
  AdminEnableUser: onPool,
  AdminGetUser: onPool,
  AdminUpdateUserAttributes: onPool,
  CreateUserImportJob: async (input, context) => [
    ...(await onPool(input, context)),
    ...(await passRole(input.CloudWatchLogsRoleArn, context)),
  ],
  CreateUserPool: ({ UserPoolTags }, context) => [
    { resources: [poolArn(context, '*')], values: requestTagValues(Object.entries(UserPoolTags ?? {})) },
  ],
  DeleteUserPool: onPool,
  DescribeUserImportJob: onPool,
  DescribeUserPool: onPool,
  GetCSVHeader: onPool,
  GetUserPoolMfaConfig: onPool,
  ListTagsForResource: onTaggedPool,
  SetUserPoolMfaConfig: onPool,
  TagResource: async (input, context) =>
    withValues(await onTaggedPool(input, context), requestTagValues(Object.entries(input.Tags))),
  UntagResource: async (input, context) =>
    withValues(await onTaggedPool(input, context), input.TagKeys.length === 0 ? {} : { 'aws:TagKeys': input.TagKeys }),
  ListUserImportJobs: onPool,
  ListUserPools: (_input, context) => [{ resources: [poolArn(context, '*')] }],
  ListUsers: onPool,
  StartUserImportJob: onPool,
  StopUserImportJob: onPool,
  UpdateUserPool: async (input, context) =>
    withValues(await onPool(input, context), requestTagValues(Object.entries(input.UserPoolTags ?? {}))),
};

async function onPool(
  { UserPoolId }: { readonly UserPoolId: string },
  context: AuthorizationContext,
): Promise<NeededPermission[]> {
  const pool = await context.store.findUserPool(scopeOf(context), userPoolIdOf(UserPoolId));
  const tags = Object.entries(pool?.settings.tags ?? {}).map(([key, value]) => ({ key, value }));
  return [{ resources: [poolArn(context, UserPoolId)], values: tagValues('aws:ResourceTag', tags) }];
}

/** The pool that an ARN names; what is no ARN of a pool stands for itself, and the operation refuses it. */
async function onTaggedPool(
  { ResourceArn }: { readonly ResourceArn: string },
  context: AuthorizationContext,
): Promise<NeededPermission[]> {
  const arn = parseUserPoolArn(ResourceArn);
  const isHere = arn?.account === context.principal.account && arn.region === context.region;
  return isHere ? onPool({ UserPoolId: arn.userPoolId }, context) : [{ resources: [ResourceArn] }];
}

function withValues(permissions: readonly NeededPermission[], values: ContextValues): NeededPermission[] {
  return permissions.map((permission) => ({ ...permission, values: { ...permission.values, ...values } }));
}

/** A group that gets a role: who may pass roles may give it (R622). */
async function onPoolWithRole(
  input: { readonly UserPoolId: string; readonly RoleArn?: string },
  context: AuthorizationContext,
): Promise<NeededPermission[]> {
  const { RoleArn } = input;
  return [...(await onPool(input, context)), ...(RoleArn === undefined ? [] : await passRole(RoleArn, context))];
}

/**
 * On the ARN as IAM has it: a name is the same in any case, and policies tell cases apart (R464). None for a role of another account, which
 * nobody may pass: the operation refuses it.
 */
async function passRole(roleArn: string, { store, principal }: AuthorizationContext): Promise<NeededPermission[]> {
  const named = parseRoleArn(roleArn);
  if (parseArn(roleArn)?.account !== principal.account) return [];
  const found = named && (await store.findRole(principal.account, named.name));
  const role = found?.arn.toLowerCase() === roleArn.toLowerCase() ? found : undefined;
  return [
    {
      action: 'iam:PassRole',
      resources: [role?.arn ?? roleArn],
      values: { 'iam:PassedToService': COGNITO_IDP_PRINCIPAL, ...iamResourceTagValues(role?.tags ?? []) },
    },
  ];
}

/** That a pool would have: one of another account is unknown, not denied (R15). */
function poolArn({ principal, region }: AuthorizationContext, userPoolId: string): string {
  return formatUserPoolArn({ region, account: principal.account, userPoolId });
}

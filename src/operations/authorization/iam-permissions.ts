import { formatArn, formatPolicyArn, formatRoleArn, formatUserArn } from '../../aws/arn.ts';
import { iamResourceTagValues } from '../../aws/policy/context-values.ts';
import type { ContextValues } from '../../aws/policy/request-context.ts';
import type { AuthorizationContext, NeededPermission } from './needed-permission.ts';
import { requestTagValues } from './request-tag-values.ts';
import type { ServicePermissions } from './service-permissions.ts';

/** What is there is called `role <name>` by refusals, and so on (N54); what a request makes or looks through by its ARN. */
export const iamPermissions: ServicePermissions<'iam'> = {
  AttachRolePolicy: onRole,
  AttachUserPolicy: onUser,
  CreateAccessKey: onUser,
  CreatePolicy: ({ PolicyName: name, Path: path = '/', Tags }, { principal: { account } }) =>
    withTags('iam:TagPolicy', Tags, {
      resources: [formatPolicyArn({ account, path, name })],
      values: givenTagValues(Tags),
    }),
  CreateRole: ({ RoleName: name, Path: path = '/', ...input }, { principal: { account } }) =>
    withTags('iam:TagRole', input.Tags, {
      resources: [formatRoleArn({ account, path, name })],
      values: newIdentityValues(input),
    }),
  CreateUser: ({ UserName: name, Path: path = '/', ...input }, { principal: { account } }) =>
    withTags('iam:TagUser', input.Tags, {
      resources: [formatUserArn({ account, path, name })],
      values: newIdentityValues(input),
    }),
  DeleteAccessKey: onUser,
  DeletePolicy: onPolicy,
  DeleteRole: onRole,
  DeleteRolePolicy: onRole,
  DeleteUser: onUser,
  DeleteUserPolicy: onUser,
  DetachRolePolicy: onRole,
  DetachUserPolicy: onUser,
  GetPolicy: onPolicy,
  GetPolicyVersion: onPolicy,
  GetRole: onRole,
  GetRolePolicy: onRole,
  GetUser: onUser,
  GetUserPolicy: onUser,
  ListAccessKeys: onUser,
  ListAttachedRolePolicies: onRole,
  ListAttachedUserPolicies: onUser,
  ListPolicies: ({ PathPrefix = '/' }, context) => [{ resources: [arnOf(context, `policy${PathPrefix}`)] }],
  ListPolicyVersions: onPolicy,
  ListRolePolicies: onRole,
  ListRoles: ({ PathPrefix = '/' }, context) => [{ resources: [arnOf(context, `role${PathPrefix}`)] }],
  ListUserPolicies: onUser,
  ListUsers: ({ PathPrefix = '/' }, context) => [{ resources: [arnOf(context, `user${PathPrefix}`)] }],
  PutRolePolicy: onRole,
  PutUserPolicy: onUser,
  UpdateAccessKey: onUser,
  UpdateAssumeRolePolicy: onRole,
};

interface GivenTag {
  readonly Key: string;
  readonly Value: string;
}

/** What a policy says of a thing that there is. */
interface KnownThing {
  readonly arn: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly permissionsBoundary?: string;
}

async function onRole(
  { RoleName, PolicyArn }: { readonly RoleName: string; readonly PolicyArn?: string },
  context: AuthorizationContext,
): Promise<NeededPermission[]> {
  const role = await context.store.findRole(context.principal.account, RoleName);
  return onThing(role, arnOf(context, `role/${RoleName}`), `role ${RoleName}`, { 'iam:PolicyARN': PolicyArn });
}

/** Without a name it is the user that signs. */
async function onUser(
  { UserName, PolicyArn }: { readonly UserName?: string; readonly PolicyArn?: string },
  context: AuthorizationContext,
): Promise<NeededPermission[]> {
  const { store, principal } = context;
  const name = UserName ?? (principal.kind === 'user' ? principal.userName : undefined);
  const user = name === undefined ? undefined : await store.findIamUser(principal.account, name);
  return onThing(user, arnOf(context, `user/${name ?? '*'}`), `user ${name ?? '*'}`, { 'iam:PolicyARN': PolicyArn });
}

async function onPolicy(
  { PolicyArn }: { readonly PolicyArn: string },
  context: AuthorizationContext,
): Promise<NeededPermission[]> {
  const policy = await context.store.findManagedPolicy(context.principal.account, PolicyArn);
  return onThing(policy, PolicyArn, `policy ${PolicyArn}`);
}

/** One that is not there is asked for where it would be if it had no path. */
function onThing(
  thing: KnownThing | undefined,
  usualArn: string,
  resourceText: string,
  values: ContextValues = {},
): NeededPermission[] {
  return [
    {
      resources: [thing?.arn ?? usualArn],
      resourceText,
      values: {
        'iam:PermissionsBoundary': thing?.permissionsBoundary,
        ...values,
        ...iamResourceTagValues(thing?.tags ?? []),
      },
    },
  ];
}

/** Who gives tags with a creation must be allowed to tag the same thing (R462). */
function withTags(
  action: 'iam:TagPolicy' | 'iam:TagRole' | 'iam:TagUser',
  tags: readonly GivenTag[] = [],
  creation: NeededPermission,
): NeededPermission[] {
  return tags.length === 0 ? [creation] : [creation, { ...creation, action }];
}

function newIdentityValues(input: {
  readonly PermissionsBoundary?: string;
  readonly Tags?: readonly GivenTag[];
}): ContextValues {
  return { 'iam:PermissionsBoundary': input.PermissionsBoundary, ...givenTagValues(input.Tags) };
}

function givenTagValues(tags: readonly GivenTag[] = []): ContextValues {
  return requestTagValues(tags.map(({ Key, Value }) => [Key, Value]));
}

function arnOf({ principal }: AuthorizationContext, resource: string): string {
  return formatArn({ service: 'iam', region: '', account: principal.account, resource });
}

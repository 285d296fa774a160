import { formatArn, formatRoleArn } from '../../aws/arn.ts';
import { tagValues } from '../../aws/policy/context-values.ts';
import type { ContextValues } from '../../aws/policy/request-context.ts';
import type { IdentityKind } from '../../domain/identity-policies.ts';
import type { AuthorizationContext, NeededPermission } from './needed-permission.ts';
import { requestTagValues } from './request-tag-values.ts';
import type { ServicePermissions } from './service-permissions.ts';

/** Refusals call a role that is there `role <name>` (N54). */
export const iamPermissions: ServicePermissions<'iam'> = {
  CreateRole: ({ RoleName, Path = '/', Tags = [], PermissionsBoundary }, { principal }) => [
    {
      resources: [formatRoleArn({ account: principal.account, path: Path, name: RoleName })],
      values: {
        'iam:PermissionsBoundary': PermissionsBoundary,
        ...requestTagValues(Tags.map(({ Key, Value }) => [Key, Value])),
      },
    },
  ],
  DeleteRole: onRole,
  DeleteRolePolicy: onRole,
  GetRole: onRole,
  GetRolePolicy: onRole,
  ListRolePolicies: onRole,
  ListRoles: ({ PathPrefix = '/' }, context) => [{ resources: [arnOf(context, `role${PathPrefix}`)] }],
  PutRolePolicy: onRole,
};

function onRole({ RoleName }: { readonly RoleName: string }, context: AuthorizationContext) {
  return onIdentity(context, 'role', RoleName);
}

/** One that is not there is asked for where it would be if it had no path. */
async function onIdentity(
  context: AuthorizationContext,
  kind: IdentityKind,
  name: string,
  values: ContextValues = {},
): Promise<NeededPermission[]> {
  const identity = await context.store.findIdentityPolicies(context.principal.account, kind, name);
  return [
    {
      resources: [identity?.arn ?? arnOf(context, `${kind}/${name}`)],
      resourceText: `${kind} ${name}`,
      values: { ...values, ...tagValues('aws:ResourceTag', identity?.tags ?? []) },
    },
  ];
}

function arnOf({ principal }: AuthorizationContext, resource: string): string {
  return formatArn({ service: 'iam', region: '', account: principal.account, resource });
}

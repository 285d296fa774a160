import { formatRoleArn } from '../../aws/arn.ts';
import type { Role } from '../../domain/iam/role.ts';
import { defineOperation } from '../define-operation.ts';
import { requireTags } from './given-tags.ts';
import { ID_CHARACTERS } from './id-characters.ts';
import { findBoundaryFault } from './permissions-boundary.ts';
import { failWithUnknownPrincipal, requirePolicyDocument } from './policy-document.ts';
import { requirePolicySize } from './require-policy-size.ts';
import { roleAnswer } from './role-answer.ts';

const MAX_SESSION_SECONDS_DEFAULT = 3_600;

export const createRole = defineOperation('iam', 'CreateRole', async ({ input, context, fail }) => {
  const { store, clock, ids, principal } = context;
  const { account } = principal;
  const path = input.Path ?? '/';
  const boundaryFault = await findBoundaryFault(context, input.PermissionsBoundary);
  if (boundaryFault !== undefined) return fail('InvalidInputException', boundaryFault);
  const role: Role = {
    account,
    path,
    name: input.RoleName,
    id: `AROA${ids.upperBase32(ID_CHARACTERS)}`,
    arn: formatRoleArn({ account, path, name: input.RoleName }),
    assumeRolePolicyDocument: requirePolicySize(
      requirePolicyDocument(input.AssumeRolePolicyDocument, 'trust', fail),
      'trust',
      fail,
    ),
    ...(input.Description === undefined ? {} : { description: input.Description }),
    maxSessionDuration: input.MaxSessionDuration ?? MAX_SESSION_SECONDS_DEFAULT,
    ...(input.PermissionsBoundary === undefined ? {} : { permissionsBoundary: input.PermissionsBoundary }),
    tags: requireTags(input.Tags, fail),
    createdAt: clock.nowMs(),
  };
  const creation = await store.createRole(role);
  if (typeof creation === 'object') return failWithUnknownPrincipal(creation, fail);
  if (creation === 'exists') {
    return fail('EntityAlreadyExistsException', `Role with name ${role.name} already exists.`);
  }
  return { Role: roleAnswer(role) };
});

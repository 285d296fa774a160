import { formatUserArn } from '../../aws/arn.ts';
import type { IamUser } from '../../domain/iam/iam-user.ts';
import { defineOperation } from '../define-operation.ts';
import { requireTags } from './given-tags.ts';
import { ID_CHARACTERS } from './id-characters.ts';
import { findBoundaryFault } from './permissions-boundary.ts';
import { iamUserAnswer } from './user-answer.ts';

export const createUser = defineOperation('iam', 'CreateUser', async ({ input, context, fail }) => {
  const { store, clock, ids, principal } = context;
  const { account } = principal;
  const path = input.Path ?? '/';
  const boundaryFault = await findBoundaryFault(context, input.PermissionsBoundary);
  if (boundaryFault !== undefined) return fail('NoSuchEntityException', boundaryFault);
  const user: IamUser = {
    account,
    path,
    name: input.UserName,
    id: `AIDA${ids.upperBase32(ID_CHARACTERS)}`,
    arn: formatUserArn({ account, path, name: input.UserName }),
    ...(input.PermissionsBoundary === undefined ? {} : { permissionsBoundary: input.PermissionsBoundary }),
    tags: requireTags(input.Tags, fail),
    createdAt: clock.nowMs(),
  };
  const creation = await store.createIamUser(user);
  if (creation === 'exists') {
    return fail('EntityAlreadyExistsException', `User with name ${user.name} already exists.`);
  }
  return { User: iamUserAnswer(user) };
});

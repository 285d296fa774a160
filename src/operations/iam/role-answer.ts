import type { Role } from '../../domain/iam/role.ts';
import type { OutputOf } from '../../model/operation-types.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import { tagsAnswer } from './given-tags.ts';
import { boundaryAnswer } from './permissions-boundary.ts';
import { encodePolicyDocument } from './policy-document.ts';

type RoleType = OutputOf<'iam', 'GetRole'>['Role'];

/** `Role` as GetRole and CreateRole answer it. */
export function roleAnswer(role: Role): RoleType {
  return {
    ...listedRoleAnswer(role),
    ...boundaryAnswer(role.permissionsBoundary),
    ...tagsAnswer(role.tags),
    RoleLastUsed: {},
  };
}

/** `Role` as lists have it: without tags, boundary and last use. */
export function listedRoleAnswer(role: Role): RoleType {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: epochSeconds(role.createdAt),
    AssumeRolePolicyDocument: encodePolicyDocument(role.assumeRolePolicyDocument),
    ...(role.description === undefined ? {} : { Description: role.description }),
    MaxSessionDuration: role.maxSessionDuration,
  };
}

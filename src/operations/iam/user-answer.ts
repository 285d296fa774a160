import type { IamUser } from '../../domain/iam/iam-user.ts';
import type { OutputOf } from '../../model/operation-types.ts';
import { epochSeconds } from '../epoch-seconds.ts';
import { tagsAnswer } from './given-tags.ts';
import { boundaryAnswer } from './permissions-boundary.ts';

type UserType = OutputOf<'iam', 'GetUser'>['User'];

/** `User` as GetUser and CreateUser answer it. */
export function iamUserAnswer(user: IamUser): UserType {
  return { ...listedUserAnswer(user), ...boundaryAnswer(user.permissionsBoundary), ...tagsAnswer(user.tags) };
}

/** `User` as lists have it: without tags and boundary. */
export function listedUserAnswer(user: IamUser): UserType {
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: user.arn,
    CreateDate: epochSeconds(user.createdAt),
  };
}

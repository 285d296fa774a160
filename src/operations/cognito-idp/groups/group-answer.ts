import type { Group } from '../../../domain/groups/group.ts';
import type { UserPoolId } from '../../../domain/pools/user-pool.ts';
import type { OutputOf } from '../../../model/operation-types.ts';
import { epochSeconds } from '../../epoch-seconds.ts';

type GroupType = NonNullable<OutputOf<'cognito-idp', 'GetGroup'>['Group']>;

export function groupAnswer(userPoolId: UserPoolId, group: Group): GroupType {
  const { description, roleArn, precedence } = group;
  return {
    GroupName: group.name,
    UserPoolId: userPoolId,
    ...(description === undefined ? {} : { Description: description }),
    ...(roleArn === undefined ? {} : { RoleArn: roleArn }),
    ...(precedence === undefined ? {} : { Precedence: precedence }),
    LastModifiedDate: epochSeconds(group.modifiedAt),
    CreationDate: epochSeconds(group.createdAt),
  };
}

import type { Group } from '../groups/group.ts';
import { PRECEDENCE_MAX } from '../groups/group.ts';
import type { GroupClaims } from './token-claims.ts';

/**
 * What tokens say of the groups of a user, which come by precedence: names, roles, and the role of the first group that has one. Where
 * groups of one precedence have different roles, none is preferred (S96).
 */
export function groupClaims(groups: readonly Group[]): GroupClaims {
  const withRole = groups.flatMap(({ roleArn, precedence = PRECEDENCE_MAX + 1 }) =>
    roleArn === undefined ? [] : [{ roleArn, precedence }],
  );
  const [first] = withRole;
  const foremost = new Set(
    withRole.filter(({ precedence }) => precedence === first?.precedence).map(({ roleArn }) => roleArn),
  );
  return {
    names: groups.map(({ name }) => name),
    roles: [...new Set(withRole.map(({ roleArn }) => roleArn))],
    preferredRole: foremost.size === 1 ? first?.roleArn : undefined,
  };
}

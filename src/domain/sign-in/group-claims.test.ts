import { expect, it } from 'vitest';
import type { UserPoolKey } from '../pools/user-pool.ts';
import { groupClaims } from './group-claims.ts';

const group = (name: string, precedence?: number, role?: string) => ({
  userPoolKey: 1 as UserPoolKey,
  name,
  createdAt: 0,
  modifiedAt: 0,
  ...(precedence !== undefined && { precedence }),
  ...(role !== undefined && { roleArn: `arn:aws:iam::111122223333:role/${role}` }),
});

it.each([
  ['no group', [], [], [], undefined],
  ['groups without roles', [group('a', 1), group('b')], ['a', 'b'], [], undefined],
  [
    'the first role by precedence',
    [group('a', 1), group('b', 2, 'x'), group('c', 3, 'y')],
    ['a', 'b', 'c'],
    ['x', 'y'],
    'x',
  ],
  ['one role of two groups of one precedence', [group('a', 1, 'x'), group('b', 1, 'x')], ['a', 'b'], ['x'], 'x'],
  ['two roles of one precedence', [group('a', 1, 'x'), group('b', 1, 'y')], ['a', 'b'], ['x', 'y'], undefined],
  [
    'two roles without a precedence',
    [group('a', undefined, 'x'), group('b', undefined, 'y')],
    ['a', 'b'],
    ['x', 'y'],
    undefined,
  ],
] as const)('tells of %s (S96)', (_what, groups, names, roles, preferred) => {
  const arn = (role: string) => `arn:aws:iam::111122223333:role/${role}`;
  expect(groupClaims(groups)).toEqual({
    names,
    roles: roles.map(arn),
    preferredRole: preferred === undefined ? undefined : arn(preferred),
  });
});

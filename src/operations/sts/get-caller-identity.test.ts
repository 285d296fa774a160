import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Principal, rootPrincipal } from '../../domain/iam/principal.ts';
import { findRefusal } from '../authorization/find-refusal.ts';
import { ACCOUNT, OperationsFixture } from '../operations.fixture.ts';
import { getCallerIdentity } from './get-caller-identity.ts';

const USER: Principal = {
  kind: 'user',
  account: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/team/ann`,
  userId: 'AIDAEXAMPLEEXAMPLE123',
  userName: 'ann',
};
const SESSION: Principal = {
  kind: 'session',
  account: ACCOUNT,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/app/monday`,
  userId: 'AROAEXAMPLEEXAMPLE123:monday',
  roleName: 'app',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/app`,
  roleId: 'AROAEXAMPLEEXAMPLE123',
  sessionName: 'monday',
  sessionPolicies: ['{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}'],
};

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

it.each([
  ['root', rootPrincipal(ACCOUNT), `arn:aws:iam::${ACCOUNT}:root`, ACCOUNT],
  ['a user', USER, USER.arn, USER.userId],
  ['a session', SESSION, SESSION.arn, SESSION.userId],
])('says who signed and needs no permission: %s (N67)', async (_, principal, Arn, UserId) => {
  const context = fixture.context({ principal });
  expect(await findRefusal('sts', 'GetCallerIdentity', {}, context)).toBeUndefined();
  expect(await getCallerIdentity.run({}, context)).toEqual({ UserId, Account: ACCOUNT, Arn });
});

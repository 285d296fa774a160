import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../base/assert.ts';
import { type Principal, rootPrincipal } from '../../domain/iam/principal.ts';
import type { Role } from '../../domain/iam/role.ts';
import type { AccountId } from '../../domain/pools/user-pool.ts';
import { createRole } from '../iam/create-role.ts';
import { createUser } from '../iam/create-user.ts';
import { deleteIamUser } from '../iam/delete-user.ts';
import { deleteUserPolicy } from '../iam/delete-user-policy.ts';
import { getRole } from '../iam/get-role.ts';
import { putUserPolicy } from '../iam/put-user-policy.ts';
import { ACCOUNT, OperationsFixture } from '../operations.fixture.ts';
import { mayAssumeRole } from './may-assume-role.ts';

const STRANGERS = '999988887777' as AccountId;
const MAY_ASSUME = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' };
const DENY = { ...MAY_ASSUME, Effect: 'Deny' };

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

let made = 0;

async function makeUser(account: AccountId, statements: readonly object[]): Promise<Principal> {
  made += 1;
  const context = fixture.context({ principal: rootPrincipal(account) });
  const { User } = await createUser.run({ UserName: `user${made}` }, context);
  const { Arn: arn, UserId: userId, UserName: userName } = assertPresent(User, 'the user is answered');
  if (statements.length > 0) {
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await putUserPolicy.run({ UserName: userName, PolicyName: 'p', PolicyDocument }, context);
  }
  return { kind: 'user', account, arn, userId, userName };
}

async function makeRole(statement: object): Promise<Role> {
  made += 1;
  const RoleName = `role${made}`;
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }],
  });
  await createRole.run(
    { RoleName, AssumeRolePolicyDocument, Tags: [{ Key: 'team', Value: 'blue' }] },
    fixture.context(),
  );
  return assertPresent(await fixture.store.findRole(ACCOUNT, RoleName), 'the role was made');
}

const ask = (principal: Principal, role: Role, change: object = {}, externalId?: string) =>
  mayAssumeRole(fixture.context({ principal, ...change }), role, { sessionName: 'monday', externalId });

describe('a role may be assumed', () => {
  it.each<[boolean, AccountId, (arn: string) => unknown, object[]]>([
    [true, ACCOUNT, (arn) => ({ AWS: arn }), []],
    [true, ACCOUNT, () => '*', []],
    [false, ACCOUNT, () => ({ AWS: ACCOUNT }), []],
    [true, ACCOUNT, () => ({ AWS: ACCOUNT }), [MAY_ASSUME]],
    [false, ACCOUNT, (arn) => ({ AWS: arn }), [DENY]],
    [false, ACCOUNT, () => ({ Service: 'cognito-idp.amazonaws.com' }), [MAY_ASSUME]],
    [false, STRANGERS, (arn) => ({ AWS: arn }), []],
    [true, STRANGERS, (arn) => ({ AWS: arn }), [MAY_ASSUME]],
    [true, STRANGERS, () => ({ AWS: STRANGERS }), [MAY_ASSUME]],
    [false, STRANGERS, () => ({ AWS: ACCOUNT }), [MAY_ASSUME]],
  ])('%s by a user of %s where it trusts %s, with policies %j (N68, N69)', async (...row) => {
    const [expected, account, named, statements] = row;
    const user = await makeUser(account, statements);
    expect(await ask(user, await makeRole({ Principal: named(user.arn) }))).toBe(expected);
  });

  it('by no other user than the one it names, nor by one who came under the same name since (R465)', async () => {
    const [ann, bob] = [await makeUser(ACCOUNT, [MAY_ASSUME]), await makeUser(ACCOUNT, [MAY_ASSUME])];
    const { name } = await makeRole({ Principal: { AWS: ann.arn } });
    const findRole = async () => assertPresent(await fixture.store.findRole(ACCOUNT, name), 'the role exists');
    expect(await ask(ann, await findRole())).toBe(true);
    expect(await ask(bob, await findRole())).toBe(false);
    const UserName = ann.kind === 'user' ? ann.userName : '';
    await deleteUserPolicy.run({ UserName, PolicyName: 'p' }, fixture.context());
    await deleteIamUser.run({ UserName }, fixture.context());
    const { User } = await createUser.run({ UserName }, fixture.context());
    expect(User?.Arn).toBe(ann.arn);
    expect(await ask({ ...ann, userId: User?.UserId ?? '' }, await findRole())).toBe(false);
    const { Role } = await getRole.run({ RoleName: name }, fixture.context());
    expect(decodeURIComponent(Role.AssumeRolePolicyDocument ?? '')).toContain(`{"AWS":"${ann.userId}"}`);
  });

  it('by the root user of an account that it trusts (N57, N68)', async () => {
    const role = await makeRole({ Principal: { AWS: ACCOUNT } });
    expect(await ask(rootPrincipal(ACCOUNT), role)).toBe(true);
    expect(await ask(rootPrincipal(STRANGERS), role)).toBe(false);
  });

  it('under conditions on who asks and what it says (N60)', async () => {
    const user = await makeUser(ACCOUNT, []);
    const Condition = {
      StringEquals: { 'sts:ExternalId': 'secret', 'aws:ResourceTag/team': 'blue' },
      StringLike: { 'sts:RoleSessionName': 'mon*', 'aws:PrincipalArn': user.arn },
    };
    const role = await makeRole({ Principal: '*', Condition });
    expect(await ask(user, role, {}, 'secret')).toBe(true);
    expect(await ask(user, role, {}, 'other')).toBe(false);
    expect(await ask(user, role)).toBe(false);
  });

  it('by everybody of its own account where IAM is switched off (R41)', async () => {
    const role = await makeRole({ Principal: { Service: 'cognito-idp.amazonaws.com' } });
    expect(await ask(await makeUser(ACCOUNT, []), role, { iam: 'off' })).toBe(true);
    expect(await ask(await makeUser(STRANGERS, []), role, { iam: 'off' })).toBe(false);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OperationsFixture } from '../operations.fixture.ts';
import { createPolicy } from './create-policy.ts';
import { createRole } from './create-role.ts';
import { createUser } from './create-user.ts';
import { putRolePolicy } from './put-role-policy.ts';
import { putUserPolicy } from './put-user-policy.ts';
import { updateAssumeRolePolicy } from './update-assume-role-policy.ts';

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
  const AssumeRolePolicyDocument = trustOf(500);
  await createRole.run({ RoleName: 'r', AssumeRolePolicyDocument }, fixture.context());
  await createUser.run({ UserName: 'u' }, fixture.context());
});
afterAll(() => fixture.close());

/** A policy of so many characters and some white space, which does not count. */
function policyOf(characters: number, statement: object): string {
  const short = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, Sid: '' }] });
  const sid = 'a'.repeat(characters - short.length);
  return short.replace('"Sid":""', `\n\t  "Sid": "${sid}"\r\n`);
}
const permissionsOf = (characters: number) =>
  policyOf(characters, { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' });
const trustOf = (characters: number) =>
  policyOf(characters, { Effect: 'Allow', Principal: { Service: 'a.amazonaws.com' }, Action: 'sts:AssumeRole' });

describe('a policy', () => {
  it.each([
    [
      'CreatePolicy',
      6_144,
      'Cannot exceed quota for PolicySize: 6144',
      (size: number) =>
        createPolicy.run({ PolicyName: `p${size}`, PolicyDocument: permissionsOf(size) }, fixture.context()),
    ],
    [
      'CreateRole',
      2_048,
      'Cannot exceed quota for ACLSizePerRole: 2048',
      (size: number) =>
        createRole.run({ RoleName: `r${size}`, AssumeRolePolicyDocument: trustOf(size) }, fixture.context()),
    ],
    [
      'UpdateAssumeRolePolicy',
      2_048,
      'Cannot exceed quota for ACLSizePerRole: 2048',
      (size: number) => updateAssumeRolePolicy.run({ RoleName: 'r', PolicyDocument: trustOf(size) }, fixture.context()),
    ],
    [
      'PutRolePolicy',
      10_240,
      'Maximum policy size of 10240 bytes exceeded for role r',
      (size: number) =>
        putRolePolicy.run({ RoleName: 'r', PolicyName: 'p', PolicyDocument: permissionsOf(size) }, fixture.context()),
    ],
    [
      'PutUserPolicy',
      2_048,
      'Maximum policy size of 2048 bytes exceeded for user u',
      (size: number) =>
        putUserPolicy.run({ UserName: 'u', PolicyName: 'p', PolicyDocument: permissionsOf(size) }, fixture.context()),
    ],
  ])('of %s has %i characters at most, white space not counted', async (_, charactersMax, message, put) => {
    await expect(put(charactersMax + 1)).rejects.toMatchObject({
      code: 'LimitExceededException',
      statusCode: 409,
      message,
    });
    await put(charactersMax);
  });

  it('of a user counts with the others of that user', async () => {
    const put = (PolicyName: string, size: number) =>
      putUserPolicy.run({ UserName: 'u2', PolicyName, PolicyDocument: permissionsOf(size) }, fixture.context());
    await createUser.run({ UserName: 'u2' }, fixture.context());
    await put('a', 1_024);
    await put('b', 1_024);
    await expect(put('c', 200)).rejects.toMatchObject({ code: 'LimitExceededException' });
    await put('a', 824);
    await put('c', 200);
  });
});

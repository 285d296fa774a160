import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rootPrincipal } from '../../../domain/iam/principal.ts';
import { DEFAULT_SCHEMA } from '../../../domain/pools/default-schema.ts';
import type { AccountId, UserPoolId } from '../../../domain/pools/user-pool.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import { makeJob, upload } from '../../import-jobs.fixture.ts';
import { ACCOUNT, NOW_MS, OperationsFixture, REGION } from '../../operations.fixture.ts';
import { addCustomAttributes } from './add-custom-attributes.ts';
import { createUserPool } from './create-user-pool.ts';
import { deleteUserPool } from './delete-user-pool.ts';
import { describeUserPool } from './describe-user-pool.ts';
import { listUserPools } from './list-user-pools.ts';
import { updateUserPool } from './update-user-pool.ts';

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

async function makePool(input: Partial<InputOf<'cognito-idp', 'CreateUserPool'>> = {}): Promise<string> {
  const { UserPool } = await createUserPool.run({ PoolName: 'people', ...input }, fixture.context());
  return UserPool?.Id ?? '';
}

async function describePool(UserPoolId: string) {
  const { UserPool } = await describeUserPool.run({ UserPoolId }, fixture.context());
  return UserPool ?? {};
}

describe('CreateUserPool and DescribeUserPool', () => {
  it('report a pool of defaults as AWS does', async () => {
    const created = await createUserPool.run({ PoolName: 'my pool' }, fixture.context());
    const id = created.UserPool?.Id ?? '';
    expect(id).toMatch(new RegExp(`^${REGION}_[0-9A-Za-z]{9}$`));
    expect(created.UserPool).toEqual({
      Id: id,
      Name: 'my pool',
      Arn: `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${id}`,
      CreationDate: NOW_MS / 1000,
      LastModifiedDate: NOW_MS / 1000,
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireUppercase: true,
          RequireLowercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] },
      },
      DeletionProtection: 'INACTIVE',
      LambdaConfig: {},
      SchemaAttributes: expect.any(Array),
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_CODE' },
      MfaConfiguration: 'OFF',
      EstimatedNumberOfUsers: 0,
      EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
      UserPoolTags: {},
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
      UserPoolTier: 'ESSENTIALS',
    });
    expect(await describePool(id)).toEqual(created.UserPool);
  });

  it('report each attribute with its constraints (R154, R478)', async () => {
    const id = await makePool({
      Schema: [
        { Name: 'email', Required: true, StringAttributeConstraints: { MaxLength: '99' } },
        { Name: 'team', AttributeDataType: 'String' },
        { Name: 'level', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '1', MaxValue: '9' } },
        { Name: 'secret', AttributeDataType: 'Boolean', DeveloperOnlyAttribute: true, Mutable: false },
      ],
    });
    const { SchemaAttributes = [] } = await describePool(id);
    expect(SchemaAttributes).toHaveLength(DEFAULT_SCHEMA.length + 3);
    const byName = Object.fromEntries(SchemaAttributes.map(({ Name = '', ...attribute }) => [Name, attribute]));
    const usual = { DeveloperOnlyAttribute: false, Mutable: true, Required: false };
    expect(byName).toMatchObject({
      sub: { Mutable: false, Required: true, StringAttributeConstraints: { MinLength: '1', MaxLength: '2048' } },
      email: { Required: true, StringAttributeConstraints: { MinLength: '0', MaxLength: '99' } },
      updated_at: { AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '0' } },
    });
    expect(byName.email_verified).toEqual({ AttributeDataType: 'Boolean', ...usual });
    expect(byName['custom:team']).toEqual({ AttributeDataType: 'String', ...usual, StringAttributeConstraints: {} });
    expect(byName['custom:level']).toEqual({
      AttributeDataType: 'Number',
      ...usual,
      NumberAttributeConstraints: { MinValue: '1', MaxValue: '9' },
    });
    expect(byName['dev:custom:secret']).toEqual({
      AttributeDataType: 'Boolean',
      DeveloperOnlyAttribute: true,
      Mutable: false,
      Required: false,
    });
  });

  it.each<[string, Partial<InputOf<'cognito-idp', 'CreateUserPool'>>]>([
    [
      'Only one of the aliasAttributes or usernameAttributes can be set in a User pool.',
      { AliasAttributes: ['email'], UsernameAttributes: ['email'] },
    ],
    [
      'Required custom attributes are not supported currently.',
      { Schema: [{ Name: 'a', AttributeDataType: 'String', Required: true }] },
    ],
    [
      "1 validation error detected: Value null at 'schema.2.member.name' failed to satisfy constraint: Member must not be null",
      { Schema: [{ Name: 'name' }, { AttributeDataType: 'String' }] },
    ],
  ])('refuse: %s', async (message, input) => {
    await expect(makePool(input)).rejects.toMatchObject({ code: 'InvalidParameterException', message });
  });

  it('know no pool of another account or region (R15, R39, R94)', async () => {
    const UserPoolId = await makePool();
    const message = `User pool ${UserPoolId} does not exist.`;
    const stranger = '999999999999' as AccountId;
    const contexts = [
      fixture.context({ region: 'us-east-1' }),
      fixture.context({ principal: rootPrincipal(stranger) }),
    ];
    for (const context of contexts) {
      const answer = describeUserPool.run({ UserPoolId }, context);
      await expect(answer).rejects.toMatchObject({ code: 'ResourceNotFoundException', message });
    }
  });
});

describe('UpdateUserPool', () => {
  it('replaces what can change, puts the rest of it back to defaults, and keeps what is fixed', async () => {
    const UserPoolId = await makePool({
      AliasAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      MfaConfiguration: 'ON',
      SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111122223333:role/sms' },
      DeletionProtection: 'ACTIVE',
      Policies: { PasswordPolicy: { MinimumLength: 20 } },
      SmsAuthenticationMessage: 'code {####}',
      UserPoolTags: { stage: 'test' },
    });
    fixture.clock.advance(1_000);
    const update = { UserPoolId, PoolName: 'renamed', AutoVerifiedAttributes: ['phone_number'] } as const;
    expect(
      await updateUserPool.run({ ...update, AutoVerifiedAttributes: ['phone_number'] }, fixture.context()),
    ).toEqual({});
    const pool = await describePool(UserPoolId);
    expect(pool).toMatchObject({
      Name: 'renamed',
      AutoVerifiedAttributes: ['phone_number'],
      AliasAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      MfaConfiguration: 'OFF',
      DeletionProtection: 'INACTIVE',
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
      UserPoolTags: { stage: 'test' },
      LastModifiedDate: fixture.clock.nowMs() / 1000,
    });
    expect(pool.SmsAuthenticationMessage).toBeUndefined();
  });
});

describe('AddCustomAttributes', () => {
  it('adds them at the end, and none if one is refused', async () => {
    const UserPoolId = await makePool();
    const add = (...CustomAttributes: InputOf<'cognito-idp', 'AddCustomAttributes'>['CustomAttributes']) =>
      addCustomAttributes.run({ UserPoolId, CustomAttributes }, fixture.context());
    expect(await add({ Name: 'a', AttributeDataType: 'String' }, { Name: 'b', AttributeDataType: 'Number' })).toEqual(
      {},
    );
    await expect(
      add({ Name: 'c', AttributeDataType: 'String' }, { Name: 'a', AttributeDataType: 'String' }),
    ).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'custom:a: Existing attribute already has name custom:a.',
    });
    const { SchemaAttributes } = await describePool(UserPoolId);
    expect(SchemaAttributes?.slice(DEFAULT_SCHEMA.length).map(({ Name }) => Name)).toEqual(['custom:a', 'custom:b']);
  });
});

describe('DeleteUserPool', () => {
  it('deletes the files of its jobs (R76)', async () => {
    const UserPoolId = (await makePool({ AutoVerifiedAttributes: ['email'] })) as UserPoolId;
    const jobId = await makeJob(fixture, UserPoolId);
    await upload(fixture, UserPoolId, jobId);
    await makeJob(fixture, UserPoolId);
    await deleteUserPool.run({ UserPoolId }, fixture.context());
    expect(fixture.deletedUploads).toEqual([jobId]);
  });

  it('removes a pool that is not protected', async () => {
    const UserPoolId = await makePool({ DeletionProtection: 'ACTIVE' });
    await expect(deleteUserPool.run({ UserPoolId }, fixture.context())).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message:
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
    });
    await updateUserPool.run({ UserPoolId, DeletionProtection: 'INACTIVE' }, fixture.context());
    expect(await deleteUserPool.run({ UserPoolId }, fixture.context())).toBeUndefined();
    await expect(describePool(UserPoolId)).rejects.toMatchObject({
      message: `User pool ${UserPoolId} does not exist.`,
    });
  });

  it.each([
    ['UpdateUserPool', (UserPoolId: string) => updateUserPool.run({ UserPoolId }, fixture.context())],
    ['DeleteUserPool', (UserPoolId: string) => deleteUserPool.run({ UserPoolId }, fixture.context())],
    [
      'AddCustomAttributes',
      (UserPoolId: string) =>
        addCustomAttributes.run(
          { UserPoolId, CustomAttributes: [{ Name: 'a', AttributeDataType: 'String' }] },
          fixture.context(),
        ),
    ],
  ])('like %s knows no pool that is not there (R94)', async (_, run) => {
    await expect(run(`${REGION}_nothing00`)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: `User pool ${REGION}_nothing00 does not exist.`,
    });
  });
});

describe('ListUserPools', () => {
  it('pages through the pools of a region, oldest first', async () => {
    const context = fixture.context({ region: 'us-west-2' });
    const made: (string | undefined)[] = [];
    for (const PoolName of ['a', 'b', 'c', 'd', 'e']) {
      made.push((await createUserPool.run({ PoolName }, context)).UserPool?.Id);
    }
    const listed: (string | undefined)[] = [];
    const sizes: number[] = [];
    let token: string | undefined;
    do {
      const page = await listUserPools.run({ MaxResults: 2, ...(token ? { NextToken: token } : {}) }, context);
      const { UserPools = [] } = page;
      sizes.push(UserPools.length);
      listed.push(...UserPools.map(({ Id }) => Id));
      token = page.NextToken;
    } while (token);
    expect(listed).toEqual(made);
    expect(sizes).toEqual([2, 2, 1]);
  });

  it.each(['nonsense', '', 'AAAA'])('refuses the token %j', async (NextToken) => {
    await expect(listUserPools.run({ MaxResults: 2, NextToken }, fixture.context())).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'Invalid pagination token.',
    });
  });

  it('refuses a token of another region', async () => {
    await makePool();
    await makePool();
    const { NextToken = '' } = await listUserPools.run({ MaxResults: 1 }, fixture.context());
    const answer = listUserPools.run({ MaxResults: 1, NextToken }, fixture.context({ region: 'us-west-2' }));
    await expect(answer).rejects.toMatchObject({ message: 'Invalid pagination token.' });
  });
});

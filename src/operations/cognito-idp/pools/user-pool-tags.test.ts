import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, OperationsFixture, REGION } from '../../operations.fixture.ts';
import { createUserPool } from './create-user-pool.ts';
import { describeUserPool } from './describe-user-pool.ts';
import { listTagsForResource } from './list-tags-for-resource.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

async function makePool(UserPoolTags: Record<string, string> = {}) {
  const context = fixture.context();
  const { UserPool } = await createUserPool.run({ PoolName: 'people', UserPoolTags }, context);
  const { Arn: ResourceArn = '', Id: UserPoolId = '' } = UserPool ?? {};
  return {
    UserPoolId,
    tag: (Tags: Record<string, string>) => tagResource.run({ ResourceArn, Tags }, context),
    untag: (...TagKeys: string[]) => untagResource.run({ ResourceArn, TagKeys }, context),
    list: async () => (await listTagsForResource.run({ ResourceArn }, context)).Tags,
    describe: async () => (await describeUserPool.run({ UserPoolId }, context)).UserPool,
  };
}

describe('the tags of a pool', () => {
  it('are added, replaced and removed, and are those of DescribeUserPool (R630)', async () => {
    const pool = await makePool({ team: 'blue' });
    expect(await pool.tag({ stage: 'test', team: 'red' })).toEqual({});
    expect(await pool.list()).toEqual({ team: 'red', stage: 'test' });
    expect(await pool.untag('team', 'none')).toEqual({});
    expect(await pool.list()).toEqual({ stage: 'test' });
    expect(await pool.describe()).toMatchObject({ UserPoolTags: { stage: 'test' }, Name: 'people' });
    await pool.untag('stage');
    expect(await pool.list()).toEqual({});
  });

  it('are at most 50 (R632)', async () => {
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'x']));
    const pool = await makePool();
    await pool.tag(tags);
    await pool.tag({ k0: 'y' });
    await expect(pool.tag({ k50: 'x' })).rejects.toMatchObject({ code: 'InvalidParameterException' });
    expect(await pool.list()).toEqual({ ...tags, k0: 'y' });
  });

  it.each<[string, string, string, string]>([
    [
      'an ARN of no pool',
      `arn:aws:iam::${ACCOUNT}:role/r`,
      'InvalidParameterException',
      'is not the ARN of a user pool.',
    ],
    [
      'a pool that does not exist',
      `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${REGION}_None00000`,
      'ResourceNotFoundException',
      `User pool ${REGION}_None00000 does not exist.`,
    ],
  ])('are refused of %s (R631)', async (_, ResourceArn, code, text) => {
    const refusal = { code, message: expect.stringContaining(text) };
    const context = fixture.context();
    await expect(tagResource.run({ ResourceArn, Tags: {} }, context)).rejects.toMatchObject(refusal);
    await expect(untagResource.run({ ResourceArn, TagKeys: [] }, context)).rejects.toMatchObject(refusal);
    await expect(listTagsForResource.run({ ResourceArn }, context)).rejects.toMatchObject(refusal);
  });

  it.each([
    ['another account', '999999999999', REGION],
    ['another region', ACCOUNT, 'us-west-2'],
  ])('are unknown to a caller of the pool who names %s (R631)', async (_, account, region) => {
    const { UserPoolId } = await makePool();
    const ResourceArn = `arn:aws:cognito-idp:${region}:${account}:userpool/${UserPoolId}`;
    await expect(listTagsForResource.run({ ResourceArn }, fixture.context())).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: `User pool ${UserPoolId} does not exist.`,
    });
  });
});

import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { IAM } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { Scratch } from './scratch.ts';
import { isAwsWanted, openTarget } from './target.ts';

describe('the target', () => {
  it('is AWS only if the environment asks for it, and no other endpoint under that name', async () => {
    expect([isAwsWanted({}), isAwsWanted({ MUSTER_TEST_AWS: '' }), isAwsWanted({ MUSTER_TEST_AWS: '1' })]).toEqual([
      false,
      false,
      true,
    ]);
    const elsewhere = { MUSTER_TEST_AWS: '1', AWS_ENDPOINT_URL: 'http://localhost:4599' };
    await expect(openTarget(elsewhere)).rejects.toThrow('AWS_ENDPOINT_URL is set: what would be verified is not AWS');
  });

  it('puts itself in the place of AWS in the environment, and leaves that as it was', async () => {
    const before = { HOME: '/home/me', AWS_PROFILE: 'work', AWS_SESSION_TOKEN: 'secret' };
    const environment: Record<string, string | undefined> = { ...before };
    const target = await openTarget(environment);
    expect(environment).toEqual({
      HOME: '/home/me',
      AWS_ENDPOINT_URL: expect.stringMatching(/^http:/),
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
    await target.close();
    expect(environment).toEqual(before);
  });
});

describe.skipIf(isAwsWanted(process.env))('the clean-up', () => {
  it('removes all it can when something is gone already, and names that', async () => {
    const target = await openTarget(process.env);
    const iam = new IAM({});
    try {
      const scratch = new Scratch(target);
      await scratch.makeRole();
      const gone = await scratch.makePool();
      await scratch.makePool();
      await scratch.cognito.deleteUserPool({ UserPoolId: gone.id });
      await expect(scratch.cleanUp()).rejects.toThrow(`not removed, please do: pool ${gone.id} (Resource`);
      expect((await iam.listRoles({})).Roles).toEqual([]);
      const { UserPools } = await new Scratch(target).cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
      expect(UserPools).toEqual([]);
    } finally {
      iam.destroy();
      await target.close();
    }
  });
});

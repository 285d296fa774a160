import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../../base/logger.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { createUserPool } from './create-user-pool.ts';
import { updateUserPool } from './update-user-pool.ts';

const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:own';

let fixture: OperationsFixture;
let warnings: unknown[];
beforeEach(async () => {
  fixture = await OperationsFixture.open();
  warnings = [];
});
afterEach(() => fixture.close());

const context = () =>
  fixture.context({ logger: { ...silentLogger, warn: (fields: object) => void warnings.push(fields) } });

describe('the log of the server', () => {
  it.each([
    ['UserMigration', { UserMigration: ARN }, ['UserMigration']],
    ['PreTokenGeneration', { PreTokenGeneration: ARN }, ['PreTokenGeneration']],
    [
      'PreTokenGeneration with a version',
      { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' as const, LambdaArn: ARN } },
      ['PreTokenGeneration'],
    ],
    ['both', { UserMigration: ARN, PreTokenGeneration: ARN }, ['UserMigration', 'PreTokenGeneration']],
  ])('warns of a pool with %s, when it is created and when it is updated (R684)', async (_, LambdaConfig, triggers) => {
    const { UserPool } = await createUserPool.run({ PoolName: 'people', LambdaConfig }, context());
    const UserPoolId = UserPool?.Id ?? '';
    expect(UserPool?.LambdaConfig).toEqual(LambdaConfig);
    await updateUserPool.run({ UserPoolId, LambdaConfig }, context());
    expect(warnings).toEqual([
      { userPoolId: UserPoolId, triggers },
      { userPoolId: UserPoolId, triggers },
    ]);
  });

  it('says nothing of a pool without them (R684)', async () => {
    const LambdaConfig = { PreSignUp: ARN };
    const { UserPool } = await createUserPool.run({ PoolName: 'people', LambdaConfig }, context());
    await updateUserPool.run({ UserPoolId: UserPool?.Id ?? '' }, context());
    expect(warnings).toEqual([]);
  });
});

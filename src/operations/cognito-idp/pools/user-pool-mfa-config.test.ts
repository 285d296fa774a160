import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { InputOf } from '../../../model/operation-types.ts';
import { makePendingJob } from '../../../store/contract/stored-things.fixture.ts';
import { ACCOUNT, OperationsFixture, REGION } from '../../operations.fixture.ts';
import { createUserPool } from './create-user-pool.ts';
import { describeUserPool } from './describe-user-pool.ts';
import { userPoolIdOf } from './get-user-pool.ts';
import { getUserPoolMfaConfig } from './get-user-pool-mfa-config.ts';
import { setUserPoolMfaConfig } from './set-user-pool-mfa-config.ts';
import { updateUserPool } from './update-user-pool.ts';

type MfaInput = InputOf<'cognito-idp', 'SetUserPoolMfaConfig'>;

const SmsConfiguration = { SnsCallerArn: `arn:aws:iam::${ACCOUNT}:role/sms`, ExternalId: 'x', SnsRegion: 'us-east-1' };

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

async function makePool(input: Partial<InputOf<'cognito-idp', 'CreateUserPool'>> = {}) {
  const context = fixture.context();
  const { UserPool } = await createUserPool.run({ PoolName: 'people', ...input }, context);
  const UserPoolId = UserPool?.Id ?? '';
  return {
    UserPoolId,
    set: (more: Partial<MfaInput>) => setUserPoolMfaConfig.run({ UserPoolId, ...more }, context),
    get: () => getUserPoolMfaConfig.run({ UserPoolId }, context),
    update: (more: Partial<InputOf<'cognito-idp', 'UpdateUserPool'>>) =>
      updateUserPool.run({ UserPoolId, ...more }, context),
    describe: async () => (await describeUserPool.run({ UserPoolId }, context)).UserPool,
  };
}

describe('the MFA settings of a pool', () => {
  it('are off where nothing was set (R634)', async () => {
    const pool = await makePool();
    expect(await pool.get()).toEqual({ MfaConfiguration: 'OFF' });
  });

  it('are answered as they were set, and are those of the pool (R634)', async () => {
    const pool = await makePool({
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: 'arn:aws:ses:us-east-1:111122223333:identity/a@example.com',
      },
    });
    const config: Partial<MfaInput> = {
      MfaConfiguration: 'OPTIONAL',
      SmsMfaConfiguration: { SmsAuthenticationMessage: 'Your code is {####}', SmsConfiguration },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: 'Your code is {####}', Subject: 'Your code' },
      WebAuthnConfiguration: {
        RelyingPartyId: 'example.com',
        UserVerification: 'required',
        FactorConfiguration: 'SINGLE_FACTOR',
      },
    };
    expect(await pool.set(config)).toEqual(config);
    expect(await pool.get()).toEqual(config);
    expect(await pool.describe()).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      SmsAuthenticationMessage: 'Your code is {####}',
      SmsConfiguration,
    });
    expect(await pool.set({ SoftwareTokenMfaConfiguration: { Enabled: false } })).toEqual({
      ...config,
      SoftwareTokenMfaConfiguration: { Enabled: false },
    });
  });

  it('keep their factors when the pool is updated, and give no app while MFA is off (R634)', async () => {
    const pool = await makePool();
    await pool.set({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } });
    await pool.update({ MfaConfiguration: 'OPTIONAL' });
    expect(await pool.get()).toEqual({
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    await pool.update({});
    expect(await pool.get()).toEqual({ MfaConfiguration: 'OFF' });
    await pool.update({ MfaConfiguration: 'ON' });
    expect(await pool.get()).toMatchObject({ SoftwareTokenMfaConfiguration: { Enabled: true } });
  });

  it('have MFA only with a factor, at creation and later (R479)', async () => {
    const refused = {
      code: 'InvalidParameterException',
      message: 'SMS configuration and Auto verification for phone_number are required when MFA is required/optional',
    };
    for (const MfaConfiguration of ['ON', 'OPTIONAL'] as const) {
      await expect(makePool({ MfaConfiguration })).rejects.toMatchObject(refused);
      const pool = await makePool();
      await expect(pool.update({ MfaConfiguration })).rejects.toMatchObject(refused);
      expect(await pool.get()).toEqual({ MfaConfiguration: 'OFF' });
    }
  });

  it('are left as they are by a request that is refused (R635)', async () => {
    const pool = await makePool();
    await expect(pool.set({ MfaConfiguration: 'ON' })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: 'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.',
    });
    expect(await pool.get()).toEqual({ MfaConfiguration: 'OFF' });
  });

  it('do not change while users are imported (R637)', async () => {
    const { UserPoolId, set, get } = await makePool({ AutoVerifiedAttributes: ['email'] });
    await makePendingJob(fixture.store, await findPool(UserPoolId), 'job');
    await expect(
      set({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } }),
    ).rejects.toMatchObject({
      code: 'ConcurrentModificationException',
    });
    expect(await get()).toEqual({ MfaConfiguration: 'OFF' });
  });

  it('are of a pool that exists (R94)', async () => {
    const UserPoolId = `${REGION}_None00000`;
    const refusal = { code: 'ResourceNotFoundException', message: `User pool ${UserPoolId} does not exist.` };
    await expect(getUserPoolMfaConfig.run({ UserPoolId }, fixture.context())).rejects.toMatchObject(refusal);
    await expect(setUserPoolMfaConfig.run({ UserPoolId }, fixture.context())).rejects.toMatchObject(refusal);
  });
});

async function findPool(UserPoolId: string): Promise<UserPool> {
  const pool = await fixture.store.findUserPool({ account: ACCOUNT, region: REGION }, userPoolIdOf(UserPoolId));
  if (!pool) throw new Error(`there is no pool ${UserPoolId}`);
  return pool;
}

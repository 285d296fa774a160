import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertPresent } from '../../base/assert.ts';
import type { Logger } from '../../base/logger.ts';
import { silentLogger } from '../../base/logger.ts';
import { rootPrincipal } from '../../domain/iam/principal.ts';
import type { AccountId, UserPoolId } from '../../domain/pools/user-pool.ts';
import { REPLACED_KEY_KEPT_MS, SIGNING_KEYS_MAX } from '../../domain/sign-in/signing-key-life.ts';
import { fillWithSigningKeys } from '../../store/contract/signing-keys.fixture.ts';
import { type App, makeApp } from '../cognito-idp/sign-in/sign-in.fixture.ts';
import { NOW_MS, OperationsFixture } from '../operations.fixture.ts';
import { scopeOf } from '../scope-of.ts';
import { rotateSigningKeys } from './rotate-signing-keys.ts';

let fixture: OperationsFixture;
beforeEach(async () => {
  fixture = await OperationsFixture.open();
});
afterEach(() => fixture.close());

type Input = Parameters<typeof rotateSigningKeys.run>[0];
const rotate = (input: Input = {}, change = {}) => rotateSigningKeys.run(input, fixture.context(change));

async function makeAppWithUser(): Promise<App> {
  const app = await makeApp(fixture);
  await app.confirm('john');
  return app;
}

async function kidsOf(app: App): Promise<string[]> {
  const { IdToken = '', AccessToken = '' } = await app.signIn('john');
  return [IdToken, AccessToken].map((token) => decodeProtectedHeader(token).kid ?? '');
}

describe('RotateSigningKeys', () => {
  it('gives a pool new keys, which sign the next tokens, and tells until when older ones are published (R800, R802)', async () => {
    const app = await makeAppWithUser();
    const before = await kidsOf(app);
    const lines: object[] = [];
    const logger: Logger = { ...silentLogger, info: (fields: object) => void lines.push(fields) };
    const { RotatedPools, NextToken } = await rotate({ UserPoolId: app.UserPoolId }, { logger });
    const after = await kidsOf(app);
    expect(RotatedPools).toEqual([
      {
        UserPoolId: app.UserPoolId,
        IdTokenKeyId: after[0],
        AccessTokenKeyId: after[1],
        SigningFrom: NOW_MS / 1_000,
        PublishedKeys: 4,
        OlderKeysUntil: (NOW_MS + REPLACED_KEY_KEPT_MS) / 1_000,
      },
    ]);
    expect(NextToken).toBeUndefined();
    expect(new Set([...before, ...after]).size).toBe(4);
    expect(lines).toEqual([expect.objectContaining({ userPoolId: app.UserPoolId, publishedCount: 4 })]);
  });

  it('can publish keys before they sign (R806)', async () => {
    const app = await makeAppWithUser();
    const before = await kidsOf(app);
    const { RotatedPools } = await rotate({ UserPoolId: app.UserPoolId, DelaySeconds: 60 });
    expect(RotatedPools).toMatchObject([{ SigningFrom: NOW_MS / 1_000 + 60, PublishedKeys: 4 }]);
    expect(await kidsOf(app)).toEqual(before);
    fixture.clock.advance(60_000);
    expect(await kidsOf(app)).toEqual([RotatedPools[0]?.IdTokenKeyId, RotatedPools[0]?.AccessTokenKeyId]);
  });

  it('takes each pool of the account and region that has keys, page by page (R801)', async () => {
    const apps = [await makeAppWithUser(), await makeAppWithUser(), await makeAppWithUser()];
    const unused = await makeApp(fixture);
    for (const app of apps) await kidsOf(app);
    const pools: string[] = [];
    let token: string | undefined;
    do {
      const page = await rotate({ MaxResults: 2, ...(token !== undefined && { NextToken: token }) });
      pools.push(...page.RotatedPools.map(({ UserPoolId }) => UserPoolId));
      token = page.NextToken;
    } while (token !== undefined);
    expect(pools).toEqual(apps.map(({ UserPoolId }) => UserPoolId));
    expect(pools).not.toContain(unused.UserPoolId);
    const elsewhere = [{ region: 'us-east-2' }, { principal: rootPrincipal('999999999999' as AccountId) }];
    for (const change of elsewhere) expect((await rotate({}, change)).RotatedPools).toEqual([]);
  });

  it('refuses a pool of somebody else, one that is not there, and a foreign page token', async () => {
    const { UserPoolId } = await makeAppWithUser();
    const code = 'ResourceNotFoundException';
    await expect(rotate({ UserPoolId }, { region: 'us-east-2' })).rejects.toMatchObject({ code });
    await expect(rotate({ UserPoolId: 'us-east-1_Nothing12' })).rejects.toMatchObject({ code });
    await expect(rotate({ NextToken: 'nonsense' })).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it('refuses a pool that has twenty keys, and names it among all (R804)', async () => {
    const { UserPoolId } = await makeApp(fixture);
    const pool = await fixture.store.findUserPool(scopeOf(fixture.context()), UserPoolId as UserPoolId);
    await fillWithSigningKeys(fixture.store, assertPresent(pool, 'it was made').key, SIGNING_KEYS_MAX, NOW_MS);
    await expect(rotate({ UserPoolId })).rejects.toMatchObject({
      code: 'LimitExceededException',
      message: expect.stringContaining(new Date(NOW_MS + REPLACED_KEY_KEPT_MS).toISOString()),
    });
    expect(await rotate()).toEqual({ RotatedPools: [], PoolsWithTooManyKeys: [UserPoolId] });
  });
});

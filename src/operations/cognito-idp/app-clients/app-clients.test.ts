import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../model/operation-types.ts';
import { NOW_MS, OperationsFixture } from '../../operations.fixture.ts';
import { deleteUserPool } from '../pools/delete-user-pool.ts';
import { makePoolOfClients } from './app-clients.fixture.ts';

type CreateInput = InputOf<'cognito-idp', 'CreateUserPoolClient'>;

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

function unknownClient(ClientId: string | undefined) {
  return { code: 'ResourceNotFoundException', message: `User pool client ${ClientId} does not exist.` };
}

describe('CreateUserPoolClient', () => {
  it('answers a client without settings with Cognito’s defaults and nothing else (R600)', async () => {
    const pool = await makePoolOfClients(fixture);
    const client = await pool.create();
    expect(client).toEqual({
      UserPoolId: pool.UserPoolId,
      ClientName: 'app',
      ClientId: expect.stringMatching(/^[0-9a-z]{26}$/),
      LastModifiedDate: NOW_MS / 1_000,
      CreationDate: NOW_MS / 1_000,
      RefreshTokenValidity: 30,
      TokenValidityUnits: {},
      AllowedOAuthFlowsUserPoolClient: false,
      EnableTokenRevocation: true,
      EnablePropagateAdditionalUserContextData: false,
      AuthSessionValidity: 3,
    });
    expect(await pool.describe(client.ClientId)).toEqual(client);
  });

  it('makes a secret if asked for one, and shows it as long as the client has it (R600)', async () => {
    const pool = await makePoolOfClients(fixture);
    const client = await pool.create({ GenerateSecret: true });
    expect(client.ClientSecret).toMatch(/^[0-9a-z]{52}$/);
    expect(await pool.describe(client.ClientId)).toEqual(client);
    expect(await pool.update(client.ClientId)).toMatchObject({ ClientSecret: client.ClientSecret });
    expect((await pool.create({ GenerateSecret: true })).ClientSecret).not.toBe(client.ClientSecret);
  });

  it('takes a secret from the client instead of making one (R615)', async () => {
    const pool = await makePoolOfClients(fixture);
    const ClientSecret = 'correct_horse_battery_staple';
    const client = await pool.create({ ClientSecret });
    expect(client).toMatchObject({ ClientSecret });
    expect(await pool.describe(client.ClientId)).toMatchObject({ ClientSecret });
    await expect(pool.create({ ClientSecret, GenerateSecret: true })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
  });

  it('gives two clients the same name (R600)', async () => {
    const pool = await makePoolOfClients(fixture);
    const [one, two] = [await pool.create(), await pool.create()];
    expect(one.ClientId).not.toBe(two.ClientId);
  });

  it('takes a refresh token validity of 0 for the default (R603)', async () => {
    const pool = await makePoolOfClients(fixture);
    expect(await pool.create({ RefreshTokenValidity: 0 })).toMatchObject({ RefreshTokenValidity: 30 });
    const inHours = { RefreshTokenValidity: 0, TokenValidityUnits: { RefreshToken: 'hours' } } as const;
    expect(await pool.create(inHours)).toMatchObject({
      RefreshTokenValidity: 30,
      TokenValidityUnits: { RefreshToken: 'hours' },
    });
  });

  it.each<[string, Partial<CreateInput>, string]>([
    [
      'mixed flows (R601)',
      { ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH', 'ALLOW_USER_SRP_AUTH'] },
      'InvalidParameterException',
    ],
    ['a list without refresh (S103b)', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] }, 'InvalidParameterException'],
    ['an access token of two days (S95)', { AccessTokenValidity: 48 }, 'InvalidParameterException'],
    ['an attribute that the pool lacks (R605)', { ReadAttributes: ['custom:none'] }, 'InvalidParameterException'],
    ['a scope that does not exist (R608)', { AllowedOAuthScopes: ['Cognito'] }, 'ScopeDoesNotExistException'],
    ['a machine without secret (R607)', { AllowedOAuthFlows: ['client_credentials'] }, 'InvalidOAuthFlowException'],
  ])('refuses %s, and makes no client', async (_, input, code) => {
    const pool = await makePoolOfClients(fixture);
    await expect(pool.create(input)).rejects.toMatchObject({ code });
    expect((await pool.list()).UserPoolClients).toEqual([]);
  });

  it('refuses USER_AUTH in a pool of the LITE plan (R602)', async () => {
    const pool = await makePoolOfClients(fixture, { UserPoolTier: 'LITE' });
    const flows: Partial<CreateInput> = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
    await expect(pool.create(flows)).rejects.toMatchObject({ code: 'FeatureUnavailableInTierException' });
  });

  it('refuses a client of a pool that does not exist (R94)', async () => {
    const pool = await makePoolOfClients(fixture);
    await deleteUserPool.run({ UserPoolId: pool.UserPoolId }, fixture.context());
    await expect(pool.create()).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: `User pool ${pool.UserPoolId} does not exist.`,
    });
  });
});

/** Settings that Cognito takes, in every combination of members. */
const settings: fc.Arbitrary<Partial<CreateInput>> = fc.record(
  {
    ExplicitAuthFlows: fc.constantFrom<NonNullable<CreateInput['ExplicitAuthFlows']>>(
      ['ADMIN_NO_SRP_AUTH'],
      ['ALLOW_REFRESH_TOKEN_AUTH'],
      ['ALLOW_USER_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    ),
    AccessTokenValidity: fc.integer({ min: 1, max: 24 }),
    IdTokenValidity: fc.integer({ min: 1, max: 24 }),
    RefreshTokenValidity: fc.integer({ min: 1, max: 3_650 }),
    TokenValidityUnits: fc.record(
      {
        AccessToken: fc.constant<'hours'>('hours'),
        IdToken: fc.constant<'hours'>('hours'),
        RefreshToken: fc.constant<'days'>('days'),
      },
      { requiredKeys: [] },
    ),
    ReadAttributes: fc.uniqueArray(fc.constantFrom('email', 'name', 'custom:team'), { minLength: 1 }),
    WriteAttributes: fc.uniqueArray(fc.constantFrom('email', 'name', 'custom:team'), { minLength: 1 }),
    PreventUserExistenceErrors: fc.constantFrom<'LEGACY' | 'ENABLED'>('LEGACY', 'ENABLED'),
    EnableTokenRevocation: fc.boolean(),
    AuthSessionValidity: fc.integer({ min: 3, max: 15 }),
    RefreshTokenRotation: fc.record({
      Feature: fc.constant<'DISABLED'>('DISABLED'),
      RetryGracePeriodSeconds: fc.nat(60),
    }),
    CallbackURLs: fc.uniqueArray(fc.webUrl({ validSchemes: ['https'] }), { minLength: 1, maxLength: 3 }),
    LogoutURLs: fc.uniqueArray(fc.webUrl(), { minLength: 1, maxLength: 3 }),
    SupportedIdentityProviders: fc.constant(['COGNITO']),
    AllowedOAuthScopes: fc.uniqueArray(fc.constantFrom('openid', 'email'), { minLength: 1 }),
    AnalyticsConfiguration: fc.record({
      ApplicationId: fc.constant('d70b'),
      RoleArn: fc.constant('arn:aws:iam::111122223333:role/x'),
      ExternalId: fc.string({ minLength: 1 }),
    }),
  },
  { requiredKeys: [] },
);

describe('the settings of a client', () => {
  it('are answered as they were given, when it is created, described and updated (R600, R611)', async () => {
    const pool = await makePoolOfClients(fixture, { Schema: [{ Name: 'team', AttributeDataType: 'String' }] });
    const bare = await pool.create();
    await fc.assert(
      fc.asyncProperty(settings, settings, async (given, later) => {
        const created = await pool.create(given);
        const { ClientId, CreationDate, LastModifiedDate } = created;
        const identity = { ClientId, CreationDate, LastModifiedDate };
        expect(created).toEqual({ ...bare, ...identity, ...given });
        expect(await pool.describe(ClientId)).toEqual(created);
        expect(await pool.update(ClientId, later)).toEqual({ ...bare, ...identity, ...later });
        await pool.delete(ClientId);
      }),
      { numRuns: 40 },
    );
  });
});

describe('UpdateUserPoolClient', () => {
  it('changes the name only if one is given, and the time of the change always (R611)', async () => {
    const pool = await makePoolOfClients(fixture);
    const { ClientId, CreationDate } = await pool.create({ AuthSessionValidity: 15 });
    fixture.clock.advance(5_000);
    const LastModifiedDate = fixture.clock.nowMs() / 1_000;
    const changed = { ClientName: 'app', AuthSessionValidity: 3, CreationDate, LastModifiedDate };
    expect(await pool.update(ClientId)).toMatchObject(changed);
    expect(await pool.update(ClientId, { ClientName: 'renamed' })).toMatchObject({ ClientName: 'renamed' });
  });

  it('judges the settings like those of a new client, with the secret that the client has (R605, R607)', async () => {
    const pool = await makePoolOfClients(fixture);
    const { ClientId } = await pool.create({ GenerateSecret: true });
    const machine = {
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ['client_credentials' as const],
      AllowedOAuthScopes: ['openid'],
    };
    expect(await pool.update(ClientId, machine)).toMatchObject(machine);
    const message = 'Invalid write attributes specified while updating a client';
    await expect(pool.update(ClientId, { WriteAttributes: ['sub'] })).rejects.toMatchObject({ message });
    expect(await pool.describe(ClientId)).toMatchObject(machine);
  });
});

describe('a client', () => {
  it('is known to its own pool only (S6)', async () => {
    const [pool, other] = [await makePoolOfClients(fixture), await makePoolOfClients(fixture)];
    const { ClientId } = await pool.create();
    await expect(other.describe(ClientId)).rejects.toMatchObject(unknownClient(ClientId));
    await expect(other.update(ClientId)).rejects.toMatchObject(unknownClient(ClientId));
    await expect(other.delete(ClientId)).rejects.toMatchObject(unknownClient(ClientId));
    expect(await pool.describe(ClientId)).toMatchObject({ ClientId });
  });

  it('is gone when it was deleted (S6)', async () => {
    const pool = await makePoolOfClients(fixture);
    const { ClientId } = await pool.create();
    expect(await pool.delete(ClientId)).toBeUndefined();
    await expect(pool.delete(ClientId)).rejects.toMatchObject(unknownClient(ClientId));
    await expect(pool.describe(ClientId)).rejects.toMatchObject(unknownClient(ClientId));
  });
});

describe('ListUserPoolClients', () => {
  it('gives pages of names and ids, oldest first (R610)', async () => {
    const pool = await makePoolOfClients(fixture);
    const ids: unknown[] = [];
    for (const ClientName of ['c', 'a', 'b']) ids.push((await pool.create({ ClientName })).ClientId);
    const first = await pool.list({ MaxResults: 2 });
    expect(first.UserPoolClients).toEqual([
      { ClientId: ids[0], UserPoolId: pool.UserPoolId, ClientName: 'c' },
      { ClientId: ids[1], UserPoolId: pool.UserPoolId, ClientName: 'a' },
    ]);
    const second = await pool.list({ MaxResults: 2, ...(first.NextToken && { NextToken: first.NextToken }) });
    expect(second).toEqual({ UserPoolClients: [expect.objectContaining({ ClientId: ids[2] })] });
    expect((await pool.list()).UserPoolClients).toHaveLength(3);
  });

  it('refuses a token of another pool, and one that was altered (R610)', async () => {
    const [pool, other] = [await makePoolOfClients(fixture), await makePoolOfClients(fixture)];
    for (const each of [pool, pool, other, other]) await each.create();
    const { NextToken = '' } = await pool.list({ MaxResults: 1 });
    const refusal = { code: 'InvalidParameterException', message: 'Invalid pagination token.' };
    await expect(other.list({ NextToken })).rejects.toMatchObject(refusal);
    await expect(pool.list({ NextToken: `${NextToken.slice(0, -2)}AA` })).rejects.toMatchObject(refusal);
  });

  it('ends at 1,000 clients, which is all that a pool takes (R610)', async () => {
    const pool = await makePoolOfClients(fixture);
    for (let count = 0; count < 1_000; count += 50) await Promise.all(Array.from({ length: 50 }, () => pool.create()));
    await expect(pool.create()).rejects.toMatchObject({
      code: 'LimitExceededException',
      message: `User pool ${pool.UserPoolId} has reached its limit of 1000 app clients.`,
    });
    const { UserPoolClients = [] } = await pool.list();
    expect(UserPoolClients).toHaveLength(60);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClientSecret } from '../../../domain/app-clients/client-secret.ts';
import { OperationsFixture } from '../../operations.fixture.ts';
import { addUserPoolClientSecret } from './add-user-pool-client-secret.ts';
import { makePoolOfClients } from './app-clients.fixture.ts';
import { deleteUserPoolClientSecret } from './delete-user-pool-client-secret.ts';
import { appClientIdOf } from './get-app-client.ts';
import { listUserPoolClientSecrets } from './list-user-pool-client-secrets.ts';

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

async function makeClient(input: { readonly GenerateSecret?: boolean } = { GenerateSecret: true }) {
  const pool = await makePoolOfClients(fixture);
  const { ClientId = '', ClientSecret = '' } = await pool.create(input);
  const names = { UserPoolId: pool.UserPoolId, ClientId };
  const context = fixture.context();
  return {
    ...names,
    ClientSecret,
    pool,
    add: (given?: string) =>
      addUserPoolClientSecret.run({ ...names, ...(given !== undefined && { ClientSecret: given }) }, context),
    list: () => listUserPoolClientSecrets.run(names, context),
    remove: (ClientSecretId: string) => deleteUserPoolClientSecret.run({ ...names, ClientSecretId }, context),
    /** What proves the client at a sign-in, in the order of the secrets. */
    async validSecrets() {
      const client = await fixture.store.findAppClient(appClientIdOf(ClientId));
      const { clientSecret } = context.credentialKeys;
      return client?.secrets.map(({ sealedSecret }) => openClientSecret(clientSecret, ClientId, sealedSecret));
    },
  };
}

describe('the secrets of a client', () => {
  it('are rotated: a second one is added, both work, the first one is deleted (R612, R613, R614)', async () => {
    const client = await makeClient();
    const first = `${client.ClientId}--${fixture.clock.nowMs()}`;
    const startedAt = fixture.clock.nowMs();
    fixture.clock.advance(60_000);
    const { ClientSecretDescriptor } = await client.add();
    const second = `${client.ClientId}--${fixture.clock.nowMs()}`;
    expect(ClientSecretDescriptor).toEqual({
      ClientSecretId: second,
      ClientSecretValue: expect.stringMatching(/^[0-9a-z]{52}$/),
      ClientSecretCreateDate: fixture.clock.nowMs() / 1_000,
    });
    expect(await client.validSecrets()).toEqual([client.ClientSecret, ClientSecretDescriptor?.ClientSecretValue]);
    expect(await client.list()).toEqual({
      ClientSecrets: [
        { ClientSecretId: first, ClientSecretCreateDate: startedAt / 1_000 },
        { ClientSecretId: second, ClientSecretCreateDate: fixture.clock.nowMs() / 1_000 },
      ],
    });
    expect(await client.pool.describe(client.ClientId)).toMatchObject({ ClientSecret: client.ClientSecret });
    expect(await client.remove(first)).toEqual({});
    expect(await client.validSecrets()).toEqual([ClientSecretDescriptor?.ClientSecretValue]);
    const { ClientSecret } = await client.pool.describe(client.ClientId);
    expect(ClientSecret).toBe(ClientSecretDescriptor?.ClientSecretValue);
  });

  it('take one that the client gives, without answering it (R613)', async () => {
    const client = await makeClient();
    fixture.clock.advance(1_000);
    const { ClientSecretDescriptor } = await client.add('a_secret_of_the_client_itself');
    expect(ClientSecretDescriptor).not.toHaveProperty('ClientSecretValue');
    expect(await client.validSecrets()).toEqual([client.ClientSecret, 'a_secret_of_the_client_itself']);
  });

  it('are at most two (R612)', async () => {
    const client = await makeClient();
    fixture.clock.advance(1_000);
    await client.add();
    fixture.clock.advance(1_000);
    await expect(client.add()).rejects.toMatchObject({ code: 'LimitExceededException' });
    expect((await client.list()).ClientSecrets).toHaveLength(2);
  });

  it('have ids of their own, also two of one millisecond (R613)', async () => {
    const client = await makeClient();
    const { ClientSecretDescriptor } = await client.add();
    const { ClientSecrets = [] } = await client.list();
    const nowMs = fixture.clock.nowMs();
    expect(ClientSecrets.map(({ ClientSecretId }) => ClientSecretId)).toEqual([
      `${client.ClientId}--${nowMs}`,
      `${client.ClientId}--${nowMs + 1}`,
    ]);
    expect(ClientSecretDescriptor?.ClientSecretId).toBe(ClientSecrets[1]?.ClientSecretId);
  });

  it('are none of a public client, which gets none (R612)', async () => {
    const client = await makeClient({});
    expect(await client.list()).toEqual({ ClientSecrets: [] });
    await expect(client.add()).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it('keep the last one, and know no other (R614)', async () => {
    const client = await makeClient();
    const [secret] = (await client.list()).ClientSecrets ?? [];
    const { ClientSecretId = '' } = secret ?? {};
    await expect(client.remove(ClientSecretId)).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await expect(client.remove('x--1')).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Client secret x--1 does not exist.',
    });
    expect(await client.validSecrets()).toEqual([client.ClientSecret]);
  });

  it('are asked for by the id of a client that exists (S6)', async () => {
    const client = await makeClient();
    await client.pool.delete(client.ClientId);
    const refusal = {
      code: 'ResourceNotFoundException',
      message: `User pool client ${client.ClientId} does not exist.`,
    };
    await expect(client.add()).rejects.toMatchObject(refusal);
    await expect(client.list()).rejects.toMatchObject(refusal);
    await expect(client.remove('x')).rejects.toMatchObject(refusal);
  });
});

import {
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callMuster } from '../call-muster.ts';
import { SignInServer } from './imported-users.ts';
import { OneUser } from './one-user.ts';

describe('tokens under the address of the server', () => {
  let john: OneUser;
  beforeAll(async () => {
    john = await OneUser.make(await SignInServer.start());
  });
  afterAll(() => john.server.stop());

  it('are verified by jose, which finds the keys by the configuration of the issuer (S92, S93, S94)', async () => {
    const { ownUrl: url } = john.server;
    const issuer = `${url}/${john.userPoolId}`;
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const configuration = (await answer.json()) as { issuer: string; jwks_uri: string };
    expect(configuration.issuer).toBe(issuer);
    const keys = createRemoteJWKSet(new URL(configuration.jwks_uri));
    const { AccessToken, IdToken } = await john.signIn();
    const access = await jwtVerify(AccessToken, keys, { issuer, algorithms: ['RS256'] });
    expect(access.payload).toMatchObject({ client_id: john.clientId, username: 'john', token_use: 'access' });
    const id = await jwtVerify(IdToken, keys, { issuer, audience: john.clientId, algorithms: ['RS256'] });
    expect(id.payload).toMatchObject({ 'cognito:username': 'john', token_use: 'id' });
  });

  it('are verified by a running jose through a rotation, old ones and new ones (R800, R802, R803)', async () => {
    const { ownUrl: url } = john.server;
    const issuer = `${url}/${john.userPoolId}`;
    const address = new URL(`${issuer}/.well-known/jwks.json`);
    // A verifier that looks again whenever it meets an unknown key; by itself jose does so after 30 seconds.
    const keys = createRemoteJWKSet(address, { cooldownDuration: 0 });
    const verify = (token: string) => jwtVerify(token, keys, { issuer, algorithms: ['RS256'] });
    const tokens = [await john.signIn()];
    for (let round = 0; round < 3; round += 1) {
      for (const { AccessToken, IdToken } of tokens) for (const token of [AccessToken, IdToken]) await verify(token);
      const { RotatedPools } = await callMuster(url, 'RotateSigningKeys', { UserPoolId: john.userPoolId });
      expect(RotatedPools).toMatchObject([{ PublishedKeys: 4 + 2 * round }]);
      tokens.push(await john.signIn());
      const { protectedHeader } = await verify(tokens.at(-1)?.AccessToken ?? '');
      expect(protectedHeader.kid).toBe(RotatedPools[0]?.AccessTokenKeyId);
    }
    for (const { AccessToken } of tokens) expect(await john.getUser(AccessToken)).toBe('john');
    expect((await fetch(address)).headers.get('cache-control')).toBe('no-cache');
  });

  it('are verified by a jose that looks again only after a while, if new keys are published before they sign (R806)', async () => {
    const { ownUrl: url } = john.server;
    const issuer = `${url}/${john.userPoolId}`;
    await callMuster(url, 'RotateSigningKeys', { UserPoolId: john.userPoolId, DelaySeconds: 1 });
    const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), { cooldownDuration: 3_600_000 });
    const kidOf = async () => {
      const { AccessToken } = await john.signIn();
      return (await jwtVerify(AccessToken, keys, { issuer })).protectedHeader.kid;
    };
    const before = await kidOf();
    await expect.poll(kidOf).not.toBe(before);
  });

  it('are counted by step and outcome', async () => {
    const read = async (step: string, outcome: string) => {
      const text = await (await fetch(`${john.server.url}/metrics`)).text();
      const start = `muster_sign_in_steps_total{step="${step}",outcome="${outcome}"} `;
      return Number(
        text
          .split('\n')
          .find((line) => line.startsWith(start))
          ?.slice(start.length) ?? 0,
      );
    };
    const before = await read('USER_PASSWORD_AUTH', 'signed-in');
    await john.signIn();
    expect(await read('USER_PASSWORD_AUTH', 'signed-in')).toBe(before + 1);
    const wrong = { USERNAME: 'john', PASSWORD: 'Wrong-Horse-7' };
    const input = { ClientId: john.clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: wrong } as const;
    await expect(john.server.client.send(new InitiateAuthCommand(input))).rejects.toThrow();
    expect(await read('USER_PASSWORD_AUTH', 'refused')).toBe(1);
  });

  it('have no keys where there is no pool', async () => {
    const answer = await fetch(`${john.server.url}/us-east-1_Nothing12/.well-known/jwks.json`);
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([404, 'ResourceNotFoundException:']);
  });

  it('are refused once they were revoked, and the next sign-in is not (S106, S107)', async () => {
    const { client } = john.server;
    const first = await john.signIn();
    const second = await john.signIn();
    expect(await john.getUser(first.AccessToken)).toBe('john');
    await client.send(new RevokeTokenCommand({ ClientId: john.clientId, Token: first.RefreshToken }));
    expect(await john.getUser(first.AccessToken)).toBe('Access Token has been revoked');
    expect(await john.getUser(second.AccessToken)).toBe('john');
    await client.send(new GlobalSignOutCommand({ AccessToken: second.AccessToken }));
    expect(await john.getUser(second.AccessToken)).toBe('Access Token has been revoked');
    expect(await john.getUser((await john.signIn()).AccessToken)).toBe('john');
    expect(await john.getUser(`${second.AccessToken.slice(0, -9)}AAAAAAAAA`)).toBe('Invalid Access Token');
  });
});

describe('tokens under the name of Cognito', () => {
  it('are verified by aws-jwt-verify with cached keys, unchanged, and after a rotation with keys cached again (S92, S94, R800)', async () => {
    const server = await SignInServer.start({ flags: ['--token-issuer', 'cognito'] });
    const john = await OneUser.make(server);
    const { AccessToken, IdToken } = await john.signIn();
    type Jwks = Parameters<ReturnType<typeof CognitoJwtVerifier.create>['cacheJwks']>[0];
    const readKeys = async () => {
      const answer = await fetch(`${server.url}/${john.userPoolId}/.well-known/jwks.json`);
      return (await answer.json()) as Jwks;
    };
    const cached = await readKeys();
    const verifierFor = (tokenUse: 'id' | 'access') => {
      const verifier = CognitoJwtVerifier.create({ userPoolId: john.userPoolId, tokenUse, clientId: john.clientId });
      verifier.cacheJwks(cached);
      return verifier;
    };
    const access = verifierFor('access');
    expect(await access.verify(AccessToken)).toMatchObject({ username: 'john' });
    expect(await verifierFor('id').verify(IdToken)).toMatchObject({ 'cognito:username': 'john' });
    await expect(verifierFor('id').verify(AccessToken)).rejects.toThrow();
    await callMuster(server.url, 'RotateSigningKeys', { UserPoolId: john.userPoolId });
    const renewed = await john.signIn();
    // What it has verifies what it did before; the new keys have to be given to it, since it would ask Cognito for them.
    expect(await access.verify(AccessToken)).toMatchObject({ username: 'john' });
    access.cacheJwks(await readKeys());
    expect(await access.verify(renewed.AccessToken)).toMatchObject({ username: 'john' });
    expect(await access.verify(AccessToken)).toMatchObject({ username: 'john' });
    await server.stop();
  });
});

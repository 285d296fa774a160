import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImportPool } from '../drive-import.ts';
import { SignInServer } from './imported-users.ts';

const PASSWORD = 'Correct-Horse-7';

/** A server with one confirmed user, and what they sign in with. */
class OneUser {
  readonly server: SignInServer;
  readonly userPoolId: string;
  readonly clientId: string;

  private constructor(server: SignInServer, userPoolId: string, clientId: string) {
    this.server = server;
    this.userPoolId = userPoolId;
    this.clientId = clientId;
  }

  static async make(server: SignInServer): Promise<OneUser> {
    const UserPoolId = await createImportPool(server.client, 'people', []);
    const { id } = await server.createClient(UserPoolId);
    const Username = 'john';
    await server.client.send(new AdminCreateUserCommand({ UserPoolId, Username }));
    await server.client.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }),
    );
    return new OneUser(server, UserPoolId, id);
  }

  async signIn() {
    const { AuthenticationResult: { AccessToken = '', IdToken = '', RefreshToken = '' } = {} } =
      await this.server.client.send(
        new InitiateAuthCommand({
          ClientId: this.clientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'john', PASSWORD },
        }),
      );
    return { AccessToken, IdToken, RefreshToken };
  }

  async getUser(AccessToken: string): Promise<string> {
    try {
      return (await this.server.client.send(new GetUserCommand({ AccessToken }))).Username ?? '';
    } catch (error) {
      return (error as Error).message;
    }
  }
}

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
  it('are verified by aws-jwt-verify with cached keys, unchanged (S92, S94)', async () => {
    const server = await SignInServer.start({ flags: ['--token-issuer', 'cognito'] });
    const john = await OneUser.make(server);
    const { AccessToken, IdToken } = await john.signIn();
    const answer = await fetch(`${server.url}/${john.userPoolId}/.well-known/jwks.json`);
    const jwks = (await answer.json()) as Parameters<ReturnType<typeof CognitoJwtVerifier.create>['cacheJwks']>[0];
    const verifierFor = (tokenUse: 'id' | 'access') => {
      const verifier = CognitoJwtVerifier.create({ userPoolId: john.userPoolId, tokenUse, clientId: john.clientId });
      verifier.cacheJwks(jwks);
      return verifier;
    };
    expect(await verifierFor('access').verify(AccessToken)).toMatchObject({ username: 'john' });
    expect(await verifierFor('id').verify(IdToken)).toMatchObject({ 'cognito:username': 'john' });
    await expect(verifierFor('id').verify(AccessToken)).rejects.toThrow();
    await server.stop();
  });
});

import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  ChangePasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, it } from 'vitest';
import { secretHash } from '../../src/domain/sign-in/secret-hash.ts';
import { clientOptions } from '../drive-import.ts';
import { startServerProcess } from '../server-process.ts';

it('tells neither passwords, tokens, sessions nor attributes in its logs, but who it was by sub (S113)', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-sign-in-logs-'));
  const auditLog = join(directory, 'audit.log');
  let log = '';
  const server = await startServerProcess({
    directory,
    logLevel: 'debug',
    flags: ['--audit-log', auditLog],
    onOutput: (text) => {
      log += text;
    },
  });
  const client = new CognitoIdentityProviderClient(clientOptions(server.url));
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'people' }));
  const UserPoolId = UserPool?.Id ?? '';
  const app = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'app',
      GenerateSecret: true,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const { ClientId = '', ClientSecret = '' } = app.UserPoolClient ?? {};
  const Username = 'hidden.person.name';
  const [temporary, lasting, wrong, changed] = [
    'Temporary-Secret-1',
    'Lasting-Secret-2',
    'Wrong-Secret-3',
    'Other-Secret-4',
  ];
  const [email, name] = ['hidden.person@example.com', 'Hidden Q. Person'];
  const SECRET_HASH = secretHash(ClientSecret, Username, ClientId);
  const proof = { USERNAME: Username, SECRET_HASH };
  const { User } = await client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username,
      TemporaryPassword: temporary,
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
  const signIn = (PASSWORD: string) =>
    client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { ...proof, PASSWORD },
      }),
    );
  await expect(signIn(wrong)).rejects.toThrow('Incorrect username or password.');
  await expect(signIn(`${wrong}\0`)).rejects.toThrow('authParameters.PASSWORD');
  const { Session = '', ChallengeName } = await signIn(temporary);
  const ChallengeResponses = { ...proof, NEW_PASSWORD: lasting };
  const { AuthenticationResult = {} } = await client.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }),
  );
  const { AccessToken = '', IdToken = '', RefreshToken = '' } = AuthenticationResult;
  await client.send(new GetUserCommand({ AccessToken }));
  await client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'name', Value: name }] }));
  await client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword: lasting, ProposedPassword: changed }));
  await client.send(new GetTokensFromRefreshTokenCommand({ ClientId, ClientSecret, RefreshToken }));
  await client.send(new RevokeTokenCommand({ ClientId, ClientSecret, Token: RefreshToken }));
  await expect(client.send(new GetUserCommand({ AccessToken }))).rejects.toThrow('revoked');
  client.destroy();
  await server.stop();

  const written = log + readFileSync(auditLog, 'utf8');
  const signatureOf = (token: string) => token.slice(-40);
  const secrets = {
    ...{ temporary, lasting, wrong, changed, email, name, Username, ClientSecret, SECRET_HASH },
    ...{ Session, access: signatureOf(AccessToken), id: signatureOf(IdToken), refresh: signatureOf(RefreshToken) },
  };
  const told = Object.entries(secrets).filter(([, secret]) => written.includes(secret));
  expect(told.map(([what]) => what)).toEqual([]);
  const sub = User?.Attributes?.find((attribute) => attribute.Name === 'sub')?.Value ?? '';
  const lines = written.split('\n').filter((line) => line.includes(sub));
  for (const operation of ['InitiateAuth', 'RespondToAuthChallenge', 'ChangePassword', 'RevokeToken', 'GetUser']) {
    expect([operation, lines.some((line) => line.includes(`"${operation}"`))]).toEqual([operation, true]);
  }
  await rm(directory, { recursive: true });
});

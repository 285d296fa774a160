import { randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { srpPoolName } from '../../src/domain/sign-in/srp.ts';
import { SrpClient, sha256 } from '../../src/domain/sign-in/srp-client.fixture.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { callMuster } from '../call-muster.ts';
import { clientOptions } from '../drive-import.ts';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from '../postgres-server.ts';
import { describeWithS3, type S3Server, startS3Server } from '../s3-server.ts';

const PASSWORD = 'Correct-Horse-7';
const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';
const ROUNDS = 10;

describeWithPostgres('two nodes on PostgreSQL', () => {
  describeWithS3('and a bucket', () => {
    let postgres: PostgresServer;
    let bucket: S3Server;
    let nodes: Muster[] = [];
    let clients: readonly [CognitoIdentityProviderClient, CognitoIdentityProviderClient];
    let userPoolId: string;

    beforeAll(async () => {
      [postgres, bucket] = await Promise.all([startPostgresServer(), startS3Server()]);
      process.env.AWS_ACCESS_KEY_ID = bucket.accessKeyId;
      process.env.AWS_SECRET_ACCESS_KEY = bucket.secretAccessKey;
      await migrateDatabase(postgres.url);
      const shared = {
        database: postgres.url,
        serverKey: randomBytes(32).toString('hex'),
        uploads: `s3://${bucket.bucket}/muster`,
        s3Endpoint: bucket.endpoint,
        s3PathStyle: 'on',
      } as const;
      nodes = [await startMuster(shared), await startMuster(shared)];
      const [one, other] = nodes.map(({ url }) => new CognitoIdentityProviderClient(clientOptions(url)));
      clients = [assertPresent(one, 'a node'), assertPresent(other, 'another node')];
      const { UserPool } = await clients[0].send(new CreateUserPoolCommand({ PoolName: 'people' }));
      userPoolId = UserPool?.Id ?? '';
    });

    afterAll(async () => {
      for (const client of clients ?? []) client.destroy();
      for (const node of nodes) await node.stop();
      await Promise.all([postgres?.stop(), bucket?.stop()]);
    });

    async function readKeys(url: string, pool: string) {
      const answer = await fetch(`${url}/${pool}/.well-known/jwks.json`);
      return createLocalJWKSet((await answer.json()) as JSONWebKeySet);
    }

    async function createApp(change: Partial<CreateUserPoolClientCommandInput> = {}): Promise<string> {
      const { UserPoolClient } = await clients[0].send(
        new CreateUserPoolClientCommand({
          UserPoolId: userPoolId,
          ClientName: 'app',
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
          ...change,
        }),
      );
      return UserPoolClient?.ClientId ?? '';
    }

    async function createUser(Username: string): Promise<void> {
      await clients[0].send(new AdminCreateUserCommand({ UserPoolId: userPoolId, Username }));
      const input = { UserPoolId: userPoolId, Username, Password: PASSWORD, Permanent: true };
      await clients[0].send(new AdminSetUserPasswordCommand(input));
    }

    async function signIn(
      client: CognitoIdentityProviderClient,
      ClientId: string,
      USERNAME: string,
      password = PASSWORD,
    ) {
      const AuthParameters = { USERNAME, PASSWORD: password };
      const input = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
      return (await client.send(new InitiateAuthCommand(input))).AuthenticationResult ?? {};
    }

    it('take the answer to a challenge of the other, once, also when both get it in one instant (S72)', async () => {
      const ClientId = await createApp();
      await createUser('srp');
      const srp = new SrpClient(sha256('a'));
      for (let round = 0; round < ROUNDS; round++) {
        const AuthParameters = { USERNAME: 'srp', SRP_A: srp.publicAText };
        const begin = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
        const { ChallengeParameters: challenge = {} } = await clients[0].send(begin);
        const identity = { poolName: srpPoolName(userPoolId), username: 'srp' };
        const ChallengeResponses = {
          USERNAME: 'srp',
          PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK ?? '',
          PASSWORD_CLAIM_SIGNATURE: srp.claim(identity, PASSWORD, challenge, TIMESTAMP),
          TIMESTAMP,
        };
        const answer = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses } as const;
        const answers = await Promise.allSettled(
          [...clients].reverse().map((client) => client.send(new RespondToAuthChallengeCommand(answer))),
        );
        expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      }
    });

    it('exchange a rotating refresh token once, also when both get it in one instant (S103)', async () => {
      const ClientId = await createApp({
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      });
      await createUser('rotating');
      for (let round = 0; round < ROUNDS; round++) {
        const { RefreshToken } = await signIn(clients[round % 2 === 0 ? 0 : 1], ClientId, 'rotating');
        const answers = await Promise.allSettled(
          clients.map((client) => client.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }))),
        );
        expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        const [refused] = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason.name] : []));
        expect(refused).toBe('RefreshTokenReuseException');
      }
    });

    it('know tokens and ended sessions of each other (S92, S106)', async () => {
      const ClientId = await createApp();
      await createUser('moving');
      const { AccessToken } = await signIn(clients[0], ClientId, 'moving');
      expect(await clients[1].send(new GetUserCommand({ AccessToken }))).toMatchObject({ Username: 'moving' });
      await clients[1].send(new GlobalSignOutCommand({ AccessToken }));
      const message = 'Access Token has been revoked';
      await expect(clients[0].send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({ message });
    });

    it('sign with new keys at once, and refuse no token while keys are rotated and sign-ins go on (R800, R802, R803)', async () => {
      const ClientId = await createApp();
      await createUser('lasting');
      const kids = new Set<string>();
      let isOver = false;
      const signIns = [0, 1, 0, 1].map(async (index) => {
        while (!isOver) {
          const { AccessToken = '' } = await signIn(clients[index === 0 ? 0 : 1], ClientId, 'lasting');
          kids.add(decodeProtectedHeader(AccessToken).kid ?? '');
          for (const client of clients) {
            expect(await client.send(new GetUserCommand({ AccessToken }))).toMatchObject({ Username: 'lasting' });
          }
          // As a stranger does who asks either node and remembers nothing.
          for (const { url } of nodes) await jwtVerify(AccessToken, await readKeys(url, userPoolId));
        }
      });
      for (let round = 0; round < 4; round++) {
        const [here, there] = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
        const url = nodes[here]?.url ?? '';
        const { RotatedPools } = await callMuster(url, 'RotateSigningKeys', { UserPoolId: userPoolId });
        const { AccessToken = '' } = await signIn(clients[there], ClientId, 'lasting');
        expect(decodeProtectedHeader(AccessToken).kid).toBe(RotatedPools[0]?.AccessTokenKeyId);
        kids.add(decodeProtectedHeader(AccessToken).kid ?? '');
      }
      isOver = true;
      await Promise.all(signIns);
      expect(kids.size).toBeGreaterThanOrEqual(4);
    });

    it('have no keys of a pool that the other deleted, at once (R805)', async () => {
      const { UserPool } = await clients[0].send(new CreateUserPoolCommand({ PoolName: 'short-lived' }));
      const UserPoolId = UserPool?.Id ?? '';
      const statuses = () =>
        Promise.all(nodes.map(async ({ url }) => (await fetch(`${url}/${UserPoolId}/.well-known/jwks.json`)).status));
      expect(await statuses()).toEqual([200, 200]);
      await clients[0].send(new DeleteUserPoolCommand({ UserPoolId }));
      expect(await statuses()).toEqual([404, 404]);
    });

    it('count wrong passwords together (S18)', async () => {
      const ClientId = await createApp();
      await createUser('locked');
      const tries = Array.from({ length: 20 }, async (_, index) => {
        const client = clients[index % 2 === 0 ? 0 : 1];
        return signIn(client, ClientId, 'locked', 'Wrong-Horse-7').catch((error: Error) => error.message);
      });
      const texts = await Promise.all(tries);
      // A second of the lock-out may pass on a busy machine, and two.
      const counted = texts.filter((text) => text === 'Incorrect username or password.').length;
      expect(counted).toBeGreaterThanOrEqual(5);
      expect(counted).toBeLessThan(9);
    });
  });
});

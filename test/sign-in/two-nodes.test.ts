import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
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
import { callMuster } from '../call-muster.ts';
import { clientOptions } from '../drive-import.ts';
import { describeWithPostgres } from '../postgres-server.ts';
import { describeWithS3 } from '../s3-server.ts';
import { startTrialCluster, type TrialCluster } from '../sign-in-trials/trial-cluster.ts';

const PASSWORD = 'Correct-Horse-7';
const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';

describeWithPostgres('two nodes on PostgreSQL', () => {
  describeWithS3('and a bucket', () => {
    let cluster: TrialCluster;
    let clients: readonly [CognitoIdentityProviderClient, CognitoIdentityProviderClient];
    let userPoolId: string;

    beforeAll(async () => {
      cluster = await startTrialCluster();
      const [one, other] = cluster.nodes.map(
        ({ recordedUrl }) => new CognitoIdentityProviderClient(clientOptions(recordedUrl)),
      );
      clients = [assertPresent(one, 'a node'), assertPresent(other, 'another node')];
      const { UserPool } = await clients[0].send(new CreateUserPoolCommand({ PoolName: 'people' }));
      userPoolId = UserPool?.Id ?? '';
    });

    afterAll(async () => {
      for (const client of clients ?? []) client.destroy();
      // Throws if a node wrote a secret.
      await cluster?.stop();
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

    it('take the answer to a challenge that the other began (S72)', async () => {
      const ClientId = await createApp();
      await createUser('srp-person');
      const srp = new SrpClient(sha256('a'));
      const AuthParameters = { USERNAME: 'srp-person', SRP_A: srp.publicAText };
      const begin = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
      const { ChallengeParameters: challenge = {} } = await clients[0].send(begin);
      const identity = { poolName: srpPoolName(userPoolId), username: 'srp-person' };
      const ChallengeResponses = {
        USERNAME: 'srp-person',
        PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK ?? '',
        PASSWORD_CLAIM_SIGNATURE: srp.claim(identity, PASSWORD, challenge, TIMESTAMP),
        TIMESTAMP,
      };
      const answer = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses } as const;
      const { AuthenticationResult } = await clients[1].send(new RespondToAuthChallengeCommand(answer));
      expect(AuthenticationResult?.AccessToken).toBeDefined();
    });

    it('know tokens and ended sessions of each other (S92, S106)', async () => {
      const ClientId = await createApp();
      await createUser('moving-person');
      const { AccessToken } = await signIn(clients[0], ClientId, 'moving-person');
      expect(await clients[1].send(new GetUserCommand({ AccessToken }))).toMatchObject({ Username: 'moving-person' });
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
          for (const { url } of cluster.nodes) await jwtVerify(AccessToken, await readKeys(url, userPoolId));
        }
      });
      for (let round = 0; round < 4; round++) {
        const [here, there] = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
        const url = cluster.nodes[here].url;
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
        Promise.all(
          cluster.nodes.map(async ({ url }) => (await fetch(`${url}/${UserPoolId}/.well-known/jwks.json`)).status),
        );
      expect(await statuses()).toEqual([200, 200]);
      await clients[0].send(new DeleteUserPoolCommand({ UserPoolId }));
      expect(await statuses()).toEqual([404, 404]);
    });
  });
});

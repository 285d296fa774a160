import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import { KNOWN_PASSWORD } from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { srpPoolName } from '../../src/domain/sign-in/srp.ts';
import { SrpClient, sha256 } from '../../src/domain/sign-in/srp-client.fixture.ts';
import { type Muster, startMuster } from '../../src/index.ts';
import { migrateDatabase } from '../../src/store/postgres/migrate-database.ts';
import { clientOptions } from '../drive-import.ts';
import { findFreePorts } from '../free-ports.ts';
import { describeWithPostgres, type PostgresServer, startPostgresServer } from '../postgres-server.ts';
import { type RunningProxy, startRoundRobin } from '../proxies/start-proxy.ts';
import { describeWithTool } from '../required-tool.ts';
import { describeWithS3, type S3Server, startS3Server } from '../s3-server.ts';
import { EmbeddedSignInServer } from './imported-users.ts';
import { describeMatrix } from './matrix.ts';

const CREDENTIALS = { accessKeyId: 'AKIDNODES', secretAccessKey: 'a-secret-of-two-nodes' };
const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';

describeWithPostgres(
  'imported users of two nodes on PostgreSQL sign in through a round-robin proxy (S1, S2, S4, S5):',
  () => {
    describeWithS3('with a bucket,', () => {
      describeWithTool('caddy', 'behind Caddy,', () => {
        let postgres: PostgresServer;
        let bucket: S3Server;
        const nodes: Muster[] = [];
        let nodeUrls: string[];
        let directory: string;
        let proxy: RunningProxy;
        let server: EmbeddedSignInServer;

        beforeAll(async () => {
          [postgres, bucket] = await Promise.all([startPostgresServer(), startS3Server()]);
          process.env.AWS_ACCESS_KEY_ID = bucket.accessKeyId;
          process.env.AWS_SECRET_ACCESS_KEY = bucket.secretAccessKey;
          await migrateDatabase(postgres.url);
          const [port = 0, ...ports] = await findFreePorts(3);
          const publicUrl = `http://127.0.0.1:${port}`;
          nodeUrls = ports.map((own) => `http://127.0.0.1:${own}`);
          const shared = {
            database: postgres.url,
            serverKey: randomBytes(32).toString('hex'),
            uploads: `s3://${bucket.bucket}/muster`,
            s3Endpoint: bucket.endpoint,
            s3PathStyle: 'on',
            rootCredentials: [{ account: '123456789012', ...CREDENTIALS }],
            inbox: 'on',
            publicUrl,
          } as const;
          for (const own of ports) nodes.push(await startMuster({ ...shared, port: own }));
          directory = mkdtempSync(join(tmpdir(), 'muster-nodes-'));
          proxy = await startRoundRobin(
            { directory, port },
            nodeUrls.map((url) => new URL(url).host),
          );
          server = await EmbeddedSignInServer.behindProxy(assertPresent(nodes[0], 'a node'), publicUrl, CREDENTIALS);
        });

        afterAll(async () => {
          await proxy?.stop();
          await server?.stop();
          await nodes[1]?.stop();
          await Promise.all([postgres?.stop(), bucket?.stop()]);
          if (directory) rmSync(directory, { recursive: true, force: true });
        });

        describeMatrix(() => server);

        it('which both nodes took part in (S72)', async () => {
          for (const url of nodeUrls) {
            const text = await (await fetch(`${url}/metrics`)).text();
            for (const step of ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'PASSWORD_VERIFIER', 'SELECT_CHALLENGE'])
              expect(text).toMatch(new RegExp(`^muster_sign_in_steps_total\\{step="${step}",.*\\} [1-9]`, 'm'));
          }
        });

        it('and answer at one node what began at the other: a choice, SRP, a new password (S72, S79, S81, S90)', async () => {
          const userPoolId = await server.importHashes('BCRYPT', ['alice']);
          const { id: ClientId } = await server.createClient(userPoolId);
          const [one, other] = nodeUrls.map(
            (url) => new CognitoIdentityProviderClient(clientOptions(url, CREDENTIALS)),
          ) as [CognitoIdentityProviderClient, CognitoIdentityProviderClient];
          const USERNAME = 'alice';
          const select = async (ANSWER: string, proof: Record<string, string>) => {
            const begin = { ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME } } as const;
            const { Session } = await one.send(new InitiateAuthCommand(begin));
            const ChallengeResponses = { USERNAME, ANSWER, ...proof };
            return other.send(
              new RespondToAuthChallengeCommand({
                ClientId,
                ChallengeName: 'SELECT_CHALLENGE',
                ChallengeResponses,
                Session,
              }),
            );
          };
          const chosen = await select('PASSWORD', { PASSWORD: KNOWN_PASSWORD });
          expect(chosen.AuthenticationResult?.TokenType).toBe('Bearer');

          const srp = new SrpClient(sha256('two nodes'));
          const { ChallengeParameters: challenge = {}, Session } = await select('PASSWORD_SRP', {
            SRP_A: srp.publicAText,
          });
          const identity = { poolName: srpPoolName(userPoolId), username: USERNAME };
          const ChallengeResponses = {
            USERNAME,
            PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK ?? '',
            PASSWORD_CLAIM_SIGNATURE: srp.claim(identity, KNOWN_PASSWORD, challenge, TIMESTAMP),
            TIMESTAMP,
          };
          const claim = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses, Session } as const;
          const proven = await one.send(new RespondToAuthChallengeCommand(claim));
          expect(proven.AuthenticationResult?.TokenType).toBe('Bearer');

          const temporary = { UserPoolId: userPoolId, Username: USERNAME, Password: 'Temporary-1' };
          await one.send(new AdminSetUserPasswordCommand(temporary));
          const AuthParameters = { USERNAME, PASSWORD: 'Temporary-1' };
          const begin = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
          const { ChallengeName, Session: session } = await one.send(new InitiateAuthCommand(begin));
          expect(ChallengeName).toBe('NEW_PASSWORD_REQUIRED');
          const answer = { ClientId, ChallengeName, ChallengeResponses: { USERNAME, NEW_PASSWORD: 'Lasting-Horse-8' } };
          const replaced = await other.send(new RespondToAuthChallengeCommand({ ...answer, Session: session }));
          expect(replaced.AuthenticationResult?.TokenType).toBe('Bearer');
          one.destroy();
          other.destroy();
        });
      });
    });
  },
);

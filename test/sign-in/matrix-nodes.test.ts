import {
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { KNOWN_PASSWORD } from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { srpPoolName } from '../../src/domain/sign-in/srp.ts';
import { SrpClient, sha256 } from '../../src/domain/sign-in/srp-client.fixture.ts';
import { clientOptions } from '../drive-import.ts';
import { describeWithPostgres } from '../postgres-server.ts';
import { describeWithTool } from '../required-tool.ts';
import { describeWithS3 } from '../s3-server.ts';
import type { EmbeddedSignInServer } from './imported-users.ts';
import { describeMatrix } from './matrix.ts';
import { NODES_CREDENTIALS, startTwoProxiedNodes, type TwoProxiedNodes } from './two-proxied-nodes.ts';

const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';

describeWithPostgres(
  'imported users of two nodes on PostgreSQL sign in through a round-robin proxy (S1, S2, S4, S5):',
  () => {
    describeWithS3('with a bucket,', () => {
      describeWithTool('caddy', 'behind Caddy,', () => {
        let nodes: TwoProxiedNodes;
        let nodeUrls: readonly string[];
        let server: EmbeddedSignInServer;

        beforeAll(async () => {
          nodes = await startTwoProxiedNodes();
          ({ nodeUrls, server } = nodes);
        });
        afterAll(() => nodes?.stop());

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
            (url) => new CognitoIdentityProviderClient(clientOptions(url, NODES_CREDENTIALS)),
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

import { SetUserPoolMfaConfigCommand } from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../../src/base/assert.ts';
import {
  HASHES_OF_KNOWN_PASSWORD,
  KNOWN_PASSWORD,
} from '../../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { callMuster } from '../../call-muster.ts';
import { ALL_FLOWS } from '../../sign-in/imported-users.ts';
import { PublicConnection } from '../public-connection.ts';
import { startTrialCluster } from '../trial-cluster.ts';
import { TrialPool } from '../trial-pool.ts';
import { countPasswordMoves, watchPasswordMoves } from './password-moves.ts';
import type { Race, Racecourse } from './race.ts';

/** PBKDF2 takes the least of a processor of the four, so that two checks at a time meet in the store. */
const ALGORITHM = 'PBKDF2_SHA256';

export interface RaceResult {
  readonly name: string;
  readonly rounds: number;
  readonly faults: readonly string[];
}

export interface RunRacesOptions {
  readonly races: readonly Race[];
  readonly rounds: number;
  /** Asked before each round: no more of them, and those that were are the results. */
  readonly isOver?: () => boolean;
  /** Hears of the results before the logs are searched. */
  readonly onResults?: (results: readonly RaceResult[]) => void;
}

/**
 * Runs each race in so many rounds, a user of its own for each, on two nodes. Ends the nodes; throws if one of them wrote a secret.
 */
export async function runRaces(options: RunRacesOptions): Promise<readonly RaceResult[]> {
  const { races, rounds, isOver = () => false, onResults = () => {} } = options;
  const cluster = await startTrialCluster();
  try {
    const [node, other] = cluster.nodes;
    await watchPasswordMoves(cluster.postgres);
    node.secrets.add('password', KNOWN_PASSWORD);
    const pool = await TrialPool.create(node, {
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } },
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: 'arn:aws:ses:us-east-1:111122223333:identity/a',
      },
    });
    await pool.client.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: pool.userPoolId,
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
        EmailMfaConfiguration: {},
        SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111122223333:role/sms' } },
      }),
    );
    const names = Array.from({ length: rounds }, (_, index) => `racer-${String(index).padStart(5, '0')}`);
    await pool.importUsers(names, { algorithm: ALGORITHM, text: HASHES_OF_KNOWN_PASSWORD[ALGORITHM] });
    const rotating = await pool.createApp({
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
    });
    const pair = [await PublicConnection.open(node), await PublicConnection.open(other)] as const;
    const plain = await pool.createApp({ ExplicitAuthFlows: ALL_FLOWS });
    const apps = { plain, rotating };
    const course: Racecourse = { pair, url: node.url, userPoolId: pool.userPoolId, apps };
    pool.close();
    const results = races.map(({ name }) => ({ name, rounds: 0, faults: [] as string[] }));
    const racers: string[] = [];
    for (const [round, username] of names.entries()) {
      if (isOver()) break;
      racers.push(username);
      for (const [index, race] of races.entries()) {
        const fault = await race.run(course, username, round);
        const result = assertPresent(results[index], 'there is a result for each race');
        result.rounds += 1;
        if (fault !== undefined) result.faults.push(`round ${round}: ${fault}`);
      }
      // Its newest thousand are enough, and a list of few is read fast.
      await callMuster(node.url, 'DeleteMessages', { UserPoolId: pool.userPoolId });
    }
    for (const connection of pair) connection.close();
    const moves = await countPasswordMoves(cluster.postgres);
    const changes = races.filter(({ changesPassword }) => changesPassword).length;
    const isMovedWrong = (name: string) => moves.get(name) !== changes;
    results[0]?.faults.push(
      ...racers.filter(isMovedWrong).map((name) => `${name}: the stored password changed ${moves.get(name)} times`),
    );
    onResults(results);
    return results;
  } finally {
    await cluster.stop();
  }
}

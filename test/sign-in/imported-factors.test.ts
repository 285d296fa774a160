import {
  AdminGetUserCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import {
  HASHES_OF_KNOWN_PASSWORD,
  KNOWN_PASSWORD,
} from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { EmbeddedSignInServer } from './imported-users.ts';

/** What a record says of MFA, and whether it has a phone number. */
const USERS = {
  'true-phone': { mfa: 'true', hasPhone: true },
  'false-phone': { mfa: 'false', hasPhone: true },
  'blank-phone': { mfa: '', hasPhone: true },
  'true-none': { mfa: 'true', hasPhone: false },
  'false-none': { mfa: 'false', hasPhone: false },
  'blank-none': { mfa: '', hasPhone: false },
} as const;
type User = keyof typeof USERS;
/** What a sign-in of the user comes to: tokens, a challenge, an error; or the record failed. */
type Outcome = 'tokens' | 'SMS_MFA' | 'MFA_SETUP' | 'InvalidUserPoolConfigurationException' | 'not imported';

const STUCK = 'InvalidUserPoolConfigurationException';
const POOLS: readonly {
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  readonly apps: boolean;
  readonly outcomes: Record<User, Outcome>;
}[] = [
  {
    mfa: 'OFF',
    apps: false,
    outcomes: {
      'true-phone': 'not imported',
      'false-phone': 'tokens',
      'blank-phone': 'tokens',
      'true-none': 'not imported',
      'false-none': 'tokens',
      'blank-none': 'tokens',
    },
  },
  ...[false, true].map((apps) => ({
    mfa: 'OPTIONAL' as const,
    apps,
    outcomes: {
      'true-phone': 'SMS_MFA',
      'false-phone': 'tokens',
      'blank-phone': 'tokens',
      'true-none': apps ? 'MFA_SETUP' : STUCK,
      'false-none': 'tokens',
      'blank-none': 'tokens',
    } satisfies Record<User, Outcome>,
  })),
  ...[false, true].map((apps) => ({
    mfa: 'ON' as const,
    apps,
    outcomes: {
      'true-phone': 'SMS_MFA',
      'false-phone': 'not imported',
      'blank-phone': 'SMS_MFA',
      'true-none': apps ? 'MFA_SETUP' : STUCK,
      'false-none': 'not imported',
      'blank-none': apps ? 'MFA_SETUP' : STUCK,
    } satisfies Record<User, Outcome>,
  })),
];

let server: EmbeddedSignInServer;
beforeAll(async () => {
  server = await EmbeddedSignInServer.embed();
});
afterAll(() => server.stop());

function phoneOf(user: User): string {
  return USERS[user].hasPhone ? `+1555010000${Object.keys(USERS).indexOf(user)}` : '';
}

describe.each(POOLS)('imported users in a pool with MFA $mfa, codes of apps: $apps', ({ mfa, apps, outcomes }) => {
  let userPoolId: string;
  let clientId: string;

  beforeAll(async () => {
    const { UserPool } = await server.client.send(
      new CreateUserPoolCommand({
        PoolName: 'people',
        AutoVerifiedAttributes: ['email'],
        MfaConfiguration: mfa,
        SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::111122223333:role/sms' },
      }),
    );
    userPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
    if (apps) {
      const input = { UserPoolId: userPoolId, SoftwareTokenMfaConfiguration: { Enabled: true } };
      await server.client.send(new SetUserPoolMfaConfigCommand(input));
    }
    const records = (Object.keys(USERS) as User[]).map((user) => ({
      'cognito:username': user,
      email: `${user}@example.com`,
      email_verified: 'true',
      phone_number: phoneOf(user),
      phone_number_verified: phoneOf(user) === '' ? '' : 'true',
      'cognito:mfa_enabled': USERS[user].mfa,
      password_hash: HASHES_OF_KNOWN_PASSWORD.BCRYPT,
    }));
    await server.importUsers(userPoolId, records, 'BCRYPT');
    ({ id: clientId } = await server.createClient(userPoolId));
  });

  it.each(Object.entries(outcomes) as [User, Outcome][])(
    '%s: %s (R240, R241, R243, R244, R245, S87, S88)',
    async (user, expected) => {
      const AuthParameters = { USERNAME: user, PASSWORD: KNOWN_PASSWORD };
      const signIn = () =>
        server.client.send(
          new InitiateAuthCommand({ ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
        );
      if (expected === 'not imported' || expected === STUCK) {
        const name = expected === STUCK ? STUCK : 'UserNotFoundException';
        await expect(signIn()).rejects.toMatchObject({ name });
        return;
      }
      const { AuthenticationResult, ChallengeName, Session } = await signIn();
      expect(ChallengeName ?? (AuthenticationResult?.AccessToken && 'tokens')).toBe(expected);
      const { UserMFASettingList } = await server.client.send(
        new AdminGetUserCommand({ UserPoolId: userPoolId, Username: user }),
      );
      expect(UserMFASettingList).toEqual(expected === 'SMS_MFA' ? ['SMS_MFA'] : undefined);
      if (expected !== 'SMS_MFA') return;
      const [message] = await server.muster.messages({ to: phoneOf(user) });
      const ChallengeResponses = {
        USERNAME: user,
        SMS_MFA_CODE: assertPresent(message?.code, 'the inbox has the code'),
      };
      const answer = new RespondToAuthChallengeCommand({
        ClientId: clientId,
        ChallengeName: 'SMS_MFA',
        Session,
        ChallengeResponses,
      });
      expect((await server.client.send(answer)).AuthenticationResult?.AccessToken).toBeDefined();
    },
  );
});

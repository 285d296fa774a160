import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  ConfirmForgotPasswordCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { beforeAll, describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/base/assert.ts';
import type { PasswordHashingAlgorithm } from '../../src/domain/password-hashes/password-hashing-algorithm.ts';
import {
  HASHES_OF_KNOWN_PASSWORD,
  KNOWN_PASSWORD,
} from '../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { ALGORITHMS, type EmbeddedSignInServer, userByEmail } from './imported-users.ts';
import { type Attempt, CUSTOM_AUTH, type Outcome, PASSWORD_WAYS, SIGNED_IN, SRP_WAYS, type Way } from './ways.ts';

const NEW_PASSWORD = 'Lasting-Horse-8';
const TEMPORARY_PASSWORD = 'Temporary-1';
const WRONG_PASSWORD = 'NotAuthorizedException: Incorrect username or password.';
const RESET_REQUIRED = 'PasswordResetRequiredException: Password reset required for the user';
const ALL_WAYS = { ...PASSWORD_WAYS, ...SRP_WAYS };
/** Fewer than the failures that lock a user out. */
const FEW_WAYS = 4;

interface PoolKind {
  readonly settings: Partial<CreateUserPoolCommandInput>;
  /** What somebody types to sign in, by the name in the file. */
  readonly logins: readonly ((name: string) => string)[];
  /** What the file has as the user name. */
  readonly username: (name: string) => string;
}

const emailOf = (name: string) => `${name}@example.com`;
const ownName = (name: string) => name;

const POOLS: Readonly<Record<string, PoolKind>> = {
  'a pool of user names': { settings: {}, logins: [ownName], username: ownName },
  'a pool with aliases': {
    settings: { AliasAttributes: ['email'] },
    logins: [ownName, emailOf],
    username: ownName,
  },
  'a pool with user name attributes': {
    settings: { UsernameAttributes: ['email'] },
    logins: [emailOf],
    username: emailOf,
  },
};

/** The first password that a user sends: a way for each algorithm, so that all come first once. */
const FIRST_WAYS: Readonly<Record<PasswordHashingAlgorithm, string>> = {
  BCRYPT: 'USER_PASSWORD_AUTH',
  SCRYPT: 'ADMIN_USER_PASSWORD_AUTH',
  ARGON2ID: 'USER_AUTH with PASSWORD',
  PBKDF2_SHA256: 'ADMIN_NO_SRP_AUTH',
};

const WITHOUT_HASH = ['forgetful', 'given-lasting', 'given-temporary'];
const WITH_HASH = ['disabled', 'reset'];

/** Every kind of imported user in every kind of pool, by every way to sign in, and by none that is not theirs. */
export function describeMatrix(getServer: () => EmbeddedSignInServer): void {
  describe.each(Object.entries(POOLS))('%s', (_kind, pool) => {
    let userPoolId: string;
    let clientId: string;
    let hidingClientId: string;

    beforeAll(async () => {
      const server = getServer();
      const { UserPool } = await server.client.send(
        new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'], ...pool.settings }),
      );
      userPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
      ({ id: clientId } = await server.createClient(userPoolId));
      ({ id: hidingClientId } = await server.createClient(userPoolId, { PreventUserExistenceErrors: 'ENABLED' }));
      for (const algorithm of ALGORITHMS) {
        const password_hash = HASHES_OF_KNOWN_PASSWORD[algorithm];
        const record = (name: string) => ({ ...userByEmail(name), 'cognito:username': pool.username(name) });
        const isFirst = algorithm === ALGORITHMS[0];
        const records = [
          ...[algorithm.toLowerCase(), ...(isFirst ? WITH_HASH : [])].map((name) => ({
            ...record(name),
            password_hash,
          })),
          ...(isFirst ? WITHOUT_HASH : []).map(record),
        ];
        await server.importUsers(userPoolId, records, algorithm);
      }
    });

    function attempt(name: string, password = KNOWN_PASSWORD, index = 0): Attempt {
      const { client, url } = getServer();
      const login = assertPresent(pool.logins[index % pool.logins.length], 'a pool has logins');
      return { client, url, userPoolId, clientId, username: login(name), password };
    }

    /** Each way with its outcome; the names that the pool takes come in turn. */
    async function tryWays(ways: Readonly<Record<string, Way>>, name: string, password?: string, app = clientId) {
      const outcomes: Record<string, Outcome> = {};
      for (const [index, [way, take]] of Object.entries(ways).entries())
        outcomes[way] = await take({ ...attempt(name, password, index), clientId: app });
      return outcomes;
    }

    function each(ways: Readonly<Record<string, Way>>, outcome: Outcome): Record<string, Outcome> {
      return Object.fromEntries(Object.keys(ways).map((way) => [way, outcome]));
    }

    const few = (ways: Readonly<Record<string, Way>>) => Object.fromEntries(Object.entries(ways).slice(0, FEW_WAYS));
    const user = (name: string) => ({ UserPoolId: userPoolId, Username: attempt(name).username });

    async function statusOf(name: string): Promise<string | undefined> {
      return (await getServer().client.send(new AdminGetUserCommand(user(name)))).UserStatus;
    }

    async function resetByCode(name: string): Promise<void> {
      const { client, muster } = getServer();
      const app = { ClientId: clientId, Username: attempt(name).username };
      const { CodeDeliveryDetails } = await client.send(new ForgotPasswordCommand(app));
      expect(CodeDeliveryDetails).toMatchObject({ AttributeName: 'email', DeliveryMedium: 'EMAIL' });
      const [message] = await muster.messages({ to: emailOf(name) });
      const ConfirmationCode = assertPresent(message?.code, 'the inbox has the code');
      await client.send(new ConfirmForgotPasswordCommand({ ...app, ConfirmationCode, Password: NEW_PASSWORD }));
    }

    it.each(ALGORITHMS)(
      'signs a user with a hash of %s in by password, and by every way from then on (S2, S46, S47, S48, S51)',
      async (algorithm) => {
        const name = algorithm.toLowerCase();
        expect(await statusOf(name)).toBe('CONFIRMED');
        expect(await tryWays(few(SRP_WAYS), name)).toEqual(each(few(SRP_WAYS), WRONG_PASSWORD));
        const first = assertPresent(ALL_WAYS[FIRST_WAYS[algorithm]], 'a way has a name');
        expect(await first(attempt(name, KNOWN_PASSWORD, 1))).toBe(SIGNED_IN);
        expect(await tryWays(ALL_WAYS, name)).toEqual(each(ALL_WAYS, SIGNED_IN));
        expect(await CUSTOM_AUTH(attempt(name))).toMatch(/^InvalidParameterException: Custom auth lambda trigger/);
      },
    );

    it('lets a user without a hash in after a reset by code, and not before (S1, S5, S20, S21, S35, S37, S39)', async () => {
      expect(await statusOf('forgetful')).toBe('RESET_REQUIRED');
      expect(await tryWays(ALL_WAYS, 'forgetful')).toEqual(each(ALL_WAYS, RESET_REQUIRED));
      const hidden = await tryWays(few(ALL_WAYS), 'forgetful', KNOWN_PASSWORD, hidingClientId);
      expect(hidden).toEqual(each(few(ALL_WAYS), WRONG_PASSWORD));
      await resetByCode('forgetful');
      expect(await statusOf('forgetful')).toBe('CONFIRMED');
      expect(await tryWays(ALL_WAYS, 'forgetful', NEW_PASSWORD)).toEqual(each(ALL_WAYS, SIGNED_IN));
    });

    it('lets a user without a hash in by a password of an administrator (S1, S90)', async () => {
      const { client } = getServer();
      const lasting = { ...user('given-lasting'), Password: NEW_PASSWORD, Permanent: true };
      await client.send(new AdminSetUserPasswordCommand(lasting));
      expect(await tryWays(ALL_WAYS, 'given-lasting', NEW_PASSWORD)).toEqual(each(ALL_WAYS, SIGNED_IN));

      const temporary = { ...user('given-temporary'), Password: TEMPORARY_PASSWORD };
      await client.send(new AdminSetUserPasswordCommand(temporary));
      const challenged = each(ALL_WAYS, 'NEW_PASSWORD_REQUIRED');
      expect(await tryWays(ALL_WAYS, 'given-temporary', TEMPORARY_PASSWORD)).toEqual(challenged);
      await replaceTemporaryPassword('given-temporary');
      expect(await tryWays(ALL_WAYS, 'given-temporary', NEW_PASSWORD)).toEqual(each(ALL_WAYS, SIGNED_IN));
    });

    async function replaceTemporaryPassword(name: string): Promise<void> {
      const { client } = getServer();
      const { username: USERNAME } = attempt(name);
      const AuthParameters = { USERNAME, PASSWORD: TEMPORARY_PASSWORD };
      const begin = { ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters } as const;
      const { Session, ChallengeParameters } = await client.send(new InitiateAuthCommand(begin));
      const ChallengeResponses = {
        USERNAME: assertPresent(ChallengeParameters?.USER_ID_FOR_SRP, 'a challenge names its user'),
        NEW_PASSWORD,
      };
      const answer = {
        ClientId: clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ChallengeResponses,
        Session,
      } as const;
      await client.send(new RespondToAuthChallengeCommand(answer));
    }

    it('refuses a disabled user by every way, and keeps the hash for the day they are enabled (S12)', async () => {
      const { client } = getServer();
      await client.send(new AdminDisableUserCommand(user('disabled')));
      const refused = 'NotAuthorizedException: User is disabled.';
      expect(await tryWays(ALL_WAYS, 'disabled')).toEqual(each(ALL_WAYS, refused));
      const hidden = await tryWays(few(ALL_WAYS), 'disabled', KNOWN_PASSWORD, hidingClientId);
      expect(hidden).toEqual(each(few(ALL_WAYS), WRONG_PASSWORD));
      await client.send(new AdminEnableUserCommand(user('disabled')));
      expect(await tryWays(ALL_WAYS, 'disabled')).toEqual(each(ALL_WAYS, SIGNED_IN));
    });

    it('refuses a user whose password was reset, with the imported one for good (S4, S14, S39)', async () => {
      await getServer().client.send(new AdminResetUserPasswordCommand(user('reset')));
      expect(await statusOf('reset')).toBe('RESET_REQUIRED');
      expect(await tryWays(ALL_WAYS, 'reset')).toEqual(each(ALL_WAYS, RESET_REQUIRED));
      await resetByCode('reset');
      expect(await tryWays(few(ALL_WAYS), 'reset', KNOWN_PASSWORD)).toEqual(each(few(ALL_WAYS), WRONG_PASSWORD));
      expect(await tryWays(ALL_WAYS, 'reset', NEW_PASSWORD)).toEqual(each(ALL_WAYS, SIGNED_IN));
    });
  });
}

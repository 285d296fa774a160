import {
  AdminCreateUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { assertPresent } from '../../../src/base/assert.ts';
import { secretHash } from '../../../src/domain/sign-in/secret-hash.ts';
import { SrpClient, sha256 } from '../../../src/domain/sign-in/srp-client.fixture.ts';
import { callMuster } from '../../call-muster.ts';
import type { SearchedServer } from '../../searched-logs/searched-server.ts';
import { PublicConnection } from '../public-connection.ts';
import { TrialPool } from '../trial-pool.ts';

/** Stands in every password, name and address of this world, and in no log: so that a part of one is found there, too. */
export const MARK = 'hidden-mark';
const PASSWORD = `${MARK}-Right-1`;
const USERS = ['known', 'temporary', 'reset'] as const;

/** Values by what they are: each good at the moment, so that requests come to what lies behind the look-up. */
export interface LiveValues {
  readonly clientIds: readonly [string, ...string[]];
  readonly usernames: readonly [string, ...string[]];
  readonly passwords: readonly [string, ...string[]];
  readonly secretHashes: readonly [string, ...string[]];
  readonly clientSecrets: readonly [string, ...string[]];
  readonly accessTokens: readonly [string, ...string[]];
  readonly refreshTokens: readonly [string, ...string[]];
  readonly sessions: readonly [string, ...string[]];
  /** By their names: for whom they wait, and their sessions. The first client has begun them. */
  readonly challenges: Readonly<Record<string, { readonly username: string; readonly session: string }>>;
  readonly secretBlocks: readonly [string, ...string[]];
  readonly codes: readonly [string, ...string[]];
  readonly srpA: string;
}

/** A server with a pool, clients of all kinds and users in several states, for requests that nobody signed. */
export class UnsignedWorld {
  readonly #server: SearchedServer;
  readonly #pool: TrialPool;
  readonly #connection: PublicConnection;
  readonly #apps: Readonly<Record<'plain' | 'hiding' | 'rotating' | 'confidential', string>>;
  readonly #clientSecret: string;
  readonly #srp = new SrpClient(sha256('a client'));

  private constructor(
    server: SearchedServer,
    pool: TrialPool,
    connection: PublicConnection,
    apps: Readonly<Record<'plain' | 'hiding' | 'rotating' | 'confidential', string>>,
    clientSecret: string,
  ) {
    this.#server = server;
    this.#pool = pool;
    this.#connection = connection;
    this.#apps = apps;
    this.#clientSecret = clientSecret;
  }

  static async open(server: SearchedServer): Promise<UnsignedWorld> {
    server.secrets.add('mark', MARK);
    const pool = await TrialPool.create(server, {
      Schema: [{ Name: 'team', AttributeDataType: 'String', Mutable: true }],
    });
    const ExplicitAuthFlows = [
      ...(['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH'] as const),
      ...(['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] as const),
    ];
    const apps = {
      plain: await pool.createApp({ ExplicitAuthFlows }),
      hiding: await pool.createApp({ ExplicitAuthFlows, PreventUserExistenceErrors: 'ENABLED' }),
      rotating: await pool.createApp({
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED' },
      }),
      confidential: await pool.createApp({ ExplicitAuthFlows, GenerateSecret: true }),
    };
    const describe = new DescribeUserPoolClientCommand({ UserPoolId: pool.userPoolId, ClientId: apps.confidential });
    const { UserPoolClient } = await pool.client.send(describe);
    const secret = assertPresent(UserPoolClient?.ClientSecret, 'the client has a secret');
    return new UnsignedWorld(server, pool, await PublicConnection.open(server), apps, secret);
  }

  get url(): string {
    return this.#server.url;
  }

  /** What no answer may hold. */
  get hidden(): readonly string[] {
    return [this.#clientSecret];
  }

  /** Puts users and tokens in order again, whatever requests have made of them. */
  async refresh(): Promise<LiveValues> {
    const usernames = USERS.map((name) => `${MARK}-${name}`);
    for (const Username of usernames) await this.#resetUser(Username);
    const signedIn = await this.#signIn(this.#apps.plain, 'known');
    const rotating = await this.#signIn(this.#apps.rotating, 'known');
    const temporary = await this.#signIn(this.#apps.plain, 'temporary');
    const known = `${MARK}-known`;
    const select = await this.#connection.send('InitiateAuth', {
      ClientId: this.#apps.plain,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: known },
    });
    const srpA = this.#srp.publicAText;
    const blocks: string[] = [];
    for (const ClientId of [this.#apps.plain, this.#apps.hiding]) {
      const AuthParameters = { USERNAME: known, SRP_A: srpA };
      const { body } = await this.#connection.send('InitiateAuth', {
        ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters,
      });
      blocks.push(text(body.ChallengeParameters, 'SECRET_BLOCK'));
    }
    const { Messages = [] } = await callMuster(this.url, 'ListMessages', { UserPoolId: this.#pool.userPoolId });
    const codes = Messages.flatMap(({ Code }) => Code ?? []);
    for (const code of codes) this.#server.secrets.add('code', code);
    return {
      clientIds: [this.#apps.plain, this.#apps.hiding, this.#apps.rotating, this.#apps.confidential],
      usernames: [known, ...usernames, `${MARK}-nobody`, `${known}@example.com`],
      passwords: [PASSWORD, `${MARK}-Wrong-2`, `${MARK}-Other-3`],
      secretHashes: [secretHash(this.#clientSecret, known, this.#apps.confidential), 'bm8gaGFzaA=='],
      clientSecrets: [this.#clientSecret, 'x'.repeat(52)],
      accessTokens: [text(signedIn, 'AccessToken'), text(rotating, 'AccessToken'), text(signedIn, 'IdToken')],
      refreshTokens: [text(signedIn, 'RefreshToken'), text(rotating, 'RefreshToken'), text(signedIn, 'AccessToken')],
      sessions: [text(temporary, 'Session'), text(select.body, 'Session'), 'x'.repeat(30)],
      challenges: {
        NEW_PASSWORD_REQUIRED: { username: `${MARK}-temporary`, session: text(temporary, 'Session') },
        SELECT_CHALLENGE: { username: known, session: text(select.body, 'Session') },
      },
      secretBlocks: [text(blocks, '0'), text(blocks, '1'), 'bm8gYmxvY2s='],
      codes: [codes[0] ?? '000000', ...codes.slice(1, 6), '123456'],
      srpA,
    };
  }

  /** @throws if the server is not healthy, or wrote a secret */
  async close(): Promise<void> {
    try {
      const health = await fetch(`${this.url}/health`);
      if (health.status !== 200) throw new Error(`the server is not healthy: ${health.status}`);
    } finally {
      this.#connection.close();
      this.#pool.close();
      await this.#server.stop();
    }
  }

  async #resetUser(Username: string): Promise<void> {
    const UserPoolId = this.#pool.userPoolId;
    const UserAttributes = [
      { Name: 'email', Value: `${Username}@example.com` },
      { Name: 'email_verified', Value: 'true' },
    ];
    const create = new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' });
    await this.#pool.client.send(create).catch((error: Error) => {
      if (error.name !== 'UsernameExistsException') throw error;
    });
    const Permanent = !Username.endsWith('temporary');
    await this.#pool.client.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent }),
    );
    if (!Username.endsWith('reset')) return;
    await this.#pool.client.send(new AdminResetUserPasswordCommand({ UserPoolId, Username })).catch((error: Error) => {
      // After ten within the hour the code of before does as well.
      if (error.name !== 'LimitExceededException') throw error;
    });
  }

  /** The result, or the challenge. */
  async #signIn(ClientId: string, name: (typeof USERS)[number]): Promise<Readonly<Record<string, unknown>>> {
    const AuthParameters = { USERNAME: `${MARK}-${name}`, PASSWORD };
    const { body } = await this.#connection.send('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters,
    });
    return (body.AuthenticationResult as Record<string, unknown> | undefined) ?? body;
  }
}

function text(value: unknown, member: string): string {
  const found = (value as Record<string, unknown> | undefined)?.[member];
  if (typeof found !== 'string') throw new Error(`an answer has no ${member}: ${JSON.stringify(value)}`);
  return found;
}

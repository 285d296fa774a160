import { randomBytes } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import { assert, assertPresent } from '../src/base/assert.ts';
import {
  claimSignature,
  deriveKey,
  fromBigInt,
  SRP_MULTIPLIER,
  SRP_PRIME,
  type SrpIdentity,
  srpPoolName,
  srpPrivateKey,
  srpScrambler,
  srpVerifierOf,
  toBigInt,
} from '../src/domain/sign-in/srp.ts';
import { createOpensslPowers } from '../src/hashing/openssl-powers.ts';
import type { SignedConnection } from './signed-connection.ts';

export const PASSWORD = 'Correct-Horse-7';
const TARGET = 'AWSCognitoIdentityProviderService';
const PRIME = toBigInt(SRP_PRIME);
const MULTIPLIER = BigInt(`0x${SRP_MULTIPLIER}`);
const SECRET_A = randomBytes(32);
const TIMESTAMP = 'Mon Nov 30 10:00:00 UTC 2026';
const powers = createOpensslPowers();

interface Tokens {
  readonly AccessToken: string;
  readonly IdToken: string;
  readonly RefreshToken?: string;
}

interface Answer {
  readonly AuthenticationResult?: Tokens;
  readonly ChallengeParameters?: Readonly<Record<string, string>>;
}

/** Whom to sign in, by which client. */
export interface People {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly usernames: readonly string[];
}

/** Signs one of the people in; the milliseconds of the calls alone. Throws unless there are tokens. */
export type SignIn = (connection: SignedConnection, people: People, username: string) => Promise<number>;

/** A pool with a client for all flows. */
export async function createSignInClient(client: CognitoIdentityProviderClient, userPoolId: string): Promise<string> {
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: 'bench',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  return assertPresent(UserPoolClient?.ClientId, 'a client has an id');
}

/** A new pool whose users have a password that was set, so that each has a verifier. */
export async function createPeople(client: CognitoIdentityProviderClient, users: number): Promise<People> {
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'bench' }));
  const userPoolId = assertPresent(UserPool?.Id, 'a pool has an id');
  const usernames: string[] = [];
  for (let number = 1; number <= users; number += 1) {
    // cognito-local takes addresses only, unless told otherwise.
    const Username = `user-${number}@example.com`;
    const UserAttributes = [
      { Name: 'email', Value: Username },
      { Name: 'name', Value: `User ${number}` },
    ];
    await client.send(
      new AdminCreateUserCommand({ UserPoolId: userPoolId, Username, UserAttributes, MessageAction: 'SUPPRESS' }),
    );
    await client.send(
      new AdminSetUserPasswordCommand({ UserPoolId: userPoolId, Username, Password: PASSWORD, Permanent: true }),
    );
    usernames.push(Username);
  }
  return { userPoolId, clientId: await createSignInClient(client, userPoolId), usernames };
}

/** `USER_PASSWORD_AUTH`. */
export const signInByPassword: SignIn = async (connection, { clientId }, username) => {
  const parameters = { USERNAME: username, PASSWORD };
  const { answer, elapsedMs } = await initiate(connection, clientId, 'USER_PASSWORD_AUTH', parameters);
  requireTokens(answer);
  return elapsedMs;
};

/** `USER_SRP_AUTH`, with the client's side by OpenSSL: what a client needs is not measured. */
export const signInBySrp: SignIn = async (connection, { userPoolId, clientId }, username) => {
  const publicA = powers.generatorTo(SECRET_A);
  const parameters = { USERNAME: username, SRP_A: Buffer.from(publicA).toString('hex') };
  const first = await initiate(connection, clientId, 'USER_SRP_AUTH', parameters);
  const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = first.answer.ChallengeParameters ?? {};
  const identity = { poolName: srpPoolName(userPoolId), username: USER_ID_FOR_SRP };
  const key = clientKey(identity, Buffer.from(SALT, 'hex'), publicA, Buffer.from(SRP_B, 'hex'));
  const signature = claimSignature(key, identity, Buffer.from(SECRET_BLOCK, 'base64'), TIMESTAMP);
  const second = await connection.callUnsigned(`${TARGET}.RespondToAuthChallenge`, {
    ClientId: clientId,
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeResponses: {
      USERNAME: USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature.toString('base64'),
      TIMESTAMP,
    },
  });
  requireTokens(JSON.parse(second.body.toString()));
  return first.elapsedMs + second.elapsedMs;
};

/** `REFRESH_TOKEN_AUTH`, each user with the refresh token of one sign-in before. */
export function createRefresh(): SignIn {
  const refreshTokens = new Map<string, string>();
  return async (connection, { clientId }, username) => {
    const known = refreshTokens.get(username);
    if (known === undefined) {
      const parameters = { USERNAME: username, PASSWORD };
      const { answer, elapsedMs } = await initiate(connection, clientId, 'USER_PASSWORD_AUTH', parameters);
      refreshTokens.set(username, assertPresent(requireTokens(answer).RefreshToken, 'a sign-in gives a refresh token'));
      return elapsedMs;
    }
    const parameters = { REFRESH_TOKEN: known };
    const { answer, elapsedMs } = await initiate(connection, clientId, 'REFRESH_TOKEN_AUTH', parameters);
    requireTokens(answer);
    return elapsedMs;
  };
}

/** Throws unless strangers verify the tokens of a sign-in by the published keys. */
export async function checkTokens(
  url: string,
  connection: SignedConnection,
  { userPoolId, clientId, usernames }: People,
): Promise<void> {
  const keys = await fetch(new URL(`/${userPoolId}/.well-known/jwks.json`, url));
  const keySet = createLocalJWKSet((await keys.json()) as JSONWebKeySet);
  const USERNAME = assertPresent(usernames[0], 'there is a user');
  const { answer } = await initiate(connection, clientId, 'USER_PASSWORD_AUTH', { USERNAME, PASSWORD });
  const { AccessToken, IdToken } = requireTokens(answer);
  const [access, id] = await Promise.all([jwtVerify(AccessToken, keySet), jwtVerify(IdToken, keySet)]);
  assert(access.payload.client_id === clientId && access.payload.username === USERNAME, 'the access token is the user');
  assert(id.payload.aud === clientId && id.payload.email === USERNAME, "the ID token has the user's attributes");
}

async function initiate(connection: SignedConnection, ClientId: string, AuthFlow: string, AuthParameters: object) {
  const input = { ClientId, AuthFlow, AuthParameters };
  const { body, elapsedMs } = await connection.callUnsigned(`${TARGET}.InitiateAuth`, input);
  const answer: Answer = JSON.parse(body.toString());
  return { answer, elapsedMs };
}

function requireTokens({ AuthenticationResult }: Answer): Tokens {
  const { AccessToken = '', IdToken = '' } = AuthenticationResult ?? {};
  assert(AccessToken.split('.').length === 3 && IdToken.split('.').length === 3, 'a sign-in ends with tokens');
  return assertPresent(AuthenticationResult, 'a sign-in ends with tokens');
}

function clientKey(identity: SrpIdentity, salt: Uint8Array, publicA: Uint8Array, publicB: Uint8Array): Buffer {
  const scrambler = srpScrambler(publicA, publicB);
  const x = toBigInt(srpPrivateKey(identity, PASSWORD, salt));
  const masked = (MULTIPLIER * toBigInt(srpVerifierOf(identity, PASSWORD, salt, powers))) % PRIME;
  const base = (((toBigInt(publicB) - masked) % PRIME) + PRIME) % PRIME;
  const exponent = toBigInt(SECRET_A) + toBigInt(scrambler) * x;
  const shared = powers.power(fromBigInt(base), fromBigInt(exponent));
  return deriveKey(assertPresent(shared, 'the number of an honest server'), scrambler);
}

import { randomBytes } from 'node:crypto';
import { assert, assertPresent } from '../../../src/base/assert.ts';
import { KNOWN_PASSWORD } from '../../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { srpPoolName } from '../../../src/domain/sign-in/srp.ts';
import { SrpClient } from '../../../src/domain/sign-in/srp-client.fixture.ts';
import { callMuster } from '../../call-muster.ts';
import type { PublicAnswer, PublicConnection } from '../public-connection.ts';
import { emailOf } from '../trial-pool.ts';

const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';

/** A connection to each node. */
export type Pair = readonly [PublicConnection, PublicConnection];

export interface Racecourse {
  readonly pair: Pair;
  /** Of either node. */
  readonly url: string;
  readonly userPoolId: string;
  readonly apps: { readonly plain: string; readonly rotating: string };
}

/** What came of one race: `undefined` if it ended as it should. */
export type Fault = string | undefined;

/** Something that may happen once, sent to two nodes in one instant, for one user; numbers of rounds differ in who is served first. */
export interface Race {
  readonly name: string;
  run(course: Racecourse, username: string, round: number): Promise<Fault>;
}

/** A message to each node, both written before anything is read. */
async function sendBoth(
  { pair }: Racecourse,
  round: number,
  send: (connection: PublicConnection, index: number) => Promise<PublicAnswer>,
): Promise<PublicAnswer[]> {
  for (const connection of pair) await connection.ready();
  const order = round % 2 === 0 ? [0, 1] : [1, 0];
  return Promise.all(order.map((index) => send(assertPresent(pair[index], 'there are two nodes'), index)));
}

function tell(answers: readonly PublicAnswer[]): string {
  return answers.map(({ errorCode, status }) => errorCode ?? String(status)).join(' and ');
}

/** Exactly one succeeds, and the other is told that of which the name is given. */
function judgeOnce(answers: readonly PublicAnswer[], refusal: string): Fault {
  const refused = answers.filter(({ status }) => status !== 200);
  const isGood = answers.length === 2 && refused.length === 1 && refused[0]?.errorCode === refusal;
  return isGood ? undefined : `answered ${tell(answers)}`;
}

async function signIn(connection: PublicConnection, ClientId: string, USERNAME: string, PASSWORD: string) {
  const AuthParameters = { USERNAME, PASSWORD };
  return connection.send('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters });
}

function resultOf({ body, status }: PublicAnswer): Readonly<Record<string, string>> {
  assert(status === 200, `signed in, not ${JSON.stringify(body)}`);
  return body.AuthenticationResult as Record<string, string>;
}

/** The first right password of an imported hash: both sign in. That the hash moved once is judged at the end, by what the database noted. */
const importedHash: Race = {
  name: 'first right password of an imported hash',
  async run(course, username, round) {
    const answers = await sendBoth(course, round, (connection) =>
      signIn(connection, course.apps.plain, username, KNOWN_PASSWORD),
    );
    const isGood = answers.every(({ status }) => status === 200);
    return isGood ? undefined : `answered ${tell(answers)}`;
  },
};

const srpAnswer: Race = {
  name: 'answer to an SRP challenge',
  async run(course, username, round) {
    const { apps, pair, userPoolId } = course;
    const ClientId = apps.plain;
    const srp = new SrpClient(randomBytes(32));
    const AuthParameters = { USERNAME: username, SRP_A: srp.publicAText };
    const begin = { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters } as const;
    const { body } = await assertPresent(pair[round % 2], 'there are two nodes').send('InitiateAuth', begin);
    const challenge = body.ChallengeParameters as Record<string, string>;
    const identity = { poolName: srpPoolName(userPoolId), username };
    const ChallengeResponses = {
      USERNAME: username,
      PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK ?? '',
      PASSWORD_CLAIM_SIGNATURE: srp.claim(identity, KNOWN_PASSWORD, challenge, TIMESTAMP),
      TIMESTAMP,
    };
    const answer = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses } as const;
    const answers = await sendBoth(course, round >> 1, (connection) =>
      connection.send('RespondToAuthChallenge', answer),
    );
    return judgeOnce(answers, 'NotAuthorizedException');
  },
};

const rotatingRefreshToken: Race = {
  name: 'rotating refresh token',
  async run(course, username, round) {
    const { apps, pair } = course;
    const ClientId = apps.rotating;
    const node = assertPresent(pair[round % 2], 'there are two nodes');
    const { RefreshToken = '' } = resultOf(await signIn(node, ClientId, username, KNOWN_PASSWORD));
    const answers = await sendBoth(course, round >> 1, (connection) =>
      connection.send('GetTokensFromRefreshToken', { ClientId, RefreshToken }),
    );
    const fault = judgeOnce(answers, 'RefreshTokenReuseException');
    if (fault !== undefined) return fault;
    // The token of the winner is the one that goes on.
    const next = answers.find(({ status }) => status === 200);
    const token = { ClientId, RefreshToken: next ? (resultOf(next).RefreshToken ?? '') : '' };
    const { errorCode } = await node.send('GetTokensFromRefreshToken', token);
    return errorCode === undefined ? undefined : `the new token is refused: ${errorCode}`;
  },
};

/** With another new password at each node: the one of the winner is the user's, and no other. */
const resetCode: Race = {
  name: 'code to reset a password',
  async run(course, username, round) {
    const { apps, pair, url, userPoolId } = course;
    const ClientId = apps.plain;
    const node = assertPresent(pair[round % 2], 'there are two nodes');
    const asked = await node.send('ForgotPassword', { ClientId, Username: username });
    assert(asked.status === 200, `a code is sent, not ${JSON.stringify(asked.body)}`);
    const { Messages } = await callMuster(url, 'ListMessages', { UserPoolId: userPoolId, To: emailOf(username) });
    const ConfirmationCode = assertPresent(Messages?.[0]?.Code, 'the code is in the inbox');
    const passwordOf = (index: number) => `Password-${index}-of-${username}-${round}`;
    const answers = await sendBoth(course, round >> 1, async (connection, index) =>
      connection.send('ConfirmForgotPassword', {
        ClientId,
        Username: username,
        ConfirmationCode,
        Password: passwordOf(index),
      }),
    );
    const fault = judgeOnce(answers, 'ExpiredCodeException');
    if (fault !== undefined) return fault;
    const signedIn: string[] = [];
    for (const index of [0, 1]) {
      const { status } = await signIn(node, ClientId, username, passwordOf(index));
      signedIn.push(`${index}: ${status}`);
    }
    const order = (round >> 1) % 2 === 0 ? [0, 1] : [1, 0];
    const winner = order[answers.findIndex(({ status }) => status === 200)];
    const expected = [0, 1].map((index) => `${index}: ${index === winner ? 200 : 400}`);
    return signedIn.join() === expected.join() ? undefined : `signed in with the passwords ${signedIn.join()}`;
  },
};

/** A user of their own, who signs up: one node confirms, the other finds it done. */
const signUpCode: Race = {
  name: 'code that confirms a sign-up',
  async run(course, username, round) {
    const { apps, pair, url, userPoolId } = course;
    const ClientId = apps.plain;
    const node = assertPresent(pair[round % 2], 'there are two nodes');
    const Username = `new-${username}`;
    const email = emailOf(Username);
    const UserAttributes = [{ Name: 'email', Value: email }];
    const joined = await node.send('SignUp', { ClientId, Username, Password: KNOWN_PASSWORD, UserAttributes });
    assert(joined.status === 200, `signed up, not ${JSON.stringify(joined.body)}`);
    const { Messages } = await callMuster(url, 'ListMessages', { UserPoolId: userPoolId, To: email });
    const ConfirmationCode = assertPresent(Messages?.[0]?.Code, 'the code is in the inbox');
    const answers = await sendBoth(course, round >> 1, (connection) =>
      connection.send('ConfirmSignUp', { ClientId, Username, ConfirmationCode }),
    );
    const fault = judgeOnce(answers, 'NotAuthorizedException');
    if (fault !== undefined) return fault;
    const { status } = await signIn(node, ClientId, Username, KNOWN_PASSWORD);
    return status === 200 ? undefined : `signed in with ${status}`;
  },
};

const verificationCode: Race = {
  name: 'code that verifies an address',
  async run(course, username, round) {
    const { apps, pair, url, userPoolId } = course;
    const node = assertPresent(pair[round % 2], 'there are two nodes');
    const { AccessToken = '' } = resultOf(await signIn(node, apps.plain, username, KNOWN_PASSWORD));
    const AttributeName = 'email';
    const asked = await node.send('GetUserAttributeVerificationCode', { AccessToken, AttributeName });
    assert(asked.status === 200, `a code is sent, not ${JSON.stringify(asked.body)}`);
    const { Messages } = await callMuster(url, 'ListMessages', { UserPoolId: userPoolId, To: emailOf(username) });
    const Code = assertPresent(Messages?.[0]?.Code, 'the code is in the inbox');
    const answers = await sendBoth(course, round >> 1, (connection) =>
      connection.send('VerifyUserAttribute', { AccessToken, AttributeName, Code }),
    );
    return judgeOnce(answers, 'ExpiredCodeException');
  },
};

/** In this order for each user: the first needs the hash as it was imported, the last takes the password away. */
export const RACES: readonly Race[] = [
  importedHash,
  srpAnswer,
  rotatingRefreshToken,
  verificationCode,
  signUpCode,
  resetCode,
];

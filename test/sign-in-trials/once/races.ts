import { randomBytes } from 'node:crypto';
import { KNOWN_PASSWORD } from '../../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { srpPoolName } from '../../../src/domain/sign-in/srp.ts';
import { SrpClient } from '../../../src/domain/sign-in/srp-client.fixture.ts';
import { emailOf } from '../trial-pool.ts';
import { DEVICE_RACES } from './device-races.ts';
import { FACTOR_RACES } from './factor-races.ts';
import {
  bodyOf,
  codeTo,
  judgeOnce,
  nodeOf,
  type Race,
  type Racecourse,
  resultOf,
  sendBoth,
  signIn,
  tell,
} from './race.ts';

const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';

/** The first right password of an imported hash: both sign in. That the hash moved once is judged at the end, by what the database noted. */
const importedHash: Race = {
  name: 'first right password of an imported hash',
  changesPassword: true,
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
    const { apps, userPoolId } = course;
    const ClientId = apps.plain;
    const srp = new SrpClient(randomBytes(32));
    const AuthParameters = { USERNAME: username, SRP_A: srp.publicAText };
    const begin = { ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters } as const;
    const { body } = await nodeOf(course, round).send('InitiateAuth', begin);
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
    const { apps } = course;
    const ClientId = apps.rotating;
    const node = nodeOf(course, round);
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

/** Somebody new, and the code that confirms them. */
async function join(course: Racecourse, Username: string, round: number): Promise<string> {
  const email = emailOf(Username);
  const UserAttributes = [{ Name: 'email', Value: email }];
  const ClientId = course.apps.plain;
  bodyOf(await nodeOf(course, round).send('SignUp', { ClientId, Username, Password: KNOWN_PASSWORD, UserAttributes }));
  return codeTo(course, email);
}

/** One node confirms, the other finds it done. */
const signUpCode: Race = {
  name: 'code that confirms a sign-up',
  async run(course, username, round) {
    const ClientId = course.apps.plain;
    const Username = `new-${username}`;
    const ConfirmationCode = await join(course, Username, round);
    const answers = await sendBoth(course, round >> 1, (connection) =>
      connection.send('ConfirmSignUp', { ClientId, Username, ConfirmationCode }),
    );
    const fault = judgeOnce(answers, 'NotAuthorizedException');
    if (fault !== undefined) return fault;
    const { status } = await signIn(nodeOf(course, round), ClientId, Username, KNOWN_PASSWORD);
    return status === 200 ? undefined : `signed in with ${status}`;
  },
};

/** What stands for the code that confirmed: it signs in once. */
const signUpSession: Race = {
  name: 'session of a confirmed sign-up',
  async run(course, username, round) {
    const ClientId = course.apps.plain;
    const Username = `next-${username}`;
    const ConfirmationCode = await join(course, Username, round);
    const confirmed = await nodeOf(course, round).send('ConfirmSignUp', { ClientId, Username, ConfirmationCode });
    const Session = String(bodyOf(confirmed).Session);
    const begin = { ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: Username }, Session } as const;
    const answers = await sendBoth(course, round >> 1, (connection) => connection.send('InitiateAuth', begin));
    return judgeOnce(answers, 'NotAuthorizedException');
  },
};

const verificationCode: Race = {
  name: 'code that verifies an address',
  async run(course, username, round) {
    const { apps } = course;
    const node = nodeOf(course, round);
    const { AccessToken = '' } = resultOf(await signIn(node, apps.plain, username, KNOWN_PASSWORD));
    const AttributeName = 'email';
    bodyOf(await node.send('GetUserAttributeVerificationCode', { AccessToken, AttributeName }));
    const Code = await codeTo(course, emailOf(username));
    const answers = await sendBoth(course, round >> 1, (connection) =>
      connection.send('VerifyUserAttribute', { AccessToken, AttributeName, Code }),
    );
    return judgeOnce(answers, 'ExpiredCodeException');
  },
};

/** With another new password at each node: the one of the winner is the user's, and no other. */
const resetCode: Race = {
  name: 'code to reset a password',
  changesPassword: true,
  async run(course, username, round) {
    const { apps } = course;
    const ClientId = apps.plain;
    const node = nodeOf(course, round);
    bodyOf(await node.send('ForgotPassword', { ClientId, Username: username }));
    const ConfirmationCode = await codeTo(course, emailOf(username));
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
    const expected = answers.map(({ status }, index) => `${index}: ${status}`);
    return signedIn.join() === expected.join() ? undefined : `signed in with the passwords ${signedIn.join()}`;
  },
};

/** In this order for each user: the first needs the hash as it was imported, the last takes the password away. */
export const RACES: readonly Race[] = [
  importedHash,
  srpAnswer,
  rotatingRefreshToken,
  ...FACTOR_RACES,
  ...DEVICE_RACES,
  verificationCode,
  signUpCode,
  signUpSession,
  resetCode,
];

/**
 * Those whose names have one of the parts in them. The first of all is always one of them: it moves the hash, and some of the others need
 * that.
 * @throws if a part is in no name
 */
export function chooseRaces(parts: readonly string[]): readonly Race[] {
  for (const part of parts) {
    if (!RACES.some(({ name }) => name.includes(part)))
      throw new Error(`no race has "${part}" in its name; there are:\n${RACES.map(({ name }) => name).join('\n')}`);
  }
  return RACES.filter((race) => race === importedHash || parts.some((part) => race.name.includes(part)));
}

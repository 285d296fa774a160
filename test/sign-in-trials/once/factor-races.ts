import { assert } from '../../../src/base/assert.ts';
import { KNOWN_PASSWORD } from '../../../src/domain/records/cases/password-hash-cases.fixture.ts';
import { appCode } from '../../../src/operations/cognito-idp/sign-in/factors.fixture.ts';
import type { PublicAnswer } from '../public-connection.ts';
import { emailOf } from '../trial-pool.ts';
import { bodyOf, codeTo, judgeOnce, nodeOf, type Race, type Racecourse, resultOf, sendBoth, signIn } from './race.ts';

const STEP_MS = 30_000;

/** The ways of a code that is sent: where it goes, as the only factor and as the second one. */
const SENT = {
  email: { first: 'EMAIL_OTP', second: 'EMAIL_OTP', setting: 'EmailMfaSettings' },
  phone_number: { first: 'SMS_OTP', second: 'SMS_MFA', setting: 'SMSMfaSettings' },
} as const;
type Way = keyof typeof SENT;

function phoneOf(round: number): string {
  return `+1555${String(round).padStart(7, '0')}`;
}

/** Where codes go; a phone number is given for the race and taken away again, so that no later code goes there. */
async function withAddress<Result>(
  course: Racecourse,
  { username, round, way }: { readonly username: string; readonly round: number; readonly way: Way },
  run: (address: string, AccessToken: string) => Promise<Result>,
): Promise<Result> {
  const node = nodeOf(course, round);
  const { AccessToken = '' } = resultOf(await signIn(node, course.apps.plain, username, KNOWN_PASSWORD));
  if (way === 'email') return run(emailOf(username), AccessToken);
  const Value = phoneOf(round);
  bodyOf(await node.send('UpdateUserAttributes', { AccessToken, UserAttributes: [{ Name: way, Value }] }));
  const result = await run(Value, AccessToken);
  bodyOf(await node.send('DeleteUserAttributes', { AccessToken, UserAttributeNames: [way] }));
  return result;
}

/** A code that is sent as the only factor: one of two answers signs in. */
function oneTimePassword(way: Way): Race {
  const { first } = SENT[way];
  return {
    name: `one-time password, ${first}`,
    run: (course, username, round) =>
      withAddress(course, { username, round, way }, async (address) => {
        const ClientId = course.apps.plain;
        const AuthParameters = { USERNAME: username, PREFERRED_CHALLENGE: first };
        const begin = { ClientId, AuthFlow: 'USER_AUTH', AuthParameters } as const;
        const { Session } = bodyOf(await nodeOf(course, round).send('InitiateAuth', begin));
        const ChallengeResponses = { USERNAME: username, [`${first}_CODE`]: await codeTo(course, address) };
        const answer = { ClientId, ChallengeName: first, Session: String(Session), ChallengeResponses } as const;
        return judgeOnce(
          await sendBoth(course, round >> 1, (connection) => connection.send('RespondToAuthChallenge', answer)),
          'NotAuthorizedException',
        );
      }),
  };
}

/** A code that is sent after the password: one of two answers signs in. */
function sentSecondFactor(way: Way): Race {
  const { second, setting } = SENT[way];
  return {
    name: `second factor that was sent, ${second}`,
    run: (course, username, round) =>
      withAddress(course, { username, round, way }, async (address, AccessToken) => {
        const ClientId = course.apps.plain;
        const node = nodeOf(course, round);
        const setActive = async (Enabled: boolean) =>
          bodyOf(await node.send('SetUserMFAPreference', { AccessToken, [setting]: { Enabled } }));
        await setActive(true);
        const { ChallengeName, Session } = bodyOf(await signIn(node, ClientId, username, KNOWN_PASSWORD));
        assert(ChallengeName === second, `the second factor is asked for, not ${ChallengeName}`);
        const ChallengeResponses = { USERNAME: username, [`${second}_CODE`]: await codeTo(course, address) };
        const answer = { ClientId, ChallengeName: second, Session: String(Session), ChallengeResponses } as const;
        const answers = await sendBoth(course, round >> 1, (connection) =>
          connection.send('RespondToAuthChallenge', answer),
        );
        await setActive(false);
        return judgeOnce(answers, 'NotAuthorizedException');
      }),
  };
}

/** The code that proves a new app, and then the same code of the app in the answers to two challenges. */
async function associate(course: Racecourse, username: string, round: number) {
  const node = nodeOf(course, round);
  const { AccessToken = '' } = resultOf(await signIn(node, course.apps.plain, username, KNOWN_PASSWORD));
  const { SecretCode } = bodyOf(await node.send('AssociateSoftwareToken', { AccessToken }));
  return { node, AccessToken, secret: String(SecretCode) };
}

const proofOfApp: Race = {
  name: 'code that proves an app',
  async run(course, username, round) {
    const { AccessToken, secret } = await associate(course, username, round);
    const UserCode = appCode(secret, Date.now());
    const answers = await sendBoth(course, round >> 1, (connection) =>
      connection.send('VerifySoftwareToken', { AccessToken, UserCode }),
    );
    return judgeOnce(answers, 'InvalidParameterException');
  },
};

const codeOfApp: Race = {
  name: 'code of an app',
  async run(course, username, round) {
    const ClientId = course.apps.plain;
    const { node, AccessToken, secret } = await associate(course, username, round);
    const now = Date.now();
    // This one proves the app, and leaves the next one, which is accepted early: neither is late if the half minute ends meanwhile.
    bodyOf(await node.send('VerifySoftwareToken', { AccessToken, UserCode: appCode(secret, now) }));
    const setActive = async (Enabled: boolean) =>
      bodyOf(await node.send('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: { Enabled } }));
    await setActive(true);
    const challenges: PublicAnswer[] = [];
    for (const _ of course.pair) challenges.push(await signIn(node, ClientId, username, KNOWN_PASSWORD));
    const ChallengeResponses = { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: appCode(secret, now + STEP_MS) };
    const answers = await sendBoth(course, round >> 1, (connection, index) =>
      connection.send('RespondToAuthChallenge', {
        ClientId,
        ChallengeName: 'SOFTWARE_TOKEN_MFA',
        Session: String(challenges[index]?.body.Session),
        ChallengeResponses,
      }),
    );
    await setActive(false);
    return judgeOnce(answers, 'ExpiredCodeException');
  },
};

export const FACTOR_RACES: readonly Race[] = [
  oneTimePassword('email'),
  oneTimePassword('phone_number'),
  sentSecondFactor('email'),
  sentSecondFactor('phone_number'),
  proofOfApp,
  codeOfApp,
];

import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  type AuthFlowType,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, type SignInInput, signIn, signOut } from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import { assertPresent } from '../../src/base/assert.ts';
import { srpPoolName } from '../../src/domain/sign-in/srp.ts';
import { SrpClient, sha256 } from '../../src/domain/sign-in/srp-client.fixture.ts';

/** The app and the person of a sign-in. */
export interface Attempt {
  readonly client: CognitoIdentityProviderClient;
  readonly url: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
}

/** `signed in`, the challenge that follows, or the refusal as `name: text`. */
export type Outcome = string;
export type Way = (attempt: Attempt) => Promise<Outcome>;

// Without it Amplify warns of the endpoint at each sign-in.
ConsoleLogger.LOG_LEVEL = 'ERROR';

export const SIGNED_IN = 'signed in';
const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';
const srp = new SrpClient(sha256('the ways to sign in'));

/** The ways that send the password. */
export const PASSWORD_WAYS: Readonly<Record<string, Way>> = {
  USER_PASSWORD_AUTH: (attempt) => byPassword(attempt, 'USER_PASSWORD_AUTH'),
  'USER_PASSWORD_AUTH of an administrator': (attempt) => byPasswordAsAdmin(attempt, 'USER_PASSWORD_AUTH'),
  ADMIN_USER_PASSWORD_AUTH: (attempt) => byPasswordAsAdmin(attempt, 'ADMIN_USER_PASSWORD_AUTH'),
  ADMIN_NO_SRP_AUTH: (attempt) => byPasswordAsAdmin(attempt, 'ADMIN_NO_SRP_AUTH'),
  'USER_AUTH with PASSWORD': (attempt) => byPassword(attempt, 'USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD' }),
  'USER_AUTH, PASSWORD selected': (attempt) => bySelection(attempt, 'PASSWORD'),
  'amazon-cognito-identity-js by password': (attempt) => byIdentityJs(attempt, 'USER_PASSWORD_AUTH'),
  'Amplify by password': (attempt) => byAmplify(attempt, { authFlowType: 'USER_PASSWORD_AUTH' }),
};

/** The ways by which the password stays where it is. */
export const SRP_WAYS: Readonly<Record<string, Way>> = {
  USER_SRP_AUTH: (attempt) => bySrp(attempt, 'USER_SRP_AUTH'),
  'USER_AUTH with PASSWORD_SRP': (attempt) => bySrp(attempt, 'USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD_SRP' }),
  'USER_AUTH, PASSWORD_SRP selected': (attempt) => bySelection(attempt, 'PASSWORD_SRP'),
  'USER_SRP_AUTH of an administrator': bySrpAsAdmin,
  'amazon-cognito-identity-js by SRP': (attempt) => byIdentityJs(attempt, 'USER_SRP_AUTH'),
  'Amplify by SRP': (attempt) => byAmplify(attempt, { authFlowType: 'USER_SRP_AUTH' }),
};

export const CUSTOM_AUTH: Way = ({ client, clientId: ClientId, username: USERNAME }) =>
  outcomeOf(client.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME } })));

type Answer = Pick<
  InitiateAuthCommandOutput,
  'AuthenticationResult' | 'ChallengeName' | 'Session' | 'ChallengeParameters'
>;

async function outcomeOf(call: Promise<Answer>): Promise<Outcome> {
  try {
    const { AuthenticationResult, ChallengeName } = await call;
    return AuthenticationResult?.AccessToken ? SIGNED_IN : (ChallengeName ?? 'nothing');
  } catch (error) {
    return refusalOf(error);
  }
}

function refusalOf(error: unknown): Outcome {
  if (!(error instanceof Error)) throw error;
  return `${error.name}: ${error.message}`;
}

function byPassword({ client, clientId: ClientId, username, password }: Attempt, AuthFlow: AuthFlowType, more = {}) {
  const AuthParameters = { USERNAME: username, PASSWORD: password, ...more };
  return outcomeOf(client.send(new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters })));
}

function byPasswordAsAdmin(
  { client, userPoolId: UserPoolId, clientId: ClientId, ...user }: Attempt,
  AuthFlow: AuthFlowType,
) {
  const AuthParameters = { USERNAME: user.username, PASSWORD: user.password };
  return outcomeOf(client.send(new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow, AuthParameters })));
}

function bySrp(attempt: Attempt, AuthFlow: AuthFlowType, more = {}): Promise<Outcome> {
  const { client, clientId: ClientId, username: USERNAME } = attempt;
  const AuthParameters = { USERNAME, SRP_A: srp.publicAText, ...more };
  return outcomeOf(
    client
      .send(new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters }))
      .then((begun) => answerSrp(attempt, begun)),
  );
}

function answerSrp(attempt: Attempt, begun: Answer): Promise<Answer> {
  const input = { ClientId: attempt.clientId, ...srpAnswer(attempt, begun), Session: begun.Session };
  return attempt.client.send(new RespondToAuthChallengeCommand(input));
}

function bySrpAsAdmin(attempt: Attempt): Promise<Outcome> {
  const { client, userPoolId: UserPoolId, clientId: ClientId, username: USERNAME } = attempt;
  const AuthParameters = { USERNAME, SRP_A: srp.publicAText };
  const begin = new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
  return outcomeOf(
    client.send(begin).then((begun) => {
      const answer = { UserPoolId, ClientId, ...srpAnswer(attempt, begun), Session: begun.Session };
      return client.send(new AdminRespondToAuthChallengeCommand(answer));
    }),
  );
}

function srpAnswer({ userPoolId, password }: Attempt, { ChallengeName, ChallengeParameters: challenge = {} }: Answer) {
  if (ChallengeName !== 'PASSWORD_VERIFIER') throw new Error(`SRP was answered with ${ChallengeName}`);
  const username = challenge.USER_ID_FOR_SRP ?? '';
  const identity = { poolName: srpPoolName(userPoolId), username };
  const ChallengeResponses = {
    USERNAME: username,
    PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK ?? '',
    PASSWORD_CLAIM_SIGNATURE: srp.claim(identity, password, challenge, TIMESTAMP),
    TIMESTAMP,
  };
  return { ChallengeName, ChallengeResponses } as const;
}

/** `USER_AUTH` with a user name alone, and the answer to the choice that follows. */
function bySelection(attempt: Attempt, ANSWER: 'PASSWORD' | 'PASSWORD_SRP'): Promise<Outcome> {
  const { client, clientId: ClientId, username: USERNAME, password: PASSWORD } = attempt;
  const begin = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME } });
  const choose = async (): Promise<Answer> => {
    const { Session, AvailableChallenges = [] } = await client.send(begin);
    if (!AvailableChallenges.includes(ANSWER)) throw new Error(`the choice was among ${AvailableChallenges}`);
    const proof: Record<string, string> = ANSWER === 'PASSWORD' ? { PASSWORD } : { SRP_A: srp.publicAText };
    const ChallengeResponses = { USERNAME, ANSWER, ...proof };
    const answer = { ClientId, ChallengeName: 'SELECT_CHALLENGE', ChallengeResponses, Session } as const;
    const next = await client.send(new RespondToAuthChallengeCommand(answer));
    return ANSWER === 'PASSWORD' ? next : answerSrp(attempt, next);
  };
  return outcomeOf(choose());
}

function byIdentityJs(attempt: Attempt, flow: 'USER_PASSWORD_AUTH' | 'USER_SRP_AUTH'): Promise<Outcome> {
  const { userPoolId: UserPoolId, clientId: ClientId, url: endpoint, username: Username, password } = attempt;
  const user = new CognitoUser({ Username, Pool: new CognitoUserPool({ UserPoolId, ClientId, endpoint }) });
  user.setAuthenticationFlowType(flow);
  return new Promise((resolve) => {
    user.authenticateUser(new AuthenticationDetails({ Username, Password: password }), {
      onSuccess: () => resolve(SIGNED_IN),
      onFailure: (error) => resolve(refusalOf(error)),
      newPasswordRequired: () => resolve('NEW_PASSWORD_REQUIRED'),
    });
  });
}

/** What Amplify makes of a challenge and of a refusal that is the begin of a reset. */
const AMPLIFY_STEPS: Readonly<Record<string, Outcome>> = {
  DONE: SIGNED_IN,
  CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED: 'NEW_PASSWORD_REQUIRED',
  RESET_PASSWORD: 'PasswordResetRequiredException: Password reset required for the user',
};

async function byAmplify(attempt: Attempt, options: NonNullable<SignInInput['options']>): Promise<Outcome> {
  const { userPoolId, clientId: userPoolClientId, url: userPoolEndpoint, username, password } = attempt;
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } });
  try {
    const { nextStep } = await signIn({ username, password, options });
    if (nextStep.signInStep === 'DONE') assertPresent((await fetchAuthSession()).tokens, 'a session has tokens');
    return AMPLIFY_STEPS[nextStep.signInStep] ?? nextStep.signInStep;
  } catch (error) {
    return refusalOf(error);
  } finally {
    await signOut();
  }
}

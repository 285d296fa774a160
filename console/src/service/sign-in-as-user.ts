import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Sha256 } from '@smithy/core/checksum';
import type { Clients } from './clients.ts';

/** Flows that a person can walk through here, in the order in which they are offered, and what of a client allows each. */
export const TRIAL_FLOWS = {
  USER_PASSWORD_AUTH: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'],
  USER_SRP_AUTH: ['ALLOW_USER_SRP_AUTH'],
  ADMIN_USER_PASSWORD_AUTH: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  USER_AUTH: ['ALLOW_USER_AUTH'],
  REFRESH_TOKEN_AUTH: ['ALLOW_REFRESH_TOKEN_AUTH'],
} as const;
export type TrialFlow = keyof typeof TRIAL_FLOWS;

export interface TrialClient {
  readonly poolId: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
}

export interface Tokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
}

export type TrialAnswer =
  | { readonly kind: 'tokens'; readonly tokens: Tokens }
  /** `respond` sends the answer of the user. */
  | { readonly kind: 'challenge'; readonly name: string; respond(answer: string): Promise<TrialAnswer> };

/** Challenges that one text answers, and under which name it is sent. */
export const ANSWERABLE: Readonly<Record<string, string>> = {
  NEW_PASSWORD_REQUIRED: 'NEW_PASSWORD',
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA_CODE',
  EMAIL_OTP: 'EMAIL_OTP_CODE',
  SMS_MFA: 'SMS_MFA_CODE',
};

/** Signs in by a flow that needs no more than a secret: a password or a refresh token. */
export async function signInAsUser(
  { cognito }: Clients,
  client: TrialClient,
  flow: Exclude<TrialFlow, 'USER_SRP_AUTH'>,
  userName: string,
  secret: string,
): Promise<TrialAnswer> {
  const hash = await secretHash(client, userName);
  const parameters = {
    ...hash,
    ...(flow === 'REFRESH_TOKEN_AUTH' ? { REFRESH_TOKEN: secret } : { USERNAME: userName, PASSWORD: secret }),
    ...(flow === 'USER_AUTH' && { PREFERRED_CHALLENGE: 'PASSWORD' }),
  };
  const input = { ClientId: client.clientId, AuthFlow: flow, AuthParameters: parameters };
  const isAdmin = flow === 'ADMIN_USER_PASSWORD_AUTH';
  const respond = async (name: string, session: string | undefined, answer: string): Promise<TrialAnswer> => {
    const challenge = {
      ClientId: client.clientId,
      ChallengeName: name as InitiateAuthCommandOutput['ChallengeName'],
      Session: session,
      ChallengeResponses: { ...hash, USERNAME: userName, [ANSWERABLE[name] ?? 'ANSWER']: answer },
    };
    const answered = isAdmin
      ? await cognito.send(new AdminRespondToAuthChallengeCommand({ ...challenge, UserPoolId: client.poolId }))
      : await cognito.send(new RespondToAuthChallengeCommand(challenge));
    return read(answered);
  };
  const read = ({ AuthenticationResult, ChallengeName, Session }: InitiateAuthCommandOutput): TrialAnswer => {
    if (AuthenticationResult === undefined) {
      const name: string = ChallengeName ?? '';
      return { kind: 'challenge', name, respond: (answer) => respond(name, Session, answer) };
    }
    const { IdToken = '', AccessToken = '', RefreshToken } = AuthenticationResult;
    return { kind: 'tokens', tokens: { idToken: IdToken, accessToken: AccessToken, refreshToken: RefreshToken } };
  };
  return read(
    isAdmin
      ? await cognito.send(new AdminInitiateAuthCommand({ ...input, UserPoolId: client.poolId }))
      : await cognito.send(new InitiateAuthCommand(input)),
  );
}

/** What a client with a secret sends with each request: HMAC-SHA256 of user name and client id. */
async function secretHash(
  { clientId, clientSecret }: TrialClient,
  userName: string,
): Promise<{ SECRET_HASH?: string }> {
  if (clientSecret === undefined) return {};
  const hash = new Sha256(new TextEncoder().encode(clientSecret));
  hash.update(new TextEncoder().encode(userName + clientId));
  return { SECRET_HASH: btoa(String.fromCharCode(...(await hash.digest()))) };
}

/** The claims of a token; its signature is not looked at. Undefined if it is not a JWT. */
export function readClaims(token: string): Readonly<Record<string, unknown>> | undefined {
  const [, payload = ''] = token.split('.');
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (byte) =>
      byte.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

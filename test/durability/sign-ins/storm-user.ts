import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  AdminInitiateAuthCommand,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { srpPoolName } from '../../../src/domain/sign-in/srp.ts';
import { SrpClient } from '../../../src/domain/sign-in/srp-client.fixture.ts';
import { callMuster } from '../../call-muster.ts';
import type { MailJournal } from './mail-journal.ts';
import type { Outcome, StormCalls } from './storm-calls.ts';

/** A pool of the storm and its app client. */
export interface StormPool {
  readonly userPoolId: string;
  readonly clientId: string;
}

/** What everybody in the storm uses. */
export interface StormWorld {
  readonly url: string;
  readonly client: CognitoIdentityProviderClient;
  readonly calls: StormCalls;
  readonly journal: MailJournal;
}

/** What a password is good for. `reset`: the user has to ask for a code; `unconfirmed`: to confirm the sign-up; `unknown`: there is no such user. */
export type PasswordState = 'right' | 'temporary' | 'wrong' | 'reset' | 'unconfirmed' | 'unknown';

/** Something is not as it must be: nothing more is tried with this user. */
export class Difference extends Error {}

export const PASSWORD_FLOWS = ['USER_PASSWORD_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'USER_AUTH'] as const;
export type PasswordFlow = (typeof PASSWORD_FLOWS)[number];

const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';
const LOCKED_MS = 250;
export const LOCKED_OUT = 'Password attempts exceeded';
export const INCORRECT = 'Incorrect username or password.';

/** One person, seen from outside: which passwords are good, and what is in the inbox. */
export class StormUser {
  readonly name: string;
  email: string;
  readonly #world: StormWorld;
  readonly #pool: StormPool;
  /** How many messages to each address were seen. */
  readonly #seen = new Map<string, number>();

  constructor(world: StormWorld, pool: StormPool, name: string) {
    this.#world = world;
    this.#pool = pool;
    this.name = name;
    this.email = `${name}@hidden.example`;
  }

  /** Where the next messages go; those to the address before are remembered. */
  moveTo(email: string): void {
    this.email = email;
  }

  get pool(): StormPool {
    return this.#pool;
  }

  /** Once, whatever comes of it. */
  trySignIn(password: string, flow: PasswordFlow = 'USER_PASSWORD_AUTH'): Promise<Outcome<InitiateAuthCommandOutput>> {
    return this.#world.calls.attempt(flow, this.#signIn(password, flow));
  }

  async stateOf(password: string): Promise<PasswordState> {
    for (;;) {
      const outcome = await this.#world.calls.persist('judging', this.#signIn(password, 'USER_PASSWORD_AUTH'));
      if (outcome.kind === 'answered') {
        return outcome.answer.ChallengeName === 'NEW_PASSWORD_REQUIRED' ? 'temporary' : 'right';
      }
      const { name, message } = outcome;
      if (name === 'PasswordResetRequiredException') return 'reset';
      if (name === 'UserNotFoundException') return 'unknown';
      if (name === 'UserNotConfirmedException') return 'unconfirmed';
      if (name === 'NotAuthorizedException' && message === INCORRECT) return 'wrong';
      if (message !== LOCKED_OUT) throw this.difference(`a sign-in is refused: ${name} ${message}`);
      await wait(LOCKED_MS);
    }
  }

  /** The answer to a sign-in with a password that is good, from a device if its key is given. */
  async signIn(password: string, deviceKey?: string): Promise<InitiateAuthCommandOutput> {
    const signIn = this.#signIn(password, 'USER_PASSWORD_AUTH', deviceKey);
    for (;;) {
      const outcome = await this.#world.calls.persist('judging', signIn);
      if (outcome.kind === 'answered') return outcome.answer;
      const { name, message } = outcome;
      if (message !== LOCKED_OUT) throw this.difference(`cannot sign in: ${name} ${message}`);
      await wait(LOCKED_MS);
    }
  }

  /** By SRP, which knows nothing of imported hashes. */
  async isGoodForSrp(password: string): Promise<boolean> {
    const { client, calls } = this.#world;
    const { userPoolId, clientId } = this.#pool;
    for (;;) {
      const srp = new SrpClient(randomBytes(32));
      const AuthParameters = { USERNAME: this.name, SRP_A: srp.publicAText };
      const begin = new InitiateAuthCommand({ ClientId: clientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters });
      const begun = await calls.persist('USER_SRP_AUTH', () => client.send(begin));
      if (begun.kind === 'refused') throw this.difference(`SRP is refused: ${begun.name} ${begun.message}`);
      const challenge = begun.answer.ChallengeParameters ?? {};
      const identity = { poolName: srpPoolName(userPoolId), username: challenge.USER_ID_FOR_SRP ?? '' };
      const ChallengeResponses = {
        USERNAME: challenge.USER_ID_FOR_SRP ?? '',
        PASSWORD_CLAIM_SECRET_BLOCK: challenge.SECRET_BLOCK ?? '',
        PASSWORD_CLAIM_SIGNATURE: srp.claim(identity, password, challenge, TIMESTAMP),
        TIMESTAMP,
      };
      const ChallengeName = 'PASSWORD_VERIFIER';
      const answer = new RespondToAuthChallengeCommand({ ClientId: clientId, ChallengeName, ChallengeResponses });
      const answered = await calls.attempt('PASSWORD_VERIFIER', () => client.send(answer));
      if (answered.kind === 'answered') return true;
      // An answer that was cut may be used up: then it begins anew.
      if (answered.kind === 'refused' && answered.message === INCORRECT) return false;
      await wait(LOCKED_MS);
    }
  }

  /** Looks into the inbox; resolves with the codes that came since the last look, oldest first. */
  async readNewCodes(): Promise<readonly string[]> {
    const { url, calls, journal } = this.#world;
    const list = () => callMuster(url, 'ListMessages', { UserPoolId: this.#pool.userPoolId, To: this.email });
    const outcome = await calls.persist('ListMessages', list);
    if (outcome.kind === 'refused') throw this.difference(`the inbox is refused: ${outcome.message}`);
    const codes = outcome.answer.Messages.map(({ Code }) => Code).toReversed();
    const fresh = codes.slice(this.#seen.get(this.email) ?? 0);
    this.#seen.set(this.email, codes.length);
    for (const code of fresh) journal.note(this.email, code);
    return fresh;
  }

  difference(text: string): Difference {
    return new Difference(`${this.name}: ${text}`);
  }

  #signIn(password: string, flow: PasswordFlow, deviceKey?: string): () => Promise<InitiateAuthCommandOutput> {
    const { client } = this.#world;
    const { userPoolId: UserPoolId, clientId: ClientId } = this.#pool;
    const AuthParameters: Record<string, string> = { USERNAME: this.name, PASSWORD: password };
    if (deviceKey !== undefined) AuthParameters.DEVICE_KEY = deviceKey;
    if (flow === 'ADMIN_USER_PASSWORD_AUTH') {
      const command = new AdminInitiateAuthCommand({ UserPoolId, ClientId, AuthFlow: flow, AuthParameters });
      return () => client.send(command);
    }
    if (flow === 'USER_AUTH') AuthParameters.PREFERRED_CHALLENGE = 'PASSWORD';
    const command = new InitiateAuthCommand({ ClientId, AuthFlow: flow, AuthParameters });
    return () => client.send(command);
  }
}

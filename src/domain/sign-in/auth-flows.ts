import type { SignInFlow } from '../app-clients/auth-flows.ts';
import type { UserStatus } from '../users/user.ts';

/** Who calls: anybody by a client id, or a signed request of the operator. */
export type SignInCaller = 'public' | 'admin';

/** What is to be done next, or is waited for, in a sign-in. */
export type SignInState =
  | 'selecting'
  | 'judging-password'
  | 'exchanging-keys'
  | 'refreshing'
  | 'refusing-custom-auth'
  /** Waiting for the answer to a challenge. */
  | 'SELECT_CHALLENGE'
  | 'PASSWORD_VERIFIER'
  | 'NEW_PASSWORD_REQUIRED'
  /** The user has proven to be who they are. */
  | 'password-proven'
  | 'signed-in'
  | 'refused';

export type FirstFactor = 'PASSWORD' | 'PASSWORD_SRP';

interface Flow {
  readonly allowedBy: SignInFlow;
  readonly callers: readonly SignInCaller[];
  readonly start: SignInState;
  /** Parameters without which it cannot begin, in the order in which a missing one is told (S8). */
  readonly parameters: readonly string[];
}

/** The flows by their `AuthFlow`, the old names among them (S17, S46, S102). */
export const FLOWS: Readonly<Record<string, Flow>> = {
  USER_PASSWORD_AUTH: {
    allowedBy: 'USER_PASSWORD_AUTH',
    callers: ['public', 'admin'],
    start: 'judging-password',
    parameters: ['USERNAME', 'PASSWORD'],
  },
  ADMIN_USER_PASSWORD_AUTH: {
    allowedBy: 'ADMIN_USER_PASSWORD_AUTH',
    callers: ['admin'],
    start: 'judging-password',
    parameters: ['USERNAME', 'PASSWORD'],
  },
  ADMIN_NO_SRP_AUTH: {
    allowedBy: 'ADMIN_USER_PASSWORD_AUTH',
    callers: ['admin'],
    start: 'judging-password',
    parameters: ['USERNAME', 'PASSWORD'],
  },
  USER_SRP_AUTH: {
    allowedBy: 'USER_SRP_AUTH',
    callers: ['public', 'admin'],
    start: 'exchanging-keys',
    parameters: ['USERNAME', 'SRP_A'],
  },
  USER_AUTH: { allowedBy: 'USER_AUTH', callers: ['public', 'admin'], start: 'selecting', parameters: ['USERNAME'] },
  CUSTOM_AUTH: {
    allowedBy: 'CUSTOM_AUTH',
    callers: ['public', 'admin'],
    start: 'refusing-custom-auth',
    parameters: ['USERNAME'],
  },
  REFRESH_TOKEN_AUTH: {
    allowedBy: 'REFRESH_TOKEN_AUTH',
    callers: ['public', 'admin'],
    start: 'refreshing',
    parameters: ['REFRESH_TOKEN'],
  },
  REFRESH_TOKEN: {
    allowedBy: 'REFRESH_TOKEN_AUTH',
    callers: ['public', 'admin'],
    start: 'refreshing',
    parameters: ['REFRESH_TOKEN'],
  },
};

/** Each state with what may happen in it, and where that leads. Nothing else decides where a sign-in goes. */
const TRANSITIONS = {
  selecting: { PASSWORD: 'judging-password', PASSWORD_SRP: 'exchanging-keys', undecided: 'SELECT_CHALLENGE' },
  SELECT_CHALLENGE: { PASSWORD: 'judging-password', PASSWORD_SRP: 'exchanging-keys' },
  'exchanging-keys': { exchanged: 'PASSWORD_VERIFIER' },
  PASSWORD_VERIFIER: { right: 'password-proven', wrong: 'refused' },
  'judging-password': { right: 'password-proven', wrong: 'refused' },
  'password-proven': {
    CONFIRMED: 'signed-in',
    FORCE_CHANGE_PASSWORD: 'NEW_PASSWORD_REQUIRED',
    UNCONFIRMED: 'refused',
    RESET_REQUIRED: 'refused',
    EXTERNAL_PROVIDER: 'refused',
  } satisfies Record<UserStatus, SignInState>,
  NEW_PASSWORD_REQUIRED: { 'password-set': 'signed-in' },
  refreshing: { right: 'signed-in', wrong: 'refused' },
} as const satisfies Partial<Record<SignInState, Readonly<Record<string, SignInState>>>>;

type Table = typeof TRANSITIONS;
type Movable = keyof Table;

/** Where a sign-in goes from a state when that happens. */
export function nextSignInState<State extends Movable>(
  state: State,
  event: keyof Table[State] & string,
): Table[State][keyof Table[State]] {
  return TRANSITIONS[state][event];
}

/** Every arrow of the table. */
export function listSignInTransitions(): {
  readonly from: Movable;
  readonly event: string;
  readonly to: SignInState;
}[] {
  return Object.entries(TRANSITIONS).flatMap(([from, events]) =>
    Object.entries(events).map(([event, to]) => ({ from: from as Movable, event, to })),
  );
}

/** Challenges that a user may choose among by `ANSWER` or `PREFERRED_CHALLENGE` (S73, S78); one-time codes are not among them yet. */
export const FIRST_FACTORS: readonly FirstFactor[] = ['PASSWORD_SRP', 'PASSWORD'];

export function findFirstFactor(text: string | undefined): FirstFactor | undefined {
  return FIRST_FACTORS.find((factor) => factor === text);
}

/** What a first factor needs beside the user name. */
export const FACTOR_PARAMETERS: Readonly<Record<FirstFactor, string>> = { PASSWORD: 'PASSWORD', PASSWORD_SRP: 'SRP_A' };

/** The refusal of a flow that the client may not use (S7). */
export function flowRefusal(flow: string, caller: SignInCaller): string {
  if (flow === 'USER_PASSWORD_AUTH' && caller === 'public')
    return 'USER_PASSWORD_AUTH flow not enabled for this client';
  if (flow === 'USER_SRP_AUTH' && caller === 'public') return 'USER_SRP_AUTH is not enabled for the client.';
  return caller === 'admin' ? 'Auth flow not enabled for this client' : `${flow} is not enabled for the client.`;
}

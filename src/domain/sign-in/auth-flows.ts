import type { SignInFlow } from '../app-clients/auth-flows.ts';
import type { MfaFactor, UserStatus } from '../users/user.ts';
import type { SecondFactorStep } from './second-factors.ts';

/** Who calls: anybody by a client id, or a signed request of the operator. */
export type SignInCaller = 'public' | 'admin';

/** What is to be done next, or is waited for, in a sign-in. */
export type SignInState =
  | 'selecting'
  | 'judging-password'
  | 'exchanging-keys'
  | 'refreshing'
  | 'refusing-custom-auth'
  | 'sending-code'
  | 'sending-second-code'
  | 'judging-second-factor'
  /** Waiting for the answer to a challenge. */
  | 'SELECT_CHALLENGE'
  | 'PASSWORD_VERIFIER'
  | 'NEW_PASSWORD_REQUIRED'
  | 'SELECT_MFA_TYPE'
  | 'MFA_SETUP'
  | 'SOFTWARE_TOKEN_MFA'
  /** Waiting for a code that was sent: as the only factor, or as the second one. */
  | 'awaiting-code'
  | 'awaiting-second-code'
  /** The user has proven to be who they are, if nothing else is asked of them. */
  | 'password-proven'
  | 'signed-in'
  | 'refused';

/** A one-time password, which is sent. */
export type CodeFactor = 'EMAIL_OTP' | 'SMS_OTP';

export type FirstFactor = 'PASSWORD' | 'PASSWORD_SRP' | CodeFactor;

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

const AFTER_CHOICE = {
  PASSWORD: 'judging-password',
  PASSWORD_SRP: 'exchanging-keys',
  EMAIL_OTP: 'sending-code',
  SMS_OTP: 'sending-code',
} as const satisfies Record<FirstFactor, SignInState>;

const AFTER_CHOICE_OF_SECOND = {
  SMS_MFA: 'sending-second-code',
  EMAIL_OTP: 'sending-second-code',
  SOFTWARE_TOKEN_MFA: 'SOFTWARE_TOKEN_MFA',
} as const satisfies Record<MfaFactor, SignInState>;

/** Each state with what may happen in it, and where that leads. Nothing else decides where a sign-in goes. */
const TRANSITIONS = {
  selecting: { ...AFTER_CHOICE, undecided: 'SELECT_CHALLENGE' },
  SELECT_CHALLENGE: AFTER_CHOICE,
  'sending-code': { sent: 'awaiting-code' },
  'awaiting-code': { right: 'signed-in', wrong: 'refused' },
  'exchanging-keys': { exchanged: 'PASSWORD_VERIFIER' },
  PASSWORD_VERIFIER: { right: 'password-proven', wrong: 'refused' },
  'judging-password': { right: 'password-proven', wrong: 'refused' },
  'password-proven': {
    CONFIRMED: 'judging-second-factor',
    FORCE_CHANGE_PASSWORD: 'NEW_PASSWORD_REQUIRED',
    UNCONFIRMED: 'refused',
    RESET_REQUIRED: 'refused',
    EXTERNAL_PROVIDER: 'refused',
  } satisfies Record<UserStatus, SignInState>,
  NEW_PASSWORD_REQUIRED: { 'password-set': 'judging-second-factor' },
  'judging-second-factor': {
    ...AFTER_CHOICE_OF_SECOND,
    none: 'signed-in',
    choose: 'SELECT_MFA_TYPE',
    'set-up': 'MFA_SETUP',
    impossible: 'refused',
  } satisfies Record<MfaFactor | Exclude<SecondFactorStep['kind'], 'ask'>, SignInState>,
  SELECT_MFA_TYPE: AFTER_CHOICE_OF_SECOND,
  'sending-second-code': { sent: 'awaiting-second-code' },
  'awaiting-second-code': { right: 'signed-in', wrong: 'refused' },
  SOFTWARE_TOKEN_MFA: { right: 'signed-in', wrong: 'refused' },
  MFA_SETUP: { 'set-up': 'signed-in' },
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

const FIRST_FACTORS: readonly FirstFactor[] = ['PASSWORD_SRP', 'PASSWORD', 'EMAIL_OTP', 'SMS_OTP'];

/** A challenge that may be chosen by `ANSWER` or `PREFERRED_CHALLENGE` (S73, S78). */
export function findFirstFactor(text: string | undefined): FirstFactor | undefined {
  return FIRST_FACTORS.find((factor) => factor === text);
}

/** What a first factor needs beside the user name. */
export const FACTOR_PARAMETERS: Readonly<Record<FirstFactor, string | undefined>> = {
  PASSWORD: 'PASSWORD',
  PASSWORD_SRP: 'SRP_A',
  EMAIL_OTP: undefined,
  SMS_OTP: undefined,
};

/** The refusal of a flow that the client may not use (S7). */
export function flowRefusal(flow: string, caller: SignInCaller): string {
  if (flow === 'USER_PASSWORD_AUTH' && caller === 'public')
    return 'USER_PASSWORD_AUTH flow not enabled for this client';
  if (flow === 'USER_SRP_AUTH' && caller === 'public') return 'USER_SRP_AUTH is not enabled for the client.';
  return caller === 'admin' ? 'Auth flow not enabled for this client' : `${flow} is not enabled for the client.`;
}

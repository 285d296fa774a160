import { timingSafeEqual } from 'node:crypto';
import type { PasswordHash } from '../domain/password-hashes/password-hash.ts';
import {
  exchangeKeys,
  fromBigInt,
  type SrpExchange,
  type SrpIdentity,
  type SrpPowers,
  type SrpVerifier,
  srpVerifierOf,
  toBigInt,
} from '../domain/sign-in/srp.ts';
import { isPasswordOf } from './check-password-hash.ts';

/** A password and whose it is. */
export interface GivenPassword {
  readonly identity: SrpIdentity;
  readonly password: string;
}

/** What the threads do, each with what it takes and answers: plain data. */
export interface HashingTasks {
  /** Whether the password is the one of an imported hash (S46). */
  checkHash: { readonly task: { readonly hash: PasswordHash; readonly password: string }; readonly answer: boolean };
  /** v of a password, for a salt (S48). */
  makeVerifier: { readonly task: GivenPassword & Pick<SrpVerifier, 'salt'>; readonly answer: Uint8Array };
  /** Whether the password is the one that the verifier was made of. */
  checkVerifier: { readonly task: GivenPassword & SrpVerifier; readonly answer: boolean };
  /** The server's side of the first step of SRP (S62 to S65). */
  exchangeKeys: {
    readonly task: { readonly verifier: Uint8Array; readonly publicA: Uint8Array; readonly secretB: Uint8Array };
    readonly answer: SrpExchange;
  };
}

export type HashingTaskName = keyof HashingTasks;
export type TaskOf<Name extends HashingTaskName> = HashingTasks[Name]['task'];
export type AnswerOf<Name extends HashingTaskName> = HashingTasks[Name]['answer'];

/** A task as it goes to a thread. */
export type NamedTask<Name extends HashingTaskName = HashingTaskName> = {
  readonly [Each in Name]: { readonly name: Each; readonly task: TaskOf<Each> };
}[Name];

type Runners = {
  readonly [Name in HashingTaskName]: (
    task: TaskOf<Name>,
    powers: SrpPowers,
  ) => AnswerOf<Name> | Promise<AnswerOf<Name>>;
};

const RUNNERS: Runners = {
  checkHash: ({ hash, password }) => isPasswordOf(hash, password),
  makeVerifier: ({ identity, password, salt }, powers) => srpVerifierOf(identity, password, salt, powers),
  checkVerifier: ({ identity, password, salt, verifier }, powers) =>
    isSameNumber(verifier, srpVerifierOf(identity, password, salt, powers)),
  exchangeKeys: ({ verifier, publicA, secretB }, powers) => exchangeKeys(verifier, publicA, secretB, powers),
};

export async function runHashingTask<Name extends HashingTaskName>(
  { name, task }: NamedTask<Name>,
  powers: SrpPowers,
): Promise<AnswerOf<Name>> {
  return RUNNERS[name](task, powers);
}

function isSameNumber(one: Uint8Array, other: Uint8Array): boolean {
  return timingSafeEqual(fromBigInt(toBigInt(one)), fromBigInt(toBigInt(other)));
}

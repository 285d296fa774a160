import type { AliasAttributeType } from '@aws-sdk/client-cognito-identity-provider';
import type { PasswordHashingAlgorithm } from '../src/domain/password-hashes/password-hashing-algorithm.ts';

/** A kind of pool that trials import into. */
export interface BenchPool {
  readonly name: string;
  readonly aliasAttributes: readonly (AliasAttributeType & ('email' | 'phone_number'))[];
  /** Of the jobs into it: their files bring a hash for nineteen users of twenty. */
  readonly passwordHashingAlgorithm?: PasswordHashingAlgorithm;
}

/** One index of names and one of subs. */
export const DEFAULT_POOL: BenchPool = { name: 'default pool', aliasAttributes: [] };
/** Two unique indexes more, in which nothing is in order. */
export const ALIAS_POOL: BenchPool = { name: 'alias pool', aliasAttributes: ['email', 'phone_number'] };
/** A sealed hash with each user. */
export const HASH_POOL: BenchPool = { name: 'hash pool', aliasAttributes: [], passwordHashingAlgorithm: 'BCRYPT' };

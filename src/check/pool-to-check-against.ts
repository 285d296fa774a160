import type { SchemaAttribute, UserPoolSettings } from '../domain/pools/user-pool.ts';

/** A pool as the rules of import see it. */
export interface PoolToCheckAgainst {
  /** For people. */
  readonly description: string;
  readonly settings: UserPoolSettings;
  readonly schema: readonly SchemaAttribute[];
}

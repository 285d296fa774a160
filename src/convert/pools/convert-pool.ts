import type { SchemaAttribute, UserPoolSettings } from '../../domain/pools/user-pool.ts';

/** The pool that files are made for. */
export interface ConvertPool {
  readonly settings: UserPoolSettings;
  readonly schema: readonly SchemaAttribute[];
}

import { CUSTOM_ATTRIBUTE_PREFIX } from '../../domain/pools/custom-attribute.ts';
import type { SchemaAttribute, UserPoolSettings } from '../../domain/pools/user-pool.ts';

/** The pool that files are made for. */
export interface ConvertPool {
  readonly settings: UserPoolSettings;
  readonly schema: readonly SchemaAttribute[];
}

/** The name of a custom attribute as a request of a pool has it: without `custom:` and `dev:`. */
export function shortNameOf(name: string): string {
  return name.slice(name.indexOf(CUSTOM_ATTRIBUTE_PREFIX) + CUSTOM_ATTRIBUTE_PREFIX.length);
}

/** `dev:custom:key` (R156). */
export function isForDevelopers(name: string): boolean {
  return !name.startsWith(CUSTOM_ATTRIBUTE_PREFIX);
}

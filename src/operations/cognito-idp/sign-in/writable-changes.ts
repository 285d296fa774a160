import type { AppClient } from '../../../domain/app-clients/app-client.ts';
import { writableAttributes } from '../../../domain/app-clients/attribute-access.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { Fail } from '../../define-operation.ts';

/** Changes that a user makes through a client, all of which it may write (R646). */
export function writableChanges(
  { schema }: UserPool,
  { settings }: AppClient,
  changes: ReadonlyMap<string, string>,
  fail: Fail<'NotAuthorizedException'>,
): ReadonlyMap<string, string> {
  const writable = writableAttributes(settings, schema);
  const known = new Set(schema.map(({ name }) => name));
  // Of what the pool does not have the schema tells.
  if ([...changes.keys()].every((name) => writable.has(name) || !known.has(name))) return changes;
  return fail('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
}

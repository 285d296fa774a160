import type { AppClient } from '../../../domain/app-clients/app-client.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';
import { appClientIdOf, failWithoutClient } from '../app-clients/get-app-client.ts';

/** The client of a request that nobody signed, and its pool: the id alone says whose it is (S6). */
export async function findPublicClient(
  { store }: RequestContext,
  clientId: string,
  fail: Fail<'ResourceNotFoundException'>,
): Promise<{ readonly pool: UserPool; readonly client: AppClient }> {
  const client = await store.findAppClient(appClientIdOf(clientId));
  const pool = client && (await store.findUserPool(client, client.userPoolId));
  return client && pool ? { pool, client } : failWithoutClient(clientId, fail);
}

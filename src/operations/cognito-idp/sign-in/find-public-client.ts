import type { ClientAndPool } from '../../../store/store.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';
import { appClientIdOf, failWithoutClient } from '../app-clients/get-app-client.ts';

/** The client of a request that nobody signed, and its pool: the id alone says whose it is (S6). */
export async function findPublicClient(
  { store }: RequestContext,
  clientId: string,
  fail: Fail<'ResourceNotFoundException'>,
): Promise<ClientAndPool> {
  return (await store.findClientAndPool(appClientIdOf(clientId))) ?? failWithoutClient(clientId, fail);
}

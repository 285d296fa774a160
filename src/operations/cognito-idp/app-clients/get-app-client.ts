import { assertPresent } from '../../../base/assert.ts';
import type { AppClient, AppClientId } from '../../../domain/app-clients/app-client.ts';
import { openClientSecret } from '../../../domain/app-clients/client-secret.ts';
import type { UserPool } from '../../../domain/pools/user-pool.ts';
import type { Fail } from '../../define-operation.ts';
import type { OperationContext, RequestContext } from '../../operation.ts';
import { getUserPool } from '../pools/get-user-pool.ts';

/** The id of an input that the model found valid. */
export function appClientIdOf(text: string): AppClientId {
  return text as AppClientId;
}

/** The client of the request and its pool: one of another pool is as unknown as one that does not exist (S6). */
export async function getAppClient(
  context: OperationContext,
  { UserPoolId, ClientId }: { readonly UserPoolId: string; readonly ClientId: string },
  fail: Fail<'ResourceNotFoundException'>,
): Promise<{ readonly pool: UserPool; readonly client: AppClient }> {
  const pool = await getUserPool(context, UserPoolId, fail);
  const client = await context.store.findAppClient(appClientIdOf(ClientId));
  return client?.userPoolKey === pool.key ? { pool, client } : failWithoutClient(ClientId, fail);
}

export function failWithoutClient(clientId: string, fail: Fail<'ResourceNotFoundException'>): never {
  return fail('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}

/** The secret that answers show of a client: the oldest one it has (R614); undefined for a public client. */
export function shownSecret(
  { credentialKeys }: Pick<RequestContext, 'credentialKeys'>,
  { id, secrets: [secret] }: Pick<AppClient, 'id' | 'secrets'>,
): string | undefined {
  if (secret === undefined) return undefined;
  return assertPresent(
    openClientSecret(credentialKeys.clientSecret, id, secret.sealedSecret),
    'a secret of the store opens with the server key of the store',
  );
}

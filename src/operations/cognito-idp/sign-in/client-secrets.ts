import { assertPresent } from '../../../base/assert.ts';
import type { AppClient } from '../../../domain/app-clients/app-client.ts';
import { openClientSecret } from '../../../domain/app-clients/client-secret.ts';
import { isClientSecret, isSecretHash } from '../../../domain/sign-in/secret-hash.ts';
import type { Fail } from '../../define-operation.ts';
import type { RequestContext } from '../../operation.ts';
import { findParameter, type SignInRequest } from './sign-in-request.ts';

type SecretHashRequest = Pick<SignInRequest, 'context' | 'client' | 'parameters'> & {
  readonly fail: Fail<'NotAuthorizedException'>;
};

/** Refuses a request for a client with a secret that has no right hash for one of the names (S9, S16). */
export function requireSecretHash(request: SecretHashRequest, usernames: readonly string[]): void {
  const { context, client, fail } = request;
  if (client.secrets.length === 0) return;
  const given = findParameter(request, 'SECRET_HASH');
  if (given === undefined || given === '') {
    fail('NotAuthorizedException', `Client ${client.id} is configured with secret but SECRET_HASH was not received`);
  } else if (!isSecretHash(given, openSecrets(context, client), usernames, client.id)) {
    fail('NotAuthorizedException', wrongSecretText(client));
  }
}

/** Refuses a request for a client with a secret that was not sent (S103a). */
export function requireClientSecret<Code extends string>(
  context: RequestContext,
  client: AppClient,
  given: string | undefined,
  code: Code,
  fail: Fail<Code>,
): void {
  if (client.secrets.length === 0) return;
  if (given !== undefined && isClientSecret(given, openSecrets(context, client))) return;
  fail(code, wrongSecretText(client));
}

function wrongSecretText({ id }: AppClient): string {
  return `Unable to verify secret hash for client ${id}`;
}

function openSecrets({ credentialKeys }: RequestContext, { id, secrets }: AppClient): string[] {
  return secrets.map(({ sealedSecret }) =>
    assertPresent(
      openClientSecret(credentialKeys.clientSecret, id, sealedSecret),
      'a secret of the store opens with the server key of the store',
    ),
  );
}

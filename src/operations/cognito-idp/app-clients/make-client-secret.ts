import type { AppClient, AppClientId } from '../../../domain/app-clients/app-client.ts';
import { type SealedClientSecret, sealClientSecret } from '../../../domain/app-clients/client-secret.ts';
import type { RequestContext } from '../../operation.ts';

/** As long as those of Cognito (R600). */
const SECRET_CHARACTERS = 52;

export interface MadeClientSecret {
  readonly plain: string;
  readonly sealed: SealedClientSecret;
}

/** A secret for a client: the one that was given, or a random one. Its id names the client and the millisecond of its creation (R613). */
export function makeClientSecret(
  { ids, credentialKeys }: Pick<RequestContext, 'ids' | 'credentialKeys'>,
  { id: clientId, secrets }: Pick<AppClient, 'id' | 'secrets'>,
  nowMs: number,
  given?: string,
): MadeClientSecret {
  const plain = given ?? ids.lowerAlphanumeric(SECRET_CHARACTERS);
  const sealedSecret = sealClientSecret(credentialKeys.clientSecret, clientId, plain);
  let numberMs = nowMs;
  while (secrets.some(({ id }) => id === secretIdOf(clientId, numberMs))) numberMs += 1;
  return { plain, sealed: { id: secretIdOf(clientId, numberMs), sealedSecret, createdAt: nowMs } };
}

function secretIdOf(clientId: AppClientId, numberMs: number): string {
  return `${clientId}--${numberMs}`;
}

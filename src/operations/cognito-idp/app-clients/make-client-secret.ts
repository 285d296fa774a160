import type { AppClientId } from '../../../domain/app-clients/app-client.ts';
import { type SealedClientSecret, sealClientSecret } from '../../../domain/app-clients/client-secret.ts';
import type { RequestContext } from '../../operation.ts';

/** As long as those of Cognito (R600). */
const SECRET_CHARACTERS = 51;

export interface MadeClientSecret {
  readonly plain: string;
  readonly sealed: SealedClientSecret;
}

/** A secret for a client: the one that was given, or a random one. Its id names the client and the second of its creation (R613). */
export function makeClientSecret(
  { ids, credentialKeys }: Pick<RequestContext, 'ids' | 'credentialKeys'>,
  clientId: AppClientId,
  nowMs: number,
  given?: string,
): MadeClientSecret {
  const plain = given ?? ids.lowerAlphanumeric(SECRET_CHARACTERS);
  const sealedSecret = sealClientSecret(credentialKeys.clientSecret, clientId, plain);
  return { plain, sealed: { id: `${clientId}--${Math.floor(nowMs / 1_000)}`, sealedSecret, createdAt: nowMs } };
}

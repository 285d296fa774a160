import { openSecret, sealSecret } from '../../base/sealed-secret.ts';

/** Secrets that one client may have, so that the new one can be put in use before the old one goes (R612). */
export const CLIENT_SECRETS_MAX = 2;

/** A secret of a confidential client, sealed for the id of the client. */
export interface SealedClientSecret {
  /** `<client id>--<epoch milliseconds>` (R613). */
  readonly id: string;
  readonly sealedSecret: Uint8Array;
  readonly createdAt: number;
}

/** The form in which the secret of a client is kept. It opens for this client only. `key` is the server key's, for `client-secret`. */
export function sealClientSecret(key: Buffer, clientId: string, secret: string): Uint8Array {
  // A copy of its own: what goes to another thread takes the memory around it along.
  return new Uint8Array(sealSecret(key, Buffer.from(secret), contextOf(clientId)));
}

/** Undefined if it was sealed by another server key or for another client. */
export function openClientSecret(key: Buffer, clientId: string, sealed: Uint8Array): string | undefined {
  return openSecret(key, sealed, contextOf(clientId))?.toString();
}

function contextOf(clientId: string): string {
  return `client-secret/${clientId}`;
}

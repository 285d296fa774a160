import type { ServerKey } from '../base/server-key.ts';

/** What opens the secrets in a database. */
export interface SealingKeys {
  readonly clientSecret: Buffer;
  readonly password: Buffer;
  readonly signingKey: Buffer;
  readonly message: Buffer;
  readonly softwareToken: Buffer;
  readonly device: Buffer;
}

export function sealingKeysOf(serverKey: ServerKey): SealingKeys {
  return {
    clientSecret: serverKey.derive('client-secret'),
    password: serverKey.derive('password-hash'),
    signingKey: serverKey.derive('signing-key'),
    message: serverKey.derive('message'),
    softwareToken: serverKey.derive('software-token'),
    device: serverKey.derive('device'),
  };
}

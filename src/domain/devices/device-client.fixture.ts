import { randomBytes } from 'node:crypto';
import { SRP_SALT_BYTES, srpVerifierOf } from '../sign-in/srp.ts';
import { bigIntPowers, SrpClient } from '../sign-in/srp-client.fixture.ts';

/** What a client library keeps of a device. */
export interface DeviceSecret {
  readonly key: string;
  readonly groupKey: string;
  readonly secret: string;
}

/** `NewDeviceMetadata` */
interface NewDevice {
  readonly DeviceKey?: string | undefined;
  readonly DeviceGroupKey?: string | undefined;
}

const TIMESTAMP = 'Mon Nov 2 09:05:07 UTC 2026';
const SECRET_BYTES = 40;

/** A device that has just signed in for the first time makes a secret. */
export function makeDeviceSecret({ DeviceKey = '', DeviceGroupKey = '' }: NewDevice = {}): DeviceSecret {
  return { key: DeviceKey, groupKey: DeviceGroupKey, secret: randomBytes(SECRET_BYTES).toString('base64') };
}

/** `DeviceSecretVerifierConfig` */
export function verifierConfigOf({ key, groupKey, secret }: DeviceSecret) {
  const salt = randomBytes(SRP_SALT_BYTES);
  const verifier = srpVerifierOf({ poolName: groupKey, username: key }, secret, salt, bigIntPowers);
  return { Salt: salt.toString('base64'), PasswordVerifier: Buffer.from(verifier).toString('base64') };
}

/** What a device answers in one sign-in. */
export class DeviceProof {
  readonly #username: string;
  readonly #device: DeviceSecret;
  readonly #srp = new SrpClient(randomBytes(32));

  constructor(username: string, device: DeviceSecret) {
    this.#username = username;
    this.#device = device;
  }

  /** `ChallengeResponses` to `DEVICE_SRP_AUTH` */
  get first(): Record<string, string> {
    return { USERNAME: this.#username, DEVICE_KEY: this.#device.key, SRP_A: this.#srp.publicAText };
  }

  /** `ChallengeResponses` to `DEVICE_PASSWORD_VERIFIER`, which came with these parameters */
  second(parameters: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { key, groupKey, secret } = this.#device;
    const identity = { poolName: groupKey, username: key };
    return {
      USERNAME: this.#username,
      DEVICE_KEY: key,
      PASSWORD_CLAIM_SECRET_BLOCK: parameters.SECRET_BLOCK ?? '',
      PASSWORD_CLAIM_SIGNATURE: this.#srp.claim(identity, secret, parameters, TIMESTAMP),
      TIMESTAMP,
    };
  }
}

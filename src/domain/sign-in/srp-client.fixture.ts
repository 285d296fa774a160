import { createHash } from 'node:crypto';
import {
  claimSignature,
  deriveKey,
  fromBigInt,
  SRP_MULTIPLIER,
  SRP_PRIME,
  type SrpIdentity,
  type SrpPowers,
  srpPrivateKey,
  srpScrambler,
  toBigInt,
} from './srp.ts';

const PRIME = toBigInt(SRP_PRIME);

/** Plain BigInt, independent of OpenSSL. */
export const bigIntPowers: SrpPowers = {
  generatorTo: (exponent) => fromBigInt(modularPower(2n, toBigInt(exponent))),
  power: (base, exponent) => fromBigInt(modularPower(toBigInt(base), toBigInt(exponent))),
};

export function modularPower(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % PRIME;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}

/** The client's side of SRP, written from the rules alone. */
export class SrpClient {
  readonly #a: bigint;
  readonly publicA: Uint8Array;

  constructor(secretA: Uint8Array) {
    this.#a = toBigInt(secretA);
    this.publicA = fromBigInt(modularPower(2n, this.#a));
  }

  /** `SRP_A` */
  get publicAText(): string {
    return Buffer.from(this.publicA).toString('hex');
  }

  key(identity: SrpIdentity, password: string, salt: Uint8Array, publicB: Uint8Array): Buffer {
    const scrambler = srpScrambler(this.publicA, publicB);
    const x = toBigInt(srpPrivateKey(identity, password, salt));
    const masked = (BigInt(`0x${SRP_MULTIPLIER}`) * modularPower(2n, x)) % PRIME;
    const base = (((toBigInt(publicB) - masked) % PRIME) + PRIME) % PRIME;
    return deriveKey(fromBigInt(modularPower(base, this.#a + toBigInt(scrambler) * x)), scrambler);
  }

  /** `PASSWORD_CLAIM_SIGNATURE` for the parameters of a `PASSWORD_VERIFIER` challenge. */
  claim(
    identity: SrpIdentity,
    password: string,
    challenge: Readonly<Record<string, string>>,
    timestamp: string,
  ): string {
    const { SALT = '', SRP_B = '', SECRET_BLOCK = '' } = challenge;
    const key = this.key(identity, password, Buffer.from(SALT, 'hex'), Buffer.from(SRP_B, 'hex'));
    return claimSignature(key, identity, Buffer.from(SECRET_BLOCK, 'base64'), timestamp).toString('base64');
  }
}

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
